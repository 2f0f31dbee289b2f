// Every setting that is declared is read somewhere: one that does nothing is worse than none.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../server/settings.js';

const NAMES = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration.properties);

/** The library that talks to the server reads it by itself, under the name of its client. */
const READ_ELSEWHERE = new Set(['tenet.trace.server']);

function sourcesIn(folder: string): string {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && path !== 'settings.ts' && !path.startsWith('protocol'))
        .map((path) => readFileSync(join(folder, path), 'utf8'))
        .join('\n');
}

const CLIENT = sourcesIn('client');
const SERVER = sourcesIn('server');

function isRead(name: string): boolean {
    const [, group = '', key = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const inClient = CLIENT.includes(`getConfiguration('${group}'`) && CLIENT.includes(`get('${key}'`);
    const known = name
        .split('.')
        .slice(1)
        .reduce((value: unknown, part) => Object(value)[part], DEFAULT_SETTINGS);
    const inServer = known !== undefined && new RegExp(`settings(\\(\\))?(\\.\\w+)*\\.${key}\\b`).test(SERVER);
    return inClient || inServer;
}

test('every declared setting is read', () => {
    expect(NAMES.length).toBeGreaterThan(10);
    expect(NAMES.filter((name) => !READ_ELSEWHERE.has(name) && !isRead(name))).toEqual([]);
});

test('a setting that nobody reads is found', () => {
    expect(isRead('tenet.flowchart.cardWidth')).toBe(false);
});
