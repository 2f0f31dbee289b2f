// Scenarios for answers that none takes, found by varying what there is. A help, not a proof.

import { type Facts, interpret, type Policy } from '../../language/index.js';
import type { FlowNode } from '../../language/model/policy.js';
import { clockDay } from '../../language/run/given.js';
import type { Verdict } from '../../language/run/verdict.js';
import { positionAt, positionsOf } from '../positions.js';
import type { MissingScenariosResult } from '../protocol.js';
import { acceptedVerdict } from '../runs.js';
import { scenarioText } from '../scenario-text.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workspace } from '../workspace.js';
import { alternatives } from './flips.js';

/** Varies what there is, one fact at a time, until every answer that can be reached so is taken. */
export function scenariosForUntaken(workspace: Workspace, uri: string): MissingScenariosResult {
    const policyUri = workspace.policyUriOf(uri);
    const policy = policyUri === undefined ? undefined : workspace.checked(policyUri)?.policy;
    const home = workspace.checked(uri)?.header ? uri : policyUri;
    const text = home === undefined ? undefined : workspace.file(home)?.text;
    if (policyUri === undefined || !policy || home === undefined || text === undefined)
        return { edit: null, reason: 'There is no policy without errors.', summary: '' };
    const results = resultsOfPolicy(workspace, policyUri);
    const taken = new Set(results.flatMap(({ result }) => answersOf(result.verdict)));
    const untaken = policy.flow.flatMap((node) => writtenAnswers(node).filter((key) => !taken.has(key)));
    const found: { readonly facts: Facts; readonly verdict: Verdict }[] = [];
    const left = new Set(untaken);
    const queue: Facts[] = [new Map(), ...results.map(({ scenario }) => scenario.facts)];
    for (let tries = 0; left.size > 0 && tries < MOST_TRIES && queue.length > 0; tries++) {
        const facts = queue.shift() as Facts;
        const verdict = interpret(policy, facts);
        const fresh = answersOf(verdict).filter((key) => left.has(key));
        if (fresh.length > 0 && verdict.kind !== 'missing') {
            found.push({ facts, verdict });
            for (const key of fresh) left.delete(key);
            queue.push(...variations(policy, facts, verdict));
        } else if (tries < results.length + 1) queue.push(...variations(policy, facts, verdict));
    }
    const summary = `${found.length} scenarios reach ${untaken.length - left.size} of the ${untaken.length} answers that none reached.`;
    if (found.length === 0) return { edit: null, reason: summary, summary };
    const end = positionAt(positionsOf(text), text.length);
    const texts = found.map(({ facts, verdict }, index) =>
        scenarioText(policy, `To be reviewed ${index + 1}`, facts, acceptedVerdict(verdict)),
    );
    const newText = `${text.endsWith('\n') ? '' : '\n'}\n${texts.join('\n')}`;
    return {
        edit: { changes: { [workspace.clientUri(home)]: [{ range: { start: end, end }, newText }] } },
        reason: null,
        summary,
    };
}

/** A bound on the search: it is a help, not a proof. */
const MOST_TRIES = 5_000;

function answersOf(verdict: Verdict): readonly string[] {
    return verdict.path.map(({ rule, label }) => `${rule}\n${label}`);
}

function writtenAnswers(node: FlowNode): readonly string[] {
    return node.answers.filter(({ form }) => form !== 'implied').map(({ label }) => `${node.rule}\n${label}`);
}

function variations(policy: Policy, facts: Facts, verdict: Verdict): readonly Facts[] {
    const names = new Set([...verdict.missing, ...verdict.path.flatMap(({ node }) => policy.flow[node]?.facts ?? [])]);
    const day = clockDay(policy, facts);
    return [...names].flatMap((name) =>
        alternatives(policy, name, facts.get(name), day).map((value) => new Map(facts).set(name, value)),
    );
}
