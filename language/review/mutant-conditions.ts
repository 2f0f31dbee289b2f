// Conditions turned around, left out or joined the other way, and bounds that are one step off.

import type { Compare, Condition } from '../model/condition.js';
import { partsOf } from '../model/condition-parts.js';
import type { Origin } from '../model/origin.js';
import type { FlowNode, Policy } from '../model/policy.js';
import { printCondition } from '../model/print.js';
import type { QuantityType } from '../model/type.js';
import { grainOf } from './case-cells.js';
import { lateText, type Mutant, type MutantKind, startingLate, versionStartText } from './mutant.js';
import { withConditions } from './rewrite.js';

export function* changedGuards(policy: Policy, node: FlowNode, seen: Set<Condition>): Generator<Mutant> {
    for (const { guard } of node.guards) {
        if (seen.has(guard.condition)) continue;
        const changed = withConditions(policy, (each) =>
            each === guard.condition ? { kind: 'constant', value: 'yes' } : undefined,
        );
        yield {
            kind: 'condition',
            text: `${node.rule}: ‘only when ${guard.text}’ is left out`,
            origin: guard.origin,
            policy: changed,
        };
        yield* changedConditions(policy, guard.condition, node.rule, guard.origin, seen);
    }
}

export function* changedConditions(
    policy: Policy,
    condition: Condition,
    where: string,
    place: Origin,
    seen: Set<Condition>,
): Generator<Mutant> {
    if (seen.has(condition) || condition.kind === 'constant') return;
    seen.add(condition);
    const origin = condition.origin ?? place;
    const text = printCondition(condition, policy);
    const change = (kind: MutantKind, what: string, to: Condition): Mutant => {
        const changed = withConditions(policy, (each) => (each === condition ? to : undefined));
        return { kind, text: `${where}: ${what}`, origin, policy: changed };
    };
    switch (condition.kind) {
        case 'compare':
            for (const { form, step, version } of shiftedForms(policy, condition)) {
                yield change('bound', `the bound of ‘${text}’${version} is ${step}`, { ...condition, form });
            }
            for (const [index, { from }] of condition.form.entries()) {
                const form = startingLate(condition.form, index);
                if (form) yield change('version', `in ‘${text}’ ${lateText(from)}`, { ...condition, form });
            }
            return;
        case 'member':
        case 'contains':
            if (condition.category === undefined && condition.values.length === 1) {
                const [only] = condition.values;
                for (const value of only && only.value.length > 1 ? only.value : []) {
                    const values = [{ from: null, value: (only?.value ?? []).filter((each) => each !== value) }];
                    yield change('list', `‘${text}’ without ‘${value}’`, { ...condition, values });
                }
            }
            yield change('condition', `‘${text}’ is turned around`, { kind: 'not', of: condition });
            return;
        case 'fact':
        case 'known':
        case 'definition':
            yield change('condition', `‘${text}’ is turned around`, { kind: 'not', of: condition });
            return;
        case 'and':
        case 'or': {
            const other = condition.kind === 'and' ? 'or' : 'and';
            if (condition.of.length > 1)
                yield change('condition', `‘${text}’ with ‘${other}’ instead of ‘${condition.kind}’`, {
                    ...condition,
                    kind: other,
                });
            for (const [index, part] of condition.of.entries()) {
                if (condition.of.length < 2) break;
                const of = condition.of.filter((_, i) => i !== index);
                yield change('condition', `‘${printCondition(part, policy)}’ is left out`, { ...condition, of });
            }
            break;
        }
        case 'at-least':
            for (const count of [condition.count - 1, condition.count + 1]) {
                yield change('bound', `‘${text}’ wants ${count}`, { ...condition, count });
            }
            break;
        case 'not':
        case 'established':
            break;
        case 'decided-by':
        case 'answered':
        case 'asked':
            yield change('condition', `‘${text}’ is turned around`, { kind: 'not', of: condition });
            return;
    }
    for (const part of partsOf(condition)) yield* changedConditions(policy, part, where, origin, seen);
}

/** The form of each version moved by one step either way. */
function* shiftedForms(
    policy: Policy,
    { form }: Compare,
): Generator<{ readonly form: Compare['form']; readonly step: string; readonly version: string }> {
    for (const [index, { from, value }] of form.entries()) {
        const [first] = value.terms;
        if (!first) continue;
        const type = first.of === 'fact' ? policy.facts.find(({ name }) => name === first.name)?.type : undefined;
        const grain = Math.abs(first.coefficient) * (type ? grainOf(type as QuantityType) : 1);
        const towards = Math.sign(first.coefficient) * grain;
        for (const [step, by] of [
            ['one step lower', towards],
            ['one step higher', -towards],
        ] as const) {
            const moved = form.map((each, i) =>
                i === index ? { from, value: { ...value, constant: value.constant + by } } : each,
            );
            yield { form: moved, step, version: form.length > 1 ? versionStartText(from) : '' };
        }
    }
}
