// The active case: the one case whose values, path and flowchart the editor shows. The server decides it; this holds
// what the server last said, sets the context keys that commands depend on, and hands the case to a restarted server,
// also to that of the next window.

import * as vscode from 'vscode';
import type { ActiveCaseState, CaseRef, GivenFacts } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';

const NO_CASE: ActiveCaseState = {
    case: null,
    title: null,
    isAdHoc: false,
    suppose: {},
    decision: null,
    status: null,
    failing: false,
    problem: null,
};

const KEPT_KEY = 'tenet.activeCase';

/** What outlives the window. */
interface KeptCase {
    readonly case: CaseRef;
    readonly suppose: GivenFacts;
    readonly title: string | null;
}

export class ActiveCase implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #memory: vscode.Memento;
    readonly #changed = new vscode.EventEmitter<ActiveCaseState>();
    readonly #chosen = new vscode.EventEmitter<void>();
    readonly #subscriptions: vscode.Disposable[] = [this.#changed, this.#chosen];
    #state = NO_CASE;
    #lastTitle: string | null = null;

    readonly onDidChange = this.#changed.event;
    /** Another case was asked for, or other suppositions. */
    readonly onDidChoose = this.#chosen.event;

    constructor(link: ServerLink, memory: vscode.Memento) {
        this.#link = link;
        this.#memory = memory;
        const kept = memory.get<KeptCase>(KEPT_KEY);
        if (kept) {
            this.#state = { ...NO_CASE, case: kept.case, suppose: kept.suppose, title: kept.title };
            this.#lastTitle = kept.title;
        }
        link.onNotice('tenet/activeCaseChanged', (state) => this.#take(state));
        this.#subscriptions.push(link.onDidChangeState((state) => state === 'running' && void this.#handOver()));
        if (link.state === 'running') void this.#handOver();
    }

    get state(): ActiveCaseState {
        return this.#state;
    }

    /** The title, also of a case that is not to be found any more. */
    get title(): string | null {
        return this.#state.title ?? (this.#state.case ? this.#lastTitle : null);
    }

    async set(chosen: CaseRef | null, suppose: GivenFacts = {}): Promise<ActiveCaseState> {
        const state = await this.#link.request('tenet/setActiveCase', { case: chosen, suppose });
        if (JSON.stringify(chosen) !== JSON.stringify(this.#state.case)) this.#lastTitle = null;
        this.#take(state);
        this.#chosen.fire();
        return state;
    }

    dispose(): void {
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    /** To a server that has just started. */
    async #handOver(): Promise<void> {
        if (!this.#state.case) return;
        try {
            // Answered when all files have been read: before, the case could not be found.
            await this.#link.request('tenet/policies', {});
            if (this.#state.case) await this.set(this.#state.case, this.#state.suppose);
        } catch {
            // It ended meanwhile; the next one is told.
        }
    }

    #take(state: ActiveCaseState): void {
        this.#state = state;
        this.#lastTitle = state.title ?? this.#lastTitle;
        this.#keep();
        void vscode.commands.executeCommand('setContext', 'tenet.hasCase', state.case !== null);
        void vscode.commands.executeCommand('setContext', 'tenet.caseIsAdHoc', state.isAdHoc);
        this.#changed.fire(state);
    }

    #keep(): void {
        const { case: active, suppose } = this.#state;
        const kept: KeptCase | undefined = active ? { case: active, suppose, title: this.title } : undefined;
        if (JSON.stringify(kept) !== JSON.stringify(this.#memory.get(KEPT_KEY))) {
            void this.#memory.update(KEPT_KEY, kept);
        }
    }
}
