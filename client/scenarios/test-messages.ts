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
        const message = new vscode.TestMessage(textOfCheck(failure));
        message.location = toLocation(failure.origin);
        if (failure.witness) message.contextValue = WITNESSED;
        message.stackTrace = failure.related.map((related) => {
            const { uri, range } = toLocation(related.origin);
            return new vscode.TestMessageStackFrame(related.message, uri, range.start);
        });
        return message;
    });
}

/** Nothing was expected that a diff could be made with: what is wrong, and a case that shows it. */
export function textOfCheck({ message, actual, witness }: CheckResult['failures'][number]): string {
    if (!witness) return message;
    const facts = actual.split('\n').map((fact) => `    ${fact}`);
    return [message, vscode.l10n.t('For example:'), ...facts].join('\n');
}

function scenarioMessage(failure: Failure, decision: Decision): vscode.TestMessage {
    const { message, expected, actual, origin, accept } = failure;
    const same = expected === '' && actual === '';
    const shown = same ? new vscode.TestMessage(message) : vscode.TestMessage.diff(message, expected, actual);
    shown.location = toLocation(origin);
    shown.contextValue = accept ? ACCEPTABLE : FAILED;
    shown.stackTrace = pathFrames(decision);
    return shown;
}

function pathFrames({ steps }: Decision): vscode.TestMessageStackFrame[] {
    return [...steps].reverse().map(({ text, origin }) => {
        const { uri, range } = toLocation(origin);
        return new vscode.TestMessageStackFrame(text, uri, range.start);
    });
}
