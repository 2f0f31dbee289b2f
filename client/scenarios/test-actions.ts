// What can be done with a result: accept what came out, write a counter-example down as a scenario, look at its path.
// Each is called from a lens with a URI and an id, or from the Test Explorer with an item or a message.

import type * as vscode from 'vscode';
import { applyEdit } from '../edits.js';
import type { ServerLink } from '../server/link.js';
import type { TestRuns } from './test-runs.js';

/** What VS Code hands to a command in a menu of the Test Explorer. */
interface MessageTarget {
    readonly test: vscode.TestItem;
    readonly message: vscode.TestMessage;
}

/** The id that a command is about, from whichever place it was called. */
export function targetId(first: unknown, second: unknown): string | undefined {
    if (typeof second === 'string') return second;
    if (typeof first === 'string') return first;
    if (isMessageTarget(first)) return first.test.id;
    return isItem(first) ? first.id : undefined;
}

export async function acceptActual(link: ServerLink, runs: TestRuns, id: string): Promise<void> {
    const accepted = await applyEdit(await link.request('tenet/acceptActual', { id }));
    if (accepted) await runs.runIds([id]);
}

export async function addAsScenario(link: ServerLink, runs: TestRuns, target: unknown): Promise<void> {
    if (!isMessageTarget(target)) return;
    const result = runs.result(target.test.id);
    if (result?.kind !== 'check') return;
    const text = textOf(target.message.message);
    const failure = result.failures.find(({ message }) => message === text) ?? result.failures[0];
    if (!failure?.witness) return;
    await applyEdit(await link.request('tenet/saveScenario', { uri: result.uri, facts: failure.witness }));
}

function textOf(message: string | vscode.MarkdownString): string {
    return typeof message === 'string' ? message : message.value;
}

function isItem(value: unknown): value is vscode.TestItem {
    return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function isMessageTarget(value: unknown): value is MessageTarget {
    return typeof value === 'object' && value !== null && 'test' in value && 'message' in value && isItem(value.test);
}
