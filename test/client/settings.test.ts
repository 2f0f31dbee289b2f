// Settings are declared for what reads them: the server reads one value for the whole window, the client one for each file.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_FOOT } from '../../language/flowchart/imprint.js';
import { PAPERS } from '../../language/flowchart/paper.js';
import { DEFAULT_SETTINGS } from '../../server/settings.js';

interface Setting {
    readonly type: string;
    readonly default: unknown;
    readonly scope: string;
    readonly enum?: readonly string[];
    readonly enumDescriptions?: readonly string[];
    readonly markdownDescription: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const SETTINGS: Readonly<Record<string, Setting>> = manifest.contributes.configuration.properties;

const CLIENT = readdirSync('client', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join('client', path), 'utf8'))
    .join('\n');

/** `tenet.a.b` with the value that holds if nobody sets it. */
function leaves(value: unknown, name: string): readonly (readonly [string, unknown])[] {
    if (typeof value !== 'object' || value === null) return [[name, value]];
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${name}.${key}`));
}

/** With the file as the second argument. */
function isReadForEachFile(name: string): boolean {
    const [group = '', key = ''] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)];
    return CLIENT.includes(`getConfiguration('${group}', `) && CLIENT.includes(`('${key}'`);
}

const READ_BY_SERVER = leaves(DEFAULT_SETTINGS, 'tenet').filter(([name]) => name in SETTINGS);

test('the server and the manifest agree about what holds if nothing is set', () => {
    expect(READ_BY_SERVER.length).toBeGreaterThan(5);
    for (const [name, value] of READ_BY_SERVER) expect([name, SETTINGS[name]?.default]).toEqual([name, value]);
});

test('what the server alone reads is set for the window, not for a folder', () => {
    const alone = READ_BY_SERVER.map(([name]) => name).filter((name) => !isReadForEachFile(name));
    expect(alone).toContain('tenet.codeLens');
    expect(alone.filter((name) => SETTINGS[name]?.scope !== 'window')).toEqual([]);
});

test('sheets are printed as the settings say', () => {
    expect(SETTINGS['tenet.export.paper']).toMatchObject({ enum: PAPERS, default: 'A4', scope: 'resource' });
    expect(SETTINGS['tenet.export.footer']).toMatchObject({ default: DEFAULT_FOOT, scope: 'resource' });
    expect(isReadForEachFile('tenet.export.paper') && isReadForEachFile('tenet.export.footer')).toBe(true);
});

test('every choice of a setting says what one will see', () => {
    for (const [name, { enum: choices, enumDescriptions, markdownDescription }] of Object.entries(SETTINGS)) {
        expect([name, markdownDescription]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
        expect([name, enumDescriptions?.length]).toEqual([name, choices?.length]);
    }
});
