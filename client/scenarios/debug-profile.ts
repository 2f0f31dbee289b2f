// The profile *Debug* of the Test Explorer and of the gutter: replays scenarios one after the other, and decides each once
// its replay is over. A check that fails is replayed with the case that breaks it.

import * as vscode from 'vscode';
import type { CaseRef } from '../../server/protocol.js';
import { DEBUG_TYPE, type DebugSessions } from '../debug/sessions.js';
import { caseOf } from './cases-of-items.js';
import { leavesOf, type TestRuns } from './test-runs.js';
import type { TestTree } from './test-tree.js';

export function createDebugProfile(
    controller: vscode.TestController,
    tree: TestTree,
    runs: TestRuns,
    sessions: DebugSessions,
): vscode.TestRunProfile {
    const debugAll = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
        const run = controller.createTestRun(request);
        const excluded = new Set((request.exclude ?? []).flatMap(leavesOf));
        const roots = request.include ?? [...controller.items].map(([, item]) => item);
        try {
            // The editor may name an item twice.
            for (const item of new Set(roots.flatMap(leavesOf))) {
                if (token.isCancellationRequested) break;
                if (excluded.has(item)) continue;
                const ref = caseOf(item.id, runs, tree);
                if (!ref) {
                    run.skipped(item);
                    const why = vscode.l10n.t('it is proved of all cases, and no case that breaks it is known.');
                    run.appendOutput(`${item.label}: ${why}\r\n`);
                    continue;
                }
                run.started(item);
                const end = await replayed(ref, item, sessions, token);
                if (end === 'never begun') break;
                await runs.decideInto(run, { ids: [item.id] }, undefined, token);
                if (end === 'stopped') break;
            }
        } finally {
            run.end();
        }
    };
    return controller.createRunProfile(vscode.l10n.t('Debug'), vscode.TestRunProfileKind.Debug, debugAll, true);
}

/** Waits until the replay is over, by itself or because it was stopped. */
async function replayed(
    ref: CaseRef,
    item: vscode.TestItem,
    sessions: DebugSessions,
    token: vscode.CancellationToken,
): Promise<'over' | 'stopped' | 'never begun'> {
    const subscriptions: vscode.Disposable[] = [];
    let session: vscode.DebugSession | undefined;
    let cameToItsEnd = false;
    const over = new Promise<void>((resolve) => {
        subscriptions.push(
            vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
                createDebugAdapterTracker: (started) => {
                    session ??= started;
                    if (started !== session) return undefined;
                    let isStopped = false;
                    return {
                        onWillReceiveMessage: ({ command }) => {
                            isStopped ||= command === 'terminate' || command === 'disconnect';
                        },
                        onDidSendMessage: ({ event }) => {
                            if (event === 'terminated' && !isStopped) cameToItsEnd = true;
                        },
                    };
                },
            }),
            vscode.debug.onDidTerminateDebugSession((ended) => {
                if (ended.id !== session?.id) return;
                session = undefined;
                resolve();
            }),
            token.onCancellationRequested(() => {
                if (session) void vscode.debug.stopDebugging(session);
                resolve();
            }),
        );
    });
    try {
        if (!(await sessions.start(ref, item.label))) return 'never begun';
        await over;
        return cameToItsEnd ? 'over' : 'stopped';
    } finally {
        vscode.Disposable.from(...subscriptions).dispose();
    }
}
