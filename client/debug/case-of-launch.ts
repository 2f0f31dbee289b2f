// Which case a launch is about: the one that it names, the facts that it gives, or the one that the user picks.

import * as vscode from 'vscode';
import type { CaseRef, GivenFacts, ScenarioFile, TestNode } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';

/** What may stand in `launch.json`. */
export interface LaunchConfiguration extends vscode.DebugConfiguration {
    /** The policy or suite, as a path or URI; without it, the one in the editor. */
    readonly policy?: string;
    /** The title of a scenario; of a row, `Title of the table/3`. */
    readonly scenario?: string;
    readonly facts?: GivenFacts;
    /** Set by whoever starts a replay by itself. */
    readonly case?: CaseRef;
}

type Found = { readonly ref: CaseRef; readonly title: string } | { readonly problem: string } | undefined;

/** Undefined if nothing is named: then the user is to pick. */
export async function caseOf(link: ServerLink, config: LaunchConfiguration, folder?: vscode.Uri): Promise<Found> {
    if (config.case) return { ref: config.case, title: config.name };
    const uri = uriOf(config.policy, folder);
    if (config.facts !== undefined) {
        if (!uri) return { problem: vscode.l10n.t('Say which policy is meant: “policy” in launch.json.') };
        if (config.facts === null || typeof config.facts !== 'object' || Array.isArray(config.facts))
            return {
                problem: vscode.l10n.t(
                    '“facts” in launch.json is an object of facts, as {0}.',
                    '{"income": "£15,000"}',
                ),
            };
        return { ref: { kind: 'facts', uri, facts: config.facts, title: config.name }, title: config.name };
    }
    if (config.scenario === undefined) return undefined;
    const { files } = await link.request('tenet/scenarios', {});
    const wanted = String(config.scenario).trim();
    const own = files.filter((file) => uri === undefined || file.uri === uri || file.policy?.uri === uri);
    const all = own.flatMap(scenariosOf);
    const found = all.find(({ id, title }) => title === wanted || id === wanted);
    if (found) return { ref: { kind: 'scenario', id: found.id }, title: found.title };
    const titles = all.slice(0, 8).map(({ title }) => `“${title}”`);
    return {
        problem:
            titles.length === 0
                ? vscode.l10n.t('There is no scenario “{0}”: no policy here has any.', wanted)
                : vscode.l10n.t('There is no scenario “{0}”. There are {1}.', wanted, titles.join(', ')),
    };
}

/** The scenarios of a file with the names that `launch.json` calls them by. */
export function scenariosOf({ items }: ScenarioFile): readonly { readonly id: string; readonly title: string }[] {
    const listed = (nodes: readonly TestNode[], table?: string): { id: string; title: string }[] =>
        nodes.flatMap((node) => {
            if (node.kind === 'table') return listed(node.items, node.label);
            if (node.kind !== 'scenario') return [];
            const title = table === undefined ? node.label : node.id.slice(node.id.indexOf('#') + 1);
            return [{ id: node.id, title }];
        });
    return listed(items);
}

function uriOf(path: string | undefined, folder: vscode.Uri | undefined): string | undefined {
    if (path === undefined || path === '') {
        const document = vscode.window.activeTextEditor?.document;
        return document?.languageId === 'tenet' ? document.uri.toString() : undefined;
    }
    if (isUri(path)) return vscode.Uri.parse(path).toString();
    const isWhole = path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);
    if (isWhole || !folder) return vscode.Uri.file(path).toString();
    return vscode.Uri.joinPath(folder, path).toString();
}

/** A drive letter is no scheme. */
export function isUri(path: string): boolean {
    return /^[a-z][a-z0-9+.-]+:/i.test(path);
}
