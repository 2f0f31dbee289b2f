// What would change an outcome: single facts with the nearest value that leads elsewhere.

import { interpret, type Policy } from '../../language/index.js';
import type { Condition } from '../../language/model/condition.js';
import { describeValue } from '../../language/model/print.js';
import { type Value, versionOn } from '../../language/model/value.js';
import { clockDay, factNamed } from '../../language/run/given.js';
import type { KnownCase } from '../cases.js';
import { factsInFlowOrder } from '../fact-info.js';
import type { WhatWouldChangeResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import { outcomeRef } from './interview.js';

/** Every single fact whose change gives another outcome, the smallest change of each. */
export function whatWouldChange(known: KnownCase, wanted: string | undefined): WhatWouldChangeResult {
    const { policy, facts } = known;
    const before = interpret(policy, facts);
    const changes: WhatWouldChangeResult['changes'][number][] = [];
    for (const fact of factsInFlowOrder(policy)) {
        const own = facts.get(fact.name) ?? fact.default;
        const seen = new Set<string>();
        for (const value of alternatives(policy, fact.name, own, clockDay(policy, facts))) {
            const verdict = interpret(policy, new Map(facts).set(fact.name, value));
            if (verdict.kind !== 'outcome' || seen.has(verdict.outcome)) continue;
            if (before.kind === 'outcome' && before.outcome === verdict.outcome) continue;
            if (wanted !== undefined && verdict.outcome !== wanted) continue;
            const outcome = policy.outcomes.find(({ name }) => name === verdict.outcome);
            if (!outcome) continue;
            seen.add(verdict.outcome);
            const instead = own === undefined ? 'it is not given' : `it is ${describeValue(policy, fact, own)}`;
            changes.push({
                text: `If ${fact.name} were ${describeValue(policy, fact, value)} (${instead}): ${outcome.title ?? outcome.name}, decided by ${verdict.decidedBy}`,
                facts: givenFacts(policy, new Map([[fact.name, value]])),
                outcome: outcomeRef(outcome),
                decidedBy: verdict.decidedBy,
            });
        }
    }
    return { changes };
}

/** The values of a fact that the policy can tell from its own, nearest first. */
export function alternatives(
    policy: Policy,
    name: string,
    own: Value | undefined,
    day: number | undefined,
): readonly Value[] {
    const fact = factNamed(policy, name);
    const { type } = fact;
    const unknown: readonly Value[] = fact.maybeUnknown && own !== null ? [null] : [];
    switch (type.kind) {
        case 'boolean':
            return [...(own === true ? [false] : own === false ? [true] : [true, false]), ...unknown];
        case 'choice': {
            const values = policy.choices.find((each) => each.name === type.choice)?.values ?? [];
            return [...values.map((value) => value.name).filter((value) => value !== own), ...unknown];
        }
        case 'set': {
            const values = (policy.choices.find((each) => each.name === type.choice)?.values ?? []).map((v) => v.name);
            const has = Array.isArray(own) ? (own as readonly string[]) : [];
            const toggled = values.map((value) =>
                has.includes(value)
                    ? has.filter((each) => each !== value)
                    : values.filter((each) => each === value || has.includes(each)),
            );
            return [...toggled, ...unknown];
        }
        default: {
            const limits = new Set<number>();
            for (const node of policy.flow) {
                for (const { when } of node.answers) collectLimits(when, name, day, limits);
                for (const { guard } of node.guards) collectLimits(guard.condition, name, day, limits);
            }
            const { min = -Infinity, max = Infinity } = fact.range ?? {};
            const values = [...limits].filter((value) => value >= min && value <= max && value !== own);
            const centre = typeof own === 'number' ? own : 0;
            return [...values.sort((a, b) => Math.abs(a - centre) - Math.abs(b - centre)), ...unknown];
        }
    }
}

function collectLimits(condition: Condition, fact: string, day: number | undefined, limits: Set<number>): void {
    switch (condition.kind) {
        case 'compare': {
            const { terms, constant } = versionOn(condition.form, day);
            const [term] = terms;
            if (terms.length !== 1 || term?.of !== 'fact' || term.name !== fact) return;
            const limit = Math.round(-constant / term.coefficient);
            for (const value of [limit - 1, limit, limit + 1]) limits.add(value);
            return;
        }
        case 'and':
        case 'or':
        case 'at-least':
            for (const part of condition.of) collectLimits(part, fact, day, limits);
            return;
        case 'not':
        case 'established':
            collectLimits(condition.of, fact, day, limits);
            return;
        default:
            return;
    }
}
