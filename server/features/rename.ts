// Renaming a name wherever it stands, in all files. What would not be a name, or another one's, is refused with the reason.

import { LSPErrorCodes, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import { RESERVED_WORDS } from '../../language/syntax/reserved.js';
import { describeKind, type Name } from '../../language/syntax/symbols.js';
import { type NameAt, nameAt, placesOf } from '../names.js';
import type { Workspace } from '../workspace.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/;

/** Words with a meaning of their own wherever a value stands. */
const VALUES = new Set(['yes', 'no', 'unknown', 'known']);

export interface Renamable {
    readonly range: Range;
    readonly placeholder: string;
}

export function prepareRename(workspace: Workspace, uri: string, position: Position): Renamable {
    const { symbol, range } = renamable(workspace, uri, position);
    const text = textOf(workspace, uri, range);
    const quoted = text.startsWith('"');
    const inner = quoted ? inside(range) : range;
    return { range: inner, placeholder: symbol.name };
}

export function rename(workspace: Workspace, uri: string, position: Position, newName: string): WorkspaceEdit {
    const { symbol, checked } = renamable(workspace, uri, position);
    const isTitle = symbol.kind === 'scenario';
    if (!isTitle) refuseUnlessName(newName);
    else if (/[\r\n]/.test(newName) || newName.trim() === '') refuse('A title is one line of text.');
    const other = namesake(checked, symbol, newName);
    if (other && other.node !== symbol.node) refuse(`There is a ${describeKind(other)} ‘${newName}’ already.`);
    const changes: Record<string, TextEdit[]> = {};
    for (const { origin } of placesOf(workspace, symbol)) {
        const text = textOf(workspace, origin.uri, origin.range);
        const quoted = text.startsWith('"');
        const newText = isTitle || quoted ? `"${newName.replace(/["\\]/g, '\\$&')}"` : newName;
        const key = workspace.clientUri(origin.uri);
        changes[key] ??= [];
        changes[key].push({ range: origin.range, newText });
    }
    return { changes };
}

function renamable(workspace: Workspace, uri: string, position: Position): NameAt {
    const found = nameAt(workspace, uri, position);
    if (!found) return refuse('There is no name here that could be renamed.');
    if (found.declaration.problems.length > 0 || found.symbol.declaration.problems.length > 0)
        refuse('This declaration has an error: correct it first, so that no place is missed.');
    for (const each of workspace.dependentsOf(found.symbol.declaration.document.uri)) {
        const broken = workspace.file(each)?.declarations.find(({ problems }) => problems.length > 0);
        if (broken && mentions(broken.text, found.symbol.name))
            refuse(
                `A declaration that names ‘${found.symbol.name}’ cannot be read in line ${broken.line + 1} of ${each}.`,
            );
    }
    return found;
}

/** Another thing that would have the same name, where both can be seen. */
function namesake({ scope }: NameAt['checked'], symbol: Name, name: string): Name | undefined {
    const { kind, container } = symbol;
    switch (kind) {
        case 'choice':
            return scope.choices.get(name)?.symbol;
        case 'value': {
            const choice = container === undefined ? undefined : scope.choices.get(container);
            return choice?.node.values.some((value) => value.name === name && value !== symbol.node)
                ? { ...choice.symbol, kind: 'value', name, container: choice.node.name }
                : undefined;
        }
        case 'category':
            return scope.categories.get(name)?.symbol;
        case 'fact':
        case 'parameter':
        case 'definition':
        case 'score':
            return scope.variables.get(name)?.symbol;
        case 'outcome':
            return scope.outcomes.get(name)?.symbol;
        case 'exemption':
        case 'principle':
        case 'review':
            return scope.rules.get(name)?.symbol;
        case 'step': {
            const principle = container === undefined ? undefined : scope.rules.get(container);
            const node = principle?.node;
            return principle &&
                node?.$type === 'Principle' &&
                node.steps.some((step) => step.name === name && step !== symbol.node)
                ? { ...principle.symbol, kind: 'step', name, container: node.name }
                : undefined;
        }
        case 'case':
        case 'scenario':
            return scope.cases.get(name)?.symbol;
        case 'policy':
            return undefined;
    }
}

function refuseUnlessName(name: string): void {
    if (!NAME.test(name))
        refuse(`‘${name}’ is no name: letters, digits, _ and hyphens inside, starting with a letter.`);
    if (RESERVED_WORDS.has(name) || VALUES.has(name))
        refuse(`‘${name}’ is a word of the language: choose another name.`);
}

function mentions(text: string, name: string): boolean {
    const words: readonly string[] = text.match(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g) ?? [];
    return words.includes(name);
}

function textOf(workspace: Workspace, uri: string, { start, end }: Range): string {
    const line = workspace.file(uri)?.text.split(/\r\n|\n|\r/)[start.line] ?? '';
    return line.slice(start.character, start.line === end.line ? end.character : undefined);
}

function inside({ start, end }: Range): Range {
    return {
        start: { line: start.line, character: start.character + 1 },
        end: { line: end.line, character: end.character - 1 },
    };
}

function refuse(message: string): never {
    throw new ResponseError(LSPErrorCodes.RequestFailed, message);
}
