// The parts of a record in the order in which people read it: headings with lines, tables and checklists. Both the
// Markdown and the printed form are made of these, so that they say the same.

import type { DecisionRecord, RecordedFact } from './record.js';

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
                ['Source', policy.source],
                ['Version', policy.sources.sha256],
                ['Case', record.reference],
                ['Decided by', made.by],
                ['Date', made.at],
                ['Tool', made.tool],
            ]),
        },
        {
            kind: 'table',
            heading: 'The way to the decision',
            columns: ['Step', 'Question', 'Answer', 'Facts', 'Led to', 'Authority'],
            rows: record.path.map((step) => [
                `${step.rule}${step.title === null ? '' : ` ${step.title}`}${step.decides ? ' (decides)' : ''}`,
                step.question,
                step.answer,
                step.facts.map(({ name, text, source }) => `${name}: ${text}${sourceNote(source)}`).join('; '),
                step.led,
                step.citations.join('; '),
            ]),
        },
        {
            kind: 'list',
            heading: 'Other answers, and where they lead',
            items: record.path.flatMap((step) =>
                step.others.map(({ answer, led }) => `${step.rule}: ${answer} → ${led}`),
            ),
        },
        { kind: 'list', heading: 'What would have changed the outcome', items: changesText(record) },
        {
            kind: 'checklist',
            heading: 'What is to be done',
            items: record.duties.map((duty) => ({
                text: `${capital(duty.modality)} ${duty.audience === null ? '' : `tell ${duty.audience}: `}${duty.text}${cited(duty.citations)}`,
                done: duty.done,
            })),
        },
        {
            kind: 'pairs',
            heading: 'Referral',
            pairs: record.referral
                ? pairs([
                      ['For', record.referral.for],
                      ['Decision received', record.referral.decision ?? 'not yet'],
                  ])
                : [],
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

function changesText({ changes }: DecisionRecord): readonly string[] {
    if (!changes.proved) return ['This policy is too entangled to prove what would have changed it.'];
    return changes.list.map(({ change, outcome, decidedBy }) =>
        outcome === null ? `${change} → no outcome` : `${change} → ${outcome} (${decidedBy})`,
    );
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

function cited(citations: readonly string[]): string {
    return citations.length === 0 ? '' : ` (${citations.join('; ')})`;
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
