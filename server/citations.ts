// Citations and the documents that they point into: which heading or paragraph is meant, where it stands, what it says.

import { AstUtils } from 'langium';
import { type Heading, readHeadings, splitCitation } from '../language/checks/headings.js';
import type * as Ast from '../language/generated/ast.js';
import type { Origin, Position, Range } from '../language/index.js';
import type { DeclarationNode } from '../language/syntax/document.js';
import { linksOf } from '../language/syntax/project.js';
import { originOfPlace } from '../language/syntax/symbols.js';
import { containsPosition } from './positions.js';
import type { Workspace } from './workspace.js';

export interface CitationAt {
    readonly text: string;
    readonly range: Range;
    readonly node: Ast.Cites;
    readonly index: number;
}

/** The citations in a declaration, in order. */
export function citationsIn(declaration: DeclarationNode): readonly CitationAt[] {
    if (!declaration.ast) return [];
    return AstUtils.streamAst(declaration.ast)
        .filter((node): node is Ast.Cites => node.$type === 'Cites')
        .flatMap((node) =>
            node.refs.map((text, index) => ({
                text,
                node,
                index,
                range: originOfPlace({ declaration, node, property: 'refs', index }).range,
            })),
        )
        .toArray();
}

export function citationAt(declaration: DeclarationNode, position: Position): CitationAt | undefined {
    return citationsIn(declaration).find(({ range }) => containsPosition(range, position));
}

export interface CitedPlace {
    readonly origin: Origin;
    readonly heading: Heading;
    /** What stands there, as written. */
    readonly text: string;
}

/** The document that citations in a file point into. */
export function documentOf(
    workspace: Workspace,
    uri: string,
): { readonly uri: string; readonly text: string; readonly headings: readonly Heading[] } | undefined {
    const policyUri = workspace.policyUriOf(uri);
    const file = policyUri === undefined ? undefined : workspace.file(policyUri);
    const source = file && linksOf(file).source;
    const text = source === undefined ? undefined : workspace.source(source);
    return source === undefined || text === undefined ? undefined : { uri: source, text, headings: headingsOf(text) };
}

/** Where a citation leads. */
export function placeOfCitation(workspace: Workspace, uri: string, citation: string): CitedPlace | undefined {
    const document = documentOf(workspace, uri);
    if (!document) return undefined;
    const { heading: title, paragraph } = splitCitation(citation, document.headings);
    const heading = document.headings.find((each) => each.title === title);
    if (!heading) return undefined;
    const lines = document.text.split(/\r\n|\n|\r/);
    const start = paragraph === undefined ? heading.line : (heading.paragraphs.get(paragraph) ?? heading.line);
    const next = [...heading.paragraphs.values()].filter((line) => line > start).sort((a, b) => a - b)[0];
    const end = paragraph === undefined ? heading.end : Math.min(next ?? heading.end, heading.end);
    const text = lines
        .slice(paragraph === undefined ? start + 1 : start, end)
        .join('\n')
        .trim();
    const range = {
        start: { line: start, character: 0 },
        end: { line: start, character: (lines[start] ?? '').length },
    };
    return { origin: { uri: document.uri, range }, heading, text };
}

const read: { text: string; headings: readonly Heading[] }[] = [];

function headingsOf(text: string): readonly Heading[] {
    const known = read.find((each) => each.text === text);
    if (known) return known.headings;
    const headings = readHeadings(text);
    read.unshift({ text, headings });
    if (read.length > 8) read.pop();
    return headings;
}
