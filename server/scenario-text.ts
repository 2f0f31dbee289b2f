// Scenarios as text: a case written down, and an expectation made to say what is the case. Each is one edit.

import type { CheckedFile, Facts, Policy, Position, ScenarioResult } from '../language/index.js';
import { printFacts } from '../language/index.js';
import { interpret } from '../language/run/interpret.js';
import { expectedText } from '../language/run/path.js';
import { canAccept, pathText } from './accept.js';
import { commentsIn } from './comments.js';
import { onClient } from './decision.js';
import { withLineEnds } from './edits.js';
import { offsetAt, positionAt, positionsOf } from './positions.js';
import type { EditResult, WorkspaceEdit } from './protocol.js';
import { resultsIn, uriOfId } from './scenarios.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

/** Longer lines of facts are broken. */
const LINE = 96;

/** The edit that adds a scenario at the end of a file. */
export function saveScenario(
    workspace: Workspace,
    uri: string,
    written: { readonly title?: string | undefined; readonly facts: Facts; readonly expect?: string | undefined },
): EditResult {
    const home = homeOf(workspace, uri);
    const policy = home && workspace.lastGoodOf(home)?.policy;
    const text = home && workspace.file(home)?.text;
    if (home === undefined || text === undefined || !policy)
        return { edit: null, reason: 'There is no policy or suite without errors that could hold it.' };
    const title = freeTitle(workspace.checked(home), written.title ?? 'New scenario');
    const expect = written.expect ?? expectedText(interpret(policy, written.facts));
    const scenario = scenarioText(policy, title, written.facts, expect);
    const end = positionAt(positionsOf(text), text.length);
    const gap = text === '' || text.endsWith('\n') ? '\n' : '\n\n';
    const start: Position = { line: end.line + gap.length, character: 'scenario "'.length };
    const select = { start, end: { line: start.line, character: start.character + escaped(title).length } };
    const newText = withLineEnds(text, gap + scenario);
    return {
        edit: { changes: { [workspace.clientUri(home)]: [{ range: { start: end, end }, newText }] } },
        reason: null,
        select: { uri: workspace.clientUri(home), range: select },
    };
}

export function scenarioText(policy: Policy, title: string, facts: Facts, expect: string): string {
    const lines: string[] = [];
    for (const pair of printFacts(policy, facts)) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + pair.length + 2 <= LINE) lines[lines.length - 1] = `${last}  ${pair}`;
        else lines.push(pair);
    }
    const body = [...lines, `expect ${expect}`].map((line) => `  ${line}\n`).join('');
    return `scenario "${escaped(title)}" {\n${body}}\n`;
}

/** The edit that makes a failing scenario expect what it gets. */
export function acceptActual(workspace: Workspace, id: string): EditResult {
    const uri = plainUri(uriOfId(id));
    const checked = workspace.checked(uri);
    const result = checked && resultsIn(checked).get(id);
    if (!checked || !result) return { edit: null, reason: 'There is no such scenario, or its policy has errors.' };
    if (result.passed) return { edit: null, reason: 'The scenario passes as it is.' };
    const edits = acceptEdits(checked, result);
    if (edits.length === 0) return { edit: null, reason: 'Expectations about duties can only be changed by hand.' };
    const first = result.failures[0];
    return {
        edit: { changes: { [workspace.clientUri(uri)]: edits } },
        reason: null,
        ...(first ? { select: onClient(workspace, first.expectation.origin) } : {}),
    };
}

export function acceptEdits(
    { file }: CheckedFile,
    { failures, verdict }: ScenarioResult,
): WorkspaceEdit['changes'][string] {
    return failures
        .filter(({ expectation }) => canAccept(expectation) && expectation.origin.uri === file.uri)
        .flatMap(({ expectation }) => {
            const { range } = expectation.origin;
            if (expectation.kind !== 'path') return [{ range, newText: expectedText(verdict) }];
            // Where nothing was asked, there is no path to expect.
            if (verdict.path.length === 0) return [];
            const lines = positionsOf(file.text);
            const [start, end] = [range.start, range.end].map((each) => offsetAt(file.text, lines, each));
            const indent = ' '.repeat(range.start.character);
            const comments = commentsIn(file.text.slice(start, end)).map((each) => `${each}\n${indent}`);
            const newText = `${comments.join('')}expect ${pathText(verdict)}`;
            return [{ range, newText: withLineEnds(file.text, newText) }];
        });
}

/** Policies and suites hold scenarios; for a vocabulary it is the policy that uses it. */
function homeOf(workspace: Workspace, uri: string): string | undefined {
    return workspace.checked(uri)?.header ? uri : workspace.policyUriOf(uri);
}

function freeTitle(checked: CheckedFile | undefined, wanted: string): string {
    const taken = new Set([...(checked?.scope.cases.keys() ?? [])]);
    for (let number = 1; ; number++) {
        const title = number === 1 ? wanted : `${wanted} ${number}`;
        if (!taken.has(title)) return title;
    }
}

function escaped(text: string): string {
    return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\s+/g, ' ');
}
