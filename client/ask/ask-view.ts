// The view "Ask": decides a case by asking, one question after the other, in the order of the flow, none that can no longer
// matter. The answers are the active case all along, so that text, path and flowchart follow them.

import * as vscode from 'vscode';
import type { AskResult } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { currentFile } from '../current-file.js';
import { applyEdit } from '../edits.js';
import type { Documents } from '../page/document.js';
import { WebviewPage } from '../page/webview-page.js';
import { reveal } from '../positions.js';
import type { ServerLink } from '../server/link.js';
import { factsOf, letterText, skippedOf, tellState, withAnswer, withoutLast } from './interview.js';
import type { Answer, AskState, EndAction, FromAsk, Interview, ToAsk } from './messages.js';
import { askPage } from './page.js';

export const ASK_VIEW = 'tenet.ask';

export class AskView implements vscode.Disposable, vscode.WebviewViewProvider {
    readonly #link: ServerLink;
    readonly #activeCase: ActiveCase;
    readonly #documents: Documents;
    readonly #subscriptions: vscode.Disposable[];
    #view: vscode.WebviewView | undefined;
    #page: WebviewPage | undefined;
    #interview: Interview | undefined;
    #changing: string | undefined;
    #result: AskResult | undefined;
    #shown: AskState | undefined;
    #request: vscode.CancellationTokenSource | undefined;
    /** An answer on its way: whether it is one is not known yet. */
    #answering: Promise<void> | undefined;
    #isReady = false;
    /** Asked for by a command, before the page was there to take it. */
    #wantsFocus = false;

    constructor(link: ServerLink, activeCase: ActiveCase, documents: Documents) {
        this.#link = link;
        this.#activeCase = activeCase;
        this.#documents = documents;
        link.onNotice('tenet/flowchartChanged', ({ uris }) => {
            if (!this.#interview) void this.#begin();
            else if (uris.length === 0 || uris.includes(this.#interview.uri)) void this.#refresh('quiet');
        });
        this.#subscriptions = [
            vscode.window.registerWebviewViewProvider(ASK_VIEW, this),
            link.onDidChangeState((state) => state === 'running' && void this.#begin()),
            vscode.window.onDidChangeActiveTextEditor(() => !this.#interview && void this.#begin()),
        ];
    }

    /** What the page shows now, for the tests of the extension. */
    get shown(): AskState | undefined {
        return this.#shown;
    }

    /** Starts to ask about a case of this policy; where it is being asked already, goes on. */
    async open(uri: string): Promise<void> {
        const policy = await this.#link.request('tenet/policyOf', { uri });
        if (!policy) {
            void vscode.window.showInformationMessage(vscode.l10n.t('This file belongs to no policy that can ask.'));
            return;
        }
        const isOver = this.#shown?.end !== null && this.#shown?.end !== undefined;
        if (policy.uri !== this.#interview?.uri || isOver) this.#start(policy.uri);
        this.#wantsFocus = true;
        await vscode.commands.executeCommand(`${ASK_VIEW}.focus`);
        await this.#refresh();
        this.#takeFocus();
    }

    resolveWebviewView(view: vscode.WebviewView, context: vscode.WebviewViewResolveContext<Interview>): void {
        this.#view = view;
        this.#isReady = false;
        const kept = context.state;
        if (!this.#interview && kept?.uri && Array.isArray(kept.answers)) this.#interview = kept;
        view.webview.options = { enableScripts: true, localResourceRoots: [] };
        view.webview.onDidReceiveMessage((message: FromAsk) => {
            this.#hear(message).catch((error: unknown) => void vscode.window.showErrorMessage(messageOf(error)));
        });
        const page = new WebviewPage(view, () => this.#documents.of('ask', askPage()));
        this.#page = page;
        view.onDidChangeVisibility(() => page.seen());
        view.onDidDispose(() => {
            page.dispose();
            this.#view = undefined;
            this.#isReady = false;
        });
    }

    dispose(): void {
        this.#request?.cancel();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    #start(uri: string): void {
        this.#interview = { uri, answers: [] };
        this.#changing = undefined;
    }

    async #hear(message: FromAsk): Promise<void> {
        const interview = this.#interview;
        switch (message.kind) {
            case 'ready':
                this.#page?.heard();
                this.#isReady = true;
                await this.#begin();
                this.#takeFocus();
                return;
            case 'answer':
                return this.#answer({ fact: message.fact, kind: 'given', value: message.value });
            case 'skip':
                return this.#skip(message.fact);
            case 'back':
                if (this.#changing !== undefined) this.#changing = undefined;
                else if (interview) this.#interview = withoutLast(interview);
                return this.#refresh();
            case 'cancel':
                this.#changing = undefined;
                return this.#refresh();
            case 'change':
                this.#changing = message.fact;
                return this.#refresh();
            case 'choose':
                await vscode.commands.executeCommand('tenet.ask');
                return;
            case 'example':
                await vscode.commands.executeCommand('tenet.openExample');
                return;
            case 'restart':
                if (interview) this.#start(interview.uri);
                return this.#refresh();
            case 'cite': {
                const citation = this.#result?.open[0]?.citations[message.index];
                if (citation) await reveal(citation.target ?? citation.origin, 'take');
                return;
            }
            case 'step': {
                const step = this.#result?.decision.steps[message.index];
                if (step) await reveal(step.origin, 'glance');
                return;
            }
            case 'do':
                return this.#do(message.action);
        }
    }

    /** Goes on where it was, or starts with the policy in view; a page that nobody opened needs nothing. */
    async #begin(): Promise<void> {
        if (!this.#isReady) return;
        await this.#startByItself();
        await this.#refresh('quiet');
    }

    /** With one policy in view there is no doubt whom to ask. */
    async #startByItself(): Promise<void> {
        if (this.#interview) return;
        const document = currentFile();
        if (!document || this.#link.state !== 'running') return;
        const policy = await this.#link.request('tenet/policyOf', { uri: document.uri.toString() }).catch(() => null);
        if (policy) this.#start(policy.uri);
    }

    async #skip(fact: string): Promise<void> {
        const open = this.#result?.open.find(({ name }) => name === fact);
        const answered = this.#result?.answered.find(({ name }) => name === fact);
        const isUnknown = (open ?? answered)?.doNotKnow === 'unknown';
        await this.#answer(isUnknown ? { fact, kind: 'given', value: 'unknown' } : { fact, kind: 'skipped' });
    }

    /** An answer that is none leaves everything as it was, and the page says why. */
    async #answer(answer: Answer): Promise<void> {
        const before = this.#interview;
        if (!before) return;
        const changing = this.#changing;
        this.#interview = withAnswer(before, answer);
        this.#changing = undefined;
        const answering = this.#ask();
        this.#answering = answering;
        try {
            await answering;
        } catch (error) {
            this.#interview = before;
            this.#changing = changing;
            this.#say({ kind: 'refused', fact: answer.fact, message: messageOf(error) });
        } finally {
            if (this.#answering === answering) this.#answering = undefined;
        }
    }

    /** @param how quiet: what is shown stays if nothing can be asked now */
    async #refresh(how: 'aloud' | 'quiet' = 'aloud'): Promise<void> {
        // To ask anew now would cancel it, and an answer that is none would stay.
        await this.#answering?.catch(() => undefined);
        if (!this.#interview) return this.#sayNone();
        try {
            await this.#ask();
        } catch (error) {
            if (how === 'quiet' && this.#shown && this.#isReady) this.#say({ kind: 'state', state: this.#shown });
            else this.#say({ kind: 'none', message: messageOf(error), offer: 'restart' });
        }
    }

    async #sayNone(): Promise<void> {
        const message = vscode.l10n.t('Open a policy to be asked about a case.');
        const { policies } = await this.#link.request('tenet/policies', {}).catch(() => ({ policies: [] }));
        if (this.#interview) return;
        this.#say({ kind: 'none', message, offer: policies.length > 0 ? 'choose' : 'example' });
    }

    async #ask(): Promise<void> {
        const interview = this.#interview;
        if (!interview || this.#link.state !== 'running') return;
        this.#request?.cancel();
        const request = new vscode.CancellationTokenSource();
        this.#request = request;
        try {
            const facts = factsOf(interview);
            const params = { uri: interview.uri, facts, skipped: skippedOf(interview) };
            const result = await this.#link.request('tenet/ask', params, request.token);
            if (request.token.isCancellationRequested) return;
            this.#result = result;
            this.#shown = tellState(interview, result, this.#changing);
            this.#say({ kind: 'state', state: this.#shown });
            if (interview.answers.length === 0) return;
            const title = vscode.l10n.t('Answers');
            await this.#activeCase.set({ kind: 'facts', uri: interview.uri, facts, title });
            this.#showInText(result);
        } catch (error) {
            if (!request.token.isCancellationRequested) throw error;
        } finally {
            request.dispose();
            if (this.#request === request) this.#request = undefined;
        }
    }

    /** The text goes along, and with it the flowchart, where the policy is on the screen; the focus stays on the answers. */
    #showInText({ open, decision }: AskResult): void {
        const origin = open[0]?.asked ?? decision.steps.find(({ decides }) => decides)?.origin;
        const isVisible = vscode.window.visibleTextEditors.some(
            ({ document }) => document.uri.toString() === origin?.uri,
        );
        if (origin && isVisible) void reveal(origin, 'glance');
    }

    async #do(action: EndAction): Promise<void> {
        const interview = this.#interview;
        const result = this.#result;
        if (!interview || !result) return;
        const { uri } = interview;
        const facts = factsOf(interview);
        switch (action) {
            case 'save':
                await applyEdit(await this.#link.request('tenet/saveScenario', { uri, facts }));
                return;
            case 'record': {
                const at = new Date().toISOString();
                const params = { case: { kind: 'facts', uri, facts }, format: 'markdown', at } as const;
                const { text } = await this.#link.request('tenet/record', params);
                return this.#copy(text, vscode.l10n.t('Decision record copied'));
            }
            case 'letter':
                return this.#copy(letterText(result), vscode.l10n.t('Letter text copied'));
            case 'flowchart':
                await vscode.commands.executeCommand('tenet.openFlowchartToSide', uri);
        }
    }

    async #copy(text: string, said: string): Promise<void> {
        await vscode.env.clipboard.writeText(text);
        vscode.window.setStatusBarMessage(said, 3000);
    }

    #takeFocus(): void {
        if (!this.#wantsFocus || !this.#isReady) return;
        this.#wantsFocus = false;
        this.#say({ kind: 'focus' });
    }

    #say(message: ToAsk): void {
        if (this.#isReady) void this.#view?.webview.postMessage(message);
    }
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
