import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { asPublished, intended } from './crime.js';
import { randomPolicy } from './random.js';

vi.setConfig({ testTimeout: 120_000 });

const bundle = fileURLToPath(new URL('../../node_modules/.cache/chart-worker.mjs', import.meta.url));
afterAll(() => rmSync(bundle, { force: true }));

describe('a chart laid out in a worker, bundled', () => {
    it('is the one that is laid out here, even by several at once', async () => {
        const layout = fileURLToPath(new URL('../../language/flowchart/layout.ts', import.meta.url));
        const contents = `import { parentPort } from 'node:worker_threads'; import { layoutChart } from ${JSON.stringify(layout)};
parentPort.on('message', async (charts) => parentPort.postMessage(await Promise.all(charts.map((chart) => layoutChart(chart, { direction: 'down' })))));`;
        await build({
            stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
            bundle: true,
            platform: 'node',
            format: 'esm',
            outfile: bundle,
            banner: {
                js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
            },
        });
        const charts = [intended, asPublished, randomPolicy(9, 40)].map((policy) =>
            arrange(decisionGraph(policy), DEFAULT_ARRANGEMENT),
        );
        const worker = new Worker(bundle);
        const scenes = await new Promise<unknown[]>((resolve, reject) => {
            worker.once('message', resolve);
            worker.once('error', reject);
            worker.postMessage(charts);
        });
        await worker.terminate();
        for (const [index, chart] of charts.entries())
            expect(JSON.stringify(scenes[index])).toBe(JSON.stringify(await layoutChart(chart, { direction: 'down' })));
    });
});
