// What an expression is once it is lowered, by what can be done with it, and how messages speak of it.

import type * as Ast from '../generated/ast.js';
import type { SyntaxFindingCode } from '../model/codes.js';
import type { Condition } from '../model/condition.js';
import type { Fact } from '../model/policy.js';
import type { Type } from '../model/type.js';
import { type Extra, report } from './context.js';
import type { Environment } from './environment.js';
import { numberType } from './literal.js';
import { describeType, type Quantity } from './quantity.js';
import { originOfExpression } from './text.js';

/** An expression by what can be done with it. */
export type Lowered =
    | { readonly kind: 'condition'; readonly condition: Condition }
    | { readonly kind: 'choice'; readonly fact: Fact; readonly choice: string }
    | { readonly kind: 'set'; readonly fact: Fact; readonly choice: string }
    | { readonly kind: 'value'; readonly choice: string; readonly value: string }
    | { readonly kind: 'quantity'; readonly quantity: Quantity }
    | { readonly kind: 'count'; readonly items: readonly Condition[]; readonly node: Ast.Count };

export function conditionOf(condition: Condition): Lowered {
    return { kind: 'condition', condition };
}

/** "money in GBP", "a condition": for messages. */
export function describe(lowered: Lowered): string {
    switch (lowered.kind) {
        case 'condition':
            return 'yes or no';
        case 'choice':
        case 'value':
            return `a value of ${lowered.choice}`;
        case 'set':
            return `a set of ${lowered.choice}`;
        case 'quantity':
            return describeType(lowered.quantity.type);
        case 'count':
            return 'a count';
    }
}

export function typeOf(lowered: Lowered): Type {
    switch (lowered.kind) {
        case 'condition':
            return { kind: 'boolean' };
        case 'choice':
        case 'value':
            return { kind: 'choice', choice: lowered.choice };
        case 'set':
            return { kind: 'set', choice: lowered.choice };
        case 'quantity':
            return lowered.quantity.type;
        case 'count':
            return numberType(0);
    }
}

/** Reports something at an expression or pattern; always undefined, for callers that give up after it. */
export function reportExpression(
    environment: Environment,
    code: SyntaxFindingCode,
    node: Ast.Expression | Ast.Pattern,
    message: string,
    extra?: Extra,
): undefined {
    report(environment, code, originOfExpression(environment.declaration, node), message, extra);
    return undefined;
}

/** `Money in GBP`: at the start of a sentence. */
export function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
