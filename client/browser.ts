// Entry of hosts without processes, such as vscode.dev: the server runs in a worker, which has no files of its own.

import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Surfaces } from './commands.js';
import { startExtension } from './extension.js';

export function activate(context: vscode.ExtensionContext): Surfaces {
    const script = vscode.Uri.joinPath(context.extensionUri, 'out/server/worker.js').toString(true);
    const startWorker = (): Promise<Worker> => Promise.resolve(new Worker(script));
    return startExtension(context, (options) => new LanguageClient('tenet', 'Tenet', startWorker, options));
}
