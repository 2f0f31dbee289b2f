// What-if at a question: the supposed facts lead to the answer, and no fewer do.

import { describe, expect, test } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Facts, Value } from '../../language/model/value.js';
import { supposeAnswer } from '../../language/review/suppose.js';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { drawExample } from '../flowchart/examples.js';

function answerOf(policy: Policy, facts: Facts, rule: string, label: string): boolean {
    const node = policy.flow.find((one) => one.rule === rule && one.answers.some((answer) => answer.label === label));
    for (const answer of node?.answers ?? []) {
        const truth = truthOf(policy, facts, answer.when);
        if (truth === 'missing') return false;
        if (truth === 'yes') return answer.label === label;
    }
    return false;
}

describe.each(['asIntended', 'asPublished', 'grants', 'parking'] as const)('in %s', (name) => {
    test('every answer of every question can be supposed of every scenario, with nothing to spare', async () => {
        const { policy, scenarios } = await drawExample(name);
        const cases: Facts[] = [new Map(), ...scenarios.slice(0, 4).map(({ facts }) => facts)];
        let count = 0;
        for (const facts of cases) {
            for (const { rule, answers } of policy.flow) {
                for (const { label } of answers) {
                    const supposed = supposeAnswer(policy, facts, rule, label);
                    if (supposed === undefined) continue;
                    count++;
                    const whole = new Map<string, Value>([...facts, ...supposed]);
                    expect(answerOf(policy, whole, rule, label), `${rule} ${label}`).toBe(true);
                    for (const spare of supposed.keys()) {
                        const fewer = new Map<string, Value>([
                            ...facts,
                            ...[...supposed].filter(([one]) => one !== spare),
                        ]);
                        expect(answerOf(policy, fewer, rule, label), `${rule} ${label} without ${spare}`).toBe(false);
                    }
                }
            }
        }
        expect(count).toBeGreaterThan(policy.flow.length);
    });
});

test('a supposed yes leads on by yes', async () => {
    const { policy, scenarios } = await drawExample('asIntended');
    const facts = scenarios.find(({ title }) => title.startsWith('S04'))?.facts ?? new Map();
    const supposed = supposeAnswer(policy, facts, 'P2', 'yes');
    expect(supposed?.size).toBe(1);
    const { path } = interpret(policy, new Map([...facts, ...(supposed ?? [])]));
    expect(path.find(({ rule }) => rule === 'P2')?.label).toBe('yes');
    expect(supposeAnswer(policy, facts, 'P2', 'no')).toEqual(new Map());
    expect(supposeAnswer(policy, facts, 'P2', 'perhaps')).toBeUndefined();
    expect(supposeAnswer(policy, facts, 'P99', 'yes')).toBeUndefined();
});
