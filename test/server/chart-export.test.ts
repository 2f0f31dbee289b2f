// What the editor exports is, byte for byte, what the command line writes.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { chartFileName } from '../../language/flowchart/export.js';
import { filesOf, loadProject } from '../../language/index.js';
import { interpret } from '../../language/run/interpret.js';
import { editionOf } from '../../server/edition.js';
import { exportChart } from '../../server/work/export.js';
import { copyOfExample, tenet, useTenet } from '../cli/tenet.js';
import { drawExample } from '../flowchart/examples.js';
import { fontBytes } from '../flowchart/render.js';

useTenet();
vi.setConfig({ testTimeout: 120_000 });

const require = createRequire(import.meta.url);
const resvg = readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'));
const ENDINGS = { svg: 'svg', png: 'png', html: 'html', mermaid: 'mmd', text: 'txt' } as const;
const ALL = ['svg', 'png', 'html', 'mermaid', 'text'] as const;

const DAY = { sourceDateEpoch: '1500000000' };

/** A policy and what it uses, addressed as an editor does. */
async function filesIn(folder: string, name: string): Promise<readonly { uri: string; text: string }[]> {
    const uri = pathToFileURL(join(folder, name)).href;
    const read = async (each: string): Promise<string> => readFileSync(fileURLToPath(each), 'utf8');
    const project = await loadProject({ read }, [uri]);
    const file = project.files.get(uri);
    return file ? filesOf(project, file) : [];
}

describe.each([
    { name: 'a plain picture', file: 'as-published.tenet', example: 'asPublished', what: [], formats: ['svg', 'html'] },
    {
        name: 'the path of a case',
        file: 'as-intended.tenet',
        example: 'asIntended',
        what: ['--case', 'S04'],
        formats: ALL,
    },
    {
        name: 'coverage',
        file: 'as-intended.tenet',
        example: 'asIntended',
        what: ['--overlay', 'coverage'],
        formats: ['svg'],
    },
] as const)('$name', ({ file, example, what, formats }) => {
    test.each(formats)('as %s', async (format) => {
        const folder = copyOfExample('crime-assessment');
        const out = `chart.${ENDINGS[format]}`;
        const run = await tenet(['chart', file, ...what, '--out', out], {
            cwd: folder,
            env: { SOURCE_DATE_EPOCH: DAY.sourceDateEpoch },
        });
        expect(run).toMatchObject({ code: 0, stderr: '' });
        const { policy, scenarios } = await drawExample(example);
        const shown = what[0] === '--case' ? scenarios.find(({ title }) => title.startsWith('S04')) : undefined;
        const made = await exportChart({
            policy,
            format,
            theme: 'light',
            fonts: fontBytes(),
            resvg,
            scale: 2,
            sheets: format === 'html' ? { edition: await editionOf(await filesIn(folder, file), DAY) } : {},
            arrangement: { outcomes: 'repeated', folded: 'auto' },
            direction: 'down',
            overlay: {
                showsFindings: true,
                ...(shown
                    ? { decided: { title: shown.title, facts: shown.facts, verdict: interpret(policy, shown.facts) } }
                    : {}),
                ...(what[0] === '--overlay'
                    ? { verdicts: scenarios.map(({ facts }) => interpret(policy, facts)) }
                    : {}),
            },
        });
        if (made.kind === 'failed') throw new Error(made.message);
        const bytes = made.kind === 'text' ? new TextEncoder().encode(made.text) : made.bytes;
        expect(Buffer.from(bytes).equals(readFileSync(join(folder, out)))).toBe(true);
    });
});

test('says what a PNG lacks', async () => {
    const { policy } = await drawExample('grants');
    const made = await exportChart({
        policy,
        format: 'png',
        theme: 'light',
        fonts: [],
        scale: 1,
        sheets: {},
        arrangement: { outcomes: 'repeated', folded: 'auto' },
        direction: 'down',
        overlay: { showsFindings: false },
    });
    expect(made).toEqual({ kind: 'failed', message: 'A PNG cannot be made here: export it as SVG.' });
});

test('names files after the policy and the case', () => {
    expect(chartFileName('svg', 'as-intended')).toBe('as-intended--flow.svg');
    expect(chartFileName('text', 'as-intended', 'S04: Première / “day”')).toBe(
        'as-intended--flow--s04-premiere-day.txt',
    );
    expect(chartFileName('mermaid', '…')).toBe('policy--flow.mmd');
});
