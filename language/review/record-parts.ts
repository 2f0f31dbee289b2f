// The parts of a record in the order in which people read it: headings with lines, tables and checklists. Both the
// Markdown and the printed form are made of these, so that they say the same.

import type { DecisionRecord, RecordedDuty, RecordedFact } from './record.js';

export type Part =
    | { readonly kind: 'pairs'; readonly heading: string; readonly pairs: readonly (readonly [string, string])[] }
    | {
          readonly kind: 'table';
          readonly heading: string;
          readonly columns: readonly string[];
          readonly rows: readonly (readonly string[])[];
      }
    | {
          readonly kind: 'checklist';
          readonly heading: string;
          readonly items: readonly { readonly text: string; readonly done: boolean }[];
      }
    | { readonly kind: 'list'; readonly heading: string; readonly items: readonly string[] };

/** The title, the decision in a sentence, and the parts that have something in them. */
export function partsOfRecord(record: DecisionRecord): {
    readonly title: string;
    readonly lead: string;
    readonly parts: readonly Part[];
} {
    const { policy, made, verdict } = record;
    const parts: readonly Part[] = [
        {
            kind: 'pairs',
            heading: 'About this record',
            pairs: pairs([
                ['Policy', policy.title === null ? policy.name : `${policy.title} (${policy.name})`],
                ['In force', effectiveText(policy.effective)],
                ['Lists and limits', asOfText(policy)],
                ['Source', policy.source],
                ['Version', policy.sources.sha256],
                ['Case', record.reference ?? NOT_SAID],
                ['Decided by', made.by ?? NOT_SAID],
                ['Date', made.at ?? NOT_SAID],
                ['Tool', made.tool],
            ]),
        },
        {
            kind: 'pairs',
            heading: 'Deviation from the policy',
            pairs: record.deviation
                ? pairs([
                      ['Proposed outcome', record.deviation.proposed],
                      ['Rationale', record.deviation.rationale],
                      ['Supervisor consulted', record.deviation.supervisor ?? 'nobody'],
                  ])
                : [],
        },
        {
            kind: 'table',
            heading: 'The way to the decision',
            columns: ['Step', 'Question', 'Answer', 'Facts', 'Led to', 'Authority'],
            rows: record.path.map((step) => [
                `${step.rule}${step.title === null ? '' : ` ${step.title}`}${step.decides ? ' (decides)' : ''}`,
                step.inWords.question,
                step.inWords.answer,
                step.facts.map(({ name, text, source }) => `${name}: ${text}${sourceNote(source)}`).join('; '),
                step.led,
                step.citations.join('; '),
            ]),
        },
        {
            kind: 'list',
            heading: 'Other answers, and where they lead',
            items: record.path.flatMap((step) =>
                step.others.map(({ inWords, led }) => `${step.rule}: ${inWords} → ${led}`),
            ),
        },
        { kind: 'list', heading: 'Still to be known', items: stillToBeKnown(record) },
        { kind: 'list', heading: 'What would have changed the outcome', items: changesText(record) },
        {
            kind: 'checklist',
            heading: 'What is to be done',
            items: record.duties.map((duty) => ({
                text: `${capital(duty.modality)} ${duty.audience === null ? '' : `tell ${duty.audience}: `}${duty.text} (${basisText(duty)})`,
                done: duty.done,
            })),
        },
        {
            kind: 'pairs',
            heading: 'Referral',
            pairs: record.referral
                ? pairs([
                      ['To', record.referral.to ?? NOT_SAID],
                      ['For', record.referral.for],
                      ['Decision received', record.referral.decision ?? 'not yet'],
                  ])
                : [],
        },
        {
            kind: 'table',
            heading: 'The facts of the case',
            columns: ['Fact', 'Question', 'Value', 'Where from', 'Read on the way'],
            rows: record.facts
                .filter((fact) => fact.read || fact.source === 'given')
                .map((fact) => [
                    fact.name,
                    fact.question ?? '',
                    fact.text,
                    SOURCES[fact.source],
                    fact.read ? 'yes' : 'no',
                ]),
        },
        {
            kind: 'list',
            heading: 'Exceptions looked at',
            items: record.exceptions.map(
                ({ rule, exception, applied }) => `${rule}, ${exception}: ${applied ? 'applied' : 'did not apply'}`,
            ),
        },
        {
            kind: 'list',
            heading: 'Rules not reached',
            items: record.notReached.map(
                ({ rule, title, why }) => `${rule}${title === null ? '' : ` ${title}`}: ${why}`,
            ),
        },
        {
            kind: 'list',
            heading: 'Notes of the policy on the way',
            items: [...new Set(record.path.flatMap((step) => step.notes))],
        },
        { kind: 'list', heading: 'Readings and defects relied on', items: record.readings },
        {
            kind: 'table',
            heading: 'The files of the policy',
            columns: ['File', 'SHA-256'],
            rows: policy.sources.files.map(({ name, sha256 }) => [name, sha256]),
        },
    ];
    return {
        title: `Decision record: ${policy.title ?? policy.name}`,
        lead: verdict.text,
        parts: parts.filter((part) => sizeOf(part) > 0),
    };
}

const SOURCES: Readonly<Record<RecordedFact['source'], string>> = {
    given: 'given',
    default: 'default',
    unknown: 'not given, so unknown',
    missing: 'missing',
};

function sourceNote(source: RecordedFact['source']): string {
    return source === 'given' ? '' : source === 'default' ? ' (default)' : ' (not given)';
}

/** What nobody put down; there is room for it in the record. */
const NOT_SAID = 'not said';

function asOfText({ dated, asOf }: DecisionRecord['policy']): string | null {
    if (!dated) return null;
    return asOf === null ? 'the newest, for the case gives no day' : `as of ${asOf}`;
}

function stillToBeKnown({ verdict, facts }: DecisionRecord): readonly string[] {
    return verdict.missing.map((name) => questionOf(facts, name) ?? name);
}

function questionOf(facts: readonly RecordedFact[], name: string): string | null {
    return facts.find((fact) => fact.name === name)?.question ?? null;
}

function changesText({ changes, facts }: DecisionRecord): readonly string[] {
    if (!changes.proved) return ['This policy is too entangled to prove what would have changed it.'];
    return changes.list.map(({ change, facts: changed, outcome, title, decidedBy }) => {
        const [only, ...others] = changed;
        const question = only === undefined || others.length > 0 ? null : questionOf(facts, only);
        const end = outcome === null ? 'no outcome' : `${title ?? outcome}, decided by ${decidedBy}`;
        return `${question === null ? '' : `${question} `}${change} → ${end}`;
    });
}

function effectiveText({
    from,
    until,
}: {
    readonly from: string | null;
    readonly until: string | null;
}): string | null {
    if (from === null) return until === null ? null : `until ${until}`;
    return until === null ? `from ${from}` : `from ${from} until ${until}`;
}

function basisText({ basis, citations }: RecordedDuty): string {
    return basis === 'stated' ? citations.join('; ') : 'inferred: no passage of the source is cited';
}

function pairs(given: readonly (readonly [string, string | null])[]): readonly (readonly [string, string])[] {
    return given.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
}

function sizeOf(part: Part): number {
    switch (part.kind) {
        case 'pairs':
            return part.pairs.length;
        case 'table':
            return part.rows.length;
        case 'checklist':
        case 'list':
            return part.items.length;
    }
}

function capital(text: string): string {
    return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
