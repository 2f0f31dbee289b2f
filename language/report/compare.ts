// A comparison of two policies for people: text and Markdown, of bounded length whatever the policies' size. What is cut
// off is counted, never dropped in silence.

import { type Comparison, type DivergenceClass, type OutcomeChange, tellDuty } from '../analysis/compare.js';
import type { Decision } from '../analysis/decisions.js';
import type { InputChange } from '../analysis/inputs.js';
import type { Policy, Tone } from '../model/policy.js';
import { printValue } from '../model/print.js';
import type { Facts } from '../model/value.js';
import { visible } from './visible.js';

/** What forges and mail systems take as one comment. */
const MOST_CHARACTERS = 60_000;

/** Kept for the line that says what was cut off. */
const ROOM_FOR_REST = 200;

const TONES: readonly { readonly tone: Tone | null; readonly words: string }[] = [
    { tone: 'accept', words: 'newly accepted' },
    { tone: 'refuse', words: 'newly refused' },
    { tone: 'refer', words: 'newly referred' },
    { tone: 'pending', words: 'newly pending' },
    { tone: 'neutral', words: 'newly decided otherwise' },
    { tone: null, words: 'newly undecided' },
];

export function renderComparisonText(comparison: Comparison, before: Policy, after: Policy): string {
    const blocks = [
        [headline(comparison), ...datesNote(comparison)].join('\n'),
        ...toneLines(comparison).map((line) => `  ${line}`),
        ...comparison.inputs.map((input) => `  ${tellInput(input)}`),
        ...comparison.classes.map((each) => {
            const lines = [`${nameOf(each)}: ${each.before.text}  ⇒  ${each.after.text}`, `    where ${each.where}`];
            if (each.changes.length === 0) lines.push('    the way changes, no outcome does');
            for (const change of toldOnce(each.changes)) {
                const { before: was, after: is } = change.decisions ?? {};
                lines.push(`    ${tellChange(change)}, for example ${tellFacts(change.example, before, after)}`);
                lines.push(...dutiesOnly(was, is).map((duty) => `      no longer: ${duty}`));
                lines.push(...dutiesOnly(is, was).map((duty) => `      now: ${duty}`));
            }
            return lines.join('\n');
        }),
    ];
    return bounded(blocks, '\n');
}

export function renderComparisonMarkdown(comparison: Comparison, before: Policy, after: Policy): string {
    const tones = toneLines(comparison);
    const blocks = [
        `**${escaped(headline(comparison))}**`,
        ...datesNote(comparison).map(escaped),
        ...(tones.length > 0 ? [tones.map((line) => `- ${escaped(line)}`).join('\n')] : []),
        ...(comparison.inputs.length > 0
            ? [comparison.inputs.map((input) => `- ${escaped(tellInput(input))}`).join('\n')]
            : []),
        ...comparison.classes.map((each) => {
            const rows = toldOnce(each.changes).map((change) => {
                const { before: was, after: is } = change.decisions ?? {};
                const cells = [
                    [outcomeText(change.before) + told(was), ...dutiesOnly(was, is)],
                    [outcomeText(change.after) + told(is), ...dutiesOnly(is, was)],
                    [tellFacts(change.example, before, after)],
                ];
                return `| ${cells.map((lines) => lines.map(escaped).join('<br>')).join(' | ')} |`;
            });
            const table =
                rows.length > 0
                    ? ['| before | after | example |', '| --- | --- | --- |', ...rows].join('\n')
                    : 'The way changes, no outcome does.';
            return `### ${escaped(nameOf(each))}\n\n${escaped(each.before.text)} ⇒ ${escaped(each.after.text)}, where ${escaped(each.where)}\n\n${table}`;
        }),
    ];
    return `${bounded(blocks, '\n\n')}\n`;
}

/** In how many places, and how, outcomes change. */
export function toneLines(comparison: Comparison): readonly string[] {
    const changes = comparison.classes.flatMap((each) => each.changes);
    const lines = TONES.flatMap(({ tone, words }) => {
        const hits = changes.filter((change) => change.toneAfter === tone && change.toneBefore !== tone);
        if (hits.length === 0) return [];
        const pairs = [...new Set(hits.map((hit) => `${outcomeText(hit.before)} → ${outcomeText(hit.after)}`))];
        return [`${words}: ${pairs.join(', ')}`];
    });
    const others = changes.filter((change) => change.toneAfter === change.toneBefore && change.before !== change.after);
    const pairs = [...new Set(others.map((hit) => `${outcomeText(hit.before)} → ${outcomeText(hit.after)}`))];
    return pairs.length === 0 ? lines : [...lines, `another outcome of the same kind: ${pairs.join(', ')}`];
}

function headline({ equal, classes }: Comparison): string {
    if (equal === undefined) return 'Too entangled to compare: not decided.';
    const routes = classes.filter((each) => each.changes.length === 0).length;
    if (equal) {
        return routes === 0
            ? 'No case is treated differently: the two policies are proved equal.'
            : `No case has another outcome; ${counted(routes, 'way', 'ways')} to it changed.`;
    }
    const places = classes.length - routes;
    const isOutcome = classes.some((each) => each.changes.some(({ before, after }) => before !== after));
    const what = isOutcome ? 'Outcomes change' : 'No outcome changes, but what comes with it does';
    return `${what}: the policies part at ${counted(places, 'place', 'places')}.`;
}

/** What a reader has to know about the dates of the two, if anything. */
export function datesNote({ datesApart }: Comparison): readonly string[] {
    return datesApart ? ['They never apply on the same day; each was taken with its newest versions.'] : [];
}

function nameOf({ rule, title }: DivergenceClass): string {
    return title === undefined ? rule : `${rule} ${title}`;
}

function tellChange({ before, after, decisions }: OutcomeChange): string {
    return `${outcomeText(before)}${told(decisions?.before)} → ${outcomeText(after)}${told(decisions?.after)}`;
}

/** ` by P1 because …`, of a decision that was compared in more than its outcome. */
function told(decision: Decision | null | undefined): string {
    const rule = decision?.rule === undefined ? '' : ` by ${decision.rule}`;
    return decision?.reason ? `${rule} because ${decision.reason}` : rule;
}

/** The duties of `decision` that `other` does not bring. */
function dutiesOnly(decision: Decision | null | undefined, other: Decision | null | undefined): readonly string[] {
    const others = new Set((other?.duties ?? []).map(tellDuty));
    return (decision?.duties ?? []).map(tellDuty).filter((duty) => !others.has(duty));
}

/** One change for all that are told in the same words. */
function toldOnce(changes: readonly OutcomeChange[]): readonly OutcomeChange[] {
    const seen = new Map<string, OutcomeChange>();
    for (const change of changes) {
        const { before, after } = change.decisions ?? {};
        const key = JSON.stringify([tellChange(change), dutiesOnly(before, after), dutiesOnly(after, before)]);
        if (!seen.has(key)) seen.set(key, change);
    }
    return [...seen.values()];
}

function outcomeText(outcome: string | null): string {
    return outcome ?? 'no outcome';
}

/** `fact ‘income’ removed`. */
export function tellInput({ kind, change, name, detail }: InputChange): string {
    if (kind === 'value') return `value ‘${name}’ of ‘${detail}’ ${change}`;
    return detail === undefined ? `${kind} ‘${name}’ ${change}` : `${kind} ‘${name}’ ${change}: ${detail}`;
}

/** `vehicle: car, income: £15,000`, with the spelling of whichever policy has the fact. */
export function tellFacts(facts: Facts, before: Policy, after: Policy): string {
    const pairs = printedFacts(facts, before, after).map(([name, value]) => `${name}: ${value}`);
    return pairs.length > 0 ? pairs.join(', ') : 'a case with nothing given';
}

function printedFacts(facts: Facts, before: Policy, after: Policy): readonly (readonly [string, string])[] {
    return [...facts].map(([name, value]) => {
        const fact = [...after.facts, ...before.facts].find((each) => each.name === name);
        return [name, fact ? printValue(value, fact.type) : String(value)] as const;
    });
}

function counted(count: number, one: string, many: string): string {
    return `${count} ${count === 1 ? one : many}`;
}

/** As many whole blocks as fit. */
function bounded(blocks: readonly string[], separator: string): string {
    let length = 0;
    const fitting = blocks.findIndex((block) => {
        length += block.length + separator.length;
        return length > MOST_CHARACTERS - ROOM_FOR_REST;
    });
    if (fitting < 0) return blocks.join(separator);
    const rest = counted(blocks.length - fitting, 'part', 'parts');
    return [...blocks.slice(0, fitting), `… and ${rest} more, left out for length.`].join(separator);
}

/** Names and texts of policies are untrusted: nothing of them is markup. */
export function escaped(text: string): string {
    return visible(text)
        .replace(/[\\`*_{}[\]<>()#+!|~&-]/gu, (character) => `\\${character}`)
        .replace(/\r?\n/gu, ' ');
}
