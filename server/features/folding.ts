// What can be folded, and what a selection grows to.

import { type AstNode, AstUtils, type CstNode } from 'langium';
import { type FoldingRange, FoldingRangeKind, type SelectionRange } from 'vscode-languageserver';
import type { Position, Range } from '../../language/index.js';
import { originAt, originOf } from '../../language/syntax/document.js';
import { declarationAt } from '../names.js';
import { containsPosition, positionAt, positionsOf } from '../positions.js';
import type { Workspace } from '../workspace.js';

const FOLDED: ReadonlySet<string> = new Set(['Step', 'Question', 'Table', 'PointsBands', 'CategoryVersion']);

export function listFolds(workspace: Workspace, uri: string): FoldingRange[] {
    const file = workspace.file(uri);
    if (!file) return [];
    const folds: FoldingRange[] = [];
    const add = ({ start, end }: Range, kind?: FoldingRangeKind): void => {
        if (end.line > start.line) folds.push({ startLine: start.line, endLine: end.line, ...(kind ? { kind } : {}) });
    };
    for (const declaration of file.declarations) {
        const { ast } = declaration;
        for (const comment of commentBlocks(declaration.text))
            add(originAt(declaration, comment.offset, comment.length).range, FoldingRangeKind.Comment);
        if (!ast) continue;
        add(originOf(declaration, ast).range);
        for (const node of AstUtils.streamAllContents(ast))
            if (FOLDED.has(node.$type)) add(originOf(declaration, node).range);
    }
    const uses = file.declarations.filter(({ ast }) => ast?.$type === 'Use');
    const [first, last] = [uses[0], uses.at(-1)];
    if (first && last)
        add(
            { start: originOf(first, first.ast).range.start, end: originOf(last, last.ast).range.end },
            FoldingRangeKind.Imports,
        );
    folds.push(...sections(file.text));
    return folds;
}

/** From the word at the cursor to the expression, the answer, the step, the rule, the file. */
export function growSelections(workspace: Workspace, uri: string, positions: readonly Position[]): SelectionRange[] {
    const file = workspace.file(uri);
    if (!file) return positions.map((position) => ({ range: { start: position, end: position } }));
    const whole: Range = {
        start: { line: 0, character: 0 },
        end: positionAt(positionsOf(file.text), file.text.length),
    };
    return positions.map((position) => {
        const declaration = declarationAt({ file }, position);
        const ranges: Range[] = [whole];
        let node: AstNode | undefined = declaration?.ast;
        while (declaration && node) {
            const { range } = originOf(declaration, node);
            if (containsPosition(range, position)) ranges.push(range);
            const inner: AstNode | undefined = AstUtils.streamContents(node).find((child) =>
                containsPosition(originOf(declaration, child).range, position),
            );
            if (!inner) {
                const leaf = leafAt(node.$cstNode, (cst) =>
                    containsPosition(originOf(declaration, cst).range, position),
                );
                if (leaf) ranges.push(...withoutQuotes(originOf(declaration, leaf).range, leaf.text));
            }
            node = inner;
        }
        return chain(ranges);
    });
}

function chain(ranges: readonly Range[]): SelectionRange {
    let selection: SelectionRange | undefined;
    for (const range of ranges) {
        if (selection && JSON.stringify(selection.range) === JSON.stringify(range)) continue;
        selection = selection ? { range, parent: selection } : { range };
    }
    return selection as SelectionRange;
}

function leafAt(cst: CstNode | undefined, holds: (cst: CstNode) => boolean): CstNode | undefined {
    if (!cst) return undefined;
    const content = 'content' in cst ? (cst.content as CstNode[]) : undefined;
    if (!content) return cst.hidden ? undefined : cst;
    for (const child of content) {
        const leaf = !child.hidden && holds(child) ? leafAt(child, holds) : undefined;
        if (leaf) return leaf;
    }
    return undefined;
}

function withoutQuotes(range: Range, text: string): Range[] {
    if (!text.startsWith('"') || text.length < 2) return [range];
    const { start, end } = range;
    return [
        range,
        { start: { ...start, character: start.character + 1 }, end: { ...end, character: end.character - 1 } },
    ];
}

/** Runs of line comments, and block comments. */
function commentBlocks(text: string): readonly { readonly offset: number; readonly length: number }[] {
    return [...text.matchAll(/(?:^[ \t]*\/\/[^\r\n]*(?:\r?\n|$)){2,}|\/\*[\s\S]*?\*\//gm)].map((match) => ({
        offset: match.index,
        length: match[0].trimEnd().length,
    }));
}

/** `// ---- duties` starts a section that reaches to the next one. */
function sections(text: string): readonly FoldingRange[] {
    const lines = text.split(/\r\n|\n|\r/);
    const starts = lines.flatMap((line, index) => (/^\/\/ -{3,} \S/.test(line) ? [index] : []));
    return starts.flatMap((startLine, index): FoldingRange[] => {
        let endLine = (starts[index + 1] ?? lines.length) - 1;
        while (endLine > startLine && (lines[endLine] ?? '').trim() === '') endLine--;
        return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Region }] : [];
    });
}
