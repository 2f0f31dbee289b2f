// `tenet check --fix`: the safe repairs of what is found. They are made one by one, each on what the one before left; one
// that brings an error that was not there before is taken back.

import {
    applyAllows,
    applyEdits,
    checkFile,
    createRepairer,
    type Finding,
    type Fix,
    loadProject,
    type Project,
    type Severity,
    type TextEdit,
} from '../../language/index.js';
import { RANKS } from './check.js';
import { offsetOf } from './excerpt.js';
import { idleAllows, type Proof, proofsOf } from './found.js';
import { openOutput } from './output.js';
import { diskReader, type Workspace } from './workspace.js';

interface Repair {
    readonly key: string;
    readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/** More repairs in one run are not the repairs of slips. */
const MOST_REPAIRS = 1_000;

/** Repairs what is at least that severe in the files asked for, on the disk; gives the number of repairs made. */
export async function applyRepairs({ files, project }: Workspace, severity: Severity): Promise<number> {
    const uris = files.map(({ file }) => file.uri);
    const refused = new Set<string>();
    let current = project;
    let made = 0;
    while (made + refused.size < MOST_REPAIRS) {
        const repair = nextRepair(current, uris, { severity, refused });
        if (!repair) break;
        const repaired = await apply(current, repair, uris);
        if (bringsErrors(current, repaired, uris)) {
            refused.add(repair.key);
        } else {
            current = repaired;
            made++;
        }
    }
    for (const uri of uris) {
        const text = current.files.get(uri)?.text;
        if (text === undefined || text === project.files.get(uri)?.text) continue;
        const output = await openOutput(uri);
        await output.write(text);
        await output.finish();
    }
    return made;
}

function nextRepair(
    project: Project,
    uris: readonly string[],
    { severity, refused }: { severity: Severity; refused: ReadonlySet<string> },
): Repair | undefined {
    const checked = uris.flatMap((uri) => {
        const file = project.files.get(uri);
        return file ? [checkFile(project, file)] : [];
    });
    const repairer = createRepairer(
        checked.flatMap(({ findings }) => findings),
        project.files.values(),
    );
    const find = (findings: readonly Finding[]): Repair | undefined => {
        for (const finding of applyAllows(findings, project.files.values()).kept) {
            if (RANKS[finding.severity] > RANKS[severity]) continue;
            const repair = repairOf(project, { finding, fix: finding.fix ?? repairer.fixOf(finding), uris });
            if (repair && !refused.has(repair.key)) return repair;
        }
        return undefined;
    };
    for (const { findings } of checked) {
        const repair = find(findings);
        if (repair) return repair;
    }
    const proofs: Proof[] = [];
    for (const proof of proofsOf(checked)) {
        const repair = find(proof.findings);
        if (repair) return repair;
        proofs.push(proof);
    }
    return find(idleAllows(checked, project, proofs));
}

/** A fix as edits of texts; none if it would change a file that was not asked for. */
function repairOf(
    project: Project,
    { finding, fix, uris }: { finding: Finding; fix: Fix | undefined; uris: readonly string[] },
): Repair | undefined {
    if (!fix) return undefined;
    const edits = new Map<string, TextEdit[]>();
    for (const { origin, text } of fix.edits) {
        const file = project.files.get(origin.uri);
        if (!file || !uris.includes(origin.uri)) return undefined;
        const offset = offsetOf(file.text, origin.range.start);
        const edit = { offset, length: offsetOf(file.text, origin.range.end) - offset, text };
        edits.set(origin.uri, [...(edits.get(origin.uri) ?? []), edit]);
    }
    for (const each of edits.values()) each.sort((left, right) => left.offset - right.offset);
    return { key: JSON.stringify([finding.code, finding.message, finding.origin]), edits };
}

async function apply(project: Project, { edits }: Repair, uris: readonly string[]): Promise<Project> {
    const disk = diskReader();
    const read = async (uri: string): Promise<string | undefined> => {
        const known = project.files.get(uri)?.text ?? project.sources.get(uri);
        const changes = edits.get(uri);
        if (known === undefined) return disk.read(uri);
        return changes ? applyEdits(known, changes) : known;
    };
    return loadProject({ read }, uris, project);
}

function bringsErrors(before: Project, after: Project, uris: readonly string[]): boolean {
    const known = new Set(errorsOf(before, uris).map(({ message }) => message));
    return errorsOf(after, uris).some(({ message }) => !known.has(message));
}

function errorsOf(project: Project, uris: readonly string[]): readonly Finding[] {
    return uris.flatMap((uri) => {
        const file = project.files.get(uri);
        return file ? checkFile(project, file).findings.filter(({ severity }) => severity === 'error') : [];
    });
}
