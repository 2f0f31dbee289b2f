// Scenarios and checks as a tree of test items, in source order. What can be checked of a policy stands below its
// scenarios: that every case gets one outcome, that every rule can be reached, that every outcome has a scenario, and each
// guarantee.

import type { CheckedFile, Expectation, Finding, Guarantee, Policy, Scenario } from '../language/index.js';
import { originOf } from '../language/syntax/document.js';
import { fileName } from '../language/syntax/paths.js';
import { policyRef } from './decision.js';
import { rangeOfDeclaration } from './names.js';
import { contains, NOWHERE } from './positions.js';
import type { ScenarioFile, TestNode } from './protocol.js';
import { type KnownScenario, scenariosIn } from './scenarios.js';
import { encodedUri } from './uris.js';
import type { Workspace } from './workspace.js';

/** The tree of one file; undefined if it has neither scenarios nor checks. */
export function listTests(workspace: Workspace, uri: string): ScenarioFile | undefined {
    const checked = workspace.checked(uri);
    if (!checked) return undefined;
    const items = [...scenarioNodes(checked), ...checkNodes(workspace, uri)];
    if (items.length === 0) return undefined;
    const { policyFile, policy, header } = checked;
    const headerDeclaration = checked.file.declarations.find(({ ast }) => ast === header);
    const title = policyFile && policyHeaderOf(checked);
    const ref = policy
        ? policyRef(workspace, policyFile?.uri ?? uri, policy)
        : policyFile && title
          ? { uri: workspace.clientUri(policyFile.uri), name: title.name, title: title.title ?? null }
          : undefined;
    return {
        uri: workspace.clientUri(uri),
        label: fileName(uri),
        ...(ref ? { policy: ref } : {}),
        range: headerDeclaration ? rangeOfDeclaration(headerDeclaration) : NOWHERE,
        items,
    };
}

/** A check: of what is proved, with the findings that speak against it, or of what the scenarios come to. */
export type Check = {
    readonly id: string;
    readonly label: string;
    readonly range: Finding['origin']['range'];
} & ({ readonly about: 'proof'; readonly fails: (finding: Finding) => boolean } | { readonly about: 'scenarios' });

/** The checks of a policy, in the order in which they are shown. */
export function checksOf(workspace: Workspace, uri: string): readonly Check[] {
    const checked = workspace.lastGoodOf(uri);
    const { policy } = checked ?? {};
    if (!policy || checked?.header?.$type !== 'PolicyHeader') return [];
    const base = `${encodedUri(uri)}#check/`;
    const { range } = policy.origin;
    const byCode = (id: string, label: string, codes: ReadonlySet<string>): Check => ({
        id: `${base}${id}`,
        label,
        range,
        about: 'proof',
        fails: ({ code }) => codes.has(code),
    });
    return [
        byCode('outcome', 'Every case gets exactly one outcome', OUTCOME_CODES),
        byCode('reach', 'Every rule can be reached', REACH_CODES),
        { id: `${base}scenarios`, label: 'Every outcome has a scenario', range, about: 'scenarios' },
        ...(policy.categories.some(({ mandatory }) => mandatory)
            ? [byCode('mandatory', 'Every member of a mandatory category is exempted', MANDATORY_CODES)]
            : []),
        ...policy.guarantees.map((guarantee) => guaranteeCheck(base, guarantee)),
    ];
}

const OUTCOME_CODES = new Set(['no-decision', 'unknown-not-handled', 'answers-conflict', 'impossible-facts']);
const REACH_CODES = new Set(['step-unreachable', 'answer-unreachable', 'review-never', 'outcome-unreachable']);
const MANDATORY_CODES = new Set(['mandatory-not-exempted', 'mandatory-decided-early']);
const GUARANTEE_CODES = new Set(['guarantee-broken', 'guarantee-vacuous']);

function guaranteeCheck(base: string, { title, origin }: Guarantee): Check {
    return {
        id: `${base}guarantee/${title}`,
        label: title,
        range: origin.range,
        about: 'proof',
        fails: (finding) =>
            GUARANTEE_CODES.has(finding.code) &&
            finding.origin.uri === origin.uri &&
            contains(origin.range, finding.origin.range),
    };
}

function checkNodes(workspace: Workspace, uri: string): TestNode[] {
    const items = checksOf(workspace, uri).map(
        ({ id, label, range }): TestNode => ({ kind: 'check', id, label, description: '', range }),
    );
    const range = items[0]?.range;
    return range ? [{ kind: 'checks', id: `${encodedUri(uri)}#check`, label: 'Checks', range, items }] : [];
}

function scenarioNodes(checked: CheckedFile): TestNode[] {
    const nodes: TestNode[] = [];
    const tables = new Map<string, TestNode[]>();
    for (const known of scenariosIn(checked)) {
        const { table, tags } = known.scenario;
        if (!table) {
            nodes.push(scenarioNode(known));
            continue;
        }
        let items = tables.get(table.title);
        if (!items) {
            items = [];
            tables.set(table.title, items);
            const place = placeOfTable(checked, table.title) ?? known.scenario.origin.range;
            const id = known.tableId ?? known.id;
            nodes.push({ kind: 'table', id, label: table.title, range: place, titleRange: place, tags, items });
        }
        items.push(scenarioNode(known));
    }
    return nodes;
}

function scenarioNode({ id, scenario }: KnownScenario): TestNode {
    const { table, title, tags, origin, titleOrigin } = scenario;
    const expected = tellExpected(scenario);
    const label = table ? `row ${table.row} · ${title.slice(table.title.length + 2)}` : title;
    const outcome = scenario.expectations.find((each) => each.kind === 'outcome');
    return {
        kind: 'scenario',
        id,
        label,
        description: expected === '' ? '' : `→ ${expected}`,
        range: origin.range,
        titleRange: titleOrigin.range,
        tags: [...tags, ...(outcome ? [`outcome:${outcome.outcome}`] : [])],
    };
}

/** What a scenario expects, in short: `refused at P1`. */
export function tellExpected({ expectations }: Scenario): string {
    const verdict = expectations.find(({ kind }) => kind !== 'duty' && kind !== 'no-duty' && kind !== 'path');
    const told = verdict ?? expectations[0];
    return told ? tellExpectation(told) : '';
}

export function tellExpectation(expectation: Expectation): string {
    switch (expectation.kind) {
        case 'outcome':
            return expectation.at === undefined ? expectation.outcome : `${expectation.outcome} at ${expectation.at}`;
        case 'missing':
            return `missing ${expectation.facts.join(', ')}`;
        case 'no-outcome':
            return 'no outcome';
        case 'not-effective':
            return 'not effective';
        case 'duty':
            return `duty “${expectation.text}”`;
        case 'no-duty':
            return `no duty “${expectation.text}”`;
        case 'path':
            return `path ${expectation.steps.map(({ text }) => text).join(', ')}`;
    }
}

function placeOfTable({ file }: CheckedFile, title: string): TestNode['range'] | undefined {
    for (const declaration of file.declarations) {
        const { ast } = declaration;
        if (ast?.$type === 'ScenarioTable' && ast.title === title) return originOf(declaration, ast).range;
    }
    return undefined;
}

function policyHeaderOf({ policyFile }: CheckedFile): Pick<Policy, 'name' | 'title'> | undefined {
    const ast = policyFile?.declarations.find((each) => each.ast?.$type === 'PolicyHeader')?.ast;
    return ast?.$type === 'PolicyHeader' ? ast : undefined;
}
