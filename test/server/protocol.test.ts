// The page about the protocol and its declaration name the same messages.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const declaration = readFileSync('server/protocol.ts', 'utf8');
const page = readFileSync('docs/protocol.md', 'utf8');

const SECTIONS = [
    ['Requests', 'Requests of the client'],
    ['ServerNotifications', 'Notifications of the server'],
    ['ClientRequests', 'Requests of the server'],
] as const;

test.each(SECTIONS)('documents every message of %s', (name, heading) => {
    const body = declaration.split(`export interface ${name} {`)[1]?.split('\n}')[0] ?? '';
    const declared = [...body.matchAll(/'(tenet\/\w+)'/g)].map(([, message]) => message);
    const section = page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
    const documented = [...section.matchAll(/^\| `(tenet\/\w+)` \|/gm)].map(([, message]) => message);
    expect(declared.length).toBeGreaterThan(1);
    expect([...documented].sort()).toEqual([...declared].sort());
});

const topics = readdirSync('server/protocol').sort();

test('imports nothing at run time', () => {
    const files = ['server/protocol.ts', ...topics.map((name) => `server/protocol/${name}`)];
    const imports = files.flatMap(
        (file) => readFileSync(file, 'utf8').match(/^(import|export)\b[^;]* from .*$/gm) ?? [],
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((line) => !/^(import|export) type /.test(line))).toEqual([]);
});

test('reach clients through one door', () => {
    const opened = [...declaration.matchAll(/^export type \* from '\.\/protocol\/(.+)\.js';$/gm)];
    expect(opened.map(([, name]) => `${name}.ts`).sort()).toEqual(topics);
});
