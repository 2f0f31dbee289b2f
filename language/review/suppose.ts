// What-if at one question: the fewest facts that have to be other than they are for the question to get an answer. The
// change is found by proof over the facts that the question looks at, and decided anew before it is given.

import { NONE } from '../analysis/diagram.js';
import { split } from '../analysis/machine.js';
import type { SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { valuesOf } from '../analysis/values.js';
import type { FlowNode, Policy } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import { truthOf } from '../run/interpret.js';
import { factsInForce, REVIEW_LIMITS, studyAround } from './case-cells.js';
import { cellsAround, distances, isOutside, nearestValue, sameCells } from './nearness.js';

/**
 * The facts to put in place of those of the case so that the rule or step gets the answer with this label, as few as
 * possible and near to what was; empty if it gets it anyway. Undefined if no case gets it, or there is no such answer.
 */
export function supposeAnswer(
    policy: Policy,
    facts: Facts,
    rule: string,
    label: string,
    limits: SpaceLimits = REVIEW_LIMITS,
): Facts | undefined {
    const node = policy.flow.find((one) => one.rule === rule && one.answers.some((answer) => answer.label === label));
    if (node === undefined) return undefined;
    if (answerAt(policy, node, facts) === label) return new Map();
    const base = factsInForce(policy, facts);
    const study = studyAround(policy, base, limits);
    const { machine, space } = study;
    const { store } = space;
    const place = machine.nodes.findIndex((one) => one.node.index === node.index);
    const asked = machine.nodes[place];
    if (asked === undefined) return undefined;
    // Whether the question is asked at all is another matter: only its answers count here.
    const leaving = split(store, { guards: [], answers: asked.answers }, startingCases(space));
    const wanted = leaving[node.answers.findIndex((answer) => answer.label === label)] ?? NONE;
    const before = cellsAround(study, base);
    const found = wanted === NONE ? undefined : store.cheapest(wanted, distances(space, before));
    if (found === undefined) return undefined;
    const cells = found.cells.map((cell, variable) => (cell < 0 ? (before[variable] as number) : cell));
    const values = valuesOf(space, cells, base);
    const changed = new Map<string, Value>();
    for (const { name } of policy.facts) {
        if (base.has(name) && sameCells(space, name, cells, before) && !isOutside(space, name, base)) continue;
        const value = nearestValue(space, name, cells, base) ?? values.get(name);
        if (value !== undefined) changed.set(name, value);
    }
    const put = (): Facts => new Map<string, Value>([...facts, ...changed]);
    if (answerAt(policy, node, put()) !== label) return undefined;
    for (const [name, value] of [...changed]) {
        changed.delete(name);
        if (answerAt(policy, node, put()) !== label) changed.set(name, value);
    }
    return changed;
}

/** The first answer that holds; undefined where a fact is missing, or none does. */
function answerAt(policy: Policy, node: FlowNode, facts: Facts): string | undefined {
    for (const { label, when } of node.answers) {
        const truth = truthOf(policy, facts, when);
        if (truth === 'yes') return label;
        if (truth === 'missing') return undefined;
    }
    return undefined;
}
