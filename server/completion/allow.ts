// What may be allowed, while a comment that allows something is being written.

import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { allowableCodes, type Position, type SourceFile } from '../../language/index.js';

/** A comment outside texts, up to a code of its list. */
const ALLOWING = /^(?:[^"/]|"(?:\\.|[^"\\])*"|\/(?!\/))*\/\/[ \t]*allow[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/;

/** The codes that may be allowed; undefined where no allow is being written. */
export function allowCandidates({ text }: SourceFile, position: Position): CompletionItem[] | undefined {
    const line = text.split(/\r\n|\n|\r/, position.line + 1)[position.line] ?? '';
    const written = ALLOWING.exec(line.slice(0, position.character))?.[1];
    if (written === undefined) return undefined;
    const rest = /^[\w-]*/.exec(line.slice(position.character))?.[0] ?? '';
    const range = {
        start: { line: position.line, character: position.character - written.length },
        end: { line: position.line, character: position.character + rest.length },
    };
    return [...allowableCodes()].map(([code, title]) => ({
        label: code,
        detail: title,
        kind: CompletionItemKind.EnumMember,
        textEdit: { range, newText: code },
    }));
}
