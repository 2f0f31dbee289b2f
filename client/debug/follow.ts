// What follows a replay beside the debug views: the card in the flowchart, the values at the line ends, the name under the
// mouse, and the sign in the status bar that the replay has been further already.

import * as vscode from 'vscode';
import type { StandingAt } from './adapter.js';
import { DEBUG_TYPE } from './sessions.js';

/** A view that can show where a replay stands; undefined: nowhere. */
export interface Follower {
    standAt(policyUri: string | undefined, rule: string | undefined): void;
}

/** Rules, facts and definitions, hyphens and the dot of a step included. */
const NAME = /[A-Za-z_]\w*(?:-\w+)*(?:\.\w+)?/;

export function followReplay(follower: Follower): vscode.Disposable {
    const past = vscode.window.createStatusBarItem('tenet.lookingBack', vscode.StatusBarAlignment.Left, 50);
    past.name = vscode.l10n.t('Tenet: Looking Back');
    past.tooltip = vscode.l10n.t('The replay has been further than this. Step on to go forward again.');
    past.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    const forget = (): void => {
        past.hide();
        follower.standAt(undefined, undefined);
    };
    const selector = { language: 'tenet' };
    return vscode.Disposable.from(
        past,
        vscode.debug.onDidChangeActiveStackItem(async (item) => {
            if (item?.session.type !== DEBUG_TYPE || !(item instanceof vscode.DebugStackFrame)) return;
            const standing = await standingOf(item.session);
            if (!standing) return;
            follower.standAt(standing.policy, standing.rule ?? undefined);
            if (standing.past === '') past.hide();
            else {
                past.text = standing.past;
                past.show();
            }
        }),
        vscode.debug.onDidTerminateDebugSession(({ type }) => {
            if (type === DEBUG_TYPE) forget();
        }),
        vscode.languages.registerInlineValuesProvider(selector, { provideInlineValues }),
        vscode.languages.registerEvaluatableExpressionProvider(selector, {
            provideEvaluatableExpression: (document, position) => {
                const range = document.getWordRangeAtPosition(position, NAME);
                return range && new vscode.EvaluatableExpression(range);
            },
        }),
    );
}

async function provideInlineValues(
    document: vscode.TextDocument,
    viewport: vscode.Range,
): Promise<vscode.InlineValue[]> {
    const session = vscode.debug.activeDebugSession;
    if (session?.type !== DEBUG_TYPE) return [];
    const uri = document.uri.toString();
    const { values = [] } = (await standingOf(session)) ?? {};
    return values
        .filter((value) => vscode.Uri.parse(value.uri).toString() === uri)
        .filter(({ line }) => viewport.start.line <= line && line <= viewport.end.line)
        .map(({ line, text }) => new vscode.InlineValueText(document.lineAt(line).range, text));
}

/** Undefined once the session is over. */
async function standingOf(session: vscode.DebugSession): Promise<StandingAt | undefined> {
    return Promise.resolve(session.customRequest('standing')).catch(() => undefined);
}
