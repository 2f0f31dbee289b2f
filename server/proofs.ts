// The pass that follows the fast one: each policy is proved anew once it has changed and nobody types. Findings of the
// last proof stay, moved along with the text, until those of the next one come, so that nothing flickers. Of large policies
// what is quick comes first. Once all is proved, cases are counted for those on the screen.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Shares } from '../language/analysis/count.js';
import type { Finding, Origin, Policy } from '../language/index.js';
import { moveRange } from './edits.js';
import type { Outline } from './outline.js';
import type { Prover } from './prover.js';
import type { Extent } from './work/proofs.js';
import type { Workspace } from './workspace.js';

/** Long enough that nothing is proved between two keystrokes. */
export const QUIET_MILLISECONDS = 200;

interface Proved {
    /** The file as it was when all of its policy was proved; absent if it never was. */
    readonly as?: Outline;
    findings: readonly Finding[];
}

interface Unproved {
    readonly uri: string;
    readonly policy: Policy;
    readonly as: Outline;
}

interface Counted {
    readonly as: Outline;
    readonly shares: Shares;
}

/** From so many questions on the slow checks take several times as long as all others together. */
const LARGE = 60;

/** What only the slow checks find: it stays while the others have been done anew and they have not. */
const SLOW_CODES: ReadonlySet<string> = new Set(['answer-redundant', 'fact-irrelevant']);

export interface ProofOutlet {
    /** A policy has new findings, in these files. */
    proved(uri: string, files: readonly string[]): void;
    busy(isBusy: boolean): void;
    /** A bug in one proof: the others go on. */
    failed(what: string, error: unknown): void;
}

export class Proofs {
    private readonly proved = new Map<string, Proved>();
    private readonly shares = new Map<string, Counted>();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private running: Promise<void> | undefined;
    private generation = 0;
    /** Not before it is known what the user wants. */
    enabled = false;

    constructor(
        private readonly workspace: Workspace,
        private readonly prover: Prover,
        private readonly outlet: ProofOutlet,
    ) {}

    /** Something changed: what is being proved is void, and starts again once it is quiet. */
    schedule(): void {
        this.generation++;
        this.prover.cancel();
        clearTimeout(this.timer);
        if (!this.enabled) return;
        this.timer = setTimeout(() => {
            if (!this.enabled) return;
            this.start();
            const own = this.generation;
            void this.running?.then(() => {
                if (own === this.generation)
                    return this.countOpen().catch((error) => this.outlet.failed('counting cases', error));
            });
        }, QUIET_MILLISECONDS);
    }

    dispose(): void {
        this.generation++;
        clearTimeout(this.timer);
        this.prover.dispose();
    }

    /** Findings in one file, of all policies that it belongs to. */
    findingsIn(uri: string): readonly Finding[] {
        const findings: Finding[] = [];
        for (const { findings: each } of this.proved.values())
            findings.push(...each.filter(({ origin }) => origin.uri === uri));
        return findings;
    }

    /** Findings of one policy; `current` says whether they are about its text as it stands. */
    findingsOf(uri: string): { readonly findings: readonly Finding[]; readonly current: boolean } | undefined {
        const known = this.proved.get(uri);
        return known && { findings: known.findings, current: this.workspace.outline(uri) === known.as };
    }

    /** How many of all cases each rule of a policy gets; undefined as long as nobody has counted. */
    sharesOf(uri: string): Shares | undefined {
        const known = this.shares.get(uri);
        return known && known.as === this.workspace.outline(uri) ? known.shares : undefined;
    }

    /** Moves what is known along with an edit. */
    moved(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
        for (const known of this.proved.values()) {
            for (const change of changes) {
                known.findings = known.findings.flatMap((finding) => moveFinding(finding, uri, change) ?? []);
            }
        }
    }

    /** Waits until everything is proved, as a run of checks does. */
    async finished(): Promise<void> {
        for (let before = -1; before !== this.generation; ) {
            clearTimeout(this.timer);
            await this.running;
            before = this.generation;
            this.start();
            await this.running;
        }
    }

    private start(): void {
        this.running ??= this.proveAll()
            .catch((error) => this.outlet.failed('proving', error))
            .finally(() => {
                this.running = undefined;
            });
    }

    private async proveAll(): Promise<void> {
        const own = this.generation;
        this.outlet.busy(true);
        try {
            // What somebody works on comes first: where there is much to prove, the rest may take minutes.
            for (const uri of this.workspace.latest()) {
                const outline = this.workspace.outline(uri);
                if (outline?.header !== 'policy') {
                    this.forget(uri);
                    continue;
                }
                if (!outline.hasPolicy || this.proved.get(uri)?.as === outline) continue;
                const policy = this.workspace.checked(uri)?.policy;
                this.workspace.tidy();
                if (!policy) continue;
                if (policy.flow.length >= LARGE) await this.proveOne({ uri, policy, as: outline }, 'quick', own);
                if (own !== this.generation) return;
                await this.proveOne({ uri, policy, as: outline }, 'full', own);
                if (own !== this.generation) return;
            }
            for (const uri of this.proved.keys()) if (!this.workspace.file(uri)) this.forget(uri);
        } finally {
            this.outlet.busy(false);
        }
    }

    private async proveOne({ uri, policy, as }: Unproved, extent: Extent, own: number): Promise<void> {
        const found = await this.prover.prove(policy, extent).catch((error) => {
            this.outlet.failed(`proving ${uri}`, error);
            return undefined;
        });
        if (own !== this.generation || !found) return;
        const before = this.proved.get(uri);
        const known = before?.findings ?? [];
        const isWhole = extent === 'full';
        const findings = isWhole ? found : [...found, ...known.filter(({ code }) => SLOW_CODES.has(code))];
        const whole = isWhole ? as : before?.as;
        this.proved.set(uri, { findings, ...(whole ? { as: whole } : {}) });
        this.outlet.proved(uri, [...new Set([...known, ...findings].map(({ origin }) => origin.uri))]);
    }

    /** Counts the cases of what is on the screen, until something changes. */
    private async countOpen(): Promise<void> {
        const own = this.generation;
        const uris = new Set([...this.workspace.documents().keys()].map((uri) => this.workspace.policyUriOf(uri)));
        for (const uri of this.shares.keys()) if (!uris.has(uri)) this.shares.delete(uri);
        for (const uri of uris) {
            const as = uri === undefined ? undefined : this.workspace.outline(uri);
            if (uri === undefined || !as?.hasPolicy || this.shares.get(uri)?.as === as) continue;
            const policy = this.workspace.checked(uri)?.policy;
            this.workspace.tidy();
            const shares = policy && (await this.prover.count(policy));
            if (own !== this.generation) return;
            if (shares) this.shares.set(uri, { as, shares });
        }
    }

    private forget(uri: string): void {
        const known = this.proved.get(uri);
        if (!known) return;
        this.proved.delete(uri);
        this.outlet.proved(uri, [...new Set(known.findings.map(({ origin }) => origin.uri))]);
    }
}

function moveFinding(finding: Finding, uri: string, change: TextDocumentContentChangeEvent): Finding | undefined {
    const move = (origin: Origin): Origin | undefined => {
        if (origin.uri !== uri) return origin;
        const range = moveRange(origin.range, change);
        return range && { uri, range };
    };
    const origin = move(finding.origin);
    if (!origin) return undefined;
    const { fix: _, ...rest } = finding;
    const related = finding.related?.flatMap((each) => {
        const moved = move(each.origin);
        return moved ? [{ ...each, origin: moved }] : [];
    });
    const edits = finding.fix?.edits.map((edit) => ({ ...edit, origin: move(edit.origin) }));
    const fix =
        finding.fix && edits?.every((edit) => edit.origin)
            ? { fix: { title: finding.fix.title, edits: edits as NonNullable<Finding['fix']>['edits'] } }
            : {};
    return { ...rest, origin, ...(related ? { related } : {}), ...fix };
}
