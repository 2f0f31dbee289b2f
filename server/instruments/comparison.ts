// The scenarios of a policy, decided by another version of it as well.

import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { interpret, type Policy, type Scenario } from '../../language/index.js';
import type { Verdict } from '../../language/run/verdict.js';
import { findCase } from '../cases.js';
import { basePolicy } from '../charts.js';
import { onClient } from '../decision.js';
import type { CompareGroup, CompareParams, CompareResult } from '../protocol.js';
import { acceptedVerdict } from '../runs.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workspace } from '../workspace.js';
import { escapeFor } from './escape-text.js';

export async function compareVersions(workspace: Workspace, params: CompareParams): Promise<CompareResult> {
    const found = findCase(workspace, { kind: 'facts', uri: params.uri, facts: {} });
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    const base = await basePolicy(params.base.uri, params.base.files);
    if (!base) throw new ResponseError(LSPErrorCodes.RequestFailed, `The version ${params.base.label} has errors.`);
    const results = resultsOfPolicy(workspace, found.policyUri);
    const groups = new Map<CompareGroup['kind'], CompareGroup['items'][number][]>();
    for (const { id, scenario, result } of results) {
        const before = interpretOrNothing(base, scenario);
        const kind = before ? kindOfChange(found.policy, before, result.verdict) : 'not-comparable';
        if (!kind) continue;
        const description = before
            ? `${acceptedVerdict(before)} → ${acceptedVerdict(result.verdict)}`
            : 'it gives facts that the other version does not have';
        const item = {
            label: scenario.title,
            description,
            origin: onClient(workspace, scenario.titleOrigin),
            scenario: id,
        };
        groups.set(kind, [...(groups.get(kind) ?? []), item]);
    }
    const changed = [...groups].filter(([kind]) => CHANGED.has(kind)).reduce((sum, [, items]) => sum + items.length, 0);
    const headline = `${changed} of ${results.length} scenarios change outcome`;
    const listed = KINDS.flatMap(([kind, label]): CompareGroup[] => {
        const items = groups.get(kind);
        return items ? [{ kind, label: `${label} (${items.length})`, items }] : [];
    });
    return { headline, groups: listed, ...(params.format ? { report: report(headline, listed, params.format) } : {}) };
}

const KINDS: readonly (readonly [CompareGroup['kind'], string])[] = [
    ['newly-accepted', 'Newly accepted'],
    ['newly-refused', 'Newly refused'],
    ['changed-outcome', 'Changed outcome'],
    ['other-reason', 'Same outcome, other reason'],
    ['undecided', 'Now undecided'],
    ['not-comparable', 'Cannot be compared'],
];
const CHANGED: ReadonlySet<string> = new Set(['newly-accepted', 'newly-refused', 'changed-outcome', 'undecided']);

function interpretOrNothing(policy: Policy, { facts }: Scenario): Verdict | undefined {
    const known = new Set(policy.facts.map(({ name }) => name));
    return [...facts.keys()].every((name) => known.has(name)) ? interpret(policy, facts) : undefined;
}

function kindOfChange(policy: Policy, before: Verdict, after: Verdict): CompareGroup['kind'] | undefined {
    if (before.kind === 'outcome' && after.kind === 'outcome') {
        if (before.outcome === after.outcome) return before.decidedBy === after.decidedBy ? undefined : 'other-reason';
        const tone = policy.outcomes.find(({ name }) => name === after.outcome)?.tone;
        return tone === 'accept' ? 'newly-accepted' : tone === 'refuse' ? 'newly-refused' : 'changed-outcome';
    }
    if (after.kind !== 'outcome') return before.kind === after.kind ? undefined : 'undecided';
    return 'changed-outcome';
}

function report(headline: string, groups: readonly CompareGroup[], format: 'markdown' | 'json' | 'html'): string {
    if (format === 'json') return JSON.stringify({ headline, groups }, undefined, 2);
    const escaped = escapeFor(format);
    const lines = groups.flatMap(({ label, items }) => [
        format === 'html' ? `<h2>${escaped(label)}</h2><ul>` : `\n## ${escaped(label)}\n`,
        ...items.map((item) => {
            const text = `${escaped(item.label)}: ${escaped(item.description)}`;
            return format === 'html' ? `<li>${text}</li>` : `* ${text}`;
        }),
        ...(format === 'html' ? ['</ul>'] : []),
    ]);
    return [format === 'html' ? `<h1>${escaped(headline)}</h1>` : `# ${escaped(headline)}`, ...lines].join('\n');
}
