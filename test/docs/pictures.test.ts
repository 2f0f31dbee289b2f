// The flowcharts in the documentation are those of the examples as they stand. `npm run pictures` draws them anew.

import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { PICTURES } from '../../.build/pictures.mjs';
import { tenet, useTenet } from '../cli/tenet.js';

useTenet();
vi.setConfig({ testTimeout: 60_000 });

const entries: readonly (readonly [string, readonly string[]])[] = Object.entries(PICTURES);

test.each(entries)('%s is what the command draws', async (name, what) => {
    const run = await tenet(['chart', ...what]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const isCurrent = run.stdout === readFileSync(`docs/pictures/${name}`, 'utf8');
    expect(isCurrent, `docs/pictures/${name} is out of date: npm run pictures`).toBe(true);
});
