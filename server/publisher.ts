// Brings findings to the editor: pushes those of every file that an edit can have touched, a file at a time and with room
// for typing in between, or answers when the editor asks. What is on the screen stays there until there is something newer.

import type { Diagnostic } from 'vscode-languageserver';
import type { ShownFindings } from './allowed.js';
import { diagnosticsOf } from './diagnostics.js';
import { nextTurn } from './turns.js';
import type { Workspace } from './workspace.js';

export interface Outlet {
    push(clientUri: string, version: number | undefined, diagnostics: Diagnostic[]): void;
    /** A bug in one check: the others go on. */
    failed(what: string, error: unknown): void;
    /** Everything that changed has been checked. */
    checked(uris: readonly string[]): void;
}

export class Publisher {
    private readonly published = new Map<string, string>();
    private readonly changed = new Set<string>();
    private generation = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private running = false;
    /** Errors and warnings by file, as last found. */
    private readonly counts = new Map<string, readonly [errors: number, warnings: number]>();
    pushes = true;
    /** Where the pages about findings are. */
    pages: string | undefined;

    constructor(
        private readonly workspace: Workspace,
        private readonly shown: Pick<ShownFindings, 'in'>,
        private readonly outlet: Outlet,
    ) {}

    /** These files are others now; all that rest on them are checked again. */
    touch(uris: Iterable<string>): void {
        for (const uri of uris) this.changed.add(uri);
        this.generation++;
        this.timer ??= setTimeout(() => {
            this.timer = undefined;
            void this.refresh();
        }, 0);
    }

    dispose(): void {
        this.generation++;
        clearTimeout(this.timer);
    }

    /** Errors and warnings in all files. */
    count(): { readonly errors: number; readonly warnings: number } {
        let [errors, warnings] = [0, 0];
        for (const [own, others] of this.counts.values()) {
            errors += own;
            warnings += others;
        }
        return { errors, warnings };
    }

    /** The diagnostics of one file as they are now. */
    diagnose(uri: string): Diagnostic[] {
        const findings = this.guard(uri, () => this.shown.in(uri));
        return diagnosticsOf(findings, { clientUri: (each) => this.workspace.clientUri(each), pages: this.pages });
    }

    /** Pushes one file, if anything about it is new. */
    publish(uri: string): void {
        const diagnostics = this.workspace.file(uri) ? this.diagnose(uri) : [];
        this.counts.set(uri, [countOf(diagnostics, 1), countOf(diagnostics, 2)]);
        if (!this.pushes) return;
        const key = JSON.stringify(diagnostics);
        if ((this.published.get(uri) ?? '[]') === key) return;
        if (diagnostics.length === 0) this.published.delete(uri);
        else this.published.set(uri, key);
        this.outlet.push(this.workspace.clientUri(uri), this.workspace.document(uri)?.version, diagnostics);
    }

    private async refresh(): Promise<void> {
        if (this.running) return;
        this.running = true;
        try {
            while (this.changed.size > 0) {
                const own = this.generation;
                await this.workspace.settled();
                if (own !== this.generation) continue;
                const done = await this.checkAll(own);
                if (!done) continue;
                const changed = new Set(this.changed);
                const involved = new Set([...changed, ...[...done].flatMap((uri) => this.involvedIn(uri))]);
                this.changed.clear();
                // Those on the screen have been published as soon as they were checked.
                for (const uri of involved) if (!this.workspace.document(uri) || !changed.has(uri)) this.publish(uri);
                this.outlet.checked([...done]);
            }
        } catch (error) {
            this.changed.clear();
            this.outlet.failed('checking', error);
        } finally {
            this.running = false;
        }
    }

    /** Checks what was changed and what rests on it, what is on the screen first; undefined if something changes meanwhile. */
    private async checkAll(own: number): Promise<ReadonlySet<string> | undefined> {
        const done = new Set<string>();
        const isOpen = (uri: string): number => (this.workspace.document(uri) ? 0 : 1);
        const changed = [...this.changed].sort((a, b) => isOpen(a) - isOpen(b));
        for (const each of changed) {
            for (const uri of this.workspace.dependentsOf(each)) {
                if (done.has(uri)) continue;
                done.add(uri);
                this.guard(uri, () => [this.workspace.outline(uri)]);
                this.workspace.tidy();
                await nextTurn();
                if (own !== this.generation) return undefined;
            }
            if (isOpen(each) === 0) this.publish(each);
        }
        return done;
    }

    private involvedIn(uri: string): readonly string[] {
        return this.guard(uri, () => this.workspace.outline(uri)?.files ?? []);
    }

    private guard<T>(uri: string, compute: () => readonly T[]): readonly T[] {
        try {
            return compute();
        } catch (error) {
            this.outlet.failed(`checking ${uri}`, error);
            return [];
        }
    }
}

function countOf(diagnostics: readonly Diagnostic[], wanted: number): number {
    return diagnostics.filter(({ severity }) => severity === wanted).length;
}
