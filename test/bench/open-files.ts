// Fifty megabytes of open policies in a real server: how long until every file has its diagnostics, what a keystroke and a
// hover in one of them take meanwhile and afterwards, and how much memory the server has needed at most.
//
//   MEGABYTES=50 LINES=3000 PROOFS=off npm run bench open-files

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
    createProtocolConnection,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { policyOfLength } from './parse-policy.js';

const MEGABYTES = Number(process.env.MEGABYTES ?? 50);
const LINES = Number(process.env.LINES ?? 3_000);
const PROOFS = process.env.PROOFS ?? 'off';

const server = spawn(process.execPath, ['out/tenet.js', 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
);
server.on('exit', (code, signal) => {
    console.log(`the server has ended: ${code ?? signal}`);
    process.exit(1);
});

const diagnosed = new Set<string>();
let heard: () => void = () => {};
connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { readonly uri: string }) => {
    diagnosed.add(uri);
    heard();
});
connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
    items.map(() => ({ proofs: PROOFS })),
);
connection.onRequest('client/registerCapability', () => null);
connection.listen();
await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true } },
});
await connection.sendNotification('initialized', {});

const started = performance.now();
const texts: string[] = [];
let length = 0;
while (length < MEGABYTES * 1_000_000) {
    // Each has something to say, so that its diagnostics are sent.
    const text = `${policyOfLength(LINES, texts.length + 1)}\nfact spare "Is it spare?": yes/no\nparameter typo = nothing\n`;
    length += text.length;
    texts.push(text);
    await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(texts.length - 1), languageId: 'tenet', version: 1, text },
    });
}
const opened = performance.now();

function uriOf(index: number): string {
    return `file:///bench/policy-${index}.tenet`;
}

/** A hover on a fact of a file. */
async function hover(index: number): Promise<number> {
    const text = texts[index] ?? '';
    const before = text.slice(0, text.indexOf('fact badge') + 8);
    const line = before.split('\n').length - 1;
    const position = { line, character: before.length - before.lastIndexOf('\n') - 1 };
    const start = performance.now();
    const answer = await connection.sendRequest('textDocument/hover', {
        textDocument: { uri: uriOf(index) },
        position,
    });
    if (!answer) throw new Error('a hover without an answer');
    return performance.now() - start;
}

function resident(field: 'VmHWM' | 'VmRSS'): number {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(/\d+/.exec(status.slice(status.indexOf(field)))?.[0]) / 1024;
}

const meanwhile: number[] = [];
while (diagnosed.size < texts.length) {
    await new Promise<void>((resolve) => {
        heard = resolve;
        setTimeout(resolve, 1_000);
    });
    meanwhile.push(await hover(0));
    if (process.env.VERBOSE) console.log(diagnosed.size, Math.round(resident('VmRSS')), 'MB', meanwhile.at(-1));
}
const done = performance.now();
const settled = resident('VmRSS');
const afterwards: number[] = [];
for (let round = 0; round < 5; round++) afterwards.push(await hover(round));
const farAway = await hover(texts.length >> 1);

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
console.log(`${texts.length} files, ${(length / 1e6).toFixed(0)} MB; proofs ${PROOFS}`);
console.log(
    `made and sent in ${((opened - started) / 1000).toFixed(1)} s, diagnosed after ${((done - opened) / 1000).toFixed(1)} s`,
);
console.log(
    `hover meanwhile: median ${middle(meanwhile).toFixed(0)} ms, at most ${Math.max(...meanwhile).toFixed(0)} ms`,
);
console.log(
    `hover afterwards: median ${middle(afterwards).toFixed(0)} ms; in a file long not looked at ${farAway.toFixed(0)} ms`,
);
console.log(`memory: ${settled.toFixed(0)} MB, at most ${resident('VmHWM').toFixed(0)} MB`);
server.removeAllListeners('exit');
server.kill();
process.exit(0);
