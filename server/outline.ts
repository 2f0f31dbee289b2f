// What stays known of a checked file when everything else about it is let go: enough to tell what belongs together, to
// count, and to show what was found.

import type { CheckedFile, Finding } from '../language/index.js';

export interface Outline {
    readonly header: 'policy' | 'suite' | undefined;
    /** The file whose rules it is about. */
    readonly policyUri: string | undefined;
    /** The file itself and all that it uses. */
    readonly files: readonly string[];
    readonly findings: readonly Finding[];
    /** Whether it has, or is about, a policy that can be decided. */
    readonly hasPolicy: boolean;
    readonly rules: number;
    readonly scenarios: number;
}

export function outlineOf({ header, policyFile, files, findings, policy, scope, scenarios }: CheckedFile): Outline {
    return {
        header: header === undefined ? undefined : header.$type === 'PolicyHeader' ? 'policy' : 'suite',
        policyUri: policyFile?.uri,
        files: files.map(({ uri }) => uri),
        findings,
        hasPolicy: policy !== undefined,
        rules: scope.rules.size,
        scenarios: scenarios.length,
    };
}
