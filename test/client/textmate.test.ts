// The colours know every word of the language: the TextMate grammar is compared with the grammar itself.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const grammar = readFileSync('language/tenet.langium', 'utf8');
const colours = readFileSync('client/syntaxes/tenet.tmLanguage.json', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** Words in single quotes outside comments and terminals, without those that the types repeat. */
function keywordsOfLanguage(): readonly string[] {
    const rules = grammar.replaceAll(/\/\/.*$/gm, '').replaceAll(/^terminal .*$|^hidden terminal .*$/gm, '');
    const words = [...rules.matchAll(/'([a-z][a-z/]*)'/g)].map(([, word]) => word ?? '');
    return [...new Set(words)].sort();
}

/** The words of every alternation that lists plain words. */
function wordsOfColours(): readonly string[] {
    const listed: string[] = [];
    for (const { match } of patternsOf(JSON.parse(colours))) {
        for (const [, list] of match.matchAll(/\(([a-z][a-z/]*(?:\|[a-z][a-z/]*)*)\)/g)) {
            listed.push(...(list ?? '').split('|'));
        }
    }
    return [...new Set(listed)].sort();
}

function patternsOf(node: unknown): readonly { readonly match: string }[] {
    if (typeof node !== 'object' || node === null) return [];
    const own = 'match' in node && typeof node.match === 'string' ? [{ match: node.match }] : [];
    return [...own, ...Object.values(node).flatMap(patternsOf)];
}

test('every keyword has a colour', () => {
    const coloured = new Set(wordsOfColours());
    expect(keywordsOfLanguage().filter((word) => !coloured.has(word))).toEqual([]);
});

test('no word is coloured that the language does not know', () => {
    // An answer, written like any other value.
    const known = new Set([...keywordsOfLanguage(), 'yes']);
    expect(wordsOfColours().filter((word) => !known.has(word))).toEqual([]);
});

test('every pattern is a regular expression', () => {
    for (const { match } of patternsOf(JSON.parse(colours))) expect(() => new RegExp(match)).not.toThrow();
});

test('every command that a menu, a key or the walkthrough names is declared', () => {
    const { commands, menus, keybindings, viewsWelcome, walkthroughs } = manifest.contributes;
    const declared = new Set(commands.map(({ command }: { command: string }) => command));
    const used = JSON.stringify([menus, keybindings, viewsWelcome, walkthroughs]).matchAll(/tenet\.[a-zA-Z]+/g);
    const contexts = new Set([
        'tenet.hasCase',
        'tenet.hasChanges',
        'tenet.inWorkspace',
        'tenet.caseIsAdHoc',
        'tenet.noCases',
        'tenet.hasMended',
        'tenet.path',
        'tenet.changes',
        'tenet.flowchart',
    ]);
    expect([...used].map(([name]) => name).filter((name) => !declared.has(name) && !contexts.has(name))).toEqual([]);
});

test('every file that the manifest names exists', () => {
    const paths = JSON.stringify(manifest.contributes).matchAll(/"(?:\.\/)?(client\/[^"]+)"/g);
    const missing = [...paths].map(([, path]) => path ?? '').filter((path) => !isThere(path));
    expect(missing).toEqual([]);
});

function isThere(path: string): boolean {
    try {
        readFileSync(path);
        return true;
    } catch {
        return false;
    }
}
