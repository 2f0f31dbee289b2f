// Of what the grammar takes at a place, what the types and the place leave.

import type * as Ast from '../../language/generated/ast.js';
import { numberType } from '../../language/syntax/literal.js';
import type { Lowered } from '../../language/syntax/lowered.js';
import { constantQuantity } from '../../language/syntax/quantity.js';
import type { Scope } from '../../language/syntax/scope.js';
import { askedAt, columnAt } from './answers.js';
import { isDuty } from './conditions.js';
import type { Expected, Place } from './position.js';
import { comparable, isQuantity, loweredOf, variableOf } from './types.js';

/** Drops what would be an error, as far as that can be told before it is written. */
export function fitting(scope: Scope, place: Place): readonly Expected[] {
    const cell = cellAt(place);
    return [...place.expected, ...repeated(place)].filter((expected) => {
        const rule = ruleOf(expected);
        if (cell === 'value' && VERDICTS.has(rule)) return false;
        if (cell === 'verdict' && VALUES.has(rule)) return false;
        if (expected.kind !== 'keyword') return true;
        switch (`${expected.keyword}@${rule}`) {
            case 'answered@Comparison':
            case 'asked@Comparison':
                return isDuty(place) && namesRule(scope, place);
            case 'decided@DecidedBy':
                return isDuty(place);
            case 'count@Count':
                return mayBeCount(scope, place);
            case 'is@Comparison':
                return !isDuty(place) || !namesRule(scope, place);
            case 'has@Comparison':
                if (isDuty(place) && namesRule(scope, place)) return false;
                return (variableOf(scope, place.words.at(-1) ?? '')?.kind ?? 'set') === 'set';
            case 'empty@Comparison':
                return isSet(scope, place);
            case 'row@NumberedAnswer':
            case 'except@NumberedAnswer':
            case 'otherwise@TextAnswer':
                // The answers of the rule are offered one by one.
                return false;
        }
        return (rule !== 'BoundKind' && rule !== 'RangePattern') || hasOrder(scope, place);
    });
}

/** What goes on with a list that is one of two ways to go on: whoever follows the grammar forgets that it repeats. */
function repeated(place: Place): readonly Expected[] {
    const ast = place.partial();
    if (ast?.$type === 'Parameter' && ast.versions.at(-1)?.value)
        return [{ kind: 'keyword', keyword: 'from', rule: 'DatedValue' }];
    if (ast?.$type !== 'Category' || place.depth !== 1) return [];
    if (ast.versions.length > 0) return [{ kind: 'keyword', keyword: 'from', rule: 'CategoryVersion' }];
    return ast.members.length > 0 ? [{ kind: 'token', token: 'ID', slot: 'Category.members' }] : [];
}

function ruleOf(expected: Expected): string {
    return expected.kind === 'keyword' ? expected.rule : (expected.slot.split('.', 1)[0] ?? '');
}

const VERDICTS: ReadonlySet<string> = new Set([
    'OutcomeVerdict',
    'MissingVerdict',
    'NoOutcomeVerdict',
    'NotEffectiveVerdict',
]);
const VALUES: ReadonlySet<string> = new Set(['NamedValue', 'SetValue']);

/** What a cell of a scenario table holds: a value, or in the last column what must come of the row. */
function cellAt(place: Place): 'value' | 'verdict' | undefined {
    const ast = place.partial();
    if (ast?.$type !== 'ScenarioTable' || !place.words.includes('expect')) return undefined;
    return columnAt(place) < ast.columns.length ? 'value' : 'verdict';
}

/** Whether bounds can be said of what is asked; where nobody can tell what that is, they can. */
function hasOrder(scope: Scope, place: Place): boolean {
    const holder = place.owner()?.$container?.$container?.$type;
    if (holder === 'PathStep' || holder === 'Answered') return false;
    const lowered = loweredOf(scope, askedAt(place)?.subject);
    return lowered === undefined || isQuantity(lowered);
}

/** Whether what stands before `is` is a set. */
function isSet(scope: Scope, place: Place): boolean {
    const test = place.owner();
    return test?.$type === 'Membership' && loweredOf(scope, (test as Ast.Membership).subject)?.kind === 'set';
}

/** Whether a count may stand here: it is compared with numbers alone. */
function mayBeCount(scope: Scope, place: Place): boolean {
    const name = place.owner();
    const holder = name?.$container as Ast.Expression | undefined;
    if (holder?.$type !== 'Comparison' || holder.right !== name) return true;
    const left = loweredOf(scope, holder.left);
    return left === undefined || left.kind === 'count' || comparable(left, NUMBER);
}

const NUMBER: Lowered = { kind: 'quantity', quantity: constantQuantity(numberType(0), []) };

/** Whether the last words are `P1` or `P1.a`. */
function namesRule(scope: Scope, { words }: Place): boolean {
    const name = words.at(-2) === '.' ? words.at(-3) : words.at(-1);
    return scope.rules.has(name ?? '');
}
