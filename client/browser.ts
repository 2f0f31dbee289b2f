// Entry of hosts without processes, such as vscode.dev: the server runs in a worker, which has no files of its own.

import * as vscode from 'vscode';
import {
    BrowserMessageReader,
    BrowserMessageWriter,
    LanguageClient,
    type MessageTransports,
} from 'vscode-languageclient/browser';
import type { Surfaces } from './commands.js';
import { startExtension } from './extension.js';

export function activate(context: vscode.ExtensionContext): Surfaces {
    const script = vscode.Uri.joinPath(context.extensionUri, 'out/server/worker.js').toString(true);
    let worker: Worker | undefined;
    // The transports and not the worker itself: VS Code's workers are not instances of the `Worker` one can name.
    const startWorker = async (): Promise<MessageTransports> => {
        worker?.terminate();
        worker = new Worker(script);
        return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    context.subscriptions.push({ dispose: () => worker?.terminate() });
    return startExtension(context, (options) => new LanguageClient('tenet', 'Tenet', startWorker, options));
}
