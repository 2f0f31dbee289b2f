// A case as a scenario in the language: the facts given, and as expectations what the policy makes of them.

import { readable } from '../flowchart/escape.js';
import type { Policy } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import type { Facts } from '../model/value.js';
import { expectedText } from '../run/path.js';
import type { Verdict } from '../run/verdict.js';

export interface ScenarioDraft {
    readonly title: string;
    readonly facts: Facts;
    readonly verdict: Verdict;
    /** Lines above the expectations. */
    readonly comments?: readonly string[];
    /** Words of duties that the scenario says apply, or do not, as the verdict has them. */
    readonly duties?: readonly string[];
    readonly tags?: readonly string[];
}

/** The declaration, not yet formatted. */
export function scenarioText(
    policy: Policy,
    { title, facts, verdict, comments = [], duties = [], tags = [] }: ScenarioDraft,
): string {
    const given = printFacts(policy, facts);
    const lines = [
        `scenario ${quoted(title)} {`,
        ...comments.map((comment) => `  // ${oneLine(comment)}`),
        ...(given.length > 0 ? [`  ${given.join('  ')}`] : []),
        `  expect ${expectedText(verdict)}`,
        ...duties.map((text) => {
            const applies = verdict.duties.some((duty) => duty.text === text);
            return `  expect ${applies ? '' : 'no '}duty ${quoted(text)}`;
        }),
        ...(tags.length > 0 ? [`  tagged ${tags.map(tagText).join(', ')}`] : []),
        '}',
    ];
    return `${lines.join('\n')}\n`;
}

/** A title that no other scenario has: a number is put behind it where needed. */
export function freeTitle(title: string, taken: ReadonlySet<string>): string {
    for (let number = 2, free = title; ; number++) {
        if (!taken.has(free)) return free;
        free = `${title} (${number})`;
    }
}

function quoted(text: string): string {
    return `"${oneLine(text).replace(/[\\"]/g, '\\$&')}"`;
}

function tagText(tag: string): string {
    return /^[A-Za-z_]\w*$/.test(tag) ? tag : quoted(tag);
}

function oneLine(text: string): string {
    return readable(text).replace(/\s+/g, ' ').trim();
}
