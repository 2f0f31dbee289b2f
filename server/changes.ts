// What the scenarios get otherwise than by the last version that was committed: from git where the host has it, or from
// the texts that a client gives.

import { checkFile, loadProject, type Policy } from '../language/index.js';
import { changesOutcome, scenarioChanges } from '../language/review/change-groups.js';
import type { BaseVersion } from './protocol.js';
import { resultsOfPolicy } from './scenarios.js';
import { encodedUri, plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

/** Committed versions of files. */
export interface Revisions {
    /** What the last commit is called; undefined if the file lies in no repository, or there is none yet. */
    head(uri: string): Promise<string | undefined>;
    read(uri: string, commit: string): Promise<string | undefined>;
    /** What people call a commit of the file's repository: `v2-3-g1a2b3c4` after a tag, else the start of its hash. */
    describe(uri: string, commit: string): Promise<string | undefined>;
}

interface Base {
    readonly label: string;
    readonly commit: string | undefined;
    /** Absent if that version has errors, or no such policy. */
    readonly policy?: Policy;
    /** As that version has them. */
    readonly texts: ReadonlyMap<string, string>;
}

/** Nobody commits so often that it is worth asking more often. */
const ASKED_AGAIN_MILLISECONDS = 2_000;

export class Changes {
    private readonly bases = new Map<string, Base>();
    private readonly given = new Set<string>();
    private readonly asked = new Map<string, number>();

    constructor(
        private readonly workspace: Workspace,
        private readonly revisions: Revisions | undefined,
        private readonly outlet: { changed(): void; failed(what: string, error: unknown): void },
    ) {}

    /** The version that a client compares a policy with; null: what the host finds counts again. */
    async give({ uri, base }: BaseVersion): Promise<void> {
        const policyUri = plainUri(uri);
        this.given.delete(policyUri);
        this.bases.delete(policyUri);
        this.asked.delete(policyUri);
        if (base) {
            this.given.add(policyUri);
            const texts = new Map(Object.entries(base.files).map(([each, text]) => [plainUri(each), text]));
            await this.load(policyUri, base.label, undefined, async (each) => texts.get(each) ?? undefined);
        }
        this.outlet.changed();
    }

    /** Looks whether there is another last commit by now; whoever shows something of it is told. */
    refresh(policyUri: string): void {
        const { revisions } = this;
        const now = Date.now();
        if (!revisions || this.given.has(policyUri)) return;
        if (now - (this.asked.get(policyUri) ?? 0) < ASKED_AGAIN_MILLISECONDS) return;
        this.asked.set(policyUri, now);
        this.readHead(revisions, policyUri).catch((error) => this.outlet.failed(`reading ${policyUri} of git`, error));
    }

    /** `2 of 12 scenarios change outcome vs HEAD`; undefined where the texts are the same. */
    tell(policyUri: string): string | undefined {
        const base = this.bases.get(policyUri);
        // What was told stays while the text has errors.
        const checked = this.workspace.lastGoodOf(policyUri);
        if (!base?.policy || !checked?.policy) return undefined;
        if (checked.files.every(({ uri, text }) => base.texts.get(uri) === text)) return undefined;
        const results = resultsOfPolicy(this.workspace, policyUri);
        if (results.length === 0) return undefined;
        const flips = scenarioChanges(base.policy, results).filter(changesOutcome).length;
        const change = flips === 1 ? 'changes' : 'change';
        const all = results.length === 1 ? '1 scenario' : `${results.length} scenarios`;
        return `${flips} of ${all} ${change} outcome vs ${base.label}`;
    }

    private async readHead(revisions: Revisions, policyUri: string): Promise<void> {
        const commit = await revisions.head(encodedUri(policyUri));
        if (commit === this.bases.get(policyUri)?.commit || this.given.has(policyUri)) return;
        if (commit === undefined) this.bases.delete(policyUri);
        else await this.load(policyUri, 'HEAD', commit, (uri) => revisions.read(encodedUri(uri), commit));
        this.outlet.changed();
    }

    private async load(
        policyUri: string,
        label: string,
        commit: string | undefined,
        read: (uri: string) => Promise<string | undefined>,
    ): Promise<void> {
        const project = await loadProject({ read }, [policyUri]);
        const file = project.files.get(policyUri);
        const policy = file && checkFile(project, file).policy;
        const texts = new Map([...project.files].map(([uri, { text }]) => [uri, text]));
        this.bases.set(policyUri, { label, commit, texts, ...(policy ? { policy } : {}) });
    }
}
