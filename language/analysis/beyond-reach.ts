// The answers that no case takes, each with the reason. Coverage leaves them out: no scenario could ever reach them.

import type { Finding } from '../model/finding.js';
import type { Origin, Position } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, NONE } from './diagram.js';
import { findUnreachable } from './reachability.js';
import { createStudy } from './study.js';
import { takenCases } from './walk.js';

export interface AnswerBeyondReach {
    readonly rule: string;
    readonly label: string;
    /** A sentence: `No case comes to ‘P4’: …`. */
    readonly why: string;
}

/** Nothing where the policy is too entangled to prove it within the budget. */
export function answersBeyondReach(
    policy: Policy,
    shouldStop: () => boolean = () => false,
    budget = DEFAULT_NODE_BUDGET,
): readonly AnswerBeyondReach[] {
    try {
        const study = createStudy(policy, { budget, shouldStop });
        const taken = new Set<string>();
        for (const [place, { rule, answers }] of policy.flow.entries()) {
            for (const [index, { label }] of answers.entries()) {
                if (takenCases(study.walk, place, index) !== NONE) taken.add(keyOf(rule, label));
            }
        }
        const findings = findUnreachable(study);
        // A review stands in the flow once for each outcome that it looks at.
        const seen = new Set(taken);
        return policy.flow.flatMap(({ rule, answers }) =>
            answers.flatMap(({ label, origin }) => {
                const key = keyOf(rule, label);
                if (seen.has(key)) return [];
                seen.add(key);
                return [{ rule, label, why: reasonAt(findings, origin) }];
            }),
        );
    } catch (error) {
        if (error instanceof BudgetExceeded) return [];
        throw error;
    }
}

function keyOf(rule: string, label: string): string {
    return `${rule}\n${label}`;
}

/** What was found about the answer itself, else about what it stands in. */
function reasonAt(findings: readonly Finding[], origin: Origin): string {
    const inside = findings.find((finding) => contains(origin, finding.origin));
    const around = findings.find((finding) => contains(finding.origin, origin));
    return (inside ?? around)?.message ?? 'No case takes this answer.';
}

function contains(outer: Origin, inner: Origin): boolean {
    return (
        outer.uri === inner.uri &&
        isUpTo(outer.range.start, inner.range.start) &&
        isUpTo(inner.range.end, outer.range.end)
    );
}

function isUpTo(a: Position, b: Position): boolean {
    return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
