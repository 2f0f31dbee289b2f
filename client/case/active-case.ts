// The active case: the one case whose values, path and flowchart the editor shows. The server decides it; this holds
// what the server last said, sets the context keys that commands depend on, and hands the case to a restarted server.

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

export class ActiveCase implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #changed = new vscode.EventEmitter<ActiveCaseState>();
    readonly #subscriptions: vscode.Disposable[] = [this.#changed];
    #state = NO_CASE;

    readonly onDidChange = this.#changed.event;

    constructor(link: ServerLink) {
        this.#link = link;
        link.onNotice('tenet/activeCaseChanged', (state) => this.#take(state));
        this.#subscriptions.push(
            link.onDidChangeState((state) => {
                if (state === 'running' && this.#state.case) void this.set(this.#state.case, this.#state.suppose);
            }),
        );
    }

    get state(): ActiveCaseState {
        return this.#state;
    }

    async set(chosen: CaseRef | null, suppose: GivenFacts = {}): Promise<ActiveCaseState> {
        const state = await this.#link.request('tenet/setActiveCase', { case: chosen, suppose });
        this.#take(state);
        return state;
    }

    dispose(): void {
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    #take(state: ActiveCaseState): void {
        this.#state = state;
        void vscode.commands.executeCommand('setContext', 'tenet.hasCase', state.case !== null);
        void vscode.commands.executeCommand('setContext', 'tenet.caseIsAdHoc', state.isAdHoc);
        this.#changed.fire(state);
    }
}
