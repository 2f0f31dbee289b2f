// The scenarios of one policy: those in its own file and those of its suites, in the folders below it.

import { dirname } from 'node:path';
import type { Scenario } from '../../language/index.js';
import { WrongUsage } from './exit.js';
import type { LoadedPolicy } from './load-policy.js';
import { plain } from './terminal.js';
import { isSound, loadWorkspace } from './workspace.js';

export async function scenariosOf({ checked }: LoadedPolicy): Promise<readonly Scenario[]> {
    const policyUri = checked.policyFile?.uri;
    if (policyUri === undefined) return [];
    const { files } = await loadWorkspace([dirname(policyUri)]);
    const suites = files.filter((file) => file.policyFile?.uri === policyUri && isSound(file));
    const own = suites.some(({ file }) => file.uri === checked.file.uri) ? [] : checked.scenarios;
    return [...own, ...suites.flatMap(({ scenarios }) => scenarios)];
}

/** The scenario with that title, or the only one whose title holds it. */
export function scenarioNamed(scenarios: readonly Scenario[], name: string): Scenario {
    const exact = scenarios.find(({ title }) => title === name);
    if (exact) return exact;
    const holding = scenarios.filter(({ title }) => title.toLowerCase().includes(name.toLowerCase()));
    const [only] = holding;
    if (only && holding.length === 1) return only;
    if (!only) throw new WrongUsage(`no scenario of this policy is called ‘${plain(name)}’`);
    const some = holding.slice(0, 3).map(({ title }) => `‘${plain(title)}’`);
    throw new WrongUsage(
        `‘${plain(name)}’ fits ${holding.length} scenarios: ${some.join(', ')}${holding.length > 3 ? ' …' : ''}`,
    );
}
