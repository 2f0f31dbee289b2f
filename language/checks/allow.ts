// Findings that an author allows, with the reason: `// allow answer-redundant because "the letter names both cases"`. Reads
// such comments of a file, says what is wrong with them, and parts findings into those that stay and those that are allowed.

import { ANALYSIS_CODES } from '../analysis/codes.js';
import { SYNTAX_CODES, type SyntaxFindingCode } from '../model/codes.js';
import type { Finding, Fix, Severity } from '../model/finding.js';
import type { Origin, Position } from '../model/origin.js';
import { nearest } from '../model/spelling.js';
import { type Context, report } from '../syntax/context.js';
import { MAX_FILE_LENGTH, originOf, type SourceFile } from '../syntax/document.js';
import { type Comment, commentsOf, type LineStarts, lineStartsOf, positionAt } from './comments.js';

/** A finding that its author allows. */
export interface AllowedFinding {
    readonly finding: Finding;
    /** As the author wrote it; untrusted. */
    readonly reason: string;
    /** The comment that allows it. */
    readonly origin: Origin;
}

/** An allow, or one code of it, that allows nothing; whether that is so for good only the caller knows. */
export interface UnusedAllow {
    readonly code: string;
    /** The comment, word for word. */
    readonly text: string;
    readonly finding: Finding;
}

export interface AppliedAllows {
    readonly kept: readonly Finding[];
    readonly allowed: readonly AllowedFinding[];
    readonly unused: readonly UnusedAllow[];
}

/**
 * Parts findings into those that stay and those that comments of these files allow. A comment at the end of a line is about
 * what starts on that line, one on a line of its own about the next line that is no comment, and about all of a declaration
 * or step that starts there. Errors stay.
 */
export function applyAllows(findings: readonly Finding[], files: Iterable<SourceFile>): AppliedAllows {
    const byUri = new Map<string, Table>();
    for (const file of files) {
        const table = tableOf(file);
        if (table.entries.length > 0) byUri.set(file.uri, table);
    }
    if (byUri.size === 0) return { kept: findings, allowed: [], unused: [] };
    const allowed: AllowedFinding[] = [];
    const used = new Set<Entry>();
    const refused = new Map<Entry, Finding>();
    const kept = findings.filter((finding) => {
        const entry = find(byUri.get(finding.origin.uri), finding);
        if (!entry) return true;
        used.add(entry);
        if (finding.severity === 'error') {
            refused.set(entry, notPossible(entry));
            return true;
        }
        allowed.push({ finding, reason: entry.reason, origin: entry.comment });
        return false;
    });
    const unused = [...byUri.values()].flatMap(({ entries }) =>
        entries.flatMap((entry) => (used.has(entry) ? [] : [unusedOf(entry)])),
    );
    return { kept: [...kept, ...refused.values()], allowed, unused };
}

/** What is wrong with the allows of a file, whatever they are about. */
export function checkAllows(file: SourceFile): readonly Finding[] {
    return tableOf(file).findings;
}

/** The codes of all findings that may be allowed, with their titles. */
export function allowableCodes(): ReadonlyMap<string, string> {
    return new Map([...CODES].flatMap(([code, { title }]) => (refusalOf(code) ? [] : [[code, title] as const])));
}

const CODES: ReadonlyMap<string, { readonly severity: Severity; readonly title: string }> = new Map(
    Object.entries({ ...SYNTAX_CODES, ...ANALYSIS_CODES }),
);

/** Errors for the most part, and warnings where only a part of an answer is concerned. */
const NOT_ALWAYS_ERRORS: ReadonlySet<string> = new Set(['answer-unreachable']);

/** Why findings of a code cannot be allowed, whatever they are about. */
function refusalOf(code: string): string | undefined {
    if (code.startsWith('allow-')) return `‘${code}’ is about allows themselves and cannot be allowed.`;
    if (CODES.get(code)?.severity !== 'error' || NOT_ALWAYS_ERRORS.has(code)) return undefined;
    return `‘${code}’ is an error, and errors cannot be allowed: without a repair the policy cannot be used.`;
}

// ---- what a file allows

/** One code of an allow that can allow something. */
interface Entry {
    readonly code: string;
    readonly reason: string;
    /** The comment, and its text. */
    readonly comment: Origin;
    readonly text: string;
    /** Where the code stands. */
    readonly origin: Origin;
    /** Takes it away: the comment if nothing else is in it. */
    readonly removal: Fix;
    /** The first and the first no longer covered position. */
    readonly from: Position;
    readonly to: Position;
}

interface Table {
    readonly findings: readonly Finding[];
    readonly entries: readonly Entry[];
    /** What covers a line; and declarations and steps, each in order of their places. */
    readonly lines: ReadonlyMap<number, ReadonlyMap<string, Entry>>;
    readonly blocks: readonly (readonly Block[])[];
}

interface Block {
    readonly from: Position;
    readonly to: Position;
    readonly entries: Map<string, Entry>;
}

const tables = new WeakMap<SourceFile, Table>();

function tableOf(file: SourceFile): Table {
    const known = tables.get(file) ?? readTable(file);
    tables.set(file, known);
    return known;
}

const NOTHING: Table = { findings: [], entries: [], lines: new Map(), blocks: [] };

function readTable(file: SourceFile): Table {
    if (file.text.length > MAX_FILE_LENGTH || !/\/\/[ \t]*allow[ \t]/.test(file.text)) return NOTHING;
    const starts = lineStartsOf(file.text);
    const context: Context = { findings: [], occurrences: [] };
    const entries: Entry[] = [];
    const lines = new Map<number, Map<string, Entry>>();
    const declarations = new Map<number, Block>();
    const steps = new Map<number, Block>();
    const add = (known: Map<string, Entry>, entry: Entry): void => {
        if (!known.has(entry.code)) known.set(entry.code, entry);
    };
    let ends: Ends | undefined;
    for (const comment of commentsOf(file.text)) {
        const written = readAllow(comment.text);
        if (!written) continue;
        ends ??= endsOf(file);
        const line = positionAt(starts, comment.isAlone ? comment.next : comment.start).line;
        const end = comment.isAlone ? (ends.declarations.get(line) ?? ends.steps.get(line)) : undefined;
        const from = { line, character: 0 };
        const next = { line: line + 1, character: 0 };
        const to = end && comparePositions(end, next) > 0 ? end : next;
        for (const entry of entriesOf({ file, starts, comment, written, context })) {
            const placed: Entry = { ...entry, from, to };
            entries.push(placed);
            // At the end of a file a comment has nothing below it.
            if (comment.isAlone && comment.next >= file.text.length) continue;
            const layer = end === undefined ? undefined : ends.declarations.has(line) ? declarations : steps;
            const block = layer?.get(line) ?? { from, to, entries: new Map() };
            layer?.set(line, block);
            const known = lines.get(line) ?? new Map<string, Entry>();
            if (!layer) lines.set(line, known);
            add(layer ? block.entries : known, placed);
        }
    }
    const inOrder = (layer: ReadonlyMap<number, Block>) =>
        [...layer.values()].sort((a, b) => comparePositions(a.from, b.from));
    return { findings: context.findings, entries, lines, blocks: [inOrder(steps), inOrder(declarations)] };
}

/** Where declarations and steps end, by the line on which they start. */
interface Ends {
    readonly declarations: ReadonlyMap<number, Position>;
    readonly steps: ReadonlyMap<number, Position>;
}

function endsOf(file: SourceFile): Ends {
    const declarations = new Map<number, Position>();
    const steps = new Map<number, Position>();
    for (const declaration of file.declarations) {
        const { ast } = declaration;
        if (!ast) continue;
        const { start, end } = originOf(declaration, ast).range;
        declarations.set(start.line, end);
        for (const step of ast.$type === 'Principle' ? (ast.steps ?? []) : []) {
            const place = originOf(declaration, step).range;
            steps.set(place.start.line, place.end);
        }
    }
    return { declarations, steps };
}

/** The allow that is about a finding: that of its line, else of its step, else of its declaration. */
function find(table: Table | undefined, { code, origin }: Finding): Entry | undefined {
    if (!table) return undefined;
    const at = origin.range.start;
    const own = table.lines.get(at.line)?.get(code);
    if (own) return own;
    for (const layer of table.blocks) {
        const entry = blockAt(layer, at)?.entries.get(code);
        if (entry) return entry;
    }
    return undefined;
}

function blockAt(layer: readonly Block[], at: Position): Block | undefined {
    let [low, high] = [0, layer.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (comparePositions((layer[middle] as Block).from, at) <= 0) low = middle + 1;
        else high = middle;
    }
    const block = layer[low - 1];
    return block && comparePositions(at, block.to) < 0 ? block : undefined;
}

function comparePositions(a: Position, b: Position): number {
    return a.line - b.line || a.character - b.character;
}

// ---- what a comment says

/** Codes with their places in the comment, and the reason if there is one. */
interface WrittenAllow {
    readonly codes: readonly { readonly code: string; readonly start: number }[];
    readonly reason?: string;
}

const ALLOW = /^\/\/[ \t]*allow[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*/;
const REASON = /because[ \t]*"((?:\\.|[^"\\])*)"/y;
const BECAUSE = /because[ \t]*"/y;

/** Reads a comment; undefined if it is prose that happens to start with ‘allow’. */
function readAllow(text: string): WrittenAllow | undefined {
    const head = ALLOW.exec(text);
    if (!head) return undefined;
    const list = head[1] as string;
    const first = head[0].indexOf(list, head[0].indexOf('allow') + 'allow'.length);
    const codes = [...list.matchAll(/[\w-]+/g)].map((match) => ({ code: match[0], start: first + match.index }));
    BECAUSE.lastIndex = head[0].length;
    if (!BECAUSE.test(text) && !codes.some(({ code }) => isCodeOrNear(code))) return undefined;
    REASON.lastIndex = head[0].length;
    const reason = REASON.exec(text)?.[1]?.replace(/\\(.)/g, '$1').trim() ?? '';
    // Dots and dashes are no reason.
    return /[\p{L}\p{N}]/u.test(reason) ? { codes, reason } : { codes };
}

function isCodeOrNear(code: string): boolean {
    return CODES.has(code) || (code.includes('-') && nearest(code, CODES.keys()) !== undefined);
}

/** Longer words are no codes, and nobody wants to read all of them. */
const LONGEST_SHOWN = 60;

interface ReadComment {
    readonly file: SourceFile;
    readonly starts: LineStarts;
    readonly comment: Comment;
    readonly written: WrittenAllow;
    readonly context: Context;
}

/** The codes of a comment that can allow something; what is wrong with the others is reported. */
function entriesOf(read: ReadComment): readonly Omit<Entry, 'from' | 'to'>[] {
    const { file, starts, comment, written, context } = read;
    const { codes, reason } = written;
    const originFrom = (start: number, end: number): Origin => ({
        uri: file.uri,
        range: { start: positionAt(starts, start), end: positionAt(starts, end) },
    });
    const own = originFrom(comment.start, comment.start + comment.text.length);
    const say = (code: SyntaxFindingCode, origin: Origin, message: string, extra: Partial<Finding> = {}): void =>
        report(context, code, origin, message, extra);
    const entries = codes.flatMap(({ code, start }, index): readonly Omit<Entry, 'from' | 'to'>[] => {
        const at = comment.start + start;
        const origin = originFrom(at, at + code.length);
        if (!CODES.has(code)) {
            const suggestion = nearest(code, allowableCodes().keys());
            const shown = code.length > LONGEST_SHOWN ? `${code.slice(0, LONGEST_SHOWN)}…` : code;
            const hint = suggestion ? ` Did you mean ‘${suggestion}’?` : '';
            const message = `There is no finding called ‘${shown}’ to allow.${hint}`;
            say('allow-unknown-code', origin, message, { actual: code, ...(suggestion ? { suggestion } : {}) });
            return [];
        }
        const removal = removalOf(read, index, originFrom);
        const refusal = refusalOf(code);
        if (refusal) {
            say('allow-not-possible', origin, refusal, { fix: removal });
            return [];
        }
        if (reason === undefined) return [];
        return [{ code, reason, comment: own, text: comment.text, origin, removal }];
    });
    if (reason === undefined) {
        const message =
            'Nothing is allowed without a reason: write ‘because’ and the reason in quotation marks at the end.';
        say('allow-without-reason', own, message);
    }
    return entries;
}

function notPossible({ code, origin, removal }: Entry): Finding {
    const message = `‘${code}’ is an error here, and errors cannot be allowed: without a repair the policy cannot be used.`;
    const { severity } = SYNTAX_CODES['allow-not-possible'];
    return { code: 'allow-not-possible', severity, message, origin, fix: removal };
}

function unusedOf({ code, text, origin, comment, removal }: Entry): UnusedAllow {
    const whole = removal.title === REMOVE_ALL;
    const finding: Finding = {
        code: 'allow-unused',
        severity: SYNTAX_CODES['allow-unused'].severity,
        message: `Nothing here is found as ‘${code}’, so there is nothing to allow.`,
        origin: whole ? comment : origin,
        unnecessary: true,
        fix: removal,
    };
    return { code, text, finding };
}

const REMOVE_ALL = 'Remove this allow';

/** Takes one code away, and the comment with the last one; a line on which nothing else stands goes as well. */
function removalOf(
    { file: { text }, starts, comment, written: { codes } }: ReadComment,
    index: number,
    originFrom: (start: number, end: number) => Origin,
): Fix {
    const [own, before, after] = [codes[index], codes[index - 1], codes[index + 1]];
    if (own && codes.length > 1) {
        const base = comment.start;
        const start = before ? before.start + before.code.length : own.start;
        const end = before ? own.start + own.code.length : (after?.start ?? own.start + own.code.length);
        const title = `Remove ‘${own.code}’ from this allow`;
        return { title, edits: [{ origin: originFrom(base + start, base + end), text: '' }] };
    }
    let start = comment.start;
    let end = comment.start + comment.text.length;
    if (comment.isAlone) {
        const { line } = positionAt(starts, start);
        start = starts[line] as number;
        if (text[start] === '\uFEFF') start++;
        end = starts[line + 1] ?? text.length;
    } else while (start > 0 && /[ \t]/.test(text[start - 1] as string)) start--;
    return { title: REMOVE_ALL, edits: [{ origin: originFrom(start, end), text: '' }] };
}
