// Entry of the desktop and of remote hosts: the server runs as a process of its own.

import type * as vscode from 'vscode';
import type { Surfaces } from './commands.js';
import { startExtension } from './extension.js';

export function activate(context: vscode.ExtensionContext): Surfaces {
    const module = context.asAbsolutePath('out/server/main.js');
    return startExtension(context, async (options) => {
        const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
        const run = { module, transport: TransportKind.ipc };
        const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
        return new LanguageClient('tenet', 'Tenet', { run, debug }, options);
    });
}
