// Files that are used: they exist, and they do not use each other in a circle.

import type { Finding } from '../model/finding.js';
import { type Context, report } from '../syntax/context.js';
import type { SourceFile } from '../syntax/document.js';
import { fileName } from '../syntax/paths.js';
import { linksOf, type Project, usesOf } from '../syntax/project.js';
import { originOfPlace } from '../syntax/symbols.js';

export function checkUses(project: Project, file: SourceFile): readonly Finding[] {
    const context: Context = { findings: [], occurrences: [] };
    for (const { node, target } of usesOf(file)) {
        const declaration = file.declarations.find(({ ast }) => ast === node);
        if (!declaration) continue;
        const origin = originOfPlace({ declaration, node, property: 'path' });
        const used = project.files.get(target);
        if (!used) {
            report(
                context,
                'use-not-found',
                origin,
                `There is no file ‘${node.path}’ beside this one that can be read.`,
            );
        } else if (target === file.uri) {
            report(context, 'use-cycle', origin, 'This file uses itself.');
        } else {
            const way = wayTo(project, used, file.uri, new Set());
            if (!way) continue;
            const names = [file.uri, ...way].map((uri) => `‘${fileName(uri)}’`).join(' → ');
            report(context, 'use-cycle', origin, `These files use each other in a circle: ${names}.`);
        }
    }
    return context.findings;
}

/** The files on a way of uses from `from` to `to`, both included. */
function wayTo(project: Project, from: SourceFile, to: string, seen: Set<string>): readonly string[] | undefined {
    if (from.uri === to) return [to];
    if (seen.has(from.uri)) return undefined;
    seen.add(from.uri);
    for (const target of linksOf(from).used) {
        const used = project.files.get(target);
        const way = used && wayTo(project, used, to, seen);
        if (way) return [from.uri, ...way];
    }
    return undefined;
}
