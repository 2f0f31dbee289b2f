// What is packed into the extension, as far as nothing has to be built for it: its page, its change log, and a manifest
// whose words stand apart, so that they can be translated.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filledIn, keyed } from '../../.build/nls.mjs';
import { layOutPackage, placeTranslations } from '../../.build/package.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tenet-package-'));
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

beforeAll(() => layOutPackage(folder, []));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Targets of links and pictures, but those within the page. */
function linksOf(page: string): readonly string[] {
    return [...page.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '');
}

describe('the page of the extension', () => {
    test('leads to what is in the package, and to nothing else', () => {
        const links = linksOf(read('README.md'));
        expect(links.length).toBeGreaterThan(5);
        expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
        expect(links).toContain('CHANGELOG.md');
    });

    test('leads to the same from where it stands in the repository', () => {
        const links = linksOf(readFileSync('client/README.md', 'utf8'));
        expect(links.filter((link) => !existsSync(join('client', link)))).toEqual([]);
    });

    test('shows pictures that a marketplace takes, and says how to start', () => {
        const page = read('README.md');
        const pictures = [...page.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
        expect(pictures.length).toBeGreaterThan(2);
        expect(pictures.filter(([, , path]) => !path?.endsWith('.png'))).toEqual([]);
        expect(page).not.toMatch(/npm |\.svg/);
        const titles = JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).contributes);
        for (const [, named = ''] of page.matchAll(/\*\*Tenet: ([^*]+)\*\*/g)) expect(titles).toContain(`"${named}"`);
    });

    test('has the change log of the repository', () => {
        expect(read('CHANGELOG.md')).toBe(readFileSync('docs/CHANGELOG.md', 'utf8'));
    });

    test('is found by its keywords', () => {
        const { keywords, categories, icon } = JSON.parse(read('package.json'));
        expect(keywords.length).toBeGreaterThan(5);
        expect(categories.length).toBeGreaterThan(2);
        expect(statSync(join(folder, icon)).size).toBeGreaterThan(1000);
    });
});

describe('the commands of the manifest', () => {
    test('are all given in the tests of the editor', () => {
        const suites = readdirSync('test/editor/suite').map((name) =>
            readFileSync(join('test/editor/suite', name), 'utf8'),
        );
        const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
        const names: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
        expect(names.length).toBeGreaterThan(40);
        expect(names.filter((name) => !suites.some((text) => new RegExp(`${name}\\b(?!\\.)`).test(text)))).toEqual([]);
    });
});

describe('the words of the manifest', () => {
    const whole = (): Record<string, unknown> => {
        const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
        for (const key of ['private', 'bin', 'files', 'scripts', 'devDependencies']) delete manifest[key];
        return manifest;
    };

    test('are all apart: nothing that reads like a sentence is left', () => {
        const manifest = JSON.parse(read('package.json'));
        // Conditions, keys and categories are for VS Code, keywords for a search.
        const notShown = new Set(['when', 'enablement', 'key', 'mac', 'categories', 'keywords']);
        const shown: string[] = [];
        const walk = (node: unknown, name = ''): void => {
            if (notShown.has(name)) return;
            if (typeof node === 'string' && /[a-z“”’…] [a-z“”’]/iu.test(node)) shown.push(`${name}: ${node}`);
            if (Array.isArray(node)) for (const each of node) walk(each, name);
            else if (typeof node === 'object' && node !== null)
                for (const [key, value] of Object.entries(node)) walk(value, key);
        };
        walk(manifest);
        expect(shown).toEqual([]);
    });

    test('are all there: every key has its word, and every word is used', () => {
        const words: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));
        const used = new Set([...read('package.json').matchAll(/"%([^"]*)%"/g)].map(([, key]) => key ?? ''));
        expect([...used].sort()).toEqual(Object.keys(words).sort());
        expect([...used].filter((key) => !/^[\w.-]+$/.test(key))).toEqual([]);
        expect(Object.keys(words)).toEqual(expect.arrayContaining(['displayName', 'commands.tenet.ask.title']));
    });

    test('are the manifest again when they are put back', () => {
        expect(filledIn(JSON.parse(read('package.json')), JSON.parse(read('package.nls.json')))).toEqual(whole());
    });

    test('have keys that do not move when something is added before them', () => {
        const before = keyed(whole()).words;
        const manifest = whole() as { contributes: { commands: object[]; viewsWelcome: object[] } };
        manifest.contributes.commands.unshift({ command: 'tenet.first', title: 'First', category: 'Tenet' });
        manifest.contributes.viewsWelcome.unshift({ view: 'tenet.path', contents: 'Hello', when: 'tenet.early' });
        const { 'commands.tenet.first.title': first, ...after } = keyed(manifest).words as Record<string, string>;
        expect(first).toBe('First');
        expect(after).toEqual({ ...before, 'viewsWelcome.tenet.path.tenet.early.contents': 'Hello' });
    });

    test('have one key each', () => {
        const manifest = whole() as { contributes: { commands: object[] } };
        manifest.contributes.commands.push({ command: 'tenet.ask', title: 'Another', category: 'Tenet' });
        expect(() => keyed(manifest)).toThrow(/commands\.tenet\.ask\.title/);
    });

    test('lie beside the manifest in every language that there is', () => {
        writeFileSync(join(folder, 'client/l10n/package.nls.nl.json'), '{}');
        placeTranslations(folder);
        expect(readdirSync(folder).filter((name) => name.startsWith('package.nls.'))).toHaveLength(2);
        expect(readdirSync(join(folder, 'client/l10n'))).not.toContain('package.nls.nl.json');
    });
});
