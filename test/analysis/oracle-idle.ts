// The oracle's part about what could be written more shortly: each said once more of single cases.

import type { Condition } from '../../language/model/condition.js';
import type { Answer, FlowNode, Policy, Target } from '../../language/model/policy.js';
import type { Value } from '../../language/model/value.js';
import { truthOf } from '../../language/run/interpret.js';
import {
    askedOf,
    belongs,
    decisions,
    type Finder,
    pathRules,
    QUANTITIES,
    type Trace,
    takes,
    trace,
    withoutPath,
    wouldBe,
} from './oracle.js';

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

const distinctions: Finder = (policy, traces, report) => {
    const onPath = pathRules(policy, ['asked', 'answered', 'decided-by']);
    for (const { name, type, origin } of policy.facts) {
        if (name === policy.clock || (type.kind !== 'choice' && !QUANTITIES.has(type.kind))) continue;
        // Cases alike in everything but this fact, by its value.
        const groups = new Map<string, Map<Value, Trace>>();
        for (const each of traces) {
            const rest = JSON.stringify([...each.facts].filter(([fact]) => fact !== name));
            groups.set(rest, (groups.get(rest) ?? new Map()).set(each.facts.get(name) as Value, each));
        }
        const all = [...groups.values()];
        const parts = policy.duties.flatMap(({ when }) => (when ? withoutPath(when) : []));
        const isIn = (part: Condition) =>
            all.some((group) => new Set([...group.values()].map((g) => truthOf(policy, g.facts, part))).size > 1);
        if (parts.some(isIn)) continue;
        const endsAlike = (a: Value, b: Value) =>
            all.every((group) => {
                const [x, y] = [group.get(a), group.get(b)];
                return !x || !y || decisions(policy, x) === decisions(policy, y);
            });
        const parting = (a: Value, b: Value) =>
            policy.flow.filter(({ index }) =>
                all.some((group) => {
                    const ways = [a, b].map(
                        (value) => group.get(value)?.passed.find(({ node }) => node === index)?.way,
                    );
                    return ways.every((way) => way) && JSON.stringify(ways[0]) !== JSON.stringify(ways[1]);
                }),
            );
        const values = [...new Set(all.flatMap((group) => [...group.keys()]))];
        if (values.every((value) => endsAlike(values[0] as Value, value))) continue;
        const known = values.filter((value) => value !== null);
        const sorted = type.kind === 'choice' ? known : known.sort((a, b) => Number(a) - Number(b));
        const pairs = sorted.flatMap((value, index) => {
            const others =
                type.kind === 'choice' ? sorted.slice(0, index) : sorted.slice(Math.max(0, index - 1), index);
            return others.map((other) => [other, value] as const);
        });
        const idle = pairs.filter(([a, b]) => endsAlike(a, b)).flatMap(([a, b]) => parting(a, b));
        if (idle.length > 0 && !idle.some(({ rule }) => onPath.some((each) => belongs(rule, each)))) {
            report('distinction-no-effect', origin);
        }
    }
};

/** What the oracle says of answers and steps that are idle. */
export const IDLE: readonly Finder[] = [always, mergeable, redundantSteps, unnamed, distinctions];
