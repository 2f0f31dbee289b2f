// Conditions without the parts that decide nothing. A part that may be replaced by yes or no goes with its operator; what
// is left keeps its own text, and the brackets that it then needs.

import { type AstNode, GrammarUtils } from 'langium';
import type * as Ast from '../generated/ast.js';
import type { DeclarationNode } from '../syntax/document.js';
import { originOfExpression, plainText } from '../syntax/text.js';
import { isCommented } from './answers.js';
import { removal } from './cuts.js';
import { isSameRange, nodeAround, type Repair, type Site, spanOf } from './place.js';

/** Takes away the part of a condition, or the whole guard, that `Finding.equals` says is always the same. */
export function withoutPart(site: Site): Repair | undefined {
    const { declaration, finding } = site;
    if (!finding.equals) return undefined;
    const isThis = (each: AstNode): each is AstNode =>
        EXPRESSIONS.has(each.$type) && isSameRange(originOfExpression(declaration, each).range, finding.origin.range);
    const part = nodeAround(site, isThis) as Ast.Expression | undefined;
    if (!part) return undefined;
    if (isGuard(part)) return finding.equals === 'yes' ? withoutGuard(declaration, part) : undefined;
    const root = rootOf(part);
    const kept = keptBeside(part, (finding.equals === 'yes') !== isNegated(part));
    if (!kept) return undefined;
    const span = bracketed(declaration.text, kept.whole);
    const inner = bracketed(declaration.text, kept.rest);
    const gone = declaration.text.slice(span.start, inner.start) + declaration.text.slice(inner.end, span.end);
    if (isCommented(gone)) return undefined;
    const text = withBrackets(declaration.text, kept, { span, inner });
    return {
        title: `Remove ‘${plainText(part)}’, which decides nothing here`,
        declaration,
        cuts: [{ ...span, text }],
        claim: bracketed(declaration.text, root),
    };
}

/** Takes away the condition of a duty that always holds. */
export function withoutCondition(site: Site): Repair | undefined {
    const duty = nodeAround(site, (node): node is Ast.Duty => node.$type === 'Duty');
    if (!duty?.condition?.$cstNode || !duty.$cstNode) return undefined;
    const keyword = GrammarUtils.findNodeForKeyword(duty.$cstNode, 'when');
    if (!keyword) return undefined;
    const { declaration } = site;
    const claim = { start: keyword.offset, end: bracketed(declaration.text, duty.condition).end };
    if (isCommented(declaration.text.slice(claim.start, claim.end))) return undefined;
    return { title: 'Remove the condition', declaration, cuts: [removal(declaration.text, claim)], claim };
}

function withoutGuard(declaration: DeclarationNode, guard: Ast.Expression): Repair | undefined {
    const keyword = guard.$container?.$cstNode && GrammarUtils.findNodeForKeyword(guard.$container.$cstNode, 'only');
    if (!keyword) return undefined;
    const claim = { start: keyword.offset, end: bracketed(declaration.text, guard).end };
    if (isCommented(declaration.text.slice(claim.start, claim.end))) return undefined;
    return { title: 'Remove the guard', declaration, cuts: [removal(declaration.text, claim)], claim };
}

interface Kept {
    /** What is replaced. */
    readonly whole: Ast.Logic;
    /** The side of it that stays. */
    readonly rest: Ast.Expression;
}

/** What stays of the least part of a condition that does not become constant; nothing if all of it does. */
function keptBeside(part: Ast.Expression, value: boolean): Kept | undefined {
    const parent = part.$container as AstNode | undefined;
    if (parent?.$type === 'Negation') return keptBeside(parent as Ast.Negation, !value);
    if (parent?.$type !== 'Logic') return undefined;
    const whole = parent as Ast.Logic;
    // `and no` and `or yes` settle the whole; `and yes` and `or no` leave the other side.
    if ((whole.operator === 'and') !== value) return keptBeside(whole, value);
    return { whole, rest: whole.left === part ? whole.right : whole.left };
}

/** The text of what stays, in brackets where it would be read otherwise without. */
function withBrackets(
    text: string,
    { whole, rest }: Kept,
    { span, inner }: { span: ReturnType<typeof spanOf>; inner: ReturnType<typeof spanOf> },
): string {
    const parent = whole.$container as AstNode;
    const bare = textWithin(text, rest);
    const hasBrackets = bare.length < inner.end - inner.start;
    const isRoot = parent.$type !== 'Logic' && parent.$type !== 'Negation' && !OPERANDS.has(parent.$type);
    const isLower =
        (rest.$type === 'Logic' &&
            (parent.$type === 'Negation' ||
                (parent.$type === 'Logic' && (parent as Ast.Logic).operator === 'and' && rest.operator === 'or'))) ||
        (OPERANDS.has(parent.$type) && rest.$type !== 'Reference');
    // After `x is a` an `or` would go on with the list.
    const runsOn = endsInList(rest, text) && /^\s*or\b/.test(text.slice(span.end));
    if (isLower || runsOn) return hasBrackets ? text.slice(inner.start, inner.end) : `(${bare})`;
    if (hasBrackets && (isRoot || !endsInList(rest, text))) {
        return rest.$type === 'Logic' && !isRoot ? text.slice(inner.start, inner.end) : bare;
    }
    return text.slice(inner.start, inner.end);
}

/** An expression's text without brackets around it. */
function textWithin(text: string, node: Ast.Expression): string {
    let { start, end } = bracketed(text, node);
    while (text[start] === '(' && text[end - 1] === ')' && closes(text, start) === end - 1) {
        start++;
        end--;
    }
    return text.slice(start, end).trim();
}

/** Where the bracket that opens at `start` is closed. */
function closes(text: string, start: number): number {
    let depth = 0;
    for (let at = start; at < text.length; at++) {
        if (text[at] === '(') depth++;
        else if (text[at] === ')' && --depth === 0) return at;
    }
    return -1;
}

/** Where an expression stands, with the brackets around it. */
function bracketed(text: string, node: Ast.Expression): { readonly start: number; readonly end: number } {
    if (node.$type !== 'Logic') return spanOf(node);
    let { start } = bracketed(text, node.left);
    let { end } = bracketed(text, node.right);
    // The brackets of `count of (…)` are its own.
    if ((node.$container as AstNode | undefined)?.$type === 'Count') return { start, end };
    for (;;) {
        const opening = text.slice(0, start).trimEnd();
        const closing = /^\s*\)/.exec(text.slice(end));
        if (!opening.endsWith('(') || !closing) return { start, end };
        start = opening.length - 1;
        end += closing[0].length;
    }
}

/** Whether the text of an expression ends in `is a`, so that an `or` behind it would be taken for one of the list. */
function endsInList(node: Ast.Expression, text: string): boolean {
    if (node.$type === 'Logic') return endsInList(node.right, text);
    if (node.$type === 'Negation') return endsInList(node.operand, text);
    return node.$type === 'Membership' && !textOf(text, node).endsWith(')');
}

function textOf(text: string, node: AstNode): string {
    const { start, end } = spanOf(node);
    return text.slice(start, end);
}

/** `x is not a` is the opposite of the condition that proofs speak of. */
function isNegated(node: Ast.Expression): boolean {
    return (node.$type === 'Membership' || node.$type === 'StateTest') && node.negated;
}

function isGuard(node: Ast.Expression): boolean {
    const owner = node.$container as AstNode | undefined;
    return owner !== undefined && 'guard' in owner && owner.guard === node;
}

function rootOf(node: Ast.Expression): Ast.Expression {
    const parent = node.$container as AstNode | undefined;
    return parent && EXPRESSIONS.has(parent.$type) ? rootOf(parent as Ast.Expression) : node;
}

const OPERANDS: ReadonlySet<string> = new Set(['Comparison', 'StateTest', 'Membership', 'Containment', 'Sum']);

const EXPRESSIONS: ReadonlySet<string> = new Set([
    ...OPERANDS,
    'Logic',
    'Negation',
    'Answered',
    'Asked',
    'Count',
    'DecidedBy',
    'Reference',
]);
