// Paths and citations as links: `use` opens the file, `source` the document, `cites` its heading.

import type { DocumentLink } from 'vscode-languageserver';
import { resolvePath } from '../../language/syntax/paths.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { citationsIn, placeOfCitation } from '../citations.js';
import type { Workspace } from '../workspace.js';
import { pathOf } from './definition.js';

export function listLinks(workspace: Workspace, uri: string): DocumentLink[] {
    const file = workspace.file(uri);
    if (!file) return [];
    return file.declarations.flatMap((declaration): DocumentLink[] => {
        const { ast } = declaration;
        const path = ast && pathOf(ast);
        const cited = citationsIn(declaration).flatMap(({ text, range }): DocumentLink[] => {
            const place = placeOfCitation(workspace, uri, text);
            if (!place) return [];
            const line = place.origin.range.start.line + 1;
            const target = `${workspace.clientUri(place.origin.uri)}#L${line}`;
            return [{ range: inside(range), target, tooltip: `Open ‘${place.heading.title}’` }];
        });
        if (!path || !ast) return cited;
        const { range } = originOfPlace({ declaration, node: ast, property: path.property });
        const target = workspace.clientUri(resolvePath(uri, path.text));
        return [{ range: inside(range), target, tooltip: `Open ${path.text}` }, ...cited];
    });
}

/** Without the quotation marks. */
function inside({ start, end }: DocumentLink['range']): DocumentLink['range'] {
    return {
        start: { line: start.line, character: start.character + 1 },
        end: { line: end.line, character: Math.max(end.character - 1, start.character + 1) },
    };
}
