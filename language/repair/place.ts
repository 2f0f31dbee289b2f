// Where a repair is made: a declaration of a file, and the piece of its syntax that a finding points at.

import { type AstNode, AstUtils } from 'langium';
import type { Finding } from '../model/finding.js';
import type { Position, Range } from '../model/origin.js';
import { type DeclarationNode, originOf, type SourceFile } from '../syntax/document.js';

/** A finding with the declaration that it lies in. */
export interface Site {
    readonly finding: Finding;
    readonly declaration: DeclarationNode;
    /** All files that there are to look at: a name may be used in any of them. */
    readonly files: readonly SourceFile[];
}

/** Text to be put in place of a piece of a declaration's text; offsets are those of `DeclarationNode.text`. */
export interface Cut {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** A safe repair of one declaration. */
export interface Repair {
    readonly title: string;
    readonly declaration: DeclarationNode;
    readonly cuts: readonly Cut[];
    /** The piece of the declaration's text that must stay as it is for the repair to be safe. */
    readonly claim: { readonly start: number; readonly end: number };
}

/** The declaration that a position lies in. */
export function declarationAt(file: SourceFile, position: Position): DeclarationNode | undefined {
    let low = 0;
    let high = file.declarations.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (comparePositions(file.declarations[middle] as DeclarationNode, position) <= 0) low = middle;
        else high = middle - 1;
    }
    return file.declarations[low];
}

/** The first syntax node, outermost first, of these kinds around the place of the finding. */
export function nodeAround<T extends AstNode>(
    { declaration, finding }: Site,
    isWanted: (node: AstNode) => node is T,
): T | undefined {
    if (!declaration.ast || declaration.problems.length > 0) return undefined;
    for (const node of AstUtils.streamAst(declaration.ast)) {
        if (isWanted(node) && contains(originOf(declaration, node).range, finding.origin.range)) return node;
    }
    return undefined;
}

/** Where a node stands in its declaration's text. */
export function spanOf(node: AstNode): { readonly start: number; readonly end: number } {
    const { offset = 0, end = 0 } = node.$cstNode ?? {};
    return { start: offset, end };
}

export function isSameRange(a: Range, b: Range): boolean {
    return comparePositions(a.start, b.start) === 0 && comparePositions(a.end, b.end) === 0;
}

function contains(outer: Range, inner: Range): boolean {
    return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}

export function comparePositions(a: Position, b: Position): number {
    return a.line - b.line || a.character - b.character;
}
