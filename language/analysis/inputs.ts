// What two policies speak about, matched by name: facts, values and outcomes that only one of them has, and facts whose
// declaration has changed. Cases are compared over what both have.

import type { Fact, Policy } from '../model/policy.js';
import { printValue } from '../model/print.js';
import type { Type } from '../model/type.js';

export interface InputChange {
    readonly kind: 'fact' | 'value' | 'outcome' | 'dates';
    readonly change: 'added' | 'removed' | 'changed';
    readonly name: string;
    /** What has changed, in words; of a value the choice that it belongs to. */
    readonly detail?: string;
}

export function inputChanges(before: Policy, after: Policy): readonly InputChange[] {
    return [
        ...named('fact', before.facts, after.facts),
        ...before.facts.flatMap((fact) => {
            const other = after.facts.find((each) => each.name === fact.name);
            const detail = other && factChange(fact, other);
            return detail ? [{ kind: 'fact', change: 'changed', name: fact.name, detail } as const] : [];
        }),
        ...before.choices.flatMap((choice) => {
            const other = after.choices.find((each) => each.name === choice.name);
            if (!other) return [];
            return named('value', choice.values, other.values).map((each) => ({ ...each, detail: choice.name }));
        }),
        ...named('outcome', before.outcomes, after.outcomes),
        ...dateChange(before, after),
    ];
}

/** The old policy with facts that cannot be the same fact in the new one taken apart, by another name. */
export function withoutConflicts(before: Policy, after: Policy): Policy {
    const conflicts = before.facts.filter((fact) => {
        const other = after.facts.find((each) => each.name === fact.name);
        return other && !isComparable(fact.type, other.type);
    });
    return conflicts.reduce((policy, fact) => renamed(policy, fact.name, `${fact.name} (before)`), before);
}

function named(
    kind: 'fact' | 'value' | 'outcome',
    before: readonly { readonly name: string }[],
    after: readonly { readonly name: string }[],
): readonly InputChange[] {
    const has = (list: readonly { readonly name: string }[], name: string) => list.some((each) => each.name === name);
    return [
        ...before
            .filter(({ name }) => !has(after, name))
            .map(({ name }) => ({ kind, change: 'removed', name }) as const),
        ...after.filter(({ name }) => !has(before, name)).map(({ name }) => ({ kind, change: 'added', name }) as const),
    ];
}

function factChange(before: Fact, after: Fact): string | undefined {
    const changes: string[] = [];
    if (!isComparable(before.type, after.type)) changes.push('another type, so it was taken as another fact');
    if (before.maybeUnknown !== after.maybeUnknown) {
        changes.push(after.maybeUnknown ? 'may now be unknown' : 'may no longer be unknown');
    }
    if (JSON.stringify(before.range ?? {}) !== JSON.stringify(after.range ?? {})) changes.push('another range');
    if (JSON.stringify(before.default) !== JSON.stringify(after.default)) {
        const text = (fact: Fact) => (fact.default === undefined ? 'none' : printValue(fact.default, fact.type));
        changes.push(`default ${text(before)} → ${text(after)}`);
    }
    return changes.length > 0 ? changes.join('; ') : undefined;
}

function dateChange(before: Policy, after: Policy): readonly InputChange[] {
    const dates = ({ effective, clock }: Policy) => JSON.stringify([effective.from, effective.until, clock]);
    if (dates(before) === dates(after)) return [];
    return [{ kind: 'dates', change: 'changed', name: after.name, detail: 'the dates on which the policy applies' }];
}

/** Whether values of the two types mean the same. */
function isComparable(a: Type, b: Type): boolean {
    if (a.kind === 'duration' && b.kind === 'duration') return true;
    if (a.kind === 'number' && b.kind === 'number') return a.scale === b.scale;
    return JSON.stringify(a) === JSON.stringify(b);
}

/** The policy with one of its facts under another name. */
function renamed(policy: Policy, from: string, to: string): Policy {
    const rename = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map((each) => (each === from ? to : rename(each)));
        if (typeof value !== 'object' || value === null) return value;
        const copy: Record<string, unknown> = {};
        for (const [key, each] of Object.entries(value)) {
            const isName = (key === 'fact' || key === 'clock') && each === from;
            const isTerm = key === 'name' && each === from && ('coefficient' in value || 'maybeUnknown' in value);
            copy[key] = isName || isTerm ? to : ['values', 'members', 'choices'].includes(key) ? each : rename(each);
        }
        return copy;
    };
    return rename(policy) as Policy;
}
