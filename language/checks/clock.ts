// Versions are chosen by a date, so a policy with dated versions names the fact that gives it.

import type { Finding } from '../model/finding.js';
import { type Context, report } from '../syntax/context.js';
import type { LoweredFile } from '../syntax/policy.js';
import { originOfPlace } from '../syntax/symbols.js';

export function checkClock({ header, policyFile, policy }: LoweredFile): readonly Finding[] {
    if (header?.$type !== 'PolicyHeader' || !policyFile || !policy || policy.clock !== undefined) return [];
    const dated =
        policy.parameters.find(({ value }) => value.length > 1) ??
        policy.categories.find(({ members }) => members.length > 1);
    const declaration = policyFile.declarations.find(({ ast }) => ast === header);
    if (!dated || !declaration) return [];
    const context: Context = { findings: [], occurrences: [] };
    const message = `‘${dated.name}’ has dated versions, but the policy does not say which date counts: add ‘as of’ and a date fact. Until then the newest version applies to every case.`;
    report(context, 'clock-missing', originOfPlace({ declaration, node: header, property: 'name' }), message);
    return context.findings;
}
