// Lowers all that a policy speaks about, in any order: choices, categories, facts, parameters, outcomes at once,
// definitions and scores when they are first referred to, so that circles are found.

import type { Category, Choice, Fact, Outcome, Score } from '../model/policy.js';
import { type Context, report } from './context.js';
import { lowerDefinition } from './definitions.js';
import type { DeclarationNode } from './document.js';
import type { Environment, LoweredDefinition } from './environment.js';
import { lowerOutcomes } from './outcomes.js';
import type { Declared, Scope, VariableNode } from './scope.js';
import { lowerScore } from './scores.js';
import { originOfPlace } from './symbols.js';
import type { Effective } from './versions.js';
import { type LoweredParameter, lowerCategory, lowerChoice, lowerFact, lowerParameter } from './vocabulary.js';

/** Definitions that build on each other deeper than this would exhaust the stack of whoever follows them. */
const MAX_DEFINITION_DEPTH = 100;

export interface LoweredNames {
    readonly environment: Environment;
    readonly outcomes: ReadonlyMap<string, Outcome>;
    /** All scores, the nameless ones of counts included; asked for when everything is lowered. */
    scores(): readonly Score[];
}

/**
 * Lowers the names of a scope.
 *
 * @param declaration where the environment starts out; whoever lowers another declaration replaces it
 */
export function lowerNames(
    context: Context,
    scope: Scope,
    effective: Effective,
    declaration: DeclarationNode | undefined,
): LoweredNames {
    const choices = new Map<string, Choice>();
    for (const [name, declared] of scope.choices) choices.set(name, lowerChoice(declared));
    const categories = new Map<string, Category>();
    for (const [name, declared] of scope.categories) {
        const category = declared.broken ? undefined : lowerCategory(context, scope, effective, declared);
        if (category) categories.set(name, category);
    }
    const facts = new Map<string, Fact>();
    const parameters = new Map<string, LoweredParameter>();
    for (const [name, declared] of scope.variables) {
        if (declared.broken) continue;
        const { node } = declared;
        if (node.$type === 'Fact') {
            const fact = lowerFact(context, scope, { ...declared, node });
            if (fact) facts.set(name, fact);
        } else if (node.$type === 'Parameter') {
            const parameter = lowerParameter(context, effective, { ...declared, node });
            if (parameter) parameters.set(name, parameter);
        }
    }
    const outcomes = lowerOutcomes(context, scope);

    const nested = new Nesting(context, scope);
    const definitions = new Map<string, LoweredDefinition | undefined>();
    const scores = new Map<string, Score | undefined>();
    const environment: Environment = {
        ...context,
        scope,
        // Nothing is ever lowered in a file without declarations.
        declaration: declaration as DeclarationNode,
        choices,
        categories,
        facts,
        parameters,
        definition: (name) =>
            nested.lowerOnce(definitions, name, ({ node, declaration }) =>
                node.$type === 'Definition' ? lowerDefinition({ ...environment, declaration }, node) : undefined,
            ),
        score: (name) =>
            nested.lowerOnce(scores, name, ({ node, declaration }) =>
                node.$type === 'Score' ? lowerScore({ ...environment, declaration }, node, declaration) : undefined,
            ),
        addScore: (score) => void scores.set(score.name, score),
    };
    for (const [name, { node }] of scope.variables) {
        if (node.$type === 'Definition') environment.definition(name);
        else if (node.$type === 'Score') environment.score(name);
    }
    return { environment, outcomes, scores: () => [...scores.values()].filter((score) => score !== undefined) };
}

/** Follows definitions and scores into each other; each is lowered once, and a circle or too long a chain is reported. */
class Nesting {
    private readonly active: string[] = [];
    private readonly depths = new Map<string, number>();
    /** The deepest chain below each active name so far. */
    private readonly below: number[] = [];

    constructor(
        private readonly context: Context,
        private readonly scope: Scope,
    ) {}

    lowerOnce<T>(
        known: Map<string, T | undefined>,
        name: string,
        lower: (declared: Declared<VariableNode>) => T | undefined,
    ): T | undefined {
        if (known.has(name)) {
            this.note(this.depths.get(name) ?? 0);
            return known.get(name);
        }
        const declared = this.scope.variables.get(name);
        if (!declared || declared.broken) return undefined;
        if (this.active.includes(name)) {
            const circle = [...this.active.slice(this.active.indexOf(name)), name].join(' → ');
            this.report('definition-cycle', declared, `‘${name}’ depends on itself: ${circle}.`);
            return undefined;
        }
        if (this.active.length >= MAX_DEFINITION_DEPTH) {
            const first = this.scope.variables.get(this.active[0] as string) as Declared<VariableNode>;
            this.reportDepth(first);
            return undefined;
        }
        this.active.push(name);
        this.below.push(0);
        const lowered = lower(declared);
        this.active.pop();
        const depth = 1 + (this.below.pop() as number);
        this.depths.set(name, depth);
        this.note(depth);
        if (depth === MAX_DEFINITION_DEPTH + 1 && lowered) this.reportDepth(declared);
        known.set(name, lowered);
        return lowered;
    }

    private note(depth: number): void {
        const last = this.below.length - 1;
        if (last >= 0) this.below[last] = Math.max(this.below[last] as number, depth);
    }

    private reportDepth(declared: Declared<VariableNode>): void {
        const message = `‘${declared.node.name}’ builds on a chain of more than ${MAX_DEFINITION_DEPTH} definitions: shorten it.`;
        this.report('nested-too-deeply', declared, message);
    }

    private report(
        code: 'definition-cycle' | 'nested-too-deeply',
        { declaration, node }: Declared<VariableNode>,
        message: string,
    ) {
        report(this.context, code, originOfPlace({ declaration, node, property: 'name' }), message);
    }
}
