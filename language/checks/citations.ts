// Citations point to headings that the source document has, and every heading of it is cited somewhere.

import { AstUtils } from 'langium';
import type * as Ast from '../generated/ast.js';
import type { Finding } from '../model/finding.js';
import { nearest } from '../model/spelling.js';
import { type Context, report } from '../syntax/context.js';
import type { DeclarationNode } from '../syntax/document.js';
import { fileName } from '../syntax/paths.js';
import type { LoweredFile } from '../syntax/policy.js';
import { linksOf, type Project } from '../syntax/project.js';
import { originOfPlace } from '../syntax/symbols.js';
import { readHeadings, splitCitation } from './headings.js';

export function checkCitations(project: Project, lowered: LoweredFile): readonly Finding[] {
    const { header, policyFile } = lowered;
    if (header?.$type !== 'PolicyHeader' || !policyFile) return [];
    const context: Context = { findings: [], occurrences: [] };
    const uri = linksOf(policyFile).source;
    const declaration = policyFile.declarations.find(({ ast }) => ast === header);
    if (uri === undefined || !declaration) return [];
    const text = project.sources.get(uri);
    const sourceOrigin = originOfPlace({ declaration, node: header, property: 'source' });
    if (text === undefined) {
        report(
            context,
            'source-not-found',
            sourceOrigin,
            `There is no document ‘${header.source}’ beside this file that can be read.`,
        );
        return context.findings;
    }
    const headings = readHeadings(text);
    const cited = new Set<string>();
    for (const file of lowered.files) {
        for (const each of file.declarations) {
            for (const cites of citationsOf(each)) checkCites(each, cites);
        }
    }
    const uncited = headings.filter(({ title }, index) => !cited.has(title) && index > 0);
    for (const { title, line } of uncited) {
        const message = `No rule cites ‘${title}’ (${fileName(uri)}, line ${line + 1}).`;
        report(context, 'citation-uncovered', sourceOrigin, message, {
            related: [
                {
                    message: `‘${title}’`,
                    origin: { uri, range: { start: { line, character: 0 }, end: { line, character: 200 } } },
                },
            ],
        });
    }
    return context.findings;

    function checkCites(each: DeclarationNode, cites: Ast.Cites): void {
        for (const [index, reference] of cites.refs.entries()) {
            const { heading, paragraph } = splitCitation(reference, headings);
            const found = headings.find(({ title }) => title === heading);
            if (found) cited.add(found.title);
            if (found && (paragraph === undefined || found.paragraphs.has(paragraph))) continue;
            const origin = originOfPlace({ declaration: each, node: cites, property: 'refs', index });
            if (found) {
                const message = `‘${heading}’ has no paragraph numbered ${paragraph} in ${fileName(uri as string)}.`;
                report(context, 'citation-dangling', origin, message);
                continue;
            }
            const suggestion = nearest(
                heading,
                headings.map(({ title }) => title),
            );
            const hint = suggestion ? ` Did you mean ‘${suggestion}’?` : '';
            report(
                context,
                'citation-dangling',
                origin,
                `${fileName(uri as string)} has no heading ‘${heading}’.${hint}`,
                {
                    actual: JSON.stringify(reference),
                    ...(suggestion ? { suggestion: quoted(suggestion, paragraph) } : {}),
                },
            );
        }
    }
}

function quoted(heading: string, paragraph: string | undefined): string {
    return JSON.stringify(paragraph === undefined ? heading : `${heading} / ${paragraph}`);
}

function citationsOf({ ast }: DeclarationNode): readonly Ast.Cites[] {
    if (!ast) return [];
    return AstUtils.streamAst(ast)
        .filter((node): node is Ast.Cites => node.$type === 'Cites')
        .toArray();
}
