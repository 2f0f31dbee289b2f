// Everywhere that a name stands: in all files, or only in the one on the screen.

import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import { nameAt, placesOf } from '../names.js';
import type { Workspace } from '../workspace.js';

export function findReferences(
    workspace: Workspace,
    uri: string,
    position: Position,
    options: { readonly includeDeclaration: boolean },
): Location[] {
    const name = nameAt(workspace, uri, position);
    if (!name) return [];
    return placesOf(workspace, name.symbol)
        .filter(({ role }) => role === 'use' || options.includeDeclaration)
        .map(({ origin }) => ({ uri: workspace.clientUri(origin.uri), range: origin.range }));
}

export function findHighlights(workspace: Workspace, uri: string, position: Position): DocumentHighlight[] {
    const name = nameAt(workspace, uri, position);
    if (!name) return [];
    return placesOf(workspace, name.symbol)
        .filter(({ origin }) => origin.uri === uri)
        .map(({ origin, role }) => ({
            range: origin.range,
            kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
}
