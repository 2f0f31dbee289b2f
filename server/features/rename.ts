// Renaming a name wherever it stands, in all files. What would not be a name, or another one's, is refused with the reason.

import { LSPErrorCodes, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type * as Ast from '../../language/generated/ast.js';
import type { Position } from '../../language/index.js';
import { fileName } from '../../language/syntax/paths.js';
import { RESERVED_WORDS } from '../../language/syntax/reserved.js';
import { type Scope, stepSymbol, valueSymbol } from '../../language/syntax/scope.js';
import { describeKind, type Name } from '../../language/syntax/symbols.js';
import { type NameAt, nameAt, placesOf, unreadableMention } from '../names.js';
import type { Workspace } from '../workspace.js';
import { type Replacement, strayLine } from './rename-check.js';

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
    const { symbol } = renamable(workspace, uri, position);
    const isTitle = symbol.kind === 'scenario';
    if (!isTitle) refuseUnlessName(newName);
    else if (/[\r\n]/.test(newName) || newName.trim() === '') refuse('A title is one line of text.');
    refuseIfTaken(workspace, uri, symbol, newName);
    const replacements = placesOf(workspace, symbol).map(({ origin }): Replacement => {
        const quoted = textOf(workspace, origin.uri, origin.range).startsWith('"');
        return { place: origin, newText: isTitle || quoted ? `"${newName.replace(/["\\]/g, '\\$&')}"` : newName };
    });
    const stray = strayLine(workspace, symbol, newName, replacements);
    if (stray)
        refuse(
            `‘${newName}’ would mean another thing in line ${stray.line + 1} of ${fileName(stray.uri)}: choose another name.`,
        );
    const changes: Record<string, TextEdit[]> = {};
    for (const { place, newText } of replacements) {
        const key = workspace.clientUri(place.uri);
        changes[key] ??= [];
        changes[key].push({ range: place.range, newText });
    }
    return { changes };
}

function renamable(workspace: Workspace, uri: string, position: Position): NameAt {
    const found = nameAt(workspace, uri, position);
    if (!found) return refuse('There is no name here that could be renamed.');
    if (found.declaration.problems.length > 0 || found.symbol.declaration.problems.length > 0)
        refuse('This declaration has an error: correct it first, so that no place is missed.');
    const broken = unreadableMention(workspace, found.symbol);
    if (broken)
        refuse(
            `A declaration that names ‘${found.symbol.name}’ cannot be read in line ${broken.line + 1} of ${broken.uri}.`,
        );
    return found;
}

/** Whoever sees the name may have another thing of the new one: the file itself, and those that use it. */
function refuseIfTaken(workspace: Workspace, uri: string, symbol: Name, name: string): void {
    for (const each of workspace.dependentsOf(symbol.declaration.document.uri)) {
        const scope = workspace.checked(each)?.scope;
        const other = scope && sees(scope, symbol) ? namesake(scope, symbol, name) : undefined;
        if (!other || other.node === symbol.node) continue;
        const home = other.declaration.document.uri;
        const where = home === uri ? '' : ` in ${fileName(home)}`;
        const what = describeKind(other);
        refuse(`There is ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} ‘${name}’ already${where}.`);
    }
}

/** Rules of a policy that is used for its vocabulary are not seen. */
function sees(scope: Scope, { kind, name, container, node }: Name): boolean {
    if (!RULES.has(kind)) return true;
    const rule = scope.rules.get(container ?? name)?.node;
    return rule !== undefined && (rule === node || rule === node.$container);
}

const RULES: ReadonlySet<string> = new Set(['exemption', 'principle', 'step', 'review']);

/** Another thing that would have the same name, where both can be seen. */
function namesake(scope: Scope, symbol: Name, name: string): Name | undefined {
    const { kind, container, node } = symbol;
    switch (kind) {
        case 'choice':
            return scope.choices.get(name)?.symbol;
        case 'value':
            return memberOf(scope, container, name);
        case 'category':
            return scope.categories.get(name)?.symbol ?? memberOf(scope, (node as Ast.Category).choice, name);
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
            if (principle?.node.$type !== 'Principle') return undefined;
            const step = principle.node.steps.find((each) => each.name === name);
            return step && stepSymbol(principle.declaration, principle.node, step);
        }
        case 'case':
        case 'scenario':
            return scope.cases.get(name)?.symbol;
        case 'policy':
            return undefined;
    }
}

/** The values of a choice and its categories are named in the same places. */
function memberOf(scope: Scope, name: string | undefined, member: string): Name | undefined {
    const choice = name === undefined ? undefined : scope.choices.get(name);
    const value = choice?.node.values.find((each) => each.name === member);
    if (choice && value) return valueSymbol(choice.declaration, choice.node, value);
    const category = scope.categories.get(member);
    return category?.node.choice === name ? category?.symbol : undefined;
}

function refuseUnlessName(name: string): void {
    if (!NAME.test(name))
        refuse(`‘${name}’ is no name: letters, digits, _ and hyphens inside, starting with a letter.`);
    if (RESERVED_WORDS.has(name) || VALUES.has(name))
        refuse(`‘${name}’ is a word of the language: choose another name.`);
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
