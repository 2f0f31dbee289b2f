// Makes the record of a decision from the policy, the facts of the case, and what only the host knows: the files and
// their hashes, who decided, when.

import { BudgetExceeded } from '../analysis/diagram.js';
import { headOf, ruleOf } from '../analysis/words.js';
import { describeAnswers } from '../flowchart/answers.js';
import { capitalized, describeCondition, type Vocabulary, vocabularyOf } from '../flowchart/words.js';
import { isoFromDay } from '../model/calendar.js';
import type { Answer, Fact, FlowNode, Outcome, Policy, Target } from '../model/policy.js';
import { describeValue } from '../model/print.js';
import { type Day, type Facts, versionOn } from '../model/value.js';
import { factsJson } from '../report/place.js';
import { clockDay, lookUp } from '../run/given.js';
import { interpret } from '../run/interpret.js';
import { consulted } from '../run/path.js';
import type { PathStep, Verdict } from '../run/verdict.js';
import { endOf, nearestChanges } from './nearest.js';
import { rulesNotReached } from './not-reached.js';
import type {
    DecisionRecord,
    RecordContext,
    RecordedChanges,
    RecordedFact,
    RecordedStep,
    RecordedVerdict,
} from './record.js';
import { RECORD_VERSION } from './record.js';

export function recordOf(policy: Policy, facts: Facts, context: RecordContext): DecisionRecord {
    const verdict = interpret(policy, facts);
    const outcome = policy.outcomes.find(({ name }) => name === endOf(verdict));
    const words = vocabularyOf(asOf(policy, clockDay(policy, facts)));
    const path = verdict.path.map((step, index) => recordedStep(policy, facts, verdict, step, index, words));
    return {
        kind: 'tenet-decision-record',
        version: RECORD_VERSION,
        policy: {
            name: policy.name,
            title: policy.title ?? null,
            effective: { from: dayText(policy.effective.from), until: dayText(policy.effective.until) },
            asOf: dayText(clockDay(policy, facts)),
            dated: policy.clock !== undefined,
            source: policy.source ?? null,
            sources: context.sources,
        },
        made: { by: context.by ?? null, at: context.at ?? null, tool: context.tool },
        reference: context.reference ?? null,
        verdict: recordedVerdict(policy, verdict, outcome),
        facts: recordedFacts(policy, facts, verdict),
        path,
        exceptions: verdict.path.flatMap((step) => exceptionsAt(policy, step)),
        notReached: rulesNotReached(policy, facts, verdict).map(({ rule, why }) => {
            return { rule: rule.name, title: rule.title ?? null, why };
        }),
        changes: recordedChanges(policy, facts),
        duties: verdict.duties.map(({ modality, audience, text, citations }) => {
            return {
                modality,
                audience,
                text,
                citations: citations.map((citation) => citation.text),
                basis: citations.length > 0 ? 'stated' : 'inferred',
                done: context.done?.includes(text) ?? false,
            };
        }),
        referral: referralOf(verdict, outcome, context),
        deviation: context.deviation ?? null,
        readings: readingsIn(path.flatMap((step) => step.notes)),
    };
}

function recordedVerdict(policy: Policy, verdict: Verdict, outcome: Outcome | undefined): RecordedVerdict {
    const isOutcome = verdict.kind === 'outcome';
    return {
        kind: verdict.kind,
        outcome: outcome ? { name: outcome.name, title: outcome.title ?? null, tone: outcome.tone } : null,
        decidedBy: isOutcome ? verdict.decidedBy : null,
        reason: isOutcome ? verdict.reason : null,
        missing: verdict.missing,
        text: verdictSentence(policy, verdict),
    };
}

/** `In: assessed in, decided by P2 (Suspect), because the suspect is identified.` */
export function verdictSentence(policy: Policy, verdict: Verdict): string {
    switch (verdict.kind) {
        case 'outcome': {
            const title = outcomeTitle(policy, verdict.outcome);
            const reason = verdict.reason === null ? '' : `, because ${verdict.reason}`;
            return `${title}, decided by ${named(policy, verdict.decidedBy)}${reason}.`;
        }
        case 'missing':
            return `Not decided: ${verdict.missing.join(', ')} ${verdict.missing.length === 1 ? 'is' : 'are'} missing.`;
        case 'no-outcome': {
            const rule = verdict.at === null ? undefined : policy.flow[verdict.at]?.rule;
            return rule === undefined
                ? 'No outcome: the policy ends without one.'
                : `No outcome: ${named(policy, rule)} has no answer for this case.`;
        }
        case 'not-effective':
            return 'The policy does not apply on that day.';
    }
}

function outcomeTitle(policy: Policy, outcome: string): string {
    return policy.outcomes.find(({ name }) => name === outcome)?.title ?? outcome;
}

function named(policy: Policy, rule: string): string {
    const title = headOf(policy, rule)?.title;
    return title === undefined ? rule : `${rule} (${title})`;
}

function recordedFacts(policy: Policy, facts: Facts, verdict: Verdict): readonly RecordedFact[] {
    const read = new Set(verdict.path.flatMap((step) => policy.flow[step.node]?.facts ?? []));
    if (policy.clock !== undefined) read.add(policy.clock);
    return policy.facts.map((fact) => {
        const found = lookUp(fact, facts);
        const isMissing = found.source === 'missing';
        const isUnknown = !isMissing && found.value === null;
        return {
            name: fact.name,
            question: fact.question ?? null,
            source: found.source,
            value:
                isMissing || isUnknown
                    ? null
                    : (factsJson(policy, new Map([[fact.name, found.value]]))[fact.name] ?? null),
            text: isMissing ? 'not given' : describeValue(policy, fact, found.value),
            read: read.has(fact.name),
        };
    });
}

/** The policy with the limits of the day alone: what words speak of. */
function asOf(policy: Policy, day: Day | undefined): Policy {
    const parameters = policy.parameters.map((each) => {
        return { ...each, value: [{ from: null, value: versionOn(each.value, day) }] };
    });
    return { ...policy, parameters };
}

function recordedStep(
    policy: Policy,
    facts: Facts,
    verdict: Verdict,
    step: PathStep,
    index: number,
    words: Vocabulary,
): RecordedStep {
    const node = policy.flow[step.node] as FlowNode;
    const head = headOf(policy, step.rule);
    const rule = ruleOf(policy, node);
    const factOf = (name: string) => policy.facts.find((fact) => fact.name === name) as Fact;
    return {
        rule: step.rule,
        title: step.title,
        question: step.question,
        answer: step.label,
        inWords: {
            question: questionInWords(node, words),
            answer: describeAnswers(node, [node.answers[step.answer] as Answer], words),
        },
        led: ledTo(policy, step.target),
        decides: verdict.kind === 'outcome' && index === verdict.decidedAt,
        facts: consulted(policy, facts, step).map(({ fact, value, source }) => {
            return { name: fact, text: describeValue(policy, factOf(fact), value), source };
        }),
        citations: [...new Set(step.citations.map((citation) => citation.text))],
        notes: [...(rule && rule !== head ? rule.notes : []), ...(head?.notes ?? [])],
        others: node.answers.flatMap((answer, other) => {
            return other === step.answer
                ? []
                : [
                      {
                          answer: answer.label,
                          inWords: describeAnswers(node, [answer], words),
                          led: ledTo(policy, answer.target),
                      },
                  ];
        }),
    };
}

function questionInWords({ question, subjects }: FlowNode, words: Vocabulary): string {
    const [subject] = subjects;
    if (!subject || subject.text !== question || subject.value.kind !== 'condition') return question;
    return capitalized(describeCondition(subject.value.condition, words));
}

/** `on to P5`, `Assessed in, because the suspect is identified`. */
function ledTo(policy: Policy, target: Target): string {
    switch (target.kind) {
        case 'go':
            return `on to ${policy.flow[target.to]?.rule}`;
        case 'decide':
            return `${outcomeTitle(policy, target.outcome)}${target.reason === undefined ? '' : `, because ${target.reason}`}`;
        case 'stand':
            return 'the outcome stands';
        case 'end':
            return 'no outcome';
    }
}

function exceptionsAt(policy: Policy, step: PathStep): DecisionRecord['exceptions'] {
    const answers = policy.flow[step.node]?.answers ?? [];
    if (step.kind !== 'exemption' || step.label === 'no') return [];
    return answers.flatMap(({ form, label }, index) => {
        if (form !== 'except' || index > step.answer) return [];
        return [{ rule: step.rule, exception: label, applied: index === step.answer }];
    });
}

function recordedChanges(policy: Policy, facts: Facts): RecordedChanges {
    try {
        const list = nearestChanges(policy, facts).map(({ text, facts: changed, verdict }) => {
            return {
                change: text,
                facts: [...changed.keys()],
                outcome: endOf(verdict),
                title: policy.outcomes.find(({ name }) => name === endOf(verdict))?.title ?? null,
                decidedBy: verdict.kind === 'outcome' ? verdict.decidedBy : null,
            };
        });
        return { proved: true, list };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { proved: false, list: [] };
    }
}

function referralOf(
    verdict: Verdict,
    outcome: Outcome | undefined,
    context: RecordContext,
): DecisionRecord['referral'] {
    if (outcome?.tone !== 'refer' || verdict.kind !== 'outcome') return null;
    const { to = null, decision = null } = context.referral ?? {};
    return { to, for: verdict.reason ?? outcome.title ?? outcome.name, decision };
}

/** `I-5`, `D12`: how people number readings and defects of a text. */
function readingsIn(notes: readonly string[]): readonly string[] {
    return [...new Set(notes.flatMap((note) => note.match(/\b(?:I-\d+|D-?\d+)\b/g) ?? []))];
}

function dayText(day: number | undefined): string | null {
    return day === undefined ? null : isoFromDay(day);
}
