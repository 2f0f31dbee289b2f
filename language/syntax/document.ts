// A file as the sum of its declarations, each parsed alone. Parsing never fails: what does not parse is a declaration
// with a problem, and the name that it declares stays known.

import type { AstNode, CstNode } from 'langium';
import type { Declaration } from '../generated/ast.js';
import type { Origin, Range } from '../model/origin.js';
import { parseDeclaration } from './parser.js';
import type { SyntaxProblem } from './situation.js';
import { MAX_NESTING, MAX_OPERATORS, type Piece, type SplitDefect, splitDeclarations } from './split.js';

/** Longer files are refused: hundreds of times the longest policy, and memory would be the first to go. */
export const MAX_FILE_LENGTH = 4_000_000;

export interface DeclarationNode extends Piece {
    readonly document: SourceFile;
    /** What was parsed; absent if the piece is no declaration, or has a defect that makes parsing useless. */
    readonly ast?: Declaration;
    /** At most one: whatever follows the first would mislead. */
    readonly problems: readonly DeclarationProblem[];
}

/** A syntax error, or something that was seen without parsing; its place is relative to the declaration's text. */
export type DeclarationProblem = Omit<SyntaxProblem, 'code'> & {
    readonly code: SyntaxProblem['code'] | SplitDefect['kind'] | 'file-too-large';
};

export interface SourceFile {
    readonly uri: string;
    readonly text: string;
    readonly declarations: readonly DeclarationNode[];
}

/**
 * A file, parsed as soon as somebody asks for its declarations.
 *
 * @param previous the same file before an edit: declarations whose text did not change are not parsed again
 */
export function parseFile(uri: string, text: string, previous?: SourceFile): SourceFile {
    return new ParsedFile(uri, text, previous);
}

/**
 * What can be read of a file without a syntax tree of all of it: those of its declarations that start with one of these
 * words.
 */
export function declarationsOf(file: SourceFile, keywords: ReadonlySet<string>): readonly Declaration[] {
    const pieces = file instanceof ParsedFile ? file.unparsed() : undefined;
    if (!pieces) return file.declarations.flatMap(({ ast, keyword }) => (ast && keywords.has(keyword) ? ast : []));
    return pieces.filter(({ keyword }) => keywords.has(keyword)).flatMap((piece) => parsePiece(piece).ast ?? []);
}

/**
 * Lets the syntax trees of a file go, which take a hundred times the memory of its text. The file stays what it is: whoever
 * asks for its declarations has it parsed again, to equal nodes. So whatever was derived from the old ones has to go too.
 */
export function letGoOfTrees(file: SourceFile): void {
    if (file instanceof ParsedFile) file.letGo();
}

class ParsedFile implements SourceFile {
    private parsed: readonly DeclarationNode[] | undefined;
    /** What the text was cut into, until it is parsed. */
    private pieces: readonly Piece[] | undefined;
    /** What was parsed before the edits since. */
    private before: readonly DeclarationNode[] = [];

    constructor(
        readonly uri: string,
        readonly text: string,
        previous: SourceFile | undefined,
    ) {
        if (previous instanceof ParsedFile) this.before = previous.parsed ?? previous.before;
    }

    get declarations(): readonly DeclarationNode[] {
        if (!this.parsed) {
            this.parsed = parseDeclarations(this, this.unparsed() ?? [], this.before);
            this.pieces = undefined;
            this.before = [];
        }
        return this.parsed;
    }

    /** The pieces of the text; undefined if they have been parsed. */
    unparsed(): readonly Piece[] | undefined {
        if (this.parsed) return undefined;
        this.pieces ??= this.text.length > MAX_FILE_LENGTH ? [] : splitDeclarations(this.text);
        return this.pieces;
    }

    letGo(): void {
        this.parsed = undefined;
        this.pieces = undefined;
        this.before = [];
    }
}

function parseDeclarations(
    file: SourceFile,
    pieces: readonly Piece[],
    before: readonly DeclarationNode[],
): readonly DeclarationNode[] {
    if (file.text.length > MAX_FILE_LENGTH) return [tooLarge(file)];
    const declarations: DeclarationNode[] = [];
    const known = new Map(before.map((declaration) => [declaration.text, declaration]));
    for (const piece of pieces) {
        const before = known.get(piece.text);
        const parsed = before && before.keyword === piece.keyword ? before : parsePiece(piece);
        // One syntax tree must not serve two declarations: it knows which one it belongs to.
        if (before) known.delete(piece.text);
        const declaration = { ...piece, document: file, problems: parsed.problems };
        declarations.push(parsed.ast ? { ...declaration, ast: parsed.ast } : declaration);
    }
    return declarations;
}

/** Where a syntax node stands in its file. */
export function originOf(declaration: DeclarationNode, node: AstNode | CstNode | undefined): Origin {
    const cst = node && '$type' in node ? node.$cstNode : (node as CstNode | undefined);
    const { range } = cst ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
    return { uri: declaration.document.uri, range: shift(declaration, range) };
}

/** Where a piece of a declaration's text stands in its file. */
export function originAt(declaration: DeclarationNode, offset: number, length: number): Origin {
    const position = (at: number) => {
        const before = declaration.text.slice(0, at);
        const lines = before.split(/\r\n|\n|\r/);
        return { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
    };
    return {
        uri: declaration.document.uri,
        range: shift(declaration, { start: position(offset), end: position(offset + length) }),
    };
}

function shift(piece: Piece, range: Range): Range {
    const move = ({ line, character }: Range['start']) => ({
        line: line + piece.line,
        character: line === 0 ? character + piece.character : character,
    });
    return { start: move(range.start), end: move(range.end) };
}

function parsePiece(piece: Piece): Pick<DeclarationNode, 'ast' | 'problems'> {
    if (piece.defect) return { problems: [defectProblem(piece.defect)] };
    if (piece.text.trim() === '' || isCommentOnly(piece.text)) return { problems: [] };
    const { ast, problem } = parseDeclaration(piece.text);
    return { ast, problems: problem ? [problem] : [] };
}

function isCommentOnly(text: string): boolean {
    return text.replace(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}

function defectProblem(defect: SplitDefect): DeclarationProblem {
    const messages: Record<SplitDefect['kind'], string> = {
        'text-not-closed': 'This text is not closed: put a " at its end, on the same line.',
        'comment-not-closed': 'This comment is not closed: put */ at its end.',
        'nested-too-deeply': `Brackets are nested more than ${MAX_NESTING} deep here: name a part of it with ‘define’.`,
        'too-many-operators': `One expression has more than ${MAX_OPERATORS} operators: name a part of it with ‘define’.`,
    };
    return { code: defect.kind, offset: defect.offset, length: defect.length, message: messages[defect.kind] };
}

function tooLarge(file: SourceFile): DeclarationNode {
    const message = `This file has more than ${MAX_FILE_LENGTH} characters: split it with ‘use’.`;
    return {
        document: file,
        text: '',
        offset: 0,
        line: 0,
        character: 0,
        keyword: '',
        problems: [{ code: 'file-too-large', offset: 0, length: 0, message }],
    };
}
