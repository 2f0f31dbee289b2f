// What is shown of the findings of a file: not those that its author allows. That an allow is of no use is said once nothing
// more can be found; from then on it stays on the screen until the proofs say otherwise, so that nothing flickers.

import { applyAllows, type Finding, type SourceFile } from '../language/index.js';
import type { Proofs } from './proofs.js';
import type { Workspace } from './workspace.js';

/** Findings about scenarios that are proved by the command line alone: whether there are any is not known here. */
const NOT_SOUGHT: ReadonlySet<string> = new Set([
    'scenario-impossible',
    'scenario-duplicate',
    'scenario-fact-irrelevant',
]);

export class ShownFindings {
    /** What was last said to be of no use, by file. */
    private readonly said = new Map<string, ReadonlySet<string>>();

    constructor(
        private readonly workspace: Workspace,
        private readonly proofs: Pick<Proofs, 'findingsIn' | 'findingsOf'>,
    ) {}

    /** What checking and the last proofs say of a file, without what is allowed. */
    in(uri: string): readonly Finding[] {
        const findings = [...this.workspace.findingsOf(uri), ...this.proofs.findingsIn(uri)];
        const file = this.workspace.file(uri);
        if (!file) {
            this.said.delete(uri);
            return findings;
        }
        const { kept, unused } = applyAllows(findings, [file]);
        if (unused.length === 0) {
            this.said.delete(uri);
            return kept;
        }
        const keyOf = ({ code, text }: { readonly code: string; readonly text: string }): string => `${code} ${text}`;
        const before = this.said.get(uri);
        const idle = this.isSettled(uri)
            ? unused.filter(({ code }) => !NOT_SOUGHT.has(code))
            : unused.filter((each) => before?.has(keyOf(each)));
        this.said.set(uri, new Set(idle.map(keyOf)));
        return [...kept, ...idle.map(({ finding }) => finding)];
    }

    /** The files with allows that a proof of a policy is about. */
    concerned(policyUri: string): readonly string[] {
        const used = this.workspace.outline(policyUri)?.files ?? [];
        return [...used, ...this.workspace.suitesOf(policyUri)].filter((uri) => {
            const file = this.workspace.file(uri);
            return file && hasAllows(file);
        });
    }

    /** Whether nothing more can be found in a file: all that rests on it is sound, and every proof is about its text. */
    private isSettled(uri: string): boolean {
        const policies = new Set<string>();
        for (const each of this.workspace.dependentsOf(uri)) {
            const outline = this.workspace.outline(each);
            if (!outline || outline.findings.some(({ severity }) => severity === 'error')) return false;
            if (outline.policyUri !== undefined) policies.add(outline.policyUri);
        }
        const isProved = (policy: string): boolean => {
            const proved = this.proofs.findingsOf(policy);
            return proved?.current === true && proved.findings.every(({ code }) => code !== 'not-decided');
        };
        return policies.size > 0 && [...policies].every(isProved);
    }
}

function hasAllows(file: SourceFile): boolean {
    return applyAllows([], [file]).unused.length > 0;
}
