// Names in the text: which one stands at a position, and where else it stands. One declared name is known to several
// files (its own, those that use it), each with a record of its own; the syntax node that declares it tells it apart.

import type { AstNode } from 'langium';
import type { CheckedFile, Origin, Position, Range } from '../language/index.js';
import { declarationAt as declarationIn } from '../language/repair/place.js';
import { type DeclarationNode, originAt } from '../language/syntax/document.js';
import { type Name, type Occurrence, originOfPlace, originOfSymbol } from '../language/syntax/symbols.js';
import { comparePositions, containsPosition } from './positions.js';
import type { Workspace } from './workspace.js';

export interface NameAt {
    readonly symbol: Name;
    readonly range: Range;
    readonly role: Occurrence['role'];
    readonly checked: CheckedFile;
    readonly declaration: DeclarationNode;
}

/** The name at a position, its end included. */
export function nameAt(workspace: Workspace, uri: string, position: Position): NameAt | undefined {
    const checked = workspace.checked(uri);
    const declaration = checked && declarationAt(checked, position);
    if (!declaration) return undefined;
    for (const { symbol, place, role } of occurrencesIn(checked, declaration)) {
        const { range } = originOfPlace(place);
        if (containsPosition(range, position)) return { symbol, range, role, checked, declaration };
    }
    return undefined;
}

/** The declaration that a position lies in. */
export function declarationAt(
    { file }: { readonly file: CheckedFile['file'] },
    position: Position,
): DeclarationNode | undefined {
    return declarationIn(file, position);
}

/** The names in one declaration, in order of their resolution. */
export function occurrencesIn(checked: CheckedFile, declaration: DeclarationNode): readonly Occurrence[] {
    let index = indexes.get(checked);
    if (!index) {
        index = new Map();
        for (const occurrence of checked.occurrences) {
            const list = index.get(occurrence.place.declaration);
            if (list) list.push(occurrence);
            else index.set(occurrence.place.declaration, [occurrence]);
        }
        indexes.set(checked, index);
    }
    return index.get(declaration) ?? [];
}

const indexes = new WeakMap<CheckedFile, Map<DeclarationNode, Occurrence[]>>();

export interface NamePlace {
    readonly origin: Origin;
    readonly role: Occurrence['role'];
    /** The syntax that has the name. */
    readonly node: AstNode;
    readonly declaration: DeclarationNode;
    readonly checked: CheckedFile;
}

/** Everywhere that a name stands, in all files that can see it, in order of files and places. */
export function placesOf(workspace: Workspace, symbol: Name): readonly NamePlace[] {
    const found = new Map<string, NamePlace>();
    for (const uri of workspace.dependentsOf(symbol.declaration.document.uri)) {
        const checked = workspace.checked(uri);
        for (const { symbol: other, place, role } of checked?.occurrences ?? []) {
            if (!checked || other.node !== symbol.node) continue;
            const origin = originOfPlace(place);
            const key = `${origin.uri}#${origin.range.start.line}:${origin.range.start.character}`;
            if (!found.has(key)) {
                const { node, declaration } = place;
                found.set(key, { origin, role, node, declaration, checked });
            }
        }
    }
    return [...found.values()].sort(
        (a, b) =>
            (a.origin.uri < b.origin.uri ? -1 : a.origin.uri > b.origin.uri ? 1 : 0) ||
            comparePositions(a.origin.range.start, b.origin.range.start),
    );
}

/** The whole declaration of a name, without the comments and blanks around it. */
export function rangeOfDeclaration(declaration: DeclarationNode): Range {
    const cst = declaration.ast?.$cstNode;
    if (cst) return originAt(declaration, cst.offset, cst.length).range;
    const start = declaration.text.search(/\S/);
    const length = declaration.text.trim().length;
    return originAt(declaration, Math.max(0, start), length).range;
}

export function originOfName(symbol: Name): Origin {
    return originOfSymbol(symbol);
}

/** A declaration that cannot be read and may name it, in any of the files that see the name. */
export function unreadableMention(
    workspace: Workspace,
    symbol: Name,
): { readonly uri: string; readonly line: number } | undefined {
    for (const uri of workspace.dependentsOf(symbol.declaration.document.uri)) {
        const broken = workspace
            .file(uri)
            ?.declarations.find(({ problems, text }) => problems.length > 0 && mentions(text, symbol.name));
        if (broken) return { uri, line: broken.line };
    }
    return undefined;
}

function mentions(text: string, name: string): boolean {
    const words: readonly string[] = text.match(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g) ?? [];
    return words.includes(name);
}
