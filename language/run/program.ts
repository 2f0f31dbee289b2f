// One policy on one day as programs of one machine: the flow (once for the outcome alone, once noting the path), the parts
// of the scores, and the conditions of the duties.

import type { Duty, Policy, ScorePart, Target } from '../model/policy.js';
import type { Day } from '../model/value.js';
import { Diagram, type Item, type Node } from './diagram.js';
import { Lowering } from './lowering.js';
import { emit, type Instructions, Machine } from './machine.js';
import { belongsTo } from './path.js';
import { MISSING_QUANTITY, MISSING_SET, type Row, type RowLayout, UNKNOWN_QUANTITY, UNKNOWN_SET } from './row.js';
import { evaluate, missingIn, type Term } from './term.js';
import { MISSING, NO, type Truth, UNKNOWN, YES } from './truth.js';
import { type QuantityVariable, quantityCode, type SetVariable, type Variable } from './variable.js';

/** How the flow ends for a case. */
export type FlowEnd =
    | { readonly kind: 'final' }
    | { readonly kind: 'no-outcome'; readonly at: number | null }
    | { readonly kind: 'missing'; readonly at: number; readonly term: Term };

export interface Program {
    readonly machine: Machine;
    /** Starts of the flow's two programs. */
    readonly toOutcome: number;
    readonly toPath: number;
    /** By the end numbers of `toPath`; those of `toOutcome` count outcomes from `ends.length`. */
    readonly ends: readonly FlowEnd[];
    /** Start of each duty's condition (its ends are truths), null where it has none. */
    readonly duties: readonly (number | null)[];
    readonly dutyTerms: readonly (Term | null)[];
    /** Forgets what was computed for the last case. */
    readonly nextCase: () => void;
    /** Names of the facts that a missing term still hangs on. */
    readonly missingFacts: (term: Term, row: Row, offset: number) => readonly string[];
}

/** The step number of an answer: answers are counted through the whole flow. */
function stepNumbers(policy: Policy): readonly number[] {
    let next = 0;
    return policy.flow.map((node) => {
        next += node.answers.length;
        return next - node.answers.length;
    });
}

/** Makes the programs of a policy for the versions in force on `day`. */
export function program(policy: Policy, layout: RowLayout, day: Day): Program {
    const lowering = new Lowering(policy, layout, day);
    const diagram = new Diagram(lowering.terms);
    const outcomeNumbers = new Map(policy.outcomes.map((outcome, index) => [outcome.name, index]));
    const firstSteps = stepNumbers(policy);
    const decisions = policy.flow.flatMap((node) => node.answers.map(({ target }) => decisionOf(target)));

    // ---- the flow, from its last question to its first

    const ends: FlowEnd[] = [{ kind: 'final' }, { kind: 'no-outcome', at: null }];
    const final = diagram.end(0);
    const nothing = diagram.end(1);
    const entries: Node[] = [];
    const destination = (target: Target): Node => {
        switch (target.kind) {
            case 'go':
                return entries[target.to] as Node;
            case 'decide':
            case 'stand':
                return target.then === null ? final : (entries[target.then] as Node);
            case 'end':
                return nothing;
        }
    };
    for (const node of [...policy.flow].reverse()) {
        const items: Item[] = [];
        const ask = (term: Term, exits: (missing: Node) => Item['exits']) => {
            ends.push({ kind: 'missing', at: node.index, term });
            items.push({ term, exits: exits(diagram.end(ends.length - 1)) });
        };
        for (const { guard, skip } of node.guards) {
            const past = destination(skip);
            ask(lowering.term(guard.condition), (missing) => [past, null, past, missing]);
        }
        for (const [index, answer] of node.answers.entries()) {
            const taken = diagram.step((firstSteps[node.index] as number) + index, destination(answer.target));
            ask(lowering.term(answer.when), (missing) => [null, taken, null, missing]);
        }
        ends.push({ kind: 'no-outcome', at: node.index });
        entries[node.index] = diagram.sequence(items, diagram.end(ends.length - 1));
    }
    const flow = policy.start === null ? nothing : (entries[policy.start] as Node);

    // ---- scores and duties

    const scores = new Map(policy.scores.map((score, index) => [score.name, index]));
    const parts = policy.scores.map((score) => score.parts.map((part) => scorePart(part, lowering, diagram)));
    const dutyTerms = policy.duties.map((duty: Duty) => (duty.when ? lowering.term(duty.when) : null));
    const truthEnds = [NO, YES, UNKNOWN, MISSING].map((truth) => diagram.end(truth));
    const dutyNodes = dutyTerms.map((term) =>
        term ? diagram.sequence([{ term, exits: truthEnds as never }], truthEnds[NO] as Node) : null,
    );

    // ---- what is computed outside the loop

    let stamp = 0;
    const scoreStamps = new Float64Array(policy.scores.length);
    const scoreValues = new Float64Array(policy.scores.length);
    const scoreValue = (score: number, row: Row, offset: number): number => {
        if (scoreStamps[score] !== stamp) {
            scoreStamps[score] = stamp;
            let total = 0;
            for (const part of parts[score] as readonly ScoreProgram[]) {
                const points = part.value(machine.run(partStarts.get(part) as number, row, offset));
                if (points === UNKNOWN_QUANTITY || total === UNKNOWN_QUANTITY) total = UNKNOWN_QUANTITY;
                else total += points; // a missing part is -Infinity and stays so
            }
            scoreValues[score] = total;
        }
        return scoreValues[score] as number;
    };
    const quantity = (variable: QuantityVariable) => {
        const terms = variable.terms.map((term) => ({
            coefficient: term.coefficient,
            at: term.of === 'fact' ? (layout.slotOf.get(term.name)?.at as number) : -1,
            score: scores.get(term.name) as number,
        }));
        return (row: Row, offset: number): number => {
            let total = 0;
            let missing = false;
            let exact = true;
            for (const { coefficient, at, score } of terms) {
                const value = at >= 0 ? (row[offset + at] as number) : scoreValue(score, row, offset);
                if (value === UNKNOWN_QUANTITY) return UNKNOWN_QUANTITY;
                if (value === MISSING_QUANTITY) {
                    missing = true;
                } else {
                    const product = coefficient * value;
                    total += product;
                    if (!Number.isSafeInteger(product) || !Number.isSafeInteger(total)) exact = false;
                }
            }
            if (missing) return MISSING_QUANTITY;
            return exact
                ? total
                : exactSum(terms, (each) => {
                      return each.at >= 0 ? (row[offset + each.at] as number) : scoreValue(each.score, row, offset);
                  });
        };
    };
    const pathFlags = (variable: Extract<Variable, { kind: 'path' }>): Uint8Array => {
        const { condition } = variable;
        const labels = policy.flow.flatMap((node) => node.answers.map(({ label }) => ({ rule: node.rule, label })));
        return Uint8Array.from(labels, ({ rule, label }) => {
            if (condition.kind !== 'answered') return belongsTo(rule, condition.rule) ? 1 : 0;
            return rule === condition.rule && condition.answers.includes(label) ? 1 : 0;
        });
    };
    const compute = (variable: Variable) => {
        switch (variable.kind) {
            case 'quantity':
                return quantity(variable);
            case 'set':
                return (row: Row, offset: number) => setCode(variable, row, offset);
            case 'path': {
                const flags = pathFlags(variable);
                if (variable.condition.kind === 'decided-by') return () => flags[decidingStep()] as number;
                return () => {
                    for (let index = 0; index < machine.noted; index++) {
                        if (flags[machine.trace[index] as number] === 1) return YES;
                    }
                    return NO;
                };
            }
            case 'code':
                return (row: Row, offset: number) => row[offset + variable.slot.at] as number;
        }
    };
    const decidingStep = (): number => {
        let index = machine.noted - 1;
        while (decisions[machine.trace[index] as number] === null) index--;
        return machine.trace[index] as number;
    };
    const computations = new Map<Variable, (row: Row, offset: number) => number>();
    const codeOf = (variable: Variable, row: Row, offset: number): number => {
        if (variable.kind === 'code') return row[offset + variable.slot.at] as number;
        if (variable.kind === 'quantity' && variable.slot) {
            return quantityCode(variable, row[offset + variable.slot.at] as number);
        }
        const computation = computations.get(variable) ?? compute(variable);
        computations.set(variable, computation);
        const value = computation(row, offset);
        return variable.kind === 'quantity' ? quantityCode(variable, value) : value;
    };
    const truthOf = (term: Term, row: Row, offset: number): Truth =>
        evaluate(term, (variable) => codeOf(variable, row, offset));

    // ---- the machine

    const instructions: Instructions = { code: [], bounds: [], computations: [] };
    const emission = {
        compute,
        evaluate:
            ({ term }: { readonly term: Term }) =>
            (row: Row, offset: number) =>
                truthOf(term, row, offset),
    };
    const allParts = parts.flat();
    const dutyRoots = dutyNodes.filter((node) => node !== null);
    const [toPath, ...others] = emit(
        instructions,
        diagram.nodes,
        [flow, ...dutyRoots, ...allParts.map((part) => part.root)],
        { ...emission, note: (step) => step },
    );
    const [toOutcome] = emit(instructions, diagram.nodes, [flow], {
        ...emission,
        note: (step) => {
            const decision = decisions[step];
            return decision == null ? null : (outcomeNumbers.get(decision) as number);
        },
    });
    const partStarts = new Map(allParts.map((part, index) => [part, others[dutyRoots.length + index] as number]));
    const machine = new Machine(instructions, policy.flow.length + 1);

    // ---- missing facts

    const missingFacts = (term: Term, row: Row, offset: number): readonly string[] =>
        missingIn(term, (variable) => codeOf(variable, row, offset)).flatMap((variable) => {
            if (variable.kind === 'path') return [];
            if (variable.kind !== 'quantity') return [variable.slot.fact.name];
            return variable.terms.flatMap(({ of, name }) => {
                if (of === 'fact') {
                    return row[offset + (layout.slotOf.get(name)?.at as number)] === MISSING_QUANTITY ? [name] : [];
                }
                const score = scores.get(name) as number;
                if (scoreValue(score, row, offset) !== MISSING_QUANTITY) return [];
                return (parts[score] as readonly ScoreProgram[]).flatMap((part) => {
                    const open = part.missing(machine.run(partStarts.get(part) as number, row, offset));
                    return open ? missingFacts(open, row, offset) : [];
                });
            });
        });

    return {
        machine,
        toOutcome: toOutcome as number,
        toPath: toPath as number,
        ends,
        duties: dutyNodes.map((node) => (node ? (others[dutyRoots.indexOf(node)] as number) : null)),
        dutyTerms,
        nextCase: () => {
            stamp++;
            machine.noted = 0;
        },
        missingFacts,
    };
}

interface ScoreProgram {
    readonly root: Node;
    /** The points at an end; ±Infinity where they are unknown or missing. */
    readonly value: (end: number) => number;
    /** The condition that is missing at an end. */
    readonly missing: (end: number) => Term | null;
}

function scorePart(part: ScorePart, lowering: Lowering, diagram: Diagram): ScoreProgram {
    const values: number[] = [UNKNOWN_QUANTITY, 0];
    const open: (Term | null)[] = [null, null];
    const unknown = diagram.end(0);
    const nothing = diagram.end(1);
    const endWith = (points: number, term: Term | null): Node => {
        values.push(points);
        open.push(term);
        return diagram.end(values.length - 1);
    };
    const items: Item[] = [];
    if (part.guard) {
        const term = lowering.term(part.guard);
        items.push({ term, exits: [nothing, null, unknown, endWith(MISSING_QUANTITY, term)] });
    }
    for (const { when, points } of part.branches) {
        const term = lowering.term(when);
        items.push({ term, exits: [null, endWith(points, null), unknown, endWith(MISSING_QUANTITY, term)] });
    }
    if (part.known) {
        const term = lowering.term(part.known);
        items.push({ term, exits: [unknown, null, unknown, endWith(MISSING_QUANTITY, term)] });
    }
    return {
        root: diagram.sequence(items, nothing),
        value: (end) => values[end] as number,
        missing: (end) => open[end] ?? null,
    };
}

function decisionOf(target: Target): string | null {
    return target.kind === 'decide' ? target.outcome : null;
}

/** The sum by way of BigInt, brought back to where no bound can tell it from what it was. */
function exactSum<T extends { readonly coefficient: number }>(terms: readonly T[], value: (term: T) => number): number {
    const sum = terms.reduce((total, term) => total + BigInt(term.coefficient) * BigInt(value(term)), 0n);
    const limit = 2n ** 53n;
    return Number(sum > limit ? limit : sum < -limit ? -limit : sum);
}

function setCode(variable: SetVariable, row: Row, offset: number): Truth {
    const at = offset + variable.slot.at;
    if (row[at] === UNKNOWN_SET) return UNKNOWN;
    if (row[at] === MISSING_SET) return MISSING;
    const { masks, quantifier } = variable;
    for (const [word, mask] of masks.entries()) {
        const held = (row[at + word] as number) & mask;
        if (quantifier === 'any' && held !== 0) return YES;
        if (quantifier === 'all' && held !== mask) return NO;
    }
    return quantifier === 'any' ? NO : YES;
}
