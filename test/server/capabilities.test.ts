// Answers in the form that a client says it can take: a plain one gets no links between ranges, no trees of symbols and
// no Markdown.

import { afterEach, expect, test } from 'vitest';
import type { CompletionItem, Hover, InitializeParams } from 'vscode-languageserver-protocol';
import { withoutMarkup } from '../../server/markdown.js';
import { TestClient, textIn } from './client.js';

const URI = 'file:///plain.tenet';
const TEXT = `policy plain "Plain"
choice Kind "Kind" { car "Car"  van "Van" }
fact kind "Kind?": Kind or unknown
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P "P" {
  step a "First" { ask kind car => granted otherwise => next unknown => refused }
  step b "Last" { ask kind is van yes => granted no => refused }
}
scenario table "T" { | kind | expect | | car | granted | }
`;

let client: TestClient;
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

async function start(textDocument: InitializeParams['capabilities']['textDocument'] = {}): Promise<void> {
    client = await TestClient.start({ capabilities: { textDocument }, asIs: true });
    client.open(URI, TEXT);
}

const at = (method: string, part: string, within = 0) =>
    client.at_<never>(`textDocument/${method}`, URI, client.at(URI, part, within));

test.each(['definition', 'declaration', 'typeDefinition'] as const)('%s: a plain client gets places', async (kind) => {
    await start();
    const name = kind === 'typeDefinition' ? 'Kind' : 'kind';
    const found: readonly { uri: string; range: never }[] = await at(kind, 'ask kind is van', 5);
    expect(found.map((each) => Object.keys(each).sort())).toEqual([['range', 'uri']]);
    expect(found[0]?.uri).toBe(URI);
    expect(textIn(TEXT, found[0]?.range as never)).toBe(name);
    client.close();
    await start({ [kind]: { linkSupport: true } });
    const [link]: readonly { targetUri: string; originSelectionRange: never }[] = await at(kind, 'ask kind is van', 5);
    expect(link?.targetUri).toBe(URI);
    expect(textIn(TEXT, link?.originSelectionRange as never)).toBe('kind');
});

test('symbols: a plain client gets a list, each with what it is part of', async () => {
    await start();
    const request = () =>
        client.request<readonly { name: string; location?: { uri: string; range: never }; containerName?: string }[]>(
            'textDocument/documentSymbol',
            { textDocument: { uri: URI } },
        );
    const found = await request();
    const step = found.find(({ name }) => /^b\b/.test(name));
    expect(step?.location?.uri).toBe(URI);
    expect(textIn(TEXT, step?.location?.range as never)).toMatch(/^step b "Last"/);
    expect(found.find(({ name }) => name === step?.containerName)).toBeDefined();
    expect(found.every((each) => each.location && !('children' in each) && !('selectionRange' in each))).toBe(true);
    client.close();
    await start({ documentSymbol: { hierarchicalDocumentSymbolSupport: true } });
    expect((await request()).every((each) => !each.location)).toBe(true);
});

test('hover: a plain client gets plain text', async () => {
    await start();
    const { contents }: Hover = await at('hover', 'ask kind is van', 5);
    expect(contents).toEqual({
        kind: 'plaintext',
        value: 'fact kind "Kind?": Kind or unknown\n\nNot given: unknown\n\nUsed in 3 places',
    });
    client.close();
    await start({ hover: { contentFormat: ['plaintext', 'markdown'] } });
    expect(((await at('hover', 'ask kind is van', 5)) as Hover).contents).toMatchObject({ kind: 'markdown' });
    client.close();
    await start({ hover: { contentFormat: ['plaintext'] } });
    expect(((await at('hover', 'ask kind is van', 5)) as Hover).contents).toMatchObject({ kind: 'plaintext' });
});

test('completion: a plain client gets plain documentation, at once and later', async () => {
    await start();
    const offered: readonly CompletionItem[] = await at('completion', 'ask kind is van', 4);
    const word = offered.find(({ label }) => label === 'count of');
    expect(word?.documentation).toEqual({ kind: 'plaintext', value: 'How many of these conditions are yes.' });
    const name = offered.find(({ label }) => label === 'kind');
    const resolved = await client.request<CompletionItem>('completionItem/resolve', name as never);
    expect(resolved.documentation).toEqual({
        kind: 'plaintext',
        value: 'fact kind "Kind?": Kind or unknown\n\nNot given: unknown',
    });
    client.close();
    await start({ completion: { completionItem: { documentationFormat: ['markdown'] } } });
    const rich: readonly CompletionItem[] = await at('completion', 'ask kind is van', 9);
    expect(rich.find(({ label }) => label === 'and')?.documentation).toEqual({
        kind: 'markdown',
        value: 'Both; binds tighter than `or`.',
    });
});

test('Markdown is taken away, and what only looks like it is left', () => {
    const markdown = [
        '````tenet',
        'define x = a * b  // **not** `bold`',
        '````',
        '',
        '**yes** in a \\*case\\*  ',
        '[Prices / 2](file:///a%20b.md#L3) · `` a`b ``',
        '',
        '> quoted \\> text',
    ].join('\n');
    expect(withoutMarkup(markdown)).toBe(
        'define x = a * b  // **not** `bold`\n\nyes in a *case*\nPrices / 2 · a`b\n\nquoted > text',
    );
});
