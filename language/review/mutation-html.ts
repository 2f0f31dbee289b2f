// Mutation as one HTML page: for each policy how many small changes its scenarios and guarantees notice, which nothing does,
// with a case that shows it, and which change nothing.

import type { Policy } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import { countedList, htmlPage, htmlTable, lacking } from '../report/html-page.js';
import { type NameOfFile, placeOf } from '../report/place.js';
import { escapeXml } from '../report/xml.js';
import type { Mutant } from './mutant.js';
import type { MissedMutant, MutationReport, NoticedMutant } from './mutate.js';
import { endText } from './mutation-text.js';

export interface MutatedPolicy {
    readonly policy: Policy;
    readonly mutation: MutationReport;
}

export function mutationHtml(policies: readonly MutatedPolicy[], nameOf: NameOfFile): string {
    const rows = policies.map(({ policy, mutation }, index) => {
        const { score, noticed, missed, equivalent, undecided } = mutation;
        const all = `${noticed.length} of ${noticed.length + missed.length} (${score.toFixed(1)} %)`;
        return [
            `<a href="#policy-${index}">${escapeXml(titleOf(policy))}</a>`,
            missed.length > 0 ? lacking(all) : all,
            String(equivalent.length),
            String(undecided.length),
        ];
    });
    const headings = ['Policy', 'Changes noticed', 'Change nothing, with proof', 'Not decided'];
    const body = policies.map((each, index) => section(each, index, nameOf));
    return htmlPage(
        'Small changes to the policy, and who notices them',
        `${htmlTable('figures', headings, rows)}\n${body.join('\n')}`,
    );
}

function section({ policy, mutation }: MutatedPolicy, index: number, nameOf: NameOfFile): string {
    const { noticed, missed, equivalent, undecided } = mutation;
    const where = (mutant: Mutant) => {
        const { file, line } = placeOf(mutant.origin, nameOf);
        return `${escapeXml(mutant.text)} (${escapeXml(file)}, line ${line})`;
    };
    const parts = [`<h2>${escapeXml(titleOf(policy))}</h2>`];
    if (missed.length === 0) parts.push('<p>Every change that makes a difference to some case is noticed.</p>');
    else {
        parts.push(
            `<h3>Nothing notices</h3>\n${htmlTable(
                'items',
                ['Change', 'A case', 'The policy says', 'Changed, it would say'],
                missed.map((each) => missedRow(policy, each, where)),
            )}`,
        );
    }
    if (noticed.length > 0) {
        parts.push(`<h3>Noticed</h3>\n${htmlTable('items', ['Noticed by', 'Changes'], noticedRows(noticed, where))}`);
    }
    const listed = (heading: string, mutants: readonly Mutant[]) => {
        if (mutants.length === 0) return;
        const items = mutants.map((mutant) => `<li>${where(mutant)}</li>`).join('\n');
        parts.push(`<h3>${heading}</h3>\n<ul class="plain">${items}</ul>`);
    };
    listed('Changes that make no difference to any case, with proof', equivalent);
    listed('Too entangled to tell', undecided);
    return `<section id="policy-${index}">${parts.join('\n')}</section>`;
}

function missedRow(
    policy: Policy,
    { mutant, facts, verdict, changed }: MissedMutant,
    where: (mutant: Mutant) => string,
): readonly string[] {
    const given = printFacts(policy, facts).join(', ') || 'any case';
    return [where(mutant), ...[given, endText(verdict, changed), endText(changed, verdict)].map(escapeXml)];
}

/** For each scenario and guarantee the changes that it is the first to notice. */
function noticedRows(
    noticed: readonly NoticedMutant[],
    where: (mutant: Mutant) => string,
): readonly (readonly string[])[] {
    const by = new Map<string, string[]>();
    for (const { mutant, by: noticer } of noticed) {
        const name = noticer.kind === 'guarantee' ? `guarantee “${noticer.title}”` : noticer.title;
        by.set(name, [...(by.get(name) ?? []), where(mutant)]);
    }
    return [...by].map(([name, changes]) => [escapeXml(name), countedList(changes, 'change')]);
}

function titleOf(policy: Policy): string {
    return policy.title ?? policy.name;
}
