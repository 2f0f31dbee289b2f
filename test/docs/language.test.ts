// The language guide is one policy in pieces: it checks without a finding that is an error, and its scenarios pass.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { format } from '../../language/index.js';
import { runScenarios } from '../../language/run/scenarios.js';
import { check } from '../support.js';

const BLOCKS = [...readFileSync('docs/language.md', 'utf8').matchAll(/```tenet\n([\s\S]*?)```/g)].map(
    (match) => match[1] as string,
);
const SOURCE = ['Exempt vehicles', 'Fees', 'Vans', 'Priority', 'Badges', 'Residence', 'Hardship', 'Notices', 'Records'];

test('the guide lowers without an error and its scenarios pass', async () => {
    const others = {
        'vocabulary.tenet': '',
        'parking-policy.md': SOURCE.map((heading) => `# ${heading}\n`).join('\n'),
    };
    const { findings, policy, scenarios } = await check(BLOCKS.join('\n'), others);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (!policy) throw new Error('The guide has no policy.');
    const results = [...runScenarios(policy, scenarios)];
    expect(results.length).toBe(8);
    expect(results.filter(({ passed }) => !passed).map(({ scenario, failures }) => [scenario.title, failures])).toEqual(
        [],
    );
});

test.each(BLOCKS.map((block) => [block.split('\n')[0], block]))(
    'the block that starts with %s is formatted',
    (_, block) => {
        expect(format(block as string)).toBe(block);
    },
);
