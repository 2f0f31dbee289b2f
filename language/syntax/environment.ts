// What an expression can refer to, lowered. Definitions and scores are lowered when first referred to, so that they may
// stand in any order and circles are found.

import type { Condition } from '../model/condition.js';
import type { Category, Choice, Definition, Fact, FlowNode, Score } from '../model/policy.js';
import type { Context } from './context.js';
import type { DeclarationNode } from './document.js';
import type { Quantity } from './quantity.js';
import type { Scope } from './scope.js';
import type { LoweredParameter } from './vocabulary.js';

export interface Environment extends Context {
    readonly scope: Scope;
    /** The declaration being lowered: places are relative to it. */
    readonly declaration: DeclarationNode;
    readonly choices: ReadonlyMap<string, Choice>;
    readonly categories: ReadonlyMap<string, Category>;
    readonly facts: ReadonlyMap<string, Fact>;
    readonly parameters: ReadonlyMap<string, LoweredParameter>;
    /** A definition by name; undefined after a finding. */
    definition(name: string): LoweredDefinition | undefined;
    score(name: string): Score | undefined;
    /** Adds the nameless score that a `count of (…)` inside arithmetic stands for. */
    addScore(score: Score): void;
    /** Only while a duty is lowered: the flow that path conditions speak of, unless a rule of it is broken. */
    readonly path?: { readonly flow: readonly FlowNode[] | undefined };
}

export interface LoweredDefinition {
    readonly model: Definition;
    readonly value:
        | { readonly kind: 'condition'; readonly condition: Condition }
        | { readonly kind: 'quantity'; readonly quantity: Quantity };
}
