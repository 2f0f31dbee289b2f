// The language status item (`{}` in the status bar): what the server found, whether it is busy, and whether it stopped.

import * as vscode from 'vscode';
import type { Status } from '../../server/protocol.js';
import type { ServerLink } from './link.js';

export function showServerStatus(link: ServerLink): vscode.Disposable {
    const item = vscode.languages.createLanguageStatusItem('tenet.status', { language: 'tenet' });
    item.name = 'Tenet';
    let status: Status | undefined;
    const update = (): void => {
        const stopped = link.state === 'stopped';
        item.busy = !stopped && (link.state === 'starting' || (status !== undefined && status.state !== 'ready'));
        item.severity = severityOf(stopped, status);
        item.text = stopped ? vscode.l10n.t('Tenet has stopped') : (status?.text ?? vscode.l10n.t('Tenet is starting'));
        item.detail = stopped ? vscode.l10n.t('Nothing is checked until the server runs again.') : '';
        item.command = stopped
            ? { command: 'tenet.restartServer', title: vscode.l10n.t('Restart Server') }
            : { command: 'tenet.showLog', title: vscode.l10n.t('Show Log') };
    };
    link.onNotice('tenet/statusChanged', (changed) => {
        status = changed;
        update();
    });
    update();
    return vscode.Disposable.from(item, link.onDidChangeState(update));
}

function severityOf(stopped: boolean, status: Status | undefined): vscode.LanguageStatusSeverity {
    if (stopped || (status && status.errors > 0)) return vscode.LanguageStatusSeverity.Error;
    if (status && status.warnings > 0) return vscode.LanguageStatusSeverity.Warning;
    return vscode.LanguageStatusSeverity.Information;
}
