// A file that is renamed or moved: every `use` and `source` that led to it leads to it still, and its own paths too.

import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { resolvePath } from '../../language/syntax/paths.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { relativePath } from '../completion/slots.js';
import { isInside, plainUri } from '../uris.js';
import type { Workspace } from '../workspace.js';
import { pathOf } from './definition.js';

export function renameFiles(
    workspace: Workspace,
    files: readonly { readonly oldUri: string; readonly newUri: string }[],
): WorkspaceEdit | null {
    const moves = files.map(({ oldUri, newUri }) => ({ from: plainUri(oldUri), to: plainUri(newUri) }));
    const moved = (uri: string): string => {
        const move = moves.find(({ from }) => isInside(uri, from));
        return move ? move.to + uri.slice(move.from.length) : uri;
    };
    const changes: Record<string, TextEdit[]> = {};
    for (const uri of workspace.each()) {
        for (const declaration of workspace.file(uri)?.declarations ?? []) {
            const { ast } = declaration;
            const path = ast && pathOf(ast);
            if (!ast || !path) continue;
            const target = resolvePath(uri, path.text);
            if (moved(uri) === uri && moved(target) === target) continue;
            const text = relativePath(moved(uri), moved(target));
            if (text === undefined || resolvePath(moved(uri), path.text) === moved(target)) continue;
            const { range } = originOfPlace({ declaration, node: ast, property: path.property });
            const key = workspace.clientUri(uri);
            changes[key] ??= [];
            changes[key].push({ range, newText: `"${text}"` });
        }
    }
    return Object.keys(changes).length > 0 ? { changes } : null;
}
