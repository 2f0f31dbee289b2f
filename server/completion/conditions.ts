// Names in expressions, by the type that their place asks for.

import type { AstNode } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Lowered } from '../../language/syntax/lowered.js';
import type { Scope } from '../../language/syntax/scope.js';
import type { Candidate } from './candidate.js';
import type { Place } from './position.js';
import type { Slot } from './slots.js';
import { comparable, isQuantity, loweredOf, variableOf } from './types.js';
import { categoriesOf, choiceValues, NO, titled, YES } from './values.js';

/** @param rules the rules that a condition on the path can name */
export function expressionNames(slot: Slot, rules: readonly Candidate[]): readonly Candidate[] {
    const { checked, place } = slot;
    const { scope } = checked;
    const all = variables(scope, place);
    const holder = place.owner()?.$container as Ast.Expression | Ast.Question | Ast.Table | Ast.PointsBands | undefined;
    if (holder?.$type === 'Comparison' && holder.right === place.owner()) {
        const left = loweredOf(scope, holder.left);
        if (left) return comparedNames(scope, all, left, holder.operator);
    }
    if (holder?.$type === 'Sum') return all.filter(({ lowered }) => isQuantity(lowered)).map(candidateOf);
    if (holder?.$type === 'PointsBands' && holder.subject === place.owner()) {
        return all
            .filter(({ candidate, lowered }) => candidate.kind !== 'parameter' && lowered?.kind !== 'set')
            .map((each) => ({ ...candidateOf(each), rank: each.lowered?.kind === 'condition' ? 4 : 2 }));
    }
    const names = all.map(candidateOf);
    return isDuty(place) ? [...names, ...rules.map((each) => ({ ...each, rank: 6 }))] : names;
}

/** Whether the path may be asked for at a place. */
export function isDuty({ words }: Place): boolean {
    return words[0] === 'on';
}

interface Variable {
    readonly candidate: Candidate;
    readonly lowered: Lowered | undefined;
}

/** All but the one that is being defined. */
function variables(scope: Scope, { declaration }: Place): readonly Variable[] {
    return [...scope.variables.values()]
        .filter((each) => each.declaration !== declaration)
        .map(({ node, symbol }) => ({
            candidate: {
                label: node.name,
                kind: node.$type.toLowerCase() as 'fact' | 'parameter' | 'definition' | 'score',
                symbol,
                ...titled(node.$type === 'Fact' ? node.question : node.title),
            },
            lowered: variableOf(scope, node.name),
        }));
}

/** Conditions come first, then the other facts. */
function candidateOf({ candidate, lowered }: Variable): Candidate {
    return { ...candidate, rank: lowered?.kind === 'condition' ? 2 : candidate.kind === 'fact' ? 3 : 4 };
}

function comparedNames(
    scope: Scope,
    all: readonly Variable[],
    left: Lowered,
    operator: Ast.Comparison['operator'],
): readonly Candidate[] {
    if (!isQuantity(left) && operator !== '=' && operator !== '!=') return [];
    const values =
        left.kind === 'choice' ? choiceValues(scope, left.choice) : left.kind === 'condition' ? [YES, NO] : [];
    const names = all.filter(({ lowered }) => lowered && comparable(left, lowered));
    return [
        ...values.map((each) => ({ ...each, rank: 1 })),
        // A fixed value is the most likely measure.
        ...names.map(({ candidate }) => ({ ...candidate, rank: candidate.kind === 'parameter' ? 1 : 2 })),
    ];
}

/** Names after `is`, `is not`, `has`, `or`: values and categories of what stands before. */
export function comparedValues({ checked: { scope }, place }: Slot): readonly Candidate[] {
    const test = place.owner() as Ast.Membership | Ast.Containment | AstNode | undefined;
    if (!isTest(test)) return [];
    const subject = loweredOf(scope, test.subject);
    if (subject?.kind !== (test.$type === 'Containment' ? 'set' : 'choice')) return [];
    const { choice } = subject as Extract<Lowered, { kind: 'choice' | 'set' }>;
    const used = new Set(test.values);
    return [...choiceValues(scope, choice), ...categoriesOf(scope, choice)]
        .filter(({ label }) => !used.has(label))
        .map((each) => ({ ...each, rank: 1 }));
}

function isTest(node: AstNode | undefined): node is Ast.Membership | Ast.Containment {
    return node?.$type === 'Membership' || node?.$type === 'Containment';
}
