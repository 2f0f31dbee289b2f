// An analysis that remembers the one before, against one that does not: whatever is edited, they say the same, byte for
// byte.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { createMemory } from '../../language/analysis/memory.js';
import type { Condition } from '../../language/model/condition.js';
import type { Answer, FlowNode, Policy, Target } from '../../language/model/policy.js';
import { generatePolicy } from '../bench/generate-policy.js';
import { type Draw, drawn } from '../generate/draw.js';
import { randomPolicy } from '../generate/policy.js';
import { everyCase } from './oracle.js';

const MOST_CASES = 1_500;

test('random policies under random edits', () => {
    const histories = drawn((draw) => historyOf(draw, randomPolicy(draw), 4));
    for (const history of fc.sample(histories, { numRuns: 150, seed: 11 })) {
        // Facts that are compared with each other make large policies of a few rules.
        if (everyCase(history[0] as Policy, MOST_CASES)) checkHistory(history);
    }
}, 120_000);

test('longer policies, of which most is taken over', () => {
    const histories = drawn((draw) => historyOf(draw, generatePolicy({ facts: 40, seed: draw.int(1, 99) }), 5));
    let [taken, asked] = [0, 0];
    for (const history of fc.sample(histories, { numRuns: 12, seed: 4 })) {
        const counts = checkHistory(history);
        taken += counts.taken;
        asked += counts.asked;
    }
    expect(asked).toBeGreaterThan(3_000);
    expect(taken / asked).toBeGreaterThan(0.5);
}, 120_000);

function checkHistory(history: readonly Policy[]): { readonly taken: number; readonly asked: number } {
    const memory = createMemory();
    let [taken, asked] = [0, 0];
    for (const policy of history) {
        const before = new Set(memory.before.values());
        const found = analyse(policy, { memory });
        expect(JSON.stringify(found)).toBe(JSON.stringify(analyse(policy)));
        if (before.size === 0) continue;
        asked += memory.before.size;
        for (const each of memory.before.values()) if (before.has(each)) taken++;
    }
    return { taken, asked };
}

/** A policy and what becomes of it by one edit after the other; now and then an edit is undone. */
function historyOf(draw: Draw, policy: Policy, edits: number): readonly Policy[] {
    const history = [policy];
    for (let i = 0; i < edits; i++) {
        const last = history.at(-1) as Policy;
        history.push(i > 0 && draw.chance(20) ? (history.at(-2) as Policy) : edited(draw, last));
    }
    return history;
}

function edited(draw: Draw, policy: Policy): Policy {
    const places = policy.flow.filter((node) => node.kind !== 'review' && node.answers.length > 0);
    if (places.length === 0) return policy;
    const node = draw.pick(places);
    const index = draw.int(0, node.answers.length - 1);
    const answer = node.answers[index] as Answer;
    const withAnswers = (answers: readonly Answer[]) => replaced(policy, { ...node, answers });
    const withAnswer = (changed: Answer) => withAnswers(node.answers.map((each, i) => (i === index ? changed : each)));
    switch (draw.int(0, 5)) {
        case 0:
            return withAnswers(node.answers.filter((_, i) => i !== index));
        case 1:
            return withAnswers([...node.answers].reverse());
        case 2: {
            const { name } = draw.pick(policy.outcomes);
            const decide: Target = { kind: 'decide', outcome: name, citations: [], then: null, origin: answer.origin };
            return withAnswer({ ...answer, target: decide });
        }
        case 3:
            return withAnswer({ ...answer, when: { kind: 'not', of: answer.when } });
        case 4:
            return withAnswer({ ...answer, when: moved(answer.when, draw.int(-150, 150)) });
        default:
            return withoutNode(policy, node.index) ?? policy;
    }
}

function replaced(policy: Policy, node: FlowNode): Policy {
    return { ...policy, flow: policy.flow.map((each) => (each.index === node.index ? node : each)) };
}

/** The condition with every limit in it moved. */
function moved(condition: Condition, by: number): Condition {
    return JSON.parse(JSON.stringify(condition), (key, value) =>
        key === 'constant' && typeof value === 'number' ? value + by : value,
    );
}

/** The policy without a rule, if it is one that the one after it can stand in for. */
function withoutNode(policy: Policy, gone: number): Policy | undefined {
    const rule = policy.flow[gone]?.rule;
    const declared = policy.rules.find(({ name }) => name === rule);
    const isPlain = declared?.kind === 'principle' && declared.steps.length === 0;
    if (!isPlain || gone === policy.flow.length - 1 || policy.start !== 0) return undefined;
    const place = (at: number) => (at > gone ? at - 1 : at);
    const target = <T extends Target>(each: T): T => {
        if (each.kind === 'go') return { ...each, to: place(each.to) };
        return 'then' in each && each.then !== null ? { ...each, then: place(each.then) } : each;
    };
    const flow = policy.flow.flatMap((node): FlowNode[] => {
        if (node.index === gone) return [];
        return [
            {
                ...node,
                index: place(node.index),
                guards: node.guards.map((each) => ({ ...each, skip: target(each.skip) })),
                answers: node.answers.map((each) => ({ ...each, target: target(each.target) })),
            },
        ];
    });
    const rules = policy.rules
        .filter((each) => each !== declared)
        .map((each): Policy['rules'][number] => {
            switch (each.kind) {
                case 'exemption':
                    return { ...each, node: place(each.node) };
                case 'review':
                    return { ...each, nodes: each.nodes.map(place) };
                default: {
                    const steps = each.steps.map((step) => ({ ...step, node: place(step.node) }));
                    return { ...each, steps, ...(each.node === undefined ? {} : { node: place(each.node) }) };
                }
            }
        });
    return {
        ...policy,
        flow,
        rules,
        duties: policy.duties.filter((duty) => !JSON.stringify(duty).includes(`"rule":"${rule}"`)),
    };
}
