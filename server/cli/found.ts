// Everything that is found in the files of a run: by checking, by proof, of scenarios; and what of it their authors allow.

import {
    type AllowedFinding,
    analyse,
    analyseScenarios,
    applyAllows,
    type CheckedFile,
    compareBySeverity,
    type Finding,
    type Policy,
    type Project,
    type ReportedAllowed,
    type ReportedFinding,
    uniqueFindings,
    withFixes,
} from '../../language/index.js';
import { hasNoErrors, isSound, type Workspace } from './workspace.js';

export interface Found {
    /** Each finding once, worst first. */
    readonly findings: readonly ReportedFinding[];
    /** What comments of the files allow, in the same order. */
    readonly allowed: readonly ReportedAllowed[];
}

/** What checking and proof say of the files. */
export async function findingsOf({ files, project }: Workspace): Promise<Found> {
    const policies = new Map<Finding, Policy>();
    const findings: Finding[] = [];
    const proofs: Proof[] = [];
    const add = (found: readonly Finding[], policy: Policy | undefined): void => {
        findings.push(...found);
        if (policy) for (const each of found) policies.set(each, policy);
    };
    for (const file of files) add(file.findings, file.policy);
    for (const proof of proofsOf(files)) {
        proofs.push(proof);
        add([...proof.findings, ...findingsOfScenarios(files, proof)], proof.policy);
        // Between two policies, Ctrl-C is heard.
        await new Promise((resolve) => setImmediate(resolve));
    }
    const { kept, allowed, unused } = applyAllows(uniqueFindings(findings), project.files.values());
    const idle = unused.map(({ finding }) => finding).filter((each) => isSettled(each.origin.uri, files, proofs));
    const said = [...kept, ...idle].sort(compareBySeverity);
    const reported = (finding: Finding, key: Finding): ReportedFinding => {
        const policy = policies.get(key);
        return policy ? { finding, policy } : { finding };
    };
    const bySeverity = (a: AllowedFinding, b: AllowedFinding): number => compareBySeverity(a.finding, b.finding);
    return {
        findings: withFixes(said, project.files.values()).map((each, index) => reported(each, said[index] as Finding)),
        allowed: [...allowed]
            .sort(bySeverity)
            .map(({ finding, reason, origin }) => ({ ...reported(finding, finding), reason, origin })),
    };
}

/** What was proved of one policy. */
export interface Proof {
    /** Where the policy stands. */
    readonly uri: string;
    readonly policy: Policy;
    readonly findings: readonly Finding[];
}

/** Proves the policies of sound files, each once, one with every step. */
export function* proofsOf(files: readonly CheckedFile[]): Generator<Proof, void> {
    const done = new Set<string>();
    for (const file of files) {
        const uri = file.policyFile?.uri;
        if (uri === undefined || done.has(uri) || !isSound(file)) continue;
        done.add(uri);
        yield { uri, policy: file.policy, findings: analyse(file.policy) };
    }
}

/** What is wrong with the scenarios of a policy in sound files. */
export function findingsOfScenarios(files: readonly CheckedFile[], { uri, policy }: Proof): readonly Finding[] {
    const suites = files.filter((each) => each.policyFile?.uri === uri && isSound(each));
    return analyseScenarios(
        policy,
        suites.flatMap((each) => each.scenarios),
    );
}

/** Allows that are of no use, with their repairs: those of the files asked for of which everything was proved. */
export function idleAllows(
    files: readonly CheckedFile[],
    project: Project,
    proofs: readonly Proof[],
): readonly Finding[] {
    const asked = files.map(({ file }) => file);
    if (applyAllows([], asked).unused.length === 0) return [];
    const scenarios = proofs.flatMap((proof) => findingsOfScenarios(files, proof));
    const found = [...files, ...proofs].flatMap(({ findings }) => findings);
    const { unused } = applyAllows([...found, ...scenarios], project.files.values());
    return unused.map(({ finding }) => finding).filter(({ origin }) => isSettled(origin.uri, files, proofs));
}

/** Whether nothing more can be found in a file: it was asked for, and all that rests on it is sound and proved. */
function isSettled(uri: string, files: readonly CheckedFile[], proofs: readonly Proof[]): boolean {
    const resting = files.filter((each) => each.files.some((file) => file.uri === uri));
    const isProved = ({ policyFile }: CheckedFile): boolean =>
        proofs.some((proof) => proof.uri === policyFile?.uri && !proof.findings.some(isTooLarge));
    return (
        files.some(({ file }) => file.uri === uri) &&
        resting.some(({ policyFile }) => policyFile !== undefined) &&
        resting.every((each) => hasNoErrors(each) && (each.policyFile === undefined || isProved(each)))
    );
}

function isTooLarge({ code }: Finding): boolean {
    return code === 'not-decided';
}
