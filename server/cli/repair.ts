// `tenet check --fix`: safe repairs that findings carry, and suggestions where nothing else can be meant. They are made
// one by one; one that brings an error that was not there before is taken back.

import { distance } from 'fastest-levenshtein';
import {
    analyse,
    applyEdits,
    checkFile,
    type Finding,
    loadProject,
    type Origin,
    type Project,
    type TextEdit,
} from '../../language/index.js';
import { isSound } from './check.js';
import { offsetOf } from './excerpt.js';
import { openOutput } from './output.js';
import { diskReader, type Workspace } from './workspace.js';

interface Repair {
    readonly key: string;
    readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/** More repairs in one run are not the repairs of slips. */
const MOST_REPAIRS = 1_000;

/** Repairs the files asked for, on the disk; gives the number of repairs made. */
export async function applyRepairs({ files, project }: Workspace): Promise<number> {
    const uris = files.map(({ file }) => file.uri);
    const refused = new Set<string>();
    let current = project;
    let made = 0;
    while (made + refused.size < MOST_REPAIRS) {
        const repair = nextRepair(current, uris, refused);
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

function nextRepair(project: Project, uris: readonly string[], refused: ReadonlySet<string>): Repair | undefined {
    const checked = uris.flatMap((uri) => {
        const file = project.files.get(uri);
        return file ? [checkFile(project, file)] : [];
    });
    const wrong = new Set(checked.flatMap(({ findings }) => findings.map(({ actual }) => actual ?? '')));
    const find = (findings: readonly Finding[]): Repair | undefined => {
        for (const finding of findings) {
            const repair = repairOf(project, finding, { uris, wrong });
            if (repair && !refused.has(repair.key)) return repair;
        }
        return undefined;
    };
    for (const { findings } of checked) {
        const repair = find(findings);
        if (repair) return repair;
    }
    for (const file of checked) {
        const repair = isSound(file) && file.policyFile === file.file ? find(analyse(file.policy)) : undefined;
        if (repair) return repair;
    }
    return undefined;
}

interface Limits {
    /** The files that may be changed. */
    readonly uris: readonly string[];
    /** What stands where it is not right: nobody means these. */
    readonly wrong: ReadonlySet<string>;
}

function repairOf(project: Project, finding: Finding, { uris, wrong }: Limits): Repair | undefined {
    const written = finding.fix?.edits ?? suggested(project, finding, wrong);
    if (written.length === 0) return undefined;
    const edits = new Map<string, TextEdit[]>();
    for (const { origin, text } of written) {
        const file = project.files.get(origin.uri);
        if (!file || !uris.includes(origin.uri)) return undefined;
        const offset = offsetOf(file.text, origin.range.start);
        const edit = { offset, length: offsetOf(file.text, origin.range.end) - offset, text };
        edits.set(origin.uri, [...(edits.get(origin.uri) ?? []), edit]);
    }
    for (const each of edits.values()) each.sort((left, right) => left.offset - right.offset);
    return { key: JSON.stringify([finding.code, finding.message, finding.origin]), edits };
}

/** The edit that puts a suggestion in place, if the text can mean nothing else. */
function suggested(
    project: Project,
    finding: Finding,
    wrong: ReadonlySet<string>,
): readonly { readonly origin: Origin; readonly text: string }[] {
    const { suggestion, actual, origin } = finding;
    const text = project.files.get(origin.uri)?.text;
    if (suggestion === undefined || actual === undefined || text === undefined) return [];
    const written = text.slice(offsetOf(text, origin.range.start), offsetOf(text, origin.range.end));
    const at = written.indexOf(actual);
    if (
        at < 0 ||
        written.indexOf(actual, at + 1) >= 0 ||
        !isUnmistakable(project, { written: actual, meant: suggestion, wrong })
    )
        return [];
    return [{ origin, text: written.slice(0, at) + suggestion + written.slice(at + actual.length) }];
}

/** Shorter names are too much alike: `P7` may be any of the principles. */
const SHORTEST_NAME = 4;
const LETTERS_FOR_A_SLIP = 4;

/** Whether a name is a slip of another, and no other word of the files is as near. */
function isUnmistakable(
    project: Project,
    {
        written,
        meant,
        wrong,
    }: { readonly written: string; readonly meant: string; readonly wrong: ReadonlySet<string> },
): boolean {
    if (written.toLowerCase() === meant.toLowerCase()) return true;
    const far = distance(written, meant);
    if (written.length < SHORTEST_NAME || far > Math.floor(written.length / LETTERS_FOR_A_SLIP)) return false;
    for (const { text } of project.files.values()) {
        for (const [word] of text.matchAll(/[A-Za-z_][\w-]*/g)) {
            if (word !== meant && !wrong.has(word) && distance(written, word) <= far) return false;
        }
    }
    return true;
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
