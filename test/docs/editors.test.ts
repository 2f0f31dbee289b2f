// The page about other editors supplies all that its settings rest on: a mode or a syntax that a setting names is
// defined on the page itself, for no editor knows Tenet.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/editors.md', 'utf8');

/** The blocks of code in a chapter, by their language. */
function blocksOf(chapter: string): ReadonlyMap<string, string> {
    const [, text = ''] = new RegExp(`\\n## ${chapter}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(page) ?? [];
    return new Map(
        [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', code = '']) => [language, code]),
    );
}

const COMMAND = ['tenet', 'lsp', '--stdio'];

describe('settings of other editors', () => {
    test('Emacs: the mode is made, is that of the files, and starts the server', () => {
        const code = blocksOf('Emacs').get('elisp') ?? '';
        expect(code).toContain('(define-derived-mode tenet-mode prog-mode "Tenet"');
        expect(code).toContain(`("\\\\.tenet\\\\'" . tenet-mode)`);
        expect(code).toContain('(tenet-mode . ("tenet" "lsp" "--stdio"))');
        const depth = [...code.replace(/"(?:\\.|[^"\\])*"|\?\\?./g, '').replace(/;.*/g, '')].reduce(
            (open, sign) => open + (sign === '(' ? 1 : sign === ')' ? -1 : 0),
            0,
        );
        expect(depth).toBe(0);
    });

    test('Sublime Text: the syntax is made, and the server is that of its scope', () => {
        const blocks = blocksOf('Sublime Text');
        const syntax = blocks.get('yaml') ?? '';
        expect(syntax).toMatch(/^%YAML 1\.2\n---\n/);
        expect(syntax).toMatch(/^file_extensions: \[tenet\]$/m);
        const scope = /^scope: (.*)$/m.exec(syntax)?.[1];
        const settings = JSON.parse(blocks.get('json') ?? '');
        expect(settings.clients.tenet).toEqual({ enabled: true, command: COMMAND, selector: scope });
        for (const [, pattern = ''] of syntax.matchAll(/match: '([^']*)'/g))
            expect(() => new RegExp(pattern)).not.toThrow();
    });

    test('Kate: the highlighting is made, and the server is that of its name', () => {
        const blocks = blocksOf('Kate');
        const xml = blocks.get('xml') ?? '';
        const name = /<language name="([^"]*)"[^>]* extensions="\*\.tenet"/.exec(xml)?.[1];
        const { tenet } = JSON.parse(blocks.get('json') ?? '').servers;
        expect(tenet.command).toEqual(COMMAND);
        expect(new RegExp(tenet.highlightingModeRegex).test(name ?? '')).toBe(true);
        for (const [, context] of xml.matchAll(/context="([A-Z]\w*)"/g))
            expect(xml).toContain(`<context name="${context}"`);
        for (const [, style] of xml.matchAll(/attribute="([^"]*)"/g))
            expect(xml).toContain(`<itemData name="${style}"`);
    });
});
