// The language server as a client sees it: from a keystroke to fresh diagnostics, beside bare Langium's parse and link of
// the same text in the same run; completion and hover; start to first diagnostics; memory over many edits.

import { spawn } from 'node:child_process';
import {
    createProtocolConnection,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { memoryFiles, TestClient } from '../server/client.js';
import { bareServices, buildBare } from './bare-langium.js';
import { policyOfLength } from './parse-policy.js';

const ROUNDS = 15;
const URI = 'file:///bench.tenet';

function median(values: readonly number[]): number {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

/** One keystroke that breaks a name, or repairs it, until the diagnostics that it changes are there. */
async function keystroke(client: TestClient, name: string): Promise<void> {
    const text = client.text(URI);
    const broken = text.includes(`ask ${name}x`);
    const before = client.published.length;
    client.edit(URI, broken ? `ask ${name}x` : `ask ${name}`, broken ? `ask ${name}` : `ask ${name}x`);
    await client.until(() => client.published.length > before);
}

async function editing(): Promise<void> {
    const services = await bareServices();
    console.log('  lines   chars | bare ms | keystroke ms  ratio  of least | completion ms  hover ms  tokens ms');
    const lengths = process.env.LINES ? [Number(process.env.LINES)] : [300, 3_000, 10_000];
    for (const lines of lengths) {
        const text = policyOfLength(lines);
        const client = await TestClient.start({
            files: memoryFiles(new Map()),
            settings: { proofs: 'off' },
            capabilities: { workspace: { configuration: true } },
        });
        client.open(URI, text);
        const asked = [...text.matchAll(/ask ([a-z]\w*)\n/g)];
        const name = asked[Math.floor(asked.length / 2)]?.[1];
        if (name === undefined) throw new Error('there is no plain question in the text');
        const position = client.textPosition(URI, text.indexOf(`ask ${name}\n`) + 6);
        await client.request('textDocument/hover', { textDocument: { uri: URI }, position });
        const own: number[] = [];
        const bare: number[] = [];
        for (let round = 0; round < ROUNDS + 3; round++) {
            const typed = await timed(() => keystroke(client, name));
            const built = await timed(() => buildBare(services, text));
            if (round < 3) continue;
            own.push(typed);
            bare.push(built);
        }
        const feature = async (method: string): Promise<number> => {
            const times: number[] = [];
            for (let round = 0; round < ROUNDS; round++)
                times.push(await timed(() => client.request(method, { textDocument: { uri: URI }, position })));
            return median(times);
        };
        const [completion, hover, tokens] = [
            await feature('textDocument/completion'),
            await feature('textDocument/hover'),
            await feature('textDocument/semanticTokens/full'),
        ];
        const ratio = median(own) / median(bare);
        // On a machine that does other work the least times say more.
        const least = Math.min(...own) / Math.min(...bare);
        console.log(
            `${String(lines).padStart(7)} ${String(text.length).padStart(7)} | ${median(bare).toFixed(1).padStart(7)} | ${median(own).toFixed(1).padStart(12)} ${ratio.toFixed(2).padStart(6)} ${least.toFixed(2).padStart(9)} | ${completion.toFixed(1).padStart(13)} ${hover.toFixed(1).padStart(9)} ${tokens.toFixed(1).padStart(10)}`,
        );
        client.close();
    }
}

async function start(): Promise<void> {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
        times.push(
            await timed(async () => {
                const server = spawn(process.execPath, ['out/tenet.js', 'lsp', '--stdio'], {
                    stdio: ['pipe', 'pipe', 'inherit'],
                });
                const connection = createProtocolConnection(
                    new StreamMessageReader(server.stdout),
                    new StreamMessageWriter(server.stdin),
                );
                const first = new Promise<void>((resolve) =>
                    connection.onNotification('textDocument/publishDiagnostics', () => resolve()),
                );
                connection.listen();
                await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
                await connection.sendNotification('initialized', {});
                const text = 'policy p\nfact a: yes/no\noutcome o\nprinciple P { ask b  yes => o }\n';
                const textDocument = { uri: URI, languageId: 'tenet', version: 1, text };
                await connection.sendNotification('textDocument/didOpen', { textDocument });
                await first;
                server.kill();
            }),
        );
    }
    console.log(`start to first diagnostics (out/tenet.js): ${median(times).toFixed(0)} ms`);
}

async function memory(): Promise<void> {
    const client = await TestClient.start({ files: memoryFiles(new Map()) });
    client.open(URI, policyOfLength(300));
    const heap: number[] = [];
    for (let index = 0; index < 10_000; index++) {
        const position = { line: 30, character: 0 };
        client.change(
            URI,
            { start: position, end: index % 2 === 0 ? position : { line: 31, character: 0 } },
            index % 2 === 0 ? '// note\n' : '',
        );
        if (index % 100 === 0) {
            await client.request('textDocument/documentSymbol', { textDocument: { uri: URI } });
            client.forgetReceived();
        }
        if (index % 2_500 === 2_499) {
            globalThis.gc?.();
            heap.push(process.memoryUsage().heapUsed / 1e6);
        }
    }
    console.log(`heap after 2,500 … 10,000 edits of 300 lines: ${heap.map((each) => each.toFixed(0)).join(', ')} MB`);
    client.close();
}

await editing();
await start();
if (!process.env.LINES) await memory();
process.exit(0);
