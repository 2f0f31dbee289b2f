// The compiled evaluator: the same verdicts as `interpret`, several hundred times as fast. A case is a row of numbers; the
// policy is compiled once for every span of days between two version starts, when the first case of that span comes.

import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { isEffective } from './given.js';
import { versionStarts } from './lowering.js';
import { appliedDuty, pathStep } from './path.js';
import { type Program, program } from './program.js';
import { encodeFacts, type Row, type RowLayout, rowLayout } from './row.js';
import { MISSING, YES } from './truth.js';
import type { AppliedDuty, PathStep, Verdict } from './verdict.js';

export interface CompiledPolicy {
    readonly policy: Policy;
    readonly layout: RowLayout;
    /** The verdict, exactly as `interpret` gives it. */
    readonly decide: (facts: Facts) => Verdict;
    /** The verdict of the row at `offset` (0 if left out). */
    readonly decideRow: (row: Row, offset?: number) => Verdict;
    /** The index of the outcome in `policy.outcomes` for the row at `offset` (0 if left out), else one of the codes below. */
    readonly outcome: (row: Row, offset?: number) => number;
    /** A case as a row; written into `row` at `offset` if they are given. */
    readonly encode: (facts: Facts, row?: Row, offset?: number) => Row;
}

/** What `CompiledPolicy.outcome` gives where there is no outcome. */
export const MISSING_FACTS = -1;
export const NO_OUTCOME = -2;
export const NOT_EFFECTIVE = -3;

/** Compiles a policy. */
export function compile(policy: Policy): CompiledPolicy {
    const layout = rowLayout(policy);
    const starts = versionStarts(policy);
    const programs: (Program | undefined)[] = new Array(starts.length + 1).fill(undefined);
    const newest = starts.length;
    const clockAt = policy.clock === undefined ? -1 : (layout.slotOf.get(policy.clock)?.at ?? -1);

    const steps: PathStep[] = policy.flow.flatMap((node) =>
        node.answers.map((_, answer) => pathStep(policy, node, answer)),
    );
    const duties: AppliedDuty[] = policy.duties.map(appliedDuty);
    const decisions = steps.map(({ rule, target }): Decision | null => {
        if (target.kind !== 'decide') return null;
        const { outcome, reason = null } = target;
        const on = [...policy.duties.keys()].filter((index) => isOn(policy, index, outcome));
        return { outcome, reason, rule, duties: on };
    });
    const factOrder = new Map(policy.facts.map((fact, index) => [fact.name, index]));

    const programAt = (span: number): Program => {
        const made = programs[span] ?? program(policy, layout, span === 0 ? -Infinity : (starts[span - 1] as number));
        programs[span] = made;
        made.nextCase();
        return made;
    };
    /** The program for the day of a case; null where the policy is not effective. */
    const programFor = (row: Row, offset: number): Program | null => {
        if (clockAt < 0) return programAt(newest);
        const day = row[offset + clockAt] as number;
        if (!Number.isFinite(day)) return programAt(newest);
        if (!isEffective(policy, day)) return null;
        let span = newest;
        while (span > 0 && (starts[span - 1] as number) > day) span--;
        return programAt(span);
    };

    const inOrder = (names: readonly string[]): readonly string[] =>
        [...new Set(names)].sort((left, right) => (factOrder.get(left) as number) - (factOrder.get(right) as number));

    const decideRow = (row: Row, offset = 0): Verdict => {
        const running = programFor(row, offset);
        if (!running) return { kind: 'not-effective', path: [], duties: [], missing: [] };
        const { machine } = running;
        const end = machine.run(running.toPath, row, offset);
        const { trace, noted } = machine;
        const path: PathStep[] = [];
        let decidedAt = -1;
        for (let index = 0; index < noted; index++) {
            const step = trace[index] as number;
            path.push(steps[step] as PathStep);
            if (decisions[step]) decidedAt = index;
        }
        if (end !== 0) {
            const how = running.ends[end];
            if (how?.kind !== 'missing') {
                return {
                    kind: 'no-outcome',
                    at: how?.kind === 'no-outcome' ? how.at : null,
                    path,
                    duties: [],
                    missing: [],
                };
            }
            const missing = inOrder(running.missingFacts(how.term, row, offset));
            return { kind: 'missing', at: how.at, path, duties: [], missing };
        }
        const decision = decisions[trace[decidedAt] as number] as Decision;
        const applied: AppliedDuty[] = [];
        let open: string[] | null = null;
        for (const index of decision.duties) {
            const condition = running.duties[index];
            const applies = condition ? machine.run(condition.start, row, offset) : YES;
            if (applies === YES) {
                applied.push(duties[index] as AppliedDuty);
            } else if (applies === MISSING && condition) {
                open ??= [];
                open.push(...running.missingFacts(condition.term, row, offset));
            }
        }
        return {
            kind: 'outcome',
            outcome: decision.outcome,
            decidedBy: decision.rule,
            decidedAt,
            reason: decision.reason,
            path,
            duties: applied,
            missing: open ? inOrder(open) : [],
        };
    };

    const outcome = (row: Row, offset = 0): number => {
        const running = programFor(row, offset);
        if (!running) return NOT_EFFECTIVE;
        const { machine } = running;
        const end = machine.run(running.toOutcome, row, offset);
        if (end === 0) return machine.trace[machine.noted - 1] as number;
        return running.ends[end]?.kind === 'missing' ? MISSING_FACTS : NO_OUTCOME;
    };

    const encode = (facts: Facts, row: Row = new Float64Array(layout.width), offset = 0): Row => {
        encodeFacts(layout, facts, row, offset);
        return row;
    };

    const scratch = new Float64Array(layout.width);
    const decide = (facts: Facts): Verdict => decideRow(encode(facts, scratch, 0));

    return { policy, layout, decide, decideRow, outcome, encode };
}

/** What a step that decides makes of the case. */
interface Decision {
    readonly outcome: string;
    readonly reason: string | null;
    readonly rule: string;
    /** Indices of the duties that may apply. */
    readonly duties: readonly number[];
}

function isOn(policy: Policy, index: number, outcome: string): boolean {
    const on = policy.duties[index]?.on ?? [];
    return on.length === 0 || on.includes(outcome);
}
