// What may stand at a place of the text, as the grammar has it. Only the declaration up to the cursor is read, so what
// follows may be broken in any way.

import { GrammarAST, GrammarUtils } from 'langium';
import { findFirstFeatures, findNextFeatures, type NextFeature } from 'langium/lsp';
import type { Declaration } from '../../language/generated/ast.js';
import type { Position, SourceFile } from '../../language/index.js';
import type { DeclarationNode } from '../../language/syntax/document.js';
import { parseDeclaration, parserServices } from '../../language/syntax/parser.js';
import { declarationAt } from '../names.js';
import { offsetAt, positionAt, positionsOf } from '../positions.js';

/** Something the grammar takes here: a word of the language, or a token that a rule stores somewhere. */
export type Expected =
    | { readonly kind: 'keyword'; readonly keyword: string; readonly rule: string }
    | { readonly kind: 'token'; readonly token: string; readonly slot: string };

export interface Place {
    readonly file: SourceFile;
    readonly declaration: DeclarationNode | undefined;
    /** The declaration's text before the word at the cursor. */
    readonly before: string;
    /** Words and signs of `before`. */
    readonly words: readonly string[];
    /** The declaration's text after the cursor. */
    readonly after: string;
    /** What was typed of the word at the cursor. */
    readonly word: string;
    /** The word, or the inside of the text, that a completion replaces. */
    readonly range: { readonly start: Position; readonly end: Position };
    /** Inside quotation marks; `closed` if the text has its end on this line. */
    readonly text: { readonly closed: boolean } | undefined;
    readonly expected: readonly Expected[];
    /** Braces that are open before the cursor. */
    readonly depth: number;
    /** Nothing but blanks stands before the word on its line. */
    readonly startsLine: boolean;
    /** The declaration as far as it can be read up to the cursor. */
    readonly partial: () => Declaration | undefined;
}

/** Reads the place of a completion; undefined inside a comment. */
export function placeAt(file: SourceFile, position: Position): Place | undefined {
    const starts = positionsOf(file.text);
    const offset = offsetAt(file.text, starts, position);
    const declaration = declarationAt({ file }, positionAt(starts, offset));
    const base = declaration?.offset ?? 0;
    const whole = file.text.slice(base, offset);
    if (isInComment(whole)) return undefined;
    const line = whole.slice(whole.lastIndexOf('\n') + 1);
    const quote = openQuote(line);
    const word = quote === undefined ? (/(?:[A-Za-z_][\w-]*)$/.exec(whole)?.[0] ?? '') : line.slice(quote + 1);
    const before = whole.slice(0, whole.length - word.length - (quote === undefined ? 0 : 1));
    const after = declaration ? declaration.text.slice(offset - base) : '';
    const restOfLine = after.split(/\r|\n/, 1)[0] ?? '';
    const restOfWord = quote === undefined ? '' : (/^(?:\\.|[^"\\])*(?=")/.exec(restOfLine)?.[0] ?? '');
    const closed = quote !== undefined && /^(?:\\.|[^"\\])*"/.test(restOfLine);
    const start = positionAt(starts, offset - word.length);
    const end = positionAt(starts, offset + restOfWord.length);
    const words = wordsOf(before);
    let partial: Declaration | undefined | null = null;
    return {
        file,
        declaration,
        before,
        words,
        after,
        word,
        range: { start, end },
        text: quote === undefined ? undefined : { closed },
        expected: expectedAfter(before),
        depth: words.filter((each) => each === '{').length - words.filter((each) => each === '}').length,
        startsLine: /(?:^|[\r\n])[ \t]*$/.test(before),
        partial: () => {
            if (partial === null) partial = before.trim() === '' ? undefined : parseDeclaration(before).ast;
            return partial;
        },
    };
}

/** What the grammar takes after a text. */
export function expectedAfter(text: string): readonly Expected[] {
    const { parser, Grammar } = parserServices();
    const { tokens, tokenIndex, elementStack } = parser.CompletionParser.parse(text);
    const rest = tokens.slice(tokenIndex);
    let features: readonly NextFeature[];
    if (tokenIndex === 0) {
        const entry = GrammarUtils.getEntryRule(Grammar);
        const first = entry ? findFirstFeatures(entry.definition) : [];
        features =
            rest.length > 0 ? findNextFeatures(first, rest) : first.flatMap((stack) => stack[stack.length - 1] ?? []);
    } else {
        features = findNextFeatures(
            [(elementStack as GrammarAST.AbstractElement[]).map((feature) => ({ feature }))],
            rest,
        );
    }
    const found = new Map<string, Expected>();
    for (const { feature } of features) {
        const expected = expectedOf(feature);
        if (expected) found.set(JSON.stringify(expected), expected);
    }
    return [...found.values()];
}

function expectedOf(feature: GrammarAST.AbstractElement): Expected | undefined {
    const rule = ruleOf(feature);
    if (GrammarAST.isKeyword(feature)) return { kind: 'keyword', keyword: feature.value, rule };
    if (!GrammarAST.isRuleCall(feature)) return undefined;
    let node: { readonly $type: string; readonly $container?: unknown; readonly feature?: string } = feature;
    while (node.$type !== 'Assignment' && node.$type !== 'ParserRule' && node.$container)
        node = node.$container as typeof node;
    const property = node.$type === 'Assignment' ? `.${node.feature}` : '';
    return { kind: 'token', token: feature.rule.$refText, slot: `${rule}${property}` };
}

function ruleOf(element: GrammarAST.AbstractElement): string {
    let node: { readonly $type: string; readonly $container?: unknown; readonly name?: string } = element;
    while (node.$type !== 'ParserRule' && node.$type !== 'InfixRule' && node.$container)
        node = node.$container as typeof node;
    return node.name ?? '';
}

const WORD =
    /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|"(?:\\.|[^"\\\n\r])*"?|[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*|=>|!=|<=|>=|[£€$¥]?[+-]?\d[\d,.]*%?|\S/g;

/** The words and signs of a text, without comments. */
export function wordsOf(text: string): readonly string[] {
    return (text.match(WORD) ?? []).filter((word) => !word.startsWith('//') && !word.startsWith('/*'));
}

function isInComment(text: string): boolean {
    const last = (text.match(WORD) ?? []).at(-1) ?? '';
    if (last.startsWith('/*')) return !last.endsWith('*/') || last.length < 4;
    return last.startsWith('//') && text.endsWith(last);
}

/** Where the text starts that is not closed before the end of the line. */
function openQuote(line: string): number | undefined {
    let open: number | undefined;
    for (let at = 0; at < line.length; at++) {
        if (open !== undefined && line[at] === '\\') at++;
        else if (line[at] === '"') open = open === undefined ? at : undefined;
        else if (open === undefined && line.startsWith('//', at)) return undefined;
    }
    return open;
}
