// The decisions of a policy against those of another version of it: every case by proof, scenarios one by one.

import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { compare, type Facts, interpret, type Policy } from '../../language/index.js';
import type { Tone } from '../../language/model/policy.js';
import { renderComparisonMarkdown } from '../../language/report/compare.js';
import { comparisonJson } from '../../language/report/comparison-json.js';
import type { Verdict } from '../../language/run/verdict.js';
import { fileName } from '../../language/syntax/paths.js';
import { findCase } from '../cases.js';
import { basePolicy } from '../charts.js';
import { onClient } from '../decision.js';
import type { CompareGroup, CompareParams, CompareResult } from '../protocol.js';
import { acceptedVerdict, givenFacts } from '../runs.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workspace } from '../workspace.js';

type Item = CompareGroup['items'][number];
type Kind = CompareGroup['kind'];

export async function compareVersions(workspace: Workspace, params: CompareParams): Promise<CompareResult> {
    const found = findCase(workspace, { kind: 'facts', uri: params.uri, facts: {} });
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    const { policy } = found;
    const base = await basePolicy(params.base.uri, params.base.files);
    if (!base) throw new ResponseError(LSPErrorCodes.RequestFailed, `The version ${params.base.label} has errors.`);
    const groups = new Map<Kind, Item[]>();
    const add = (kind: Kind, item: Item): void => void groups.set(kind, [...(groups.get(kind) ?? []), item]);

    const comparison = compare(base, policy);
    let kinds = 0;
    for (const each of comparison.classes) {
        const origin = each.after.origin ?? each.before.origin;
        const place = origin ? { origin: onClient(workspace, origin) } : {};
        for (const { before, after, toneBefore, toneAfter, example } of each.changes) {
            kinds++;
            const label = `${each.title ?? each.rule}: ${each.where}`;
            const description = `${before ?? 'no outcome'} → ${after ?? 'no outcome'}`;
            add(kindOf(after, toneBefore, toneAfter), {
                label,
                description,
                ...place,
                witness: givenFacts(policy, example),
            });
        }
        if (each.changes.length === 0)
            add('rules', {
                label: each.title ?? each.rule,
                description: `${each.before.text} → ${each.after.text}`,
                ...place,
            });
    }
    const results = resultsOfPolicy(workspace, found.policyUri);
    let flips = 0;
    for (const { id, scenario, result } of results) {
        const before = decideBy(base, scenario.facts);
        const origin = onClient(workspace, scenario.titleOrigin);
        if (!before) {
            const description = 'it gives facts that the other version does not have';
            add('not-comparable', { label: scenario.title, description, origin, scenario: id });
            continue;
        }
        const [was, is] = [acceptedVerdict(before), acceptedVerdict(result.verdict)];
        if (was === is) continue;
        if (outcomeOf(before) !== outcomeOf(result.verdict)) flips++;
        const kind = kindOfFlip(base, policy, before, result.verdict);
        add(kind, { label: scenario.title, description: `${was} → ${is}`, origin, scenario: id });
    }
    const headline = `${flips} of ${results.length} scenarios and ${kinds === 1 ? '1 kind' : `${kinds} kinds`} of case change outcome`;
    const listed = KINDS.flatMap(([kind, label]): CompareGroup[] => {
        const items = groups.get(kind);
        return items ? [{ kind, label: `${label} (${items.length})`, items }] : [];
    });
    const report = { comparison, before: base, after: policy, flips: [] };
    return {
        headline,
        groups: listed,
        equal: comparison.equal ?? null,
        ...(params.format === 'markdown' ? { report: renderComparisonMarkdown(comparison, base, policy) } : {}),
        ...(params.format === 'json' ? { report: JSON.stringify(comparisonJson(report, fileName), undefined, 2) } : {}),
    };
}

const KINDS: readonly (readonly [Kind, string])[] = [
    ['newly-accepted', 'Newly accepted'],
    ['newly-refused', 'Newly refused'],
    ['changed-outcome', 'Changed outcome'],
    ['other-reason', 'Same outcome, other reason'],
    ['undecided', 'Now undecided'],
    ['not-comparable', 'Cannot be compared'],
    ['rules', 'Other way, same outcome'],
];

function kindOf(after: string | null, toneBefore: Tone | null, toneAfter: Tone | null): Kind {
    if (after === null) return 'undecided';
    if (toneAfter === 'accept' && toneBefore !== 'accept') return 'newly-accepted';
    return toneAfter === 'refuse' && toneBefore !== 'refuse' ? 'newly-refused' : 'changed-outcome';
}

function kindOfFlip(base: Policy, policy: Policy, before: Verdict, after: Verdict): Kind {
    const [was, is] = [outcomeOf(before), outcomeOf(after)];
    if (was !== null && was === is) return 'other-reason';
    const tone = (of: Policy, name: string | null) => of.outcomes.find((each) => each.name === name)?.tone ?? null;
    return kindOf(is, tone(base, was), tone(policy, is));
}

function outcomeOf(verdict: Verdict): string | null {
    return verdict.kind === 'outcome' ? verdict.outcome : null;
}

function decideBy(policy: Policy, facts: Facts): Verdict | undefined {
    const known = new Set(policy.facts.map(({ name }) => name));
    return [...facts.keys()].every((name) => known.has(name)) ? interpret(policy, facts) : undefined;
}
