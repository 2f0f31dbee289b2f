// Whether a rename leaves every name with its meaning: the files in which the new name stands already are read once more as
// they would be, and the places of the name have to be the same ones.

import type { Position } from '../../language/index.js';
import { linksOf } from '../../language/syntax/project.js';
import type { Name } from '../../language/syntax/symbols.js';
import { type NamePlace, nameAt, originOfName, placesOf } from '../names.js';
import { comparePositions, offsetAt, positionAt, positionsOf } from '../positions.js';
import { Workspace } from '../workspace.js';

export interface Replacement {
    readonly place: NamePlace['origin'];
    readonly newText: string;
}

/** The first line, from 0, in which the new name would be taken for another thing, or another thing for it. */
export function strayLine(
    workspace: Workspace,
    symbol: Name,
    name: string,
    replacements: readonly Replacement[],
): { readonly uri: string; readonly line: number } | undefined {
    const home = symbol.declaration.document.uri;
    const touched = workspace.dependentsOf(home).filter((uri) => workspace.file(uri)?.text.includes(name));
    if (touched.length === 0) return undefined;
    const copy = new Workspace();
    const wanted = new Set<string>();
    let renamed: Position | undefined;
    const declared = originOfName(symbol).range.start;
    for (const uri of withUsed(workspace, [home, ...touched])) {
        const text = workspace.file(uri)?.text ?? '';
        const { result, starts } = replaced(
            text,
            replacements.filter(({ place }) => place.uri === uri),
        );
        copy.openDocument(workspace.clientUri(uri), 'tenet', 1, result);
        for (const { from, to } of starts) {
            wanted.add(keyOf(uri, to));
            if (uri === home && comparePositions(from, declared) === 0) renamed = to;
        }
    }
    const after = renamed && nameAt(copy, home, renamed)?.symbol;
    const found = new Set(after && placesOf(copy, after).map(({ origin }) => keyOf(origin.uri, origin.range.start)));
    const stray = [...wanted].find((key) => !found.has(key)) ?? [...found].find((key) => !wanted.has(key));
    if (stray === undefined) return undefined;
    const [, uri = '', line = '0'] = /^(.*)#(\d+):\d+$/.exec(stray) ?? [];
    return { uri, line: Number(line) };
}

/** A text with its replacements, and where each of them began and begins. */
function replaced(
    text: string,
    replacements: readonly Replacement[],
): { readonly result: string; readonly starts: readonly { readonly from: Position; readonly to: Position }[] } {
    const lines = positionsOf(text);
    const offsets: { readonly from: Position; readonly offset: number }[] = [];
    let [result, at] = ['', 0];
    for (const { place, newText } of replacements.toSorted((a, b) =>
        comparePositions(a.place.range.start, b.place.range.start),
    )) {
        result += text.slice(at, offsetAt(text, lines, place.range.start));
        offsets.push({ from: place.range.start, offset: result.length });
        result += newText;
        at = offsetAt(text, lines, place.range.end);
    }
    result += text.slice(at);
    const after = positionsOf(result);
    return { result, starts: offsets.map(({ from, offset }) => ({ from, to: positionAt(after, offset) })) };
}

function keyOf(uri: string, { line, character }: Position): string {
    return `${uri}#${line}:${character}`;
}

/** The files and all that they use. */
function withUsed(workspace: Workspace, uris: readonly string[]): ReadonlySet<string> {
    const all = new Set(uris);
    for (const uri of all) {
        const file = workspace.file(uri);
        for (const used of file ? linksOf(file).used : []) if (workspace.file(used)) all.add(used);
    }
    return all;
}
