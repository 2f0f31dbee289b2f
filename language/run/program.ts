// One policy on one day as programs of one machine: the flow (once for the outcome alone, once noting the path), the parts
// of the scores, and the conditions of the duties.

import type { Policy } from '../model/policy.js';
import type { Day } from '../model/value.js';
import { codeFor, computation, type ScoreValue, termValue } from './computation.js';
import { Diagram, type Node } from './diagram.js';
import { type FlowEnd, flowProgram } from './flow-program.js';
import { Lowering } from './lowering.js';
import { type Computation, type Emission, emit, type Instructions, Machine } from './machine.js';
import { MISSING_QUANTITY, type Row, type RowLayout, UNKNOWN_QUANTITY } from './row.js';
import { type ScoreProgram, scoreProgram } from './score-program.js';
import { evaluate, missingIn, type Term } from './term.js';
import { MISSING, NO, UNKNOWN, YES } from './truth.js';
import type { Variable } from './variable.js';

export interface Program {
    readonly machine: Machine;
    /** Start of the flow that notes the last decision, as the index of its outcome. */
    readonly toOutcome: number;
    /** Start of the flow that notes every answer taken. */
    readonly toPath: number;
    /** By the end numbers of the flow. */
    readonly ends: readonly FlowEnd[];
    /** The conditions of the duties; their ends are truths. */
    readonly duties: readonly ({ readonly start: number; readonly term: Term } | null)[];
    /** Forgets what was noted and computed for the last case. */
    readonly nextCase: () => void;
    /** Names of the facts that a missing term still hangs on. */
    readonly missingFacts: (term: Term, row: Row, offset: number) => readonly string[];
}

/** Makes the programs of a policy for the versions in force on `day`. */
export function program(policy: Policy, layout: RowLayout, day: Day): Program {
    const lowering = new Lowering(policy, layout, day);
    const diagram = new Diagram(lowering.terms);
    const flow = flowProgram(policy, lowering, diagram);
    const scores = new Map(
        policy.scores.map((score) => [score.name, score.parts.map((part) => scoreProgram(part, lowering, diagram))]),
    );
    const truths = [NO, YES, UNKNOWN, MISSING].map((truth) => diagram.end(truth)) as [Node, Node, Node, Node];
    const duties = policy.duties.map(({ when }) => {
        if (!when) return null;
        const term = lowering.term(when);
        return { term, root: diagram.sequence([{ term, exits: truths }], truths[NO]) };
    });

    let caseNumber = 0;
    const computedScores = new Map([...scores.keys()].map((name) => [name, { value: 0, for: -1 }]));
    const scoreValue: ScoreValue = (name, row, offset) => {
        const computed = computedScores.get(name) as { value: number; for: number };
        if (computed.for === caseNumber) return computed.value;
        let total = 0;
        for (const part of scores.get(name) as readonly ScoreProgram[]) {
            const points = part.values[endOf(part, row, offset)] as number;
            // A missing part is -Infinity, and only an unknown one outweighs it.
            total = points === UNKNOWN_QUANTITY || total === UNKNOWN_QUANTITY ? UNKNOWN_QUANTITY : total + points;
        }
        computed.value = total;
        computed.for = caseNumber;
        return total;
    };
    const endOf = (part: ScoreProgram, row: Row, offset: number): number =>
        machine.run(starts.get(part.root) as number, row, offset);

    const computations = new Map<Variable, Computation>();
    const compute = (variable: Variable): Computation => {
        const known = computations.get(variable);
        if (known) return known;
        const made = computation(variable, policy, layout, scoreValue, () => machine);
        computations.set(variable, made);
        return made;
    };
    const codesIn = (row: Row, offset: number) => (variable: Variable) =>
        variable.kind === 'code'
            ? (row[offset + variable.slot.at] as number)
            : codeFor(variable, compute(variable)(row, offset));

    const missingFacts = (term: Term, row: Row, offset: number): readonly string[] =>
        missingIn(term, codesIn(row, offset)).flatMap((variable) => {
            if (variable.kind === 'path') return [];
            if (variable.kind !== 'quantity') return [variable.slot.fact.name];
            const missing = variable.terms.filter((each) => {
                return termValue(each, layout, scoreValue, row, offset) === MISSING_QUANTITY;
            });
            return missing.flatMap(({ of, name }) => {
                if (of === 'fact') return [name];
                const open = (scores.get(name) ?? []).map((part) => part.open[endOf(part, row, offset)] ?? null);
                return open.flatMap((each) => (each ? missingFacts(each, row, offset) : []));
            });
        });

    const instructions: Instructions = { code: [], bounds: [], computations: [] };
    const outside: Omit<Emission, 'note'> = {
        compute,
        evaluate:
            ({ term }) =>
            (row, offset) =>
                evaluate(term, codesIn(row, offset)),
    };
    const roots = [flow.root, ...[...scores.values()].flat().map((part) => part.root)];
    for (const duty of duties) if (duty) roots.push(duty.root);
    const emitted = emit(instructions, diagram.nodes, roots, { ...outside, note: (step) => step });
    const starts = new Map(roots.map((root, index) => [root, emitted[index] as number]));
    const decisions = policy.flow.flatMap((node) => {
        return node.answers.map(({ target }) => {
            return target.kind === 'decide' ? policy.outcomes.findIndex(({ name }) => name === target.outcome) : null;
        });
    });
    const [toOutcome] = emit(instructions, diagram.nodes, [flow.root], {
        ...outside,
        note: (step) => decisions[step] ?? null,
    });
    const machine = new Machine(instructions, policy.flow.length + 1);

    return {
        machine,
        toOutcome: toOutcome as number,
        toPath: starts.get(flow.root) as number,
        ends: flow.ends,
        duties: duties.map((duty) => duty && { term: duty.term, start: starts.get(duty.root) as number }),
        nextCase: () => {
            caseNumber++;
            machine.noted = 0;
        },
        missingFacts,
    };
}
