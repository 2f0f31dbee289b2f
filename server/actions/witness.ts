// The case that shows a finding, written down as a scenario with a short title: what is the matter, at which rule, and the
// facts that the rule asks for.

import type { Finding, Policy } from '../../language/index.js';
import { printFacts } from '../../language/index.js';
import type { FlowNode } from '../../language/model/policy.js';
import { contains } from '../positions.js';
import { saveScenario } from '../scenario-text.js';
import type { Action, ActionContext } from './action.js';

/** A longer title is read by nobody in a list. */
const LONGEST_TITLE = 60;

export function addWitness({ workspace, uri }: ActionContext, finding: Finding): readonly Action[] {
    const { witness } = finding;
    const home = workspace.policyUriOf(uri);
    const policy = home === undefined ? undefined : workspace.lastGoodOf(home)?.policy;
    if (!witness || !policy) return [];
    const title = titleOf(policy, finding, witness);
    const { edit, select } = saveScenario(workspace, uri, { title, facts: witness.facts });
    if (!edit) return [];
    const edits = Object.entries(edit.changes).flatMap(([each, all]) => all.map((one) => ({ uri: each, ...one })));
    return [
        {
            title: 'Add this case as a scenario',
            kind: 'quickfix',
            edits,
            finding,
            ...(select ? { rename: { uri: select.uri, position: select.range.start } } : {}),
        },
    ];
}

/** `No outcome at P1: kind van`. */
function titleOf(policy: Policy, finding: Finding, { facts }: NonNullable<Finding['witness']>): string {
    const guarantee = policy.guarantees.find(({ origin }) => isIn(finding, origin));
    const node = policy.flow
        .filter(({ origin }) => isIn(finding, origin))
        .reduce<FlowNode | undefined>(
            (best, each) => (best && contains(each.origin.range, best.origin.range) ? best : each),
            undefined,
        );
    const what = guarantee ? `Not so: ${plain(guarantee.title)}` : (MATTERS[finding.code] ?? 'A case');
    const asked = new Map([...facts].filter(([name]) => node?.facts.includes(name)));
    const told = printFacts(policy, asked.size > 0 ? asked : facts).map((pair) => pair.replace(': ', ' '));
    let title = `${what}${node && !guarantee ? ` at ${node.rule}` : ''}`;
    for (const [index, pair] of told.entries()) {
        const longer = `${title}${index === 0 ? ': ' : ', '}${plain(pair)}`;
        if (longer.length > LONGEST_TITLE) break;
        title = longer;
    }
    return title;
}

/** What the author would see without the finding's sentence. */
const MATTERS: Readonly<Record<string, string>> = {
    'no-decision': 'No outcome',
    'unknown-not-handled': 'No outcome',
    'answers-conflict': 'Two answers',
    'answers-overlap-same': 'Two answers',
    'band-gap': 'In no band',
    'band-overlap': 'In two bands',
    'condition-may-be-unknown': 'Cannot be told',
    'mandatory-not-exempted': 'Mandatory, not exempted',
    'mandatory-decided-early': 'Mandatory, decided early',
};

function isIn({ origin }: Finding, { uri, range }: Finding['origin']): boolean {
    return origin.uri === uri && contains(range, origin.range);
}

function plain(text: string): string {
    return text.replace(/["\\]/g, '');
}
