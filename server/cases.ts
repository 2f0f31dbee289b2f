// Cases as clients name them: a scenario by its id, or facts as JSON; decided by the policy as it stands, or by the last
// version of it without errors.

import { type CheckedFile, decodeFacts, type Facts, interpret, type Policy, type Scenario } from '../language/index.js';
import type { Value } from '../language/model/value.js';
import { type Decided, tellDecision } from './decision.js';
import type { CaseRef, DecideResult, GivenFacts } from './protocol.js';
import { scenariosIn, uriOfId } from './scenarios.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

export interface KnownCase {
    readonly kind: 'case';
    readonly title: string;
    readonly policy: Policy;
    readonly policyUri: string;
    readonly facts: Facts;
    readonly scenario?: Scenario;
    readonly stale: boolean;
}

export type CaseResult =
    | KnownCase
    | {
          readonly kind: 'problem';
          readonly message: string;
          readonly fact?: string;
          /** The file can be decided, and the scenario does not stand in it. */
          readonly isGone?: true;
      };

/** Finds a case, with what is supposed of it. */
export function findCase(workspace: Workspace, ref: CaseRef, suppose: GivenFacts = {}): CaseResult {
    const uri = plainUri(ref.kind === 'scenario' ? uriOfId(ref.id) : ref.uri);
    const home = ref.kind === 'scenario' ? uri : (workspace.policyUriOf(uri) ?? uri);
    const checked = workspace.lastGoodOf(home);
    const { policy } = checked ?? {};
    if (!checked || !policy || !checked.policyFile) {
        return problem('This file belongs to no policy that can be decided: look for its errors first.');
    }
    const stale = workspace.checked(home) !== checked;
    const base = { kind: 'case' as const, policy, policyUri: checked.policyFile.uri, stale };
    if (ref.kind === 'facts') {
        const given = readFacts(policy, ref.facts);
        if ('message' in given) return problem(given.message, given.fact);
        return supposed({ ...base, title: ref.title ?? 'Case', facts: given }, suppose);
    }
    const known = scenarioById(checked, ref.id);
    if (!known) return { kind: 'problem', message: 'There is no such scenario any more.', isGone: true };
    return supposed({ ...base, title: known.title, facts: known.facts, scenario: known }, suppose);
}

export function decide(known: KnownCase): Decided {
    const { policy, policyUri, facts, stale } = known;
    return { policy, policyUri, facts, stale, verdict: interpret(policy, facts) };
}

export function decideCase(workspace: Workspace, ref: CaseRef, suppose: GivenFacts | undefined): DecideResult {
    const found = findCase(workspace, ref, suppose);
    if (found.kind === 'problem') {
        const { message, fact } = found;
        return { kind: 'problem', message, ...(fact === undefined ? {} : { fact }) };
    }
    return { kind: 'decision', decision: tellDecision(workspace, decide(found)) };
}

function scenarioById(checked: CheckedFile, id: string): Scenario | undefined {
    return scenariosIn(checked).find((each) => each.id === id)?.scenario;
}

function supposed(known: KnownCase, suppose: GivenFacts): CaseResult {
    const entries = Object.entries(suppose ?? {});
    if (entries.length === 0) return known;
    const facts = new Map<string, Value>(known.facts);
    for (const [name, json] of entries) {
        if (json === null && !known.policy.facts.find((fact) => fact.name === name)?.maybeUnknown) facts.delete(name);
        else {
            const given = readFacts(known.policy, { [name]: json });
            if ('message' in given) return problem(given.message, given.fact);
            for (const [fact, value] of given) facts.set(fact, value);
        }
    }
    return { ...known, facts };
}

function readFacts(
    policy: Policy,
    json: GivenFacts,
): Facts | { readonly message: string; readonly fact: string | undefined } {
    const decoded = decodeFacts(policy, json);
    if (decoded.kind === 'facts') return decoded.facts;
    const { message, fact } = decoded.problem;
    return { message, fact: fact ?? undefined };
}

function problem(message: string, fact?: string): CaseResult {
    return { kind: 'problem', message, ...(fact === undefined ? {} : { fact }) };
}
