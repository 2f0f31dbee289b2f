// Cuts a text into its declarations without parsing it, so that a declaration that does not parse never hurts another
// and an edit costs one declaration. Every character belongs to exactly one piece; comments go with what follows them.
//
// A declaration starts at a word such as `fact` that stands outside braces, at the start of a line or followed by what a
// fact needs. Inside braces (of a declaration whose brace was never closed) it must have both.

import { nearest } from '../model/spelling.js';
import { RESERVED_WORDS } from './reserved.js';

/** One declaration's text, with its place in the file. */
export interface Piece {
    readonly text: string;
    readonly offset: number;
    readonly line: number;
    readonly character: number;
    /** The word it starts with, `''` for text that belongs to no declaration. */
    readonly keyword: string;
    /** Its name, if it has one: readable even where the rest does not parse. */
    readonly name?: string;
    /** Something that is seen without parsing and makes parsing useless or dangerous. */
    readonly defect?: SplitDefect;
}

export interface SplitDefect {
    readonly kind: 'text-not-closed' | 'comment-not-closed' | 'nested-too-deeply' | 'too-many-operators';
    /** Relative to the piece. */
    readonly offset: number;
    readonly length: number;
}

/** Deeper brackets than any person writes; the parser's stack would not survive much more. */
export const MAX_NESTING = 100;

/** Operators in one expression; more would exhaust the parser's stack. */
export const MAX_OPERATORS = 1_000;

/**
 * What must follow the word so that it surely starts a declaration: `N` a name, `S` a text, `?` the one before it is
 * optional. Nothing else in the language has such a sequence but `outcome N`, two names side by side.
 */
const SHAPES: ReadonlyMap<string, readonly string[]> = new Map(
    Object.entries({
        policy: ['N', 'S?', 'effective|as|source'],
        scenarios: ['for', 'N', 'use'],
        use: ['S'],
        choice: ['N', 'S?', '{'],
        mandatory: ['category', 'N', 'S?', 'of'],
        category: ['N', 'S?', 'of'],
        fact: ['N', 'S?', ':'],
        parameter: ['N', 'S?', '=|cites'],
        define: ['N', 'S?', '='],
        score: ['N', 'S?', '{|cites'],
        outcome: ['N', 'S|refines|as'],
        exempt: ['N', 'S?', '{|cites'],
        principle: ['N', 'S?', '{|cites'],
        review: ['N', 'S?', 'of'],
        on: ['N', '{|,|outcome'],
        guarantee: ['S', '{|cites'],
        case: ['N', 'S?', '{|like'],
        scenario: ['table?', 'S', '{|like'],
    }),
);

/** The words that declarations start with. */
export const DECLARATION_WORDS: ReadonlySet<string> = new Set(SHAPES.keys());

/** Their shapes may stand in a list of values too, so within braces they count only at the very start of a line. */
const SLIGHT: ReadonlySet<string> = new Set(['outcome', 'use', 'on', 'parameter']);

/** After these a word is a name or a value, never the start of a declaration. */
const OPEN_ENDED = new Set(
    `= != < <= > >= + - * / , : ( | => . and or not is has of for when by default refines like as until at to from over
    under any all never always in go count mandatory`.split(/\s+/),
);

const TOKEN =
    /\s+|\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|"(?:\\.|[^"\\\n\r])*"?|[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*|=>|!=|<=|>=|[{}()[\]]|[^\sA-Za-z_"{}()[\]/]+|[\s\S]/g;

interface Token {
    readonly text: string;
    readonly offset: number;
}

/** Cuts `text` into declarations, in order. */
export function splitDeclarations(text: string): Piece[] {
    const tokens = scan(text);
    const starts: { offset: number; token: number }[] = [];
    let depth = 0;
    for (let index = 0; index < tokens.length; index++) {
        const token = tokens[index] as Token;
        const named = starts.at(-1)?.token === index - 1;
        if (startsDeclaration(tokens, index, { depth, named }, text)) {
            starts.push({ offset: startWithComments(text, tokens, index), token: index });
            depth = 0;
        }
        if (token.text === '{') depth++;
        else if (token.text === '}') depth = Math.max(0, depth - 1);
    }
    const first = tokens[0];
    if (first && starts[0]?.token !== 0) starts.unshift({ offset: 0, token: 0 });
    if (starts[0]) starts[0].offset = 0;

    const pieces: Piece[] = [];
    const places = new LineCounter(text);
    for (const [index, start] of starts.entries()) {
        const next = starts[index + 1];
        const own = tokens.slice(start.token, next?.token);
        pieces.push(makePiece(text.slice(start.offset, next?.offset), start.offset, own, places));
    }
    return pieces;
}

function scan(text: string): Token[] {
    const tokens: Token[] = [];
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
        const found = match[0];
        const char = found.charCodeAt(0);
        const blank = (char > 0 && char <= 32) || (char > 127 && /^\s/.test(found));
        if (!blank && !found.startsWith('//') && !found.startsWith('/*'))
            tokens.push({ text: found, offset: match.index });
        else if (found.startsWith('/*') && (found.length < 4 || !found.endsWith('*/')))
            tokens.push({ text: found, offset: match.index });
    }
    return tokens;
}

/** Where a word stands: how many braces are open, and whether the word before it started a declaration (it may be a name). */
interface Standing {
    readonly depth: number;
    readonly named: boolean;
}

function startsDeclaration(tokens: readonly Token[], index: number, { depth, named }: Standing, text: string): boolean {
    const { text: word, offset } = tokens[index] as Token;
    const previous = tokens[index - 1]?.text ?? '';
    const shape = SHAPES.get(word);
    if (!shape && (depth > 0 || !atLineStart(text, offset))) return false;
    const goesOn = named || OPEN_ENDED.has(previous);
    if (!shape) return !goesOn && looksMisspelt(tokens, index);
    if (word === 'category' && previous === 'mandatory') return false;
    const sure = matchesShape(tokens, index + 1, shape);
    // A declaration that breaks off (`fact x:`) does not swallow the next one, if that starts a line of its own.
    if (goesOn) return sure && atLineStart(text, offset);
    if (depth > 0) return sure && (SLIGHT.has(word) ? atLineStart(text, offset) : firstOnLine(text, offset));
    return sure || (firstOnLine(text, offset) && !isNameHere(tokens, index));
}

/** A word at the start of a line that goes on as a name does: `score >= 5`, `case: yes`. */
function isNameHere(tokens: readonly Token[], index: number): boolean {
    return NAME_GOES_ON.has(tokens[index + 1]?.text ?? '');
}

const NAME_GOES_ON: ReadonlySet<string> = new Set('= != < <= > >= + - * / , ) | => . and or not is has'.split(' '));

function matchesShape(tokens: readonly Token[], from: number, shape: readonly string[]): boolean {
    let at = from;
    for (const part of shape) {
        const optional = part.endsWith('?');
        const found = tokens[at]?.text ?? '';
        if ((optional ? part.slice(0, -1) : part).split('|').some((kind) => fits(found, kind))) at++;
        else if (!optional) return false;
    }
    return true;
}

function fits(text: string, kind: string): boolean {
    if (kind === 'N') return /^[A-Za-z_]/.test(text) && !RESERVED_WORDS.has(text);
    if (kind === 'S') return text.startsWith('"');
    return text === kind;
}

/** A word at the start of a line, outside braces, that is no word of the language but stands where one should. */
function looksMisspelt(tokens: readonly Token[], index: number): boolean {
    const token = tokens[index] as Token;
    const [next, third] = [1, 2].map((step) => tokens[index + step]?.text ?? '');
    if (!/^[A-Za-z_]/.test(token.text) || CONTINUATIONS.has(token.text)) return false;
    if (!/^["A-Za-z_]/.test(next as string)) return false;
    return /^[{:="]/.test(third as string) || nearest(token.text, DECLARATION_WORDS) !== undefined;
}

/** Words with which a declaration may go on in a new, unindented line. */
const CONTINUATIONS = new Set(
    'effective until as source cites of or and default refines from step in to not is has like'.split(' '),
);

function atLineStart(text: string, offset: number): boolean {
    const before = text[offset - 1];
    return before === undefined || before === '\n' || before === '\r' || before === '\uFEFF';
}

function firstOnLine(text: string, offset: number): boolean {
    let at = offset;
    while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
    return atLineStart(text, at);
}

/** The start of the line after the previous declaration's last word, so that comments go with what follows them. */
function startWithComments(text: string, tokens: readonly Token[], index: number): number {
    const previous = tokens[index - 1];
    const start = (tokens[index] as Token).offset;
    if (!previous) return 0;
    const newline = text.indexOf('\n', previous.offset + previous.text.length);
    return newline >= 0 && newline < start ? newline + 1 : start;
}

function makePiece(text: string, offset: number, tokens: readonly Token[], places: LineCounter): Piece {
    const { line, character } = places.at(offset);
    const [first, second, third] = tokens.map((token) => token.text);
    const keyword = first && SHAPES.has(first) ? first : '';
    const name = keyword === 'mandatory' ? third : second;
    const named =
        name !== undefined && /^[A-Za-z_]/.test(name) && !['use', 'scenarios', 'on', 'scenario', ''].includes(keyword);
    const defect = findDefect(tokens, offset);
    return {
        text,
        offset,
        line,
        character,
        keyword: keyword === 'mandatory' ? 'category' : keyword,
        ...(named ? { name } : {}),
        ...(defect ? { defect } : {}),
    };
}

function findDefect(tokens: readonly Token[], base: number): SplitDefect | undefined {
    let depth = 0;
    let nots = 0;
    let operators = 0;
    for (const { text, offset } of tokens) {
        const first = text[0] as string;
        const place = { offset: offset - base, length: text.length };
        if (first === '"' && !CLOSED_TEXT.test(text)) return { kind: 'text-not-closed', ...place };
        if (text.startsWith('/*')) return { kind: 'comment-not-closed', ...place, length: 2 };
        if ('({['.includes(first)) depth++;
        else if (')}]'.includes(first)) depth--;
        nots = text === 'not' ? nots + 1 : 0;
        if (depth + nots > MAX_NESTING) return { kind: 'nested-too-deeply', ...place };
        if (text === '=>' || '{}|'.includes(first)) operators = 0;
        else if (OPERATOR.test(text) && ++operators > MAX_OPERATORS) return { kind: 'too-many-operators', ...place };
    }
    return undefined;
}

const CLOSED_TEXT = /^"(?:\\.|[^"\\])*"$/;
const OPERATOR = /^(?:and|or|[-+*/])$/;

class LineCounter {
    private offset = 0;
    private line = 0;
    private lineStart = 0;

    constructor(private readonly text: string) {}

    /** Line and character of an offset; offsets must come in ascending order. */
    at(offset: number): { line: number; character: number } {
        while (this.offset < offset) {
            const char = this.text[this.offset++];
            if (char === '\n' || (char === '\r' && this.text[this.offset] !== '\n')) {
                this.line++;
                this.lineStart = this.offset;
            }
        }
        return { line: this.line, character: offset - this.lineStart };
    }
}
