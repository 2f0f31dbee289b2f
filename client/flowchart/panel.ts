// One flowchart panel. The server draws; this asks for the picture again when the policy, the active case or the theme
// changes, keeps cursor and card together, and does what the buttons of the page say.

import * as vscode from 'vscode';
import type { ChartTheme, FlowchartParams, FlowchartResult, OverlayParams } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { readVersion } from '../changes/versions.js';
import type { Documents } from '../page/document.js';
import { WebviewPage } from '../page/webview-page.js';
import { reveal } from '../positions.js';
import type { ServerLink } from '../server/link.js';
import { pickOverlay, pickParts } from './choices.js';
import { copyAsText, exportFlowchart, pictureOf, showAsText } from './export.js';
import type { FromPage, PageAction, PanelCommand, PanelState, ToPage } from './messages.js';
import { flowchartPage } from './page.js';
import { cardAt, toPage } from './page-chart.js';

export type Chart = Extract<FlowchartResult, { kind: 'chart' }>;

/** What all panels share. */
export interface PanelHost {
    readonly link: ServerLink;
    readonly activeCase: ActiveCase;
    readonly documents: Documents;
    readonly icon: vscode.Uri;
    /** The panel was pinned, or is not any more. */
    readonly changed: (panel: FlowchartPanel) => void;
}

/** Edits come in bursts; the picture follows once they pause. */
const QUIET_MILLISECONDS = 250;

let lastView = 0;

export class FlowchartPanel {
    readonly #host: PanelHost;
    readonly #panel: vscode.WebviewPanel;
    readonly #page: WebviewPage;
    /** Positions are kept by the server for each view. */
    readonly #view = `panel ${++lastView}`;
    #state: PanelState;
    #chart: Chart | undefined;
    #request: vscode.CancellationTokenSource | undefined;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #isReady = false;
    /** Of the page's frame, for `auto`. */
    #width: number | undefined;
    #standing: string | undefined;
    #isDisposed = false;

    constructor(host: PanelHost, panel: vscode.WebviewPanel, state: PanelState) {
        this.#host = host;
        this.#panel = panel;
        this.#state = state;
        panel.iconPath = host.icon;
        panel.webview.options = { enableScripts: true, localResourceRoots: [] };
        panel.webview.onDidReceiveMessage((message: FromPage) => this.#hear(message));
        panel.onDidDispose(() => {
            this.#isDisposed = true;
            this.#page.dispose();
            clearTimeout(this.#timer);
            this.#request?.cancel();
            this.#chart = undefined;
        });
        panel.onDidChangeViewState(() => {
            this.#page.seen();
            void this.refresh();
        });
        this.#page = new WebviewPage(panel, () => host.documents.of('flowchart', flowchartPage()));
    }

    get uri(): string {
        return this.#state.uri;
    }

    get isPinned(): boolean {
        return this.#state.pinned;
    }

    get isActive(): boolean {
        return this.#panel.active;
    }

    /** What the page keeps, the case included. */
    get state(): PanelState {
        const { case: active, suppose } = this.#host.activeCase.state;
        const { case: _, suppose: __, ...rest } = this.#state;
        return { ...rest, ...(active ? { case: active, suppose } : {}) };
    }

    get chart(): Chart | undefined {
        return this.#chart;
    }

    reveal(): void {
        this.#panel.reveal(this.#panel.viewColumn, true);
    }

    dispose(): void {
        this.#panel.dispose();
    }

    pin(pinned: boolean): void {
        this.#state = { ...this.#state, pinned };
        this.#tell();
    }

    /** Another policy, as it is drawn at first. */
    async show(uri: string): Promise<void> {
        if (uri !== this.#state.uri) {
            const { folded: _, against: __, ...rest } = this.#state;
            this.#state = { ...rest, uri, overlay: rest.overlay === 'changes' ? 'path' : rest.overlay };
        }
        await this.refresh();
    }

    async showChanges(against: string): Promise<void> {
        this.#state = { ...this.#state, overlay: 'changes', against };
        await this.refresh();
    }

    isAbout(uris: readonly string[]): boolean {
        return uris.length === 0 || uris.includes(this.#chart?.policy.uri ?? this.#state.uri);
    }

    /** The text changed: the picture follows once nobody types. */
    refreshSoon(): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.refresh(), QUIET_MILLISECONDS);
    }

    async refresh(): Promise<void> {
        const { link } = this.#host;
        if (this.#isDisposed || !this.#panel.visible || !this.#isReady || link.state === 'stopped') return;
        clearTimeout(this.#timer);
        this.#request?.cancel();
        const request = new vscode.CancellationTokenSource();
        this.#request = request;
        this.#say({ kind: 'busy', busy: true });
        try {
            const params: FlowchartParams = { ...(await this.#params()), view: this.#view, theme: currentTheme() };
            const result = await link.request('tenet/flowchart', params, request.token);
            if (request.token.isCancellationRequested || this.#isDisposed) return;
            this.#chart = result.kind === 'chart' ? result : undefined;
            if (result.kind === 'none') this.#say(result);
            this.#tell();
            const editor = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'tenet');
            if (editor) this.markCursor(editor);
        } catch (error) {
            if (!request.token.isCancellationRequested) this.#say({ kind: 'none', message: messageOf(error) });
        } finally {
            if (this.#request === request) this.#say({ kind: 'busy', busy: false });
            request.dispose();
        }
    }

    act(action: PageAction): void {
        this.#say({ kind: 'do', action });
    }

    async obey(command: PanelCommand): Promise<void> {
        const { outcomes } = this.#drawnAs();
        switch (command) {
            case 'direction':
                return this.#change({ direction: this.#chart?.scene.direction === 'right' ? 'down' : 'right' });
            case 'outcomes':
                return this.#change({ outcomes: outcomes === 'repeated' ? 'shared' : 'repeated' });
            case 'case':
                this.#state = { ...this.#state, overlay: 'path' };
                return vscode.commands.executeCommand('tenet.selectCase');
            case 'overlay': {
                const choice = await pickOverlay(this.#host, this.#state, this.#chart?.policy.uri ?? this.uri);
                return choice && this.#change(choice);
            }
            case 'parts': {
                const { parts = [], isLarge = false } = this.#chart ?? {};
                const folded = await pickParts(parts, isLarge);
                return folded && this.#change({ folded });
            }
            case 'pin':
                this.pin(!this.isPinned);
                return this.#host.changed(this);
            case 'text':
                return showAsText(this.#host.link, await this.#asSeen(), this.#panel.title);
            case 'export':
                return this.export();
            case 'reset': {
                const { folded: _, direction: __, outcomes: ___, ...rest } = this.#state;
                this.#state = rest;
                return this.refresh();
            }
            case 'clearSuppositions': {
                const { case: active, suppose } = this.#host.activeCase.state;
                const isOnlySupposed = active?.kind === 'facts' && Object.keys(active.facts).length === 0;
                if (Object.keys(suppose).length > 0) await this.#host.activeCase.set(isOnlySupposed ? null : active);
                return;
            }
            case 'saveScenario':
                return vscode.commands.executeCommand('tenet.saveCaseAsScenario');
        }
    }

    async export(): Promise<void> {
        await exportFlowchart(this.#host.link, await this.#asSeen(), this.#chart?.policy.uri ?? this.uri);
    }

    /** Says on the page which card belongs to the cursor. */
    markCursor({ document, selection }: vscode.TextEditor): void {
        const chart = this.#chart;
        if (!chart || document.languageId !== 'tenet') return;
        const sync = settingsOf(document.uri).get('sync', 'both');
        if (sync !== 'both' && sync !== 'fromEditor') return;
        const card = cardAt(chart.scene.cards, document.uri.toString(), selection.active);
        this.#say({ kind: 'cursor', card: card?.id ?? null });
    }

    /** Marks the card at which a replay of this policy stands; undefined: none. */
    standAt(rule: string | undefined): void {
        if (rule === this.#standing) return;
        this.#standing = rule;
        void this.refresh();
    }

    /** Supposes an answer of a question, on top of what is supposed already. */
    async suppose(card: string, answer: string): Promise<void> {
        const { link, activeCase } = this.#host;
        const uri = this.#chart?.policy.uri ?? this.uri;
        const { case: active, suppose } = activeCase.state;
        const base = active ?? { kind: 'facts' as const, uri, facts: {}, title: vscode.l10n.t('What if') };
        const found = await link.request('tenet/supposeAnswer', { case: base, suppose, question: card, answer });
        if (found.kind === 'problem') {
            void vscode.window.showWarningMessage(found.message);
            return;
        }
        this.#state = { ...this.#state, overlay: 'path' };
        await activeCase.set(base, { ...suppose, ...found.facts });
    }

    async #change(change: Partial<PanelState>): Promise<void> {
        this.#state = { ...this.#state, ...change };
        await this.refresh();
    }

    #tell(): void {
        const chart = this.#chart;
        if (!chart || this.#isDisposed) return;
        const { policy } = chart;
        const name = policy.title ?? policy.name;
        this.#panel.title = this.isPinned ? vscode.l10n.t('{0} (pinned)', name) : name;
        this.#say(toPage(chart, this.state, Object.keys(this.#host.activeCase.state.suppose).length));
    }

    #say(message: ToPage): void {
        if (this.#isReady && !this.#isDisposed) void this.#panel.webview.postMessage(message);
    }

    #hear(message: FromPage): void {
        switch (message.kind) {
            case 'ready':
                this.#page.heard();
                this.#isReady = true;
                this.#width = message.width;
                void this.refresh();
                break;
            case 'resized': {
                const isNew = message.width !== this.#width;
                this.#width = message.width;
                if (isNew && this.#chart && this.#drawnAs().direction === 'auto') this.refreshSoon();
                break;
            }
            case 'copy':
                void this.#copy(message.as);
                break;
            case 'reveal': {
                const sync = settingsOf(vscode.Uri.parse(this.uri)).get('sync', 'both');
                const origin = this.#chart?.scene.cards.find(({ id }) => id === message.card)?.origin;
                if (!origin || (message.how === 'glance' && sync !== 'both' && sync !== 'fromChart')) return;
                void reveal(origin, message.how === 'open' ? 'take' : 'glance');
                break;
            }
            case 'fold':
                void this.#fold(message.card);
                break;
            case 'suppose':
                void this.suppose(message.card, message.answer);
                break;
            case 'command':
                void this.obey(message.command);
        }
    }

    /** The page puts pictures into the clipboard, which the editor itself cannot. */
    async #copy(as: 'picture' | 'text'): Promise<void> {
        const { link } = this.#host;
        try {
            const what = await this.#asSeen();
            if (as === 'text') await copyAsText(link, what);
            else this.#say({ kind: 'picture', base64: (await pictureOf(link, what)) ?? null });
        } catch (error) {
            this.#say({ kind: 'picture', base64: null });
            void vscode.window.showErrorMessage(messageOf(error));
        }
    }

    async #fold(card: string): Promise<void> {
        const parts = this.#chart?.parts ?? [];
        const group = this.#chart?.scene.cards.find(({ id }) => id === card)?.group;
        const part = parts.find(({ id }) => id === card || id === group);
        if (!part) return;
        const isOpened = part.folded;
        const staysFolded = (each: (typeof parts)[number]): boolean =>
            each === part ? !isOpened : each.folded || (isOpened && this.#chart?.isLarge === true);
        const folded = parts.filter(staysFolded);
        await this.#change({ folded: folded.map(({ id }) => id) });
    }

    /** As the panel says, or else the settings. */
    #drawnAs(): Required<Pick<FlowchartParams, 'direction' | 'outcomes'>> {
        const settings = settingsOf(vscode.Uri.parse(this.uri));
        return {
            direction: this.#state.direction ?? settings.get<'down' | 'right' | 'auto'>('direction', 'down'),
            outcomes: this.#state.outcomes ?? settings.get<'repeated' | 'shared'>('outcomes', 'repeated'),
        };
    }

    async #params(): Promise<Omit<FlowchartParams, 'theme' | 'view'>> {
        const { uri, folded } = this.#state;
        return {
            uri,
            ...this.#drawnAs(),
            ...(this.#width === undefined ? {} : { width: this.#width }),
            ...(folded ? { folded } : {}),
            overlay: { ...(await this.#overlay()), ...this.#position() },
        };
    }

    /** For files: in the direction of the picture that is shown. */
    async #asSeen(): Promise<Omit<FlowchartParams, 'theme' | 'view'>> {
        const params = await this.#params();
        return { ...params, direction: this.#chart?.scene.direction ?? params.direction ?? 'down' };
    }

    /** A step that is folded away is shown at its part. */
    #position(): Pick<OverlayParams, 'position'> {
        const rule = this.#standing;
        if (rule === undefined) return {};
        const isShown = this.#chart?.scene.cards.some(({ id }) => id === rule) ?? true;
        return { position: isShown ? rule : (rule.split('.')[0] ?? rule) };
    }

    async #overlay(): Promise<OverlayParams> {
        const { overlay, against, uri } = this.#state;
        const findings = { findings: true };
        switch (overlay) {
            case 'none':
                return findings;
            case 'path':
                return this.#host.activeCase.state.case ? { ...findings, case: 'active' } : findings;
            case 'coverage':
                return { ...findings, coverage: true };
            case 'changes': {
                if (against === undefined) return findings;
                const version = await readVersion(this.#host.link, this.#chart?.policy.uri ?? uri, against);
                return { ...findings, changes: { uri: version.uri, files: version.files } };
            }
        }
    }
}

export function settingsOf(uri: vscode.Uri): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('tenet.flowchart', uri);
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}

function currentTheme(): ChartTheme {
    switch (vscode.window.activeColorTheme.kind) {
        case vscode.ColorThemeKind.Light:
            return { kind: 'editor', base: 'light' };
        case vscode.ColorThemeKind.Dark:
            return { kind: 'editor', base: 'dark' };
        case vscode.ColorThemeKind.HighContrast:
            return { kind: 'editor', base: 'contrast-dark' };
        case vscode.ColorThemeKind.HighContrastLight:
            return { kind: 'editor', base: 'contrast-light' };
    }
}
