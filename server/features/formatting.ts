// Formatting, with the code of `tenet fmt`: a whole file, a selection, or the table and answers around what was typed.

import type { TextEdit } from 'vscode-languageserver';
import { formatEdits, type Position, type Range, type SourceFile } from '../../language/index.js';
import { declarationAt } from '../names.js';
import { offsetAt, positionAt, positionsOf } from '../positions.js';
import type { Workspace } from '../workspace.js';

export function formatDocument(workspace: Workspace, uri: string): TextEdit[] {
    const file = workspace.file(uri);
    return file ? smallEdits(file) : [];
}

export function formatRange(workspace: Workspace, uri: string, { start, end }: Range): TextEdit[] {
    const file = workspace.file(uri);
    if (!file) return [];
    const lines = positionsOf(file.text);
    return smallEdits(file, { start: offsetAt(file.text, lines, start), end: offsetAt(file.text, lines, end) });
}

/** After `|` the table is aligned, after `}` the declaration that it ends; nothing while it does not parse. */
export function formatOnType(workspace: Workspace, uri: string, position: Position): TextEdit[] {
    const file = workspace.file(uri);
    const declaration = file && declarationAt({ file }, position);
    if (!file || !declaration || declaration.problems.length > 0 || !declaration.ast) return [];
    const end = declaration.offset + declaration.text.length - 1;
    return smallEdits(file, { start: declaration.offset + 1, end: Math.max(end, declaration.offset + 1) });
}

/** The formatter replaces declarations; an editor keeps its cursor and marks where only what differs is replaced. */
function smallEdits(file: SourceFile, range?: { readonly start: number; readonly end: number }): TextEdit[] {
    const lines = positionsOf(file.text);
    return formatEdits(file, range).flatMap(({ offset, length, text }) =>
        lineEdits(file.text.slice(offset, offset + length), text).map((edit) => ({
            range: {
                start: positionAt(lines, offset + edit.offset),
                end: positionAt(lines, offset + edit.offset + edit.length),
            },
            newText: edit.text,
        })),
    );
}

/** One edit for each line that differs, where the lines can be matched; else one for all of it. */
function lineEdits(before: string, after: string): { offset: number; length: number; text: string }[] {
    const [a, b] = [before.split('\n'), after.split('\n')];
    if (a.length !== b.length) return [trimmed(before, after)];
    const edits: { offset: number; length: number; text: string }[] = [];
    let offset = 0;
    for (const [index, line] of a.entries()) {
        const other = b[index] ?? '';
        if (line !== other) {
            const edit = trimmed(line, other);
            edits.push({ ...edit, offset: offset + edit.offset });
        }
        offset += line.length + 1;
    }
    return edits;
}

function trimmed(before: string, after: string): { offset: number; length: number; text: string } {
    let start = 0;
    while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
    let end = 0;
    while (
        end < Math.min(before.length, after.length) - start &&
        before[before.length - 1 - end] === after[after.length - 1 - end]
    )
        end++;
    return { offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) };
}
