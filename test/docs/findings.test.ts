// Every finding has a page, and the page tells the truth: its example triggers the finding and its repair does not.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANALYSIS_CODES } from '../../language/analysis/codes.js';
import { analyseScenarios } from '../../language/analysis/scenarios.js';
import { analyse, applyAllows, type Finding } from '../../language/index.js';
import { SYNTAX_CODES } from '../../language/model/codes.js';
import { check } from '../support.js';

const CODES: Readonly<Record<string, { readonly severity: string; readonly title: string }>> = {
    ...SYNTAX_CODES,
    ...ANALYSIS_CODES,
};
const PAGES = readdirSync('docs/findings').filter((name) => name.endsWith('.md') && name !== 'README.md');

test('there is a page for each code, and no other', () => {
    expect(PAGES.map((name) => name.replace(/\.md$/, '')).sort()).toEqual(Object.keys(CODES).sort());
});

describe.each(PAGES.filter((name) => name.replace(/\.md$/, '') in CODES))('%s', (name) => {
    const code = name.replace(/\.md$/, '');
    const text = readFileSync(`docs/findings/${name}`, 'utf8');
    const others = Object.fromEntries(
        [...text.matchAll(/```\w+ file=(\S+)\n([\s\S]*?)```/g)].map((match) => [
            match[1] as string,
            match[2] as string,
        ]),
    );
    const section = (title: string) => new RegExp(`## ${title}\\n\\n\`\`\`tenet\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
    const [example, repair] = [section('Example'), section('Repair')];

    test('has the title and the severity of the table', () => {
        expect(text.split('\n').slice(0, 3)).toEqual([
            `# ${CODES[code]?.title}`,
            '',
            `\`${code}\` · ${CODES[code]?.severity}`,
        ]);
    });

    if (example === undefined || repair === undefined) return;

    test('its example triggers the finding', async () => {
        expect((await findingsOf(example, others)).map((finding) => finding.code)).toContain(code);
    });

    test('its repair does not, and has no error', async () => {
        const findings = await findingsOf(repair, others);
        expect(findings.filter((finding) => finding.code === code || finding.severity === 'error')).toEqual([]);
    });
});

/** Too large to be printed. */
const WITHOUT_EXAMPLE = ['file-too-large'];

test('every other page has both halves', () => {
    const lacking = PAGES.filter((name) => {
        const text = readFileSync(`docs/findings/${name}`, 'utf8');
        return !text.includes('## Example\n\n```tenet') || !text.includes('## Repair\n\n```tenet');
    });
    expect(lacking.map((name) => name.replace(/\.md$/, '')).sort()).toEqual([...WITHOUT_EXAMPLE].sort());
});

async function findingsOf(text: string, others: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
    const checked = await check(text, others);
    if (!checked.policy) return checked.findings;
    const { policy, scenarios } = checked;
    const all = [...checked.findings, ...analyse(policy), ...analyseScenarios(policy, scenarios)];
    const { kept, unused } = applyAllows(all, checked.files);
    return [...kept, ...unused.map(({ finding }) => finding)];
}
