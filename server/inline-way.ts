// The way of a case through its policy, as texts at line ends: what each question on it says and with which values, what
// was tried first and by how much it was missed, and what holds of definitions.

import type { PathStep } from '../language/index.js';
import type { Condition } from '../language/model/condition.js';
import type { Answer, FlowNode } from '../language/model/policy.js';
import { factNamed } from '../language/run/given.js';
import { truthOf } from '../language/run/interpret.js';
import { type Decided, withParameters } from './decision.js';
import { type Aside, alsoTrue } from './inline-asides.js';
import { type Mark, type Placed, placed } from './inline-marks.js';
import { type Leaf, settling, tellReasons, valueOfFact } from './reasons.js';

export function wayOf(decided: Decided, hover: Mark['hover']): readonly Placed[] {
    const { policy, facts, verdict } = decided;
    return [
        ...verdict.path.flatMap((step, index) => [
            ...triedBefore(decided, step, hover),
            ...taken(decided, step, index, hover),
        ]),
        ...stopped(decided, hover),
        ...alsoTrue(policy, facts, verdict).flatMap((aside) => besides(aside, 'also', hover)),
        ...definitions(decided, hover),
    ];
}

export function besides({ origin, full }: Aside, kind: Mark['kind'], hover: Mark['hover']): readonly Placed[] {
    return placed(origin, { full, kind, hover });
}

function taken(decided: Decided, step: PathStep, index: number, hover: Mark['hover']): readonly Placed[] {
    const { policy, facts, verdict } = decided;
    const node = policy.flow[step.node] as FlowNode;
    const answer = node.answers[step.answer] as Answer;
    if (verdict.kind === 'outcome' && verdict.decidedAt === index) {
        const outcome = policy.outcomes.find(({ name }) => name === verdict.outcome);
        const name = outcome?.title ?? verdict.outcome;
        const full = `■ decides: ${name} · step ${index + 1} of ${verdict.path.length}`;
        return placed(step.origin, { full, kind: 'decides', ...(outcome ? { tone: outcome.tone } : {}), hover });
    }
    if (answer.form === 'except') {
        const citation = answer.target.citations?.[0];
        const why = tellReasons(decided, ownLeaves(decided, node, answer), { is: ' = ' });
        const full = `⤺ exception ${citation ? `${citation.text} ` : ''}used${why === '' ? '' : `: ${why}`}`;
        return placed(step.origin, { full, kind: 'exception', hover });
    }
    // `no` of an exemption has no text of its own: it stands at the condition, and says that the rule does not apply.
    const fails = step.label === 'no' || step.label === 'unknown';
    const why = because(decided, node, answer, fails);
    const full = `${fails ? '✗' : '✓'} ${withParameters(policy, facts, step.label)}${why === '' ? '' : ` · ${why}`}`;
    return placed(step.origin, { full, kind: fails ? 'fails' : 'holds', hover });
}

/** The values that an answer rests on; those that the question looks at, where nothing of the case settled it. */
function because(decided: Decided, node: FlowNode, answer: Answer, limits: boolean): string {
    const subject = node.subjects[0]?.value;
    const condition: Condition | undefined =
        answer.form === 'implied' ? (subject?.kind === 'condition' ? subject.condition : undefined) : answer.when;
    const why = condition ? tellReasons(decided, settling(decided, condition), { limits, node }) : '';
    if (why !== '') return why;
    const seen = node.facts.slice(0, 3).flatMap((name) => valueOfFact(decided, name));
    return seen.map(({ name, text }) => `${name} is ${text}`).join(', ');
}

/** What settled an exception beyond the condition of its exemption. */
function ownLeaves(decided: Decided, node: FlowNode, { when }: Answer): readonly Leaf[] {
    const rule = node.subjects[0]?.value;
    const leaves = settling(decided, when);
    const general = new Set(rule?.kind === 'condition' ? settling(decided, rule.condition) : []);
    const own = leaves.filter((leaf) => !general.has(leaf));
    return own.length > 0 ? own : leaves;
}

/** Answers that were tried first and did not fit: bounds, rows, exceptions. */
function triedBefore(decided: Decided, step: PathStep, hover: Mark['hover']): readonly Placed[] {
    const node = decided.policy.flow[step.node] as FlowNode;
    return node.answers.slice(0, step.answer).flatMap((answer): readonly Placed[] => {
        const leaves = tellsWhy(node, answer, step.label) ? leavesOf(decided, node, answer) : [];
        const why = tellReasons(decided, leaves, { limits: true, node });
        if (why === '') return [];
        return placed(answer.origin, { full: `✗ no · ${why}`, kind: 'fails', hover, beside: true });
    });
}

function leavesOf(decided: Decided, node: FlowNode, answer: Answer): readonly Leaf[] {
    if (answer.form === 'except') return ownLeaves(decided, node, answer);
    const leaves = settling(decided, answer.when);
    // Of a question only bounds: that a van is no car is plain from the answer that is taken.
    return answer.form === 'row' || leaves.some(({ kind }) => kind === 'compare') ? leaves : [];
}

/** Where one answer is the other's opposite, one text is enough; an exception is none where the rule does not apply. */
function tellsWhy(node: FlowNode, { form }: Answer, taken: string): boolean {
    switch (form) {
        case 'row':
            return true;
        case 'except':
            return taken !== 'no';
        case 'patterns':
            return node.subjects[0]?.value.kind !== 'condition';
        case 'otherwise':
        case 'implied':
            return false;
    }
}

/** Where the way ends without an outcome. */
function stopped({ policy, verdict }: Decided, hover: Mark['hover']): readonly Placed[] {
    if (verdict.kind !== 'missing' && verdict.kind !== 'no-outcome') return [];
    const node = verdict.at === null ? undefined : policy.flow[verdict.at];
    const origin = node?.subjects[0]?.origin ?? node?.origin;
    if (!origin) return [];
    if (verdict.kind === 'no-outcome')
        return placed(origin, { full: '⚠ no answer fits: this case has no outcome', kind: 'problem', hover });
    const names = verdict.missing.map((name) => factNamed(policy, name).question ?? name);
    return placed(origin, { full: `? need: ${names.join(', ')}`, kind: 'missing', hover });
}

function definitions(decided: Decided, hover: Mark['hover']): readonly Placed[] {
    const { policy, facts } = decided;
    return policy.definitions.flatMap(({ value, origin }) => {
        if (value.kind !== 'condition') return [];
        const truth = truthOf(policy, facts, value.condition);
        if (truth === 'missing') return [];
        const holds = truth === 'yes';
        const why = tellReasons(decided, settling(decided, value.condition), { limits: !holds });
        const said = holds ? '✓ yes' : truth === 'no' ? '✗ no' : '? unknown';
        const full = why === '' ? said : `${said} · ${why}`;
        return placed(origin, { full, kind: holds ? 'holds' : 'fails', hover });
    });
}
