// What may stand at a place of the text, as the grammar has it. Only the declaration up to the cursor is read, so what
// follows may be broken in any way.

import type { IToken } from 'chevrotain';
import { type AstNode, AstUtils, GrammarAST, GrammarUtils } from 'langium';
import { findFirstFeatures, findNextFeatures, type NextFeature } from 'langium/lsp';
import type { Declaration } from '../../language/generated/ast.js';
import type { Position, SourceFile } from '../../language/index.js';
import type { DeclarationNode } from '../../language/syntax/document.js';
import { parseDeclaration, parserServices } from '../../language/syntax/parser.js';
import { RESERVED_WORDS } from '../../language/syntax/reserved.js';
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
    /** The syntax node that a name at the cursor would belong to. */
    readonly owner: () => AstNode | undefined;
}

/**
 * Reads the place of a completion; undefined inside a comment.
 *
 * @param isName whether a word of the language is declared as a name, so that it may well be meant as one
 */
export function placeAt(
    file: SourceFile,
    position: Position,
    isName: (word: string) => boolean = () => false,
): Place | undefined {
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
    let owner: AstNode | undefined | null = null;
    return {
        file,
        declaration,
        before,
        words,
        after,
        word,
        range: { start, end },
        text: quote === undefined ? undefined : { closed },
        expected: expectedAfter(before, isName),
        depth: words.filter((each) => each === '{').length - words.filter((each) => each === '}').length,
        startsLine: /(?:^|[\r\n])[ \t]*$/.test(before),
        partial: () => {
            if (partial === null) partial = before.trim() === '' ? undefined : parseDeclaration(before).ast;
            return partial;
        },
        owner: () => {
            if (owner === null) owner = ownerOf(before);
            return owner;
        },
    };
}

/** The same place with a comma before it, which takes the blanks with it. */
export function afterComma(place: Place, isName: (word: string) => boolean): Place {
    const blanks = /[ \t]*$/.exec(place.before)?.[0].length ?? 0;
    const { start, end } = place.range;
    const before = `${place.before},`;
    return {
        ...place,
        before,
        words: [...place.words, ','],
        range: { start: { line: start.line, character: start.character - blanks }, end },
        expected: expectedAfter(before, isName),
        startsLine: false,
        owner: () => ownerOf(before),
    };
}

/** A name that nobody writes, to be parsed in the place of the word at the cursor. */
const HERE = 'x_cursor_x';

function ownerOf(before: string): AstNode | undefined {
    return AstUtils.streamAst(parseDeclaration(`${before} ${HERE}`).ast).find((node) =>
        Object.entries(node).some(
            ([property, value]) =>
                !property.startsWith('$') && (Array.isArray(value) ? value.includes(HERE) : value === HERE),
        ),
    );
}

/** What the grammar takes after a text. */
export function expectedAfter(text: string, isName: (word: string) => boolean = () => false): readonly Expected[] {
    const { tokens, tokenIndex, elementStack } = parserServices().parser.CompletionParser.parse(text);
    const stack = elementStack as GrammarAST.AbstractElement[];
    const word = tokens.at(-1)?.image ?? '';
    const isSettled = RESERVED_WORDS.has(word) || (tokenIndex === tokens.length && isKeyword(stack.at(-1), word));
    const asWords = isSettled ? [] : afterWords(text, tokens);
    const features = asWords.length > 0 && !isName(word) ? asWords : [...asWords, ...next(stack, tokenIndex, tokens)];
    const found = new Map<string, Expected>();
    for (const { feature } of features) {
        const expected = expectedOf(feature);
        if (expected) found.set(JSON.stringify(expected), expected);
    }
    return [...found.values()];
}

function isKeyword(element: GrammarAST.AbstractElement | undefined, word: string): boolean {
    return GrammarAST.isKeyword(element) && element.value === word;
}

/** More words than any phrase of the language has before its first name. */
const LONGEST_PHRASE = 3;

/**
 * What follows the last words of a text as words of the language. Most of them may be names as well, and the parser, to
 * which the rest of the text is not there, reads `expect path` as the expectation of an outcome ‘path’.
 */
function afterWords(text: string, tokens: readonly IToken[]): readonly NextFeature[] {
    const { parser } = parserServices();
    for (let count = 1; count <= Math.min(LONGEST_PHRASE, tokens.length); count++) {
        const words = tokens.slice(-count);
        const [first] = words;
        if (!first || !/^[a-z]+$/.test(first.image)) break;
        const before = parser.CompletionParser.parse(text.slice(0, first.startOffset));
        const found = next(before.elementStack as GrammarAST.AbstractElement[], before.tokenIndex, [
            ...before.tokens,
            // Without its letters a token is no name, only itself.
            ...words.map((word) => ({ ...word, image: '' })),
        ]);
        if (found.length > 0) return found;
    }
    return [];
}

/** What follows the tokens, of which the parser has read some. */
function next(
    stack: readonly GrammarAST.AbstractElement[],
    read: number,
    tokens: readonly IToken[],
): readonly NextFeature[] {
    const rest = tokens.slice(read);
    if (read > 0) return findNextFeatures([stack.map((feature) => ({ feature }))], rest);
    const entry = GrammarUtils.getEntryRule(parserServices().Grammar);
    const first = entry ? findFirstFeatures(entry.definition) : [];
    const [keyword, ...others] = rest;
    if (!keyword) return first.flatMap((each) => each.at(-1) ?? []);
    const begun = first.filter((each) => isKeyword(each.at(-1)?.feature, keyword.tokenType.name));
    return findNextFeatures(begun, others);
}

function expectedOf(feature: GrammarAST.AbstractElement): Expected | undefined {
    const rule = grammarRuleOf(feature);
    if (GrammarAST.isKeyword(feature)) return { kind: 'keyword', keyword: feature.value, rule };
    if (!GrammarAST.isRuleCall(feature)) return undefined;
    let node: { readonly $type: string; readonly $container?: unknown; readonly feature?: string } = feature;
    while (node.$type !== 'Assignment' && node.$type !== 'ParserRule' && node.$container)
        node = node.$container as typeof node;
    const property = node.$type === 'Assignment' ? `.${node.feature}` : '';
    return { kind: 'token', token: feature.rule.$refText, slot: `${rule}${property}` };
}

/** The rule of the grammar that one of its elements stands in. */
export function grammarRuleOf(element: GrammarAST.AbstractElement): string {
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
