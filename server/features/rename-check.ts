// Whether a rename leaves every name with its meaning: the files in which the new name stands already are read once more as
// they would be, and the places of the name have to be the same ones.

import { linksOf } from '../../language/syntax/project.js';
import type { Name } from '../../language/syntax/symbols.js';
import { type NamePlace, nameAt, originOfName, placesOf } from '../names.js';
import { offsetAt, positionAt, positionsOf } from '../positions.js';
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
    const wanted: string[] = [];
    let start: { readonly line: number; readonly character: number } | undefined;
    const { range: declared } = originOfName(symbol);
    for (const uri of withUsed(workspace, [home, ...touched])) {
        const text = workspace.file(uri)?.text ?? '';
        const lines = positionsOf(text);
        const own = replacements
            .filter(({ place }) => place.uri === uri)
            .map(({ place: { range }, newText }) => ({
                from: offsetAt(text, lines, range.start),
                to: offsetAt(text, lines, range.end),
                newText,
            }))
            .sort((a, b) => a.from - b.from);
        const starts: number[] = [];
        let [result, at] = ['', 0];
        for (const { from, to, newText } of own) {
            result += text.slice(at, from);
            starts.push(result.length);
            result += newText;
            at = to;
        }
        result += text.slice(at);
        copy.openDocument(workspace.clientUri(uri), 'tenet', 1, result);
        const after = positionsOf(result);
        const declaredAt = offsetAt(text, lines, declared.start);
        for (const [index, offset] of starts.entries()) {
            const position = positionAt(after, offset);
            wanted.push(keyOf(uri, position));
            if (uri === home && own[index]?.from === declaredAt) start = position;
        }
    }
    const renamed = start && nameAt(copy, home, start)?.symbol;
    const found = new Set(
        renamed ? placesOf(copy, renamed).map(({ origin }) => keyOf(origin.uri, origin.range.start)) : [],
    );
    const stray = wanted.find((key) => !found.has(key)) ?? [...found].find((key) => !wanted.includes(key));
    if (stray === undefined) return undefined;
    const [, uri = '', line = '0'] = /^(.*)#(\d+):\d+$/.exec(stray) ?? [];
    return { uri, line: Number(line) };
}

function keyOf(uri: string, { line, character }: { readonly line: number; readonly character: number }): string {
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
