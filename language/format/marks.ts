// Where a declaration's layout comes from: for each token that starts something (an answer, a step, a given), whether it
// goes on a line of its own and how far it is set in. Everything else follows the token before it.

import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import type * as Ast from '../generated/ast.js';

export interface Mark {
    /**
     * `line`: on its own line where its block has several lines. `keep`: on a new line if the author put it there.
     * `always`: on its own line, come what may.
     */
    readonly break: 'line' | 'keep' | 'always';
    /** Spaces before it on the same line. */
    readonly gap: 1 | 2;
    /** Columns further in than its block. */
    readonly indent: number;
    /** Lines of one group have their `=>` in one column. */
    readonly group?: AstNode;
    /** A row, or the first bar, of this table. */
    readonly table?: AstNode;
}

export interface Marks {
    /** By offset of the token in the declaration's text. */
    readonly at: ReadonlyMap<number, Mark>;
    /** Offsets of braces that belong to a value, not to a block. */
    readonly valueBraces: ReadonlySet<number>;
    /** Offsets of opening braces whose block always has several lines. */
    readonly openAlways: ReadonlySet<number>;
}

export const INDENT = 2;

export function marksOf(declaration: AstNode): Marks {
    const at = new Map<number, Mark>();
    const valueBraces = new Set<number>();
    const openAlways = new Set<number>();
    const mark = (offset: number | undefined, value: Mark) => {
        if (offset !== undefined && !at.has(offset)) at.set(offset, value);
    };
    const keyword = (node: AstNode, word: string) => GrammarUtils.findNodeForKeyword(node.$cstNode, word)?.offset;
    const property = (node: AstNode, name: string, index = 0) =>
        GrammarUtils.findNodesForProperty(node.$cstNode, name)[index]?.offset;
    const item = (node: AstNode | undefined, gap: 1 | 2 = 2) =>
        mark(node?.$cstNode?.offset, { break: 'line', gap, indent: 0 });

    const visit = (node: AstNode): void => {
        const each = node as Ast.TenetAstType[keyof Ast.TenetAstType];
        switch (each.$type) {
            case 'PolicyHeader':
                for (const word of ['effective', 'source'] as const)
                    mark(keyword(each, word), { break: 'always', gap: 1, indent: INDENT });
                if (each.from === undefined) mark(keyword(each, 'as'), { break: 'always', gap: 1, indent: INDENT });
                break;
            case 'Choice':
                for (const value of each.values) mark(value.$cstNode?.offset, { break: 'keep', gap: 2, indent: 0 });
                break;
            case 'Category':
                for (const version of each.versions) item(version);
                for (const index of each.members.keys())
                    mark(property(each, 'members', index), { break: 'keep', gap: 1, indent: 0 });
                break;
            case 'CategoryVersion':
                for (const index of each.members.keys())
                    mark(property(each, 'members', index), { break: 'keep', gap: 1, indent: 0 });
                break;
            case 'Parameter':
                if (each.versions.length > 1) {
                    for (const version of each.versions)
                        mark(version.$cstNode?.offset, { break: 'always', gap: 1, indent: INDENT });
                }
                break;
            case 'Score':
                for (const part of each.items) item(part);
                break;
            case 'PointsBands':
                for (const band of each.bands)
                    mark(band.$cstNode?.offset, { break: 'line', gap: 2, indent: 0, group: each });
                break;
            case 'Exemption':
                item(each.notes[0]);
                for (const note of each.notes) item(note);
                mark(keyword(each, 'when'), { break: 'line', gap: 2, indent: 0 });
                for (const except of each.excepts) item(except);
                break;
            case 'Principle':
            case 'Step':
            case 'Review':
                for (const note of each.notes) item(note);
                mark(keyword(each, 'only'), { break: 'line', gap: 2, indent: 0 });
                if (each.$type === 'Principle') for (const step of each.steps) item(step);
                item(each.body);
                break;
            case 'Question':
                for (const answer of each.answers)
                    mark(answer.$cstNode?.offset, { break: 'line', gap: 2, indent: INDENT, group: each });
                break;
            case 'Table': {
                mark(keyword(each, '|'), { break: 'keep', gap: 1, indent: 0, table: each });
                for (const row of each.rows)
                    mark(row.$cstNode?.offset, { break: 'always', gap: 1, indent: 0, table: each });
                openBlockOf(each);
                break;
            }
            case 'Duties':
                for (const duty of each.duties) item(duty);
                break;
            case 'Guarantee':
                mark(keyword(each, 'when'), { break: 'line', gap: 2, indent: 0 });
                mark(keyword(each, each.quantifier), { break: 'line', gap: 2, indent: 0 });
                break;
            case 'Case':
            case 'Scenario':
                for (const given of each.givens) mark(given.$cstNode?.offset, { break: 'keep', gap: 2, indent: 0 });
                if (each.$type === 'Scenario') {
                    for (const expectation of each.expectations) item(expectation);
                    for (const tagged of GrammarUtils.findNodesForKeyword(each.$cstNode, 'tagged')) {
                        mark(tagged.offset, { break: 'keep', gap: 2, indent: 0 });
                    }
                }
                break;
            case 'ScenarioTable': {
                mark(keyword(each, 'tagged'), { break: 'line', gap: 2, indent: 0 });
                mark(keyword(each, '|'), { break: 'always', gap: 1, indent: 0, table: each });
                for (const row of each.rows)
                    mark(row.$cstNode?.offset, { break: 'always', gap: 1, indent: 0, table: each });
                openBlockOf(each);
                break;
            }
            case 'SetValue': {
                const brace = each.$cstNode;
                if (brace) {
                    valueBraces.add(brace.offset);
                    valueBraces.add(brace.end - 1);
                }
                break;
            }
        }
    };
    /** A block that holds a table has several lines, and so have the blocks around it. */
    const openBlockOf = (node: AstNode): void => {
        for (let holder: AstNode | undefined = node; holder; holder = holder.$container) {
            const brace = GrammarUtils.findNodeForKeyword(holder.$cstNode, '{');
            if (brace) openAlways.add(brace.offset);
        }
    };
    for (const node of AstUtils.streamAst(declaration)) visit(node);
    return { at, valueBraces, openAlways };
}
