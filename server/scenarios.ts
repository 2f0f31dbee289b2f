// Scenarios of the workspace: their ids, and how they came out. They are run when somebody asks, and not again until
// their file or their policy changes.

import { type CheckedFile, runScenarios, type Scenario, type ScenarioResult } from '../language/index.js';
import { compile } from '../language/run/compile.js';
import { encodedUri } from './uris.js';
import type { Workspace } from './workspace.js';

export interface KnownScenario {
    readonly id: string;
    readonly uri: string;
    readonly scenario: Scenario;
    /** Of a row: the id of its table. */
    readonly tableId?: string;
}

/** What an id says about where its item stands. */
export function uriOfId(id: string): string {
    const at = id.indexOf('#');
    return at < 0 ? id : id.slice(0, at);
}

/** The scenarios that stand in a file, in source order, with ids that outlive edits elsewhere. */
export function scenariosIn(checked: CheckedFile): readonly KnownScenario[] {
    const known = lists.get(checked);
    if (known) return known;
    const { uri } = checked.file;
    const used = new Map<string, number>();
    const list = checked.scenarios.map((scenario): KnownScenario => {
        const { table, title } = scenario;
        const name = table ? `${table.title}/${table.row}` : title;
        const count = (used.get(name) ?? 0) + 1;
        used.set(name, count);
        const base = `${encodedUri(uri)}#`;
        const id = `${base}${name}${count > 1 ? ` (${count})` : ''}`;
        return { id, uri, scenario, ...(table ? { tableId: `${base}${table.title}` } : {}) };
    });
    lists.set(checked, list);
    return list;
}

const lists = new WeakMap<CheckedFile, readonly KnownScenario[]>();

/** How the scenarios of a file come out; nothing where its policy has errors. */
export function resultsIn(checked: CheckedFile): ReadonlyMap<string, ScenarioResult> {
    const known = results.get(checked);
    if (known) return known;
    const { policy } = checked;
    const byId = new Map<string, ScenarioResult>();
    if (policy) {
        const listed = scenariosIn(checked);
        const decide = listed.length > COMPILE_FROM ? compile(policy).decide : undefined;
        const all = listed.map(({ scenario }) => scenario);
        let index = 0;
        for (const result of runScenarios(policy, all, decide)) byId.set(listed[index++]?.id ?? '', result);
    }
    results.set(checked, byId);
    return byId;
}

const results = new WeakMap<CheckedFile, ReadonlyMap<string, ScenarioResult>>();

/** Compiling a policy pays off from about this many scenarios. */
const COMPILE_FROM = 500;

export interface RunScenario extends KnownScenario {
    readonly result: ScenarioResult;
    readonly checked: CheckedFile;
}

/**
 * All scenarios of a policy with their results, in order of files and places; while its text has errors, those that it last
 * had without.
 */
export function resultsOfPolicy(workspace: Workspace, policyUri: string): readonly RunScenario[] {
    return workspace.suitesOf(policyUri).flatMap((uri) => {
        const checked = workspace.lastGoodOf(uri);
        if (!checked) return [];
        const found = resultsIn(checked);
        return scenariosIn(checked).flatMap((known) => {
            const result = found.get(known.id);
            return result ? [{ ...known, result, checked }] : [];
        });
    });
}
