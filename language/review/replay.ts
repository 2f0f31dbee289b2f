// A record decided again: whether the policy of today gives the same decision for the same facts, and what differs.

import type { Policy } from '../model/policy.js';
import { describeValue } from '../model/print.js';
import type { Value } from '../model/value.js';
import { factDecoder } from '../run/facts.js';
import { lookUp } from '../run/given.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { endOf } from './nearest.js';
import type { DecisionRecord, Sources } from './record.js';

export interface Replay {
    /** Whether the decision is the same in everything that counts. */
    readonly same: boolean;
    readonly differences: readonly Difference[];
    /** Files whose text is no longer what it was; a change in them need not change the decision. */
    readonly changedFiles: readonly FileChange[];
    readonly verdict: Verdict;
}

export interface Difference {
    readonly what:
        | 'policy'
        | 'fact'
        | 'verdict'
        | 'outcome'
        | 'deciding rule'
        | 'reason'
        | 'missing facts'
        | 'path'
        | 'duties';
    /** Of duties only those that are not in both, unless their order alone differs. */
    readonly then: string;
    readonly now: string;
}

export interface FileChange {
    readonly name: string;
    readonly change: 'changed' | 'added' | 'removed';
}

export function replay(policy: Policy, sources: Sources, record: DecisionRecord): Replay {
    const differences: Difference[] = [];
    const compare = (what: Difference['what'], then: string, now: string) => {
        if (then !== now) differences.push({ what, then, now });
    };
    compare('policy', record.policy.name, policy.name);
    const facts = givenFacts(policy, record, differences);
    for (const fact of policy.facts) {
        const before = record.facts.find(({ name }) => name === fact.name);
        if (!before || before.source === 'given') continue;
        const found = lookUp(fact, facts);
        const now = found.source === 'missing' ? 'not given' : describeValue(policy, fact, found.value);
        if (before.read) compare('fact', `${fact.name}: ${before.text}`, `${fact.name}: ${now}`);
    }
    const verdict = interpret(policy, facts);
    const { verdict: then } = record;
    compare('verdict', then.kind, verdict.kind);
    compare('outcome', then.outcome?.name ?? 'none', endOf(verdict) ?? 'none');
    compare('deciding rule', then.decidedBy ?? 'none', verdict.kind === 'outcome' ? verdict.decidedBy : 'none');
    compare('reason', then.reason ?? 'none', (verdict.kind === 'outcome' ? verdict.reason : null) ?? 'none');
    compare('missing facts', then.missing.join(', ') || 'none', verdict.missing.join(', ') || 'none');
    compare(
        'path',
        tellSteps(record.path),
        tellSteps(verdict.path.map(({ rule, label }) => ({ rule, answer: label }))),
    );
    const [before, now] = [tellDuties(record.duties), tellDuties(verdict.duties)];
    const [gone, added] = [before.filter((each) => !now.includes(each)), now.filter((each) => !before.includes(each))];
    if (gone.length + added.length > 0)
        compare('duties', gone.join(', ') || 'none of these', added.join(', ') || 'none of these');
    else compare('duties', before.join(', '), now.join(', '));
    return {
        same: differences.length === 0,
        differences,
        changedFiles: changedFiles(record.policy.sources, sources),
        verdict,
    };
}

/** The facts given then; what is no fact any more, or no value of it, is a difference. */
function givenFacts(policy: Policy, record: DecisionRecord, differences: Difference[]): ReadonlyMap<string, Value> {
    const decoder = factDecoder(policy);
    const facts = new Map<string, Value>();
    for (const { name, source, value, text } of record.facts) {
        if (source !== 'given') continue;
        const then = `${name}: ${text}`;
        const fact = decoder.fact(name);
        const decoded = fact && decoder.value(fact, value);
        if (decoded?.kind === 'value') facts.set(name, decoded.value);
        else
            differences.push({
                what: 'fact',
                then,
                now: decoded ? decoded.problem.message : `there is no fact ‘${name}’`,
            });
    }
    return facts;
}

function changedFiles(then: Sources, now: Sources): readonly FileChange[] {
    const before = new Map(then.files.map((file) => [file.name, file.sha256]));
    const after = new Map(now.files.map((file) => [file.name, file.sha256]));
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): readonly FileChange[] => {
        if (!after.has(name)) return [{ name, change: 'removed' }];
        if (!before.has(name)) return [{ name, change: 'added' }];
        return before.get(name) === after.get(name) ? [] : [{ name, change: 'changed' }];
    });
}

function tellSteps(steps: readonly { readonly rule: string; readonly answer: string }[]): string {
    return steps.map(({ rule, answer }) => `${rule} ${answer}`).join(', ') || 'no step';
}

function tellDuties(
    duties: readonly { readonly modality: string; readonly audience: string | null; readonly text: string }[],
): readonly string[] {
    return duties.map(({ modality, audience, text }) => {
        return `${modality} ${audience === null ? '' : `tell ${audience} `}“${text}”`;
    });
}
