// Entry of hosts without processes, such as vscode.dev: the server runs in a worker, which has no files of its own.

import * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import type { InitializationOptions } from '../server/protocol.js';
import type { Surfaces } from './commands.js';
import { startExtension } from './extension.js';

export function activate(context: vscode.ExtensionContext): Surfaces {
    const addressOf = (name: string): string =>
        vscode.Uri.joinPath(context.extensionUri, `out/server/${name}.js`).toString(true);
    // The server's own workers load their scripts by themselves, and do not know where theirs came from.
    const scripts = { prover: addressOf('web-prover'), workshop: addressOf('web-workshop') };
    let worker: Worker | undefined;
    // The transports and not the worker itself: VS Code's workers are not instances of the `Worker` one can name.
    const startWorker = async (): Promise<MessageTransports> => {
        const { BrowserMessageReader, BrowserMessageWriter } = await import('vscode-languageclient/browser');
        worker?.terminate();
        worker = new Worker(addressOf('worker'));
        return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    context.subscriptions.push({ dispose: () => worker?.terminate() });
    return startExtension(context, async (options) => {
        const { LanguageClient } = await import('vscode-languageclient/browser');
        const { tenet } = options.initializationOptions as InitializationOptions;
        const initializationOptions: InitializationOptions = { tenet: { ...tenet, scripts } };
        return new LanguageClient('tenet', 'Tenet', startWorker, { ...options, initializationOptions });
    });
}
