// What the library does when the server ends or does not answer. A file of its own, since it needs the library.

import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { Persistence } from './persistence.js';

/**
 * Brings a server back that ends. The library's own handler gives up for good when two writes fail before the end of
 * the process is known, which happens where somebody types while the server dies.
 */
export function broughtBack(): ErrorHandler {
    const persistence = new Persistence();
    return {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () =>
            persistence.startsAgain(Date.now())
                ? { action: CloseAction.Restart }
                : {
                      action: CloseAction.DoNotRestart,
                      message: vscode.l10n.t(
                          'The Tenet server ended five times within three minutes. It rests until you restart it.',
                      ),
                  },
    };
}
