// Whether two policies with the same facts give every case the same outcome: both flows walked side by side, with proof;
// or a small case that shows the difference.

import { NONE } from '../analysis/diagram.js';
import { createMachine, type Exit, type Machine, type MachineNode, outcomeAt, split } from '../analysis/machine.js';
import { type Goal, type Side, walkProduct } from '../analysis/product.js';
import { buildSpace, type SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { traceBack } from '../analysis/trail.js';
import { fewFacts } from '../analysis/witness.js';
import type { Policy } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';

/** A case that the two decide differently; undefined if there is none. */
export function differingCase(left: Policy, right: Policy, limits: SpaceLimits): Facts | undefined {
    const space = buildSpace([left, right], limits);
    if (space.possible === NONE) return undefined;
    const [a, b] = [createMachine(left, space), createMachine(right, space)];
    const isAlike = left.definitions === right.definitions && left.scores === right.scores;
    const lastChanged = isAlike ? lastDifference(left, right) : Number.POSITIVE_INFINITY;
    const start = [{ left: startOf(a), right: startOf(b), cases: startingCases(space) }];
    const walk = walkProduct(space.store, sideOf(a), sideOf(b), start, {
        isSame: (at, other) => at === other && at > lastChanged,
        stopAtFirst: true,
    });
    const [difference] = walk.differences;
    if (!difference) return undefined;
    const cells = traceBack(walk, difference.place, difference.cases, space.nominal, space.cost);
    const facts = new Map<string, Value>([...fewFacts(a, cells), ...fewFacts(b, cells)]);
    return new Map(
        left.facts.flatMap(({ name }) => (facts.has(name) ? [[name, facts.get(name) as Value] as const] : [])),
    );
}

function lastDifference(left: Policy, right: Policy): number {
    if (left.flow.length !== right.flow.length) return Number.POSITIVE_INFINITY;
    return left.flow.reduce((last, node, index) => (node === right.flow[index] ? last : index), -1);
}

function startOf(machine: Machine): Goal {
    return goalOf(machine, machine.policy.start ?? machine.noOutcome);
}

function goalOf(machine: Machine, place: number): Goal {
    return place < machine.nodes.length
        ? { kind: 'node', node: place }
        : { kind: 'end', name: outcomeAt(machine, place) ?? '' };
}

function sideOf(machine: Machine): Side {
    return {
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => node,
        split: (place, cases) => {
            const node = machine.nodes[place] as MachineNode;
            return split(machine.space.store, node, cases).map((leaving, exit) => {
                return { to: goalOf(machine, (node.exits[exit] as Exit).to), cases: leaving };
            });
        },
    };
}
