// What a failed test says: of a scenario expected against actual as a diff, and the decision path as the stack trace, the
// deciding step first; of a check the case that breaks it.

import * as vscode from 'vscode';
import type { CheckResult, Decision, Failure, ScenarioResult } from '../../server/protocol.js';
import { toLocation } from '../positions.js';

/** Context values that menus on messages ask for: a failed scenario, one whose expectation can be put right, a known case. */
const FAILED = 'tenetFailure';
const ACCEPTABLE = 'tenetAcceptable';
const WITNESSED = 'tenetProof';

export function messagesOf(result: ScenarioResult | CheckResult): readonly vscode.TestMessage[] {
    if (result.kind === 'scenario') return result.failures.map((failure) => scenarioMessage(failure, result.decision));
    return result.failures.map((failure) => {
        const message = messageOf(failure);
        if (failure.witness) message.contextValue = WITNESSED;
        message.stackTrace = failure.related.map((related) => {
            const { uri, range } = toLocation(related.origin);
            return new vscode.TestMessageStackFrame(related.message, uri, range.start);
        });
        return message;
    });
}

function scenarioMessage(failure: Failure, decision: Decision): vscode.TestMessage {
    const message = messageOf(failure);
    message.contextValue = failure.accept ? ACCEPTABLE : FAILED;
    message.stackTrace = pathFrames(decision);
    return message;
}

/** A check expects nothing that a diff could be made with: its message says all, with a case. */
function messageOf({ message, expected, actual, origin }: Failure): vscode.TestMessage {
    const same = expected === '' && actual === '';
    const shown = same ? new vscode.TestMessage(message) : vscode.TestMessage.diff(message, expected, actual);
    shown.location = toLocation(origin);
    return shown;
}

function pathFrames({ steps }: Decision): vscode.TestMessageStackFrame[] {
    return [...steps].reverse().map(({ text, origin }) => {
        const { uri, range } = toLocation(origin);
        return new vscode.TestMessageStackFrame(text, uri, range.start);
    });
}
