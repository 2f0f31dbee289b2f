// What all code actions are made of: edits to files, under a title.

import type { CheckedFile, Finding, Origin, Position, Range } from '../../language/index.js';
import { offsetAt, positionAt, positionsOf } from '../positions.js';
import type { Workspace } from '../workspace.js';

export interface ActionContext {
    readonly workspace: Workspace;
    readonly uri: string;
    readonly checked: CheckedFile;
    readonly range: Range;
    /** Findings that touch the range, of the fast pass and of the proofs. */
    readonly findings: readonly Finding[];
}

export interface FileEdit {
    readonly uri: string;
    readonly range: Range;
    readonly newText: string;
    /** The same with places to fill in, for clients that can. */
    readonly snippet?: string;
}

export interface Action {
    readonly title: string;
    readonly kind:
        | 'quickfix'
        | 'refactor.extract'
        | 'refactor.inline'
        | 'refactor.rewrite'
        | 'source.organizeImports'
        | 'source.fixAll';
    readonly edits: readonly FileEdit[];
    /** The finding that it settles. */
    readonly finding?: Finding;
    readonly isPreferred?: boolean;
    /** What to name once the edit is made, as it stands then. */
    readonly rename?: { readonly uri: string; readonly position: Position };
}

export function textAt(workspace: Workspace, { uri, range }: Origin): string {
    const text = workspace.file(uri)?.text ?? '';
    const lines = positionsOf(text);
    return text.slice(offsetAt(text, lines, range.start), offsetAt(text, lines, range.end));
}

/** Takes a piece of the text away, and the line with it if nothing else stands there. */
export function removal(workspace: Workspace, { uri, range }: Origin): FileEdit {
    const text = workspace.file(uri)?.text ?? '';
    const lines = positionsOf(text);
    let start = offsetAt(text, lines, range.start);
    let end = offsetAt(text, lines, range.end);
    while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
    const opensLine = start === 0 || text[start - 1] === '\n';
    let after = end;
    while (/[ \t]/.test(text[after] ?? '')) after++;
    const endsLine = after >= text.length || /[\r\n]/.test(text[after] ?? '');
    if (opensLine && endsLine) {
        end = after;
        if (text[end] === '\r') end++;
        if (text[end] === '\n') end++;
    } else if (opensLine) {
        start = offsetAt(text, lines, range.start);
        end = after;
    }
    return { uri, range: { start: positionAt(lines, start), end: positionAt(lines, end) }, newText: '' };
}

export function insertion(uri: string, position: Position, newText: string): FileEdit {
    return { uri, range: { start: position, end: position }, newText };
}

/**
 * Where something goes that is put behind a piece of text: after the comment that ends its line, for that is about what
 * stands before it.
 */
export function behind(workspace: Workspace, { uri, range }: Origin): Position {
    const { line, character } = range.end;
    const rest = (lineOf(workspace, uri, line) ?? '').slice(character);
    const comment = /^[ \t]*(?:\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*)*(?:\/\/.*)?$/.exec(rest);
    return { line, character: character + (comment?.[0].trimEnd().length ?? 0) };
}

/** Where something goes that is put before a declaration: above the comments that stand directly over it. */
export function above(workspace: Workspace, { uri, range }: Origin): Position {
    const { start } = range;
    const before = lineOf(workspace, uri, start.line)?.slice(0, start.character) ?? '';
    if (before.trim() !== '') return start;
    let first = start.line;
    for (let line = first - 1; line >= 0; line--) {
        const text = (lineOf(workspace, uri, line) ?? '').trim();
        if (text.startsWith('//') || /^\/\*.*\*\/$/.test(text)) first = line;
        else if (text.endsWith('*/')) {
            while (line > 0 && !(lineOf(workspace, uri, line) ?? '').trim().startsWith('/*')) line--;
            first = line;
        } else break;
    }
    return first === start.line ? start : { line: first, character: 0 };
}

function lineOf(workspace: Workspace, uri: string, line: number): string | undefined {
    return workspace.file(uri)?.text.split(/\r\n|\n|\r/)[line];
}

/** Spaces before the first word of a line. */
export function indentAt(workspace: Workspace, uri: string, line: number): string {
    return /^[ \t]*/.exec(lineOf(workspace, uri, line) ?? '')?.[0] ?? '';
}
