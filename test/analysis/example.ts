// The crime assessment examples as the tests of the analysis edit them: load, replace a text, analyse.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../language/analysis/analyse.js';
import { checkFile } from '../../language/checks/check.js';
import type { Finding } from '../../language/model/finding.js';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import { loadProject } from '../../language/syntax/project.js';

export type Edit = readonly [search: string, replacement: string];

export interface Analysed {
    readonly text: string;
    readonly policy: Policy | undefined;
    readonly scenarios: readonly Scenario[];
    /** Of the text and of the analysis. */
    readonly findings: readonly Finding[];
}

const FOLDER = fileURLToPath(new URL('../../examples/crime-assessment/', import.meta.url));

/** A file of the example with edits made to it or to the vocabulary; each must find its text just once. */
export async function analysed(name: string, edits: Readonly<Record<string, readonly Edit[]>> = {}): Promise<Analysed> {
    const texts = new Map<string, string>();
    const read = async (uri: string): Promise<string | undefined> => {
        const known = texts.get(uri);
        if (known !== undefined) return known;
        let text = await readFile(uri, 'utf8').catch(() => undefined);
        if (text === undefined) return undefined;
        for (const [search, replacement] of edits[uri.slice(FOLDER.length)] ?? []) {
            if (text.split(search).length !== 2) throw new Error(`‘${search}’ is not there just once`);
            text = text.replace(search, () => replacement);
        }
        texts.set(uri, text);
        return text;
    };
    const uri = FOLDER + name;
    const project = await loadProject({ read }, [uri]);
    const file = project.files.get(uri);
    if (!file) throw new Error(`no file ${uri}`);
    const checked = checkFile(project, file);
    const proved = checked.policy ? analyse(checked.policy) : [];
    return {
        text: texts.get(uri) ?? '',
        policy: checked.policy,
        scenarios: checked.scenarios,
        findings: [...checked.findings, ...proved],
    };
}

/** `code file:line`, errors and warnings only. */
export function alarms(findings: readonly Finding[]): readonly string[] {
    return findings
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ code, origin }) => `${code} ${origin.uri.slice(FOLDER.length)}:${origin.range.start.line + 1}`);
}

/** `file:line` of the line that holds a text. */
export function lineOf(name: string, text: string, search: string): string {
    const index = text.indexOf(search);
    if (index < 0) throw new Error(`no ‘${search}’`);
    return `${name}:${text.slice(0, index).split('\n').length}`;
}
