import type { Hover } from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import { nameAt } from '../names.js';
import type { Workspace } from '../workspace.js';
export function hoverAt(workspace: Workspace, uri: string, position: Position): Hover | null {
    const name = nameAt(workspace, uri, position);
    return name ? { contents: { kind: 'markdown', value: name.symbol.name }, range: name.range } : null;
}
