// The state of the server in one line, for a status bar.

import type { Status } from './protocol.js';
import type { Workspace } from './workspace.js';

export function countStatus(
    workspace: Workspace,
    found: Pick<Status, 'errors' | 'warnings'>,
): Pick<Status, 'text' | 'policies' | 'scenarios' | 'errors' | 'warnings'> {
    let [policies, scenarios, rules] = [0, 0, 0];
    for (const uri of workspace.uris()) {
        const outline = workspace.outline(uri);
        if (!outline) continue;
        if (outline.header === 'policy') {
            policies++;
            rules += outline.rules;
        }
        scenarios += outline.scenarios;
    }
    const problems = found.errors + found.warnings;
    const told = problems === 0 ? 'no problems' : problems === 1 ? '1 problem' : `${problems} problems`;
    const named = rules === 1 ? '1 rule' : `${rules} rules`;
    return { text: `Tenet: ${named}, ${told}`, policies, scenarios, ...found };
}
