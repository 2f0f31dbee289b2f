// The oracle's part about what could be written more shortly: each said once more of single cases.

import type { Answer, FlowNode, Policy, Target } from '../../language/model/policy.js';
import { truthOf } from '../../language/run/interpret.js';
import { askedOf, belongs, type Finder, pathRules, takes, trace, wouldBe } from './oracle.js';

const always: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        const asked = askedOf(traces, node.index);
        if (node.kind === 'review' || node.answers.length < 2 || asked.length === 0) continue;
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied' || !asked.every(({ way }) => takes(way, index))) continue;
            report('answer-always', answer.labelOrigin);
        }
    }
};

const mergeable: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        if (node.kind === 'review') continue;
        const asked = askedOf(traces, node.index);
        const isTaken = (answer: number) => asked.some(({ way }) => takes(way, answer));
        for (const [second, later] of node.answers.entries()) {
            const isMergeable = node.answers.slice(0, second).some((earlier, first) => {
                if (!isTaken(first) || !isTaken(second) || !isOneAnswer(earlier, later)) return false;
                // Put beside the earlier answer, the later one must take nothing from those between.
                return asked.every(({ trace: { facts }, way }) => {
                    const isBetween = way.kind === 'answer' && way.answer > first && way.answer < second;
                    return !isBetween || truthOf(policy, facts, later.when) !== 'yes';
                });
            });
            if (isMergeable) report('answers-mergeable', later.labelOrigin);
        }
    }
};

function isOneAnswer(a: Answer, b: Answer): boolean {
    if (targetText(a.target) !== targetText(b.target) || a.form !== b.form) return false;
    if (a.form === 'patterns') return a.label !== 'unknown' && b.label !== 'unknown';
    if (a.form !== 'row') return false;
    const apart = [...(a.cells ?? []).keys()].filter(
        (i) => JSON.stringify(a.cells?.[i]) !== JSON.stringify(b.cells?.[i]),
    );
    const [only] = apart;
    if (apart.length !== 1 || only === undefined) return false;
    return a.cells?.[only]?.kind !== 'constant' && b.cells?.[only]?.kind !== 'constant';
}

function targetText(target: Target): string {
    return JSON.stringify(target, (key, value) => (key === 'origin' ? undefined : value));
}

const redundantSteps: Finder = (policy, traces, report) => {
    const watched = pathRules(policy, ['asked', 'answered', 'decided-by']);
    for (const node of policy.flow) {
        if (node.kind === 'review' || watched.some((rule) => belongs(node.rule, rule))) continue;
        const asked = askedOf(traces, node.index);
        if (asked.length === 0) continue;
        const without = passedOver(policy, node);
        const isSame = asked.every((each) => {
            return wouldBe(without, trace(without, each.trace.facts)) === wouldBe(policy, each.trace);
        });
        if (isSame) report('step-redundant', nameOriginOf(policy, node));
    }
};

/** The policy with one answer at the node: on to the next question. */
function passedOver(policy: Policy, node: FlowNode): Policy {
    const next = policy.flow.find(({ index, kind }) => index > node.index && kind !== 'review');
    const { origin } = node;
    const target: Target = next
        ? { kind: 'go', to: next.index, written: 'next', citations: [], origin }
        : { kind: 'end', citations: [], origin };
    const answer: Answer = {
        label: 'on',
        when: { kind: 'constant', value: 'yes' },
        target,
        form: 'otherwise',
        patterns: [],
        origin,
        labelOrigin: origin,
    };
    const flow = policy.flow.map((each) => (each === node ? { ...each, answers: [answer] } : each));
    return { ...policy, flow };
}

function nameOriginOf(policy: Policy, node: FlowNode) {
    for (const rule of policy.rules) {
        if (rule.name === node.rule) return rule.nameOrigin;
        const step = rule.kind === 'principle' ? rule.steps.find(({ name }) => name === node.rule) : undefined;
        if (step) return step.nameOrigin;
    }
    return node.origin;
}

const unnamed: Finder = (policy, _, report) => {
    const { facts, flow, definitions, scores, choices } = policy;
    for (const fact of facts) {
        const { type } = fact;
        if (type.kind !== 'choice') continue;
        if (!JSON.stringify(flow).includes(`"value":{"kind":"fact","fact":"${fact.name}"}`)) continue;
        const lists = JSON.stringify([flow, definitions, scores])
            .split(`{"kind":"member","fact":"${fact.name}"`)
            .slice(1);
        const named = lists.map((text) => text.slice(0, text.indexOf('}]'))).join();
        const values = choices.find(({ name }) => name === type.choice)?.values ?? [];
        const isNamed = (value: string) => named.includes(`"${value}"`);
        if (
            lists.length > 0 &&
            values.some(({ name }) => isNamed(name)) &&
            !values.every(({ name }) => isNamed(name))
        ) {
            report('value-only-in-otherwise', fact.origin);
        }
    }
};

/** What the oracle says of answers and steps that are idle. */
export const IDLE: readonly Finder[] = [always, mergeable, redundantSteps, unnamed];
