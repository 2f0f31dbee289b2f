// `tenet lsp`: the language server for any editor, over standard input and output.

import { isMainThread } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { ChartAssets } from '../charts.js';
import { startNodeServer } from '../main.js';
import type { ExitCode } from './exit.js';
import type { Terminal } from './terminal.js';

/** Runs until the editor says that it is over, or is gone. */
export async function lsp({ worker }: { readonly worker?: string }, _: Terminal): Promise<ExitCode> {
    if (worker === 'prover' && !isMainThread) await import('../work/prover-node.js');
    else if (worker === 'workshop' && !isMainThread) await import('../work/workshop-node.js');
    else startNodeServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), carriedAssets);
    return new Promise(() => {});
}

/** The command carries font and renderer within itself. */
async function carriedAssets(): Promise<ChartAssets> {
    const { FONTS, RESVG } = await import('./chart-assets.js');
    return { fonts: FONTS, resvg: RESVG };
}
