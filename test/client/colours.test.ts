// The colours that a file has before the server has read it: the TextMate grammar as VS Code runs it, compared with what the
// server says about the same words, and inside Markdown.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SemanticTokens } from 'vscode-languageserver-protocol';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { LEGEND } from '../../server/features/tokens.js';
import { example, TestClient } from '../server/client.js';

interface Coloured {
    readonly text: string;
    readonly line: number;
    readonly start: number;
    readonly end: number;
    /** From the outermost to the innermost. */
    readonly scopes: readonly string[];
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const FILES: ReadonlyMap<string, string> = new Map(
    contributes.grammars.map(({ scopeName, path }: { scopeName: string; path: string }) => [scopeName, path]),
);
const INTO_MARKDOWN = 'markdown.tenet.codeblock';

/** What stands in for the Markdown of VS Code: it knows fences of any language, which the injected grammar comes before. */
const MARKDOWN = {
    scopeName: 'text.html.markdown',
    patterns: [{ name: 'markup.fenced_code.block.markdown', begin: '^(`{3,})\\w*\\s*$', end: '^\\1\\s*$' }],
    repository: {},
};

let tenet: IGrammar;
let markdown: IGrammar;

beforeAll(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm);
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
            createOnigString: (text) => new oniguruma.OnigString(text),
        }),
        loadGrammar: async (scope) => {
            const path = FILES.get(scope);
            const grammar = path ? readFileSync(path, 'utf8') : JSON.stringify(MARKDOWN);
            return textmate.parseRawGrammar(grammar, path ?? 'markdown.json');
        },
        getInjections: (scope) => (scope === 'text.html.markdown' ? [INTO_MARKDOWN] : undefined),
    });
    const load = async (scope: string): Promise<IGrammar> => {
        const grammar = await registry.loadGrammar(scope);
        if (!grammar) throw new Error(`There is no grammar ${scope}.`);
        return grammar;
    };
    [tenet, markdown] = [await load('source.tenet'), await load('text.html.markdown')];
});

/** All that is not empty space, in order. */
function colour(grammar: IGrammar, text: string): readonly Coloured[] {
    let state = textmate.INITIAL;
    return text.split('\n').flatMap((content, line) => {
        const { tokens, ruleStack } = grammar.tokenizeLine(content, state);
        state = ruleStack;
        return tokens.flatMap(({ startIndex: start, endIndex, scopes }) => {
            const end = Math.min(endIndex, content.length);
            const part = content.slice(start, end);
            return part.trim() === '' ? [] : [{ text: part, line, start, end, scopes }];
        });
    });
}

/** `text: innermost scope` of a line, without what has no colour of its own; neighbours that look alike are one. */
function told(text: string): readonly string[] {
    const joined: Coloured[] = [];
    for (const each of colour(tenet, text)) {
        const last = joined.at(-1);
        const goesOn = last?.line === each.line && last.end === each.start && last.scopes.join() === each.scopes.join();
        if (last && goesOn) joined[joined.length - 1] = { ...last, text: last.text + each.text, end: each.end };
        else joined.push(each);
    }
    return joined.flatMap(({ text: part, scopes }) =>
        scopes.length > 1 ? [`${part.trim()}: ${scopes.at(-1)?.replace(/\.tenet$/, '')}`] : [],
    );
}

describe('alone', () => {
    test.each([
        ['a question and its answers', 'ask income', ['ask: keyword.control.question']],
        [
            'an answer with its reason',
            '    over incomeLimit => refused because "too \\"much\\""',
            [
                'over: keyword.other.operator',
                '=>: keyword.operator.arrow',
                'refused: variable.other.enummember',
                'because: keyword.other.attribute',
                '"too: string.quoted.double',
                '\\": constant.character.escape',
                'much: string.quoted.double',
                '\\": constant.character.escape',
                '": string.quoted.double',
            ],
        ],
        [
            'an answer that leads to another rule',
            'yes => go to P4.b',
            [
                'yes: constant.language',
                '=>: keyword.operator.arrow',
                'go: keyword.control.flow',
                'to: keyword.control.flow',
                'P4.b: entity.name.function.rule',
            ],
        ],
        [
            'a fact and its type',
            'fact income "How much?": money GBP or unknown',
            [
                'fact: keyword.declaration',
                'income: entity.name.variable',
                '"How much?": string.quoted.double',
                ':: punctuation.separator',
                'money: support.type',
                'or: keyword.other.operator',
                'unknown: constant.language',
            ],
        ],
        [
            'a fact that is called like a word of the language',
            '  date: 2024-02-29  step: £1,000.50  next-of-kin: 30 days',
            [
                'date: variable.other.fact',
                '2024-02-29: constant.numeric.date',
                'step: variable.other.fact',
                '£1,000.50: constant.numeric.money',
                'next-of-kin: variable.other.fact',
                '30 days: constant.numeric.duration',
            ],
        ],
        [
            'a finding that is allowed',
            '// allow answer-always because "as printed"',
            [
                '//: punctuation.definition.comment',
                'allow: keyword.other.allow',
                'answer-always: comment.line.double-slash',
                'because: keyword.other.allow',
                '"as printed": string.quoted.double',
            ],
        ],
        [
            'a comment over several lines',
            '/* fact x\nask */ ask y',
            [
                '/*: punctuation.definition.comment',
                'fact x: comment.block',
                'ask: comment.block',
                '*/: punctuation.definition.comment',
                'ask: keyword.control.question',
            ],
        ],
        [
            'a text that is not closed ends with its line',
            'outcome a "open\noutcome b "closed"',
            [
                'outcome: keyword.declaration',
                'a: entity.name.outcome',
                '"open: string.quoted.double',
                'outcome: keyword.declaration',
                'b: entity.name.outcome',
                '"closed": string.quoted.double',
            ],
        ],
    ])('%s', (_, text, expected) => {
        expect(told(text)).toEqual(expected);
    });
});

describe('as the server sees it', () => {
    let client: TestClient;
    beforeAll(async () => {
        client = await TestClient.start();
    });
    afterAll(() => client.close());

    const FOLDER = 'examples/crime-assessment';
    test.each([
        `${FOLDER}/vocabulary.tenet`,
        `${FOLDER}/as-published.tenet`,
        `${FOLDER}/as-intended.tenet`,
        `${FOLDER}/as-intended.scenarios.tenet`,
        `${FOLDER}/cases.tenet`,
        'examples/parking-permit/parking-permit.tenet',
        'examples/grant-priority/grant-priority.tenet',
    ])('%s: words, texts, numbers and names', async (path) => {
        const { uri, text } = example(path);
        client.open(uri, text);
        const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
            textDocument: { uri },
        });
        const coloured = colour(tenet, text);
        const lines = text.split('\n');
        const wrong: string[] = [];
        let [line, character] = [0, 0];
        for (let index = 0; index < data.length; index += 5) {
            const [down = 0, right = 0, length = 0, type = 0] = data.slice(index, index + 4);
            [line, character] = [line + down, down > 0 ? right : character + right];
            const isIn = (each: Coloured) => each.line === line && each.start <= character && character < each.end;
            const scope = coloured.find(isIn)?.scopes.at(-1) ?? 'nothing';
            const kind = LEGEND.tokenTypes[type] ?? '';
            const word = lines[line]?.slice(character, character + length);
            if (!suits(kind, scope)) wrong.push(`${line + 1}: ‘${word}’ is ${kind}, coloured ${scope}`);
        }
        expect(data.length).toBeGreaterThan(200);
        expect(wrong).toEqual([]);
    });
});

function suits(kind: string, scope: string): boolean {
    switch (kind) {
        case 'keyword':
            return /^(keyword|storage|support\.type|constant\.language)/.test(scope);
        case 'string':
            return scope.startsWith('string.');
        case 'number':
            return scope.startsWith('constant.numeric');
        default:
            return !/^(keyword|storage|constant|string|comment)/.test(scope);
    }
}

describe('in Markdown', () => {
    const text = '# Rules\n\n```tenet\nprinciple P1 {\n  ask x\n}\n```\nask nothing\n\n```js\nask x\n```\n';
    const scopesOf = (line: number): readonly string[] =>
        colour(markdown, text).flatMap((each) => (each.line === line ? each.scopes : []));

    test('a fence of Tenet is coloured as Tenet, up to its end', () => {
        expect(scopesOf(3)).toContain('meta.embedded.block.tenet');
        expect(scopesOf(3)).toContain('keyword.declaration.tenet');
        expect(scopesOf(4)).toContain('keyword.control.question.tenet');
        expect(scopesOf(7)).toEqual(['text.html.markdown']);
    });

    test('a fence of another language is left alone', () => {
        expect(scopesOf(10).filter((scope) => scope.includes('tenet'))).toEqual([]);
        expect(scopesOf(10)).toContain('markup.fenced_code.block.markdown');
    });
});
