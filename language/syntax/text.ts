// The text of a syntax node as a person would read it, and the place of an expression.

import { type AstNode, type CstNode, isCompositeCstNode } from 'langium';
import type * as Ast from '../generated/ast.js';
import type { Origin } from '../model/origin.js';
import { type DeclarationNode, originOf } from './document.js';

/** The node's text on one line, without comments. */
export function plainText(node: AstNode): string {
    const cst = node.$cstNode;
    if (!cst) return '';
    const { text } = cst;
    if (!text.includes('//') && !text.includes('/*')) return text.replace(/\s+/g, ' ').trim();
    const words: string[] = [];
    const visit = (part: CstNode): void => {
        if (part.hidden) return;
        if (isCompositeCstNode(part)) part.content.forEach(visit);
        else words.push(part.text);
    };
    visit(cst);
    return words
        .join(' ')
        .replace(/ (?=[,).:])/g, '')
        .replace(/(?<=[(.]) /g, '');
}

/** Chains of operators share one syntax node, so an operator's place is that of its two sides together. */
export function originOfExpression(declaration: DeclarationNode, node: AstNode): Origin {
    const expression = node as Ast.Expression;
    if (expression.$type !== 'Logic' && expression.$type !== 'Sum') return originOf(declaration, node);
    const left = originOfExpression(declaration, expression.left);
    const right = originOfExpression(declaration, expression.right);
    return { uri: left.uri, range: { start: left.range.start, end: right.range.end } };
}
