// The flowchart panel: one panel that follows the editor. The server draws; this asks for the picture again when the
// policy, the active case or the theme changes, and keeps cursor and card together.

import * as vscode from 'vscode';
import type { ChartTheme, FlowchartParams, FlowchartResult, Position, Scene } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { reveal, toRange } from '../positions.js';
import type { ServerLink } from '../server/link.js';
import type { FromPage, PageCard, PageCommand, PageState, ToPage } from './messages.js';
import { pageOf } from './page.js';

export const FLOWCHART_TYPE = 'tenet.flowchart';
const VIEW = 'following';

type Chart = Extract<FlowchartResult, { kind: 'chart' }>;
type SceneCard = Scene['cards'][number];

export class FlowchartPanel implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #activeCase: ActiveCase;
    readonly #extensionUri: vscode.Uri;
    readonly #subscriptions: vscode.Disposable[];
    #panel: vscode.WebviewPanel | undefined;
    #uri = '';
    #chart: Chart | undefined;
    #folded: readonly string[] | undefined;
    #coverage = false;
    #request: vscode.CancellationTokenSource | undefined;

    constructor(link: ServerLink, activeCase: ActiveCase, extensionUri: vscode.Uri) {
        this.#link = link;
        this.#activeCase = activeCase;
        this.#extensionUri = extensionUri;
        link.onNotice('tenet/flowchartChanged', ({ uris }) => {
            if (uris.length === 0 || uris.includes(this.#chart?.policy.uri ?? this.#uri)) void this.#refresh();
        });
        const refresh = (): void => void this.#refresh();
        this.#subscriptions = [
            activeCase.onDidChange(refresh),
            vscode.window.onDidChangeActiveColorTheme(refresh),
            link.onDidChangeState((state) => state === 'running' && refresh()),
            vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#markCursor(textEditor)),
            vscode.window.onDidChangeActiveTextEditor((editor) => void this.#follow(editor)),
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (event.affectsConfiguration('tenet.flowchart')) refresh();
            }),
            vscode.window.registerWebviewPanelSerializer(FLOWCHART_TYPE, {
                deserializeWebviewPanel: async (panel, state: PageState | undefined) => {
                    if (state) this.#uri = state.uri;
                    this.#adopt(panel);
                },
            }),
        ];
    }

    /** What the panel shows now, for the tests of the extension. */
    get shown(): { readonly policy: string; readonly summary: string; readonly cards: number } | undefined {
        const chart = this.#panel && this.#chart;
        return chart && { policy: chart.policy.name, summary: chart.summary, cards: chart.scene.cards.length };
    }

    async open(uri: string, column: vscode.ViewColumn): Promise<void> {
        this.#uri = uri;
        if (this.#panel) this.#panel.reveal(this.#panel.viewColumn, true);
        else {
            const place = { viewColumn: column, preserveFocus: column === vscode.ViewColumn.Beside };
            this.#adopt(vscode.window.createWebviewPanel(FLOWCHART_TYPE, vscode.l10n.t('Flowchart'), place));
        }
        await this.#refresh();
    }

    dispose(): void {
        this.#panel?.dispose();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    #adopt(panel: vscode.WebviewPanel): void {
        this.#panel = panel;
        panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'client', 'media', 'file.svg');
        panel.webview.options = {
            enableScripts: true,
            localResourceRoots: [
                vscode.Uri.joinPath(this.#extensionUri, 'client', 'media'),
                vscode.Uri.joinPath(this.#extensionUri, 'out', 'client'),
            ],
        };
        panel.webview.onDidReceiveMessage((message: FromPage) => this.#hear(message));
        panel.onDidDispose(() => {
            this.#panel = undefined;
            this.#chart = undefined;
        });
        panel.onDidChangeViewState(() => panel.visible && void this.#refresh());
        panel.webview.html = pageOf(panel.webview, this.#extensionUri);
    }

    async #follow(editor: vscode.TextEditor | undefined): Promise<void> {
        if (!this.#panel || editor?.document.languageId !== 'tenet') return;
        if (!settingsOf(editor.document.uri).get('followActiveEditor', true)) return;
        const policy = await this.#link.request('tenet/policyOf', { uri: editor.document.uri.toString() });
        if (!policy || policy.uri === this.#chart?.policy.uri) return;
        this.#uri = editor.document.uri.toString();
        this.#folded = undefined;
        await this.#refresh();
    }

    async #refresh(): Promise<void> {
        const panel = this.#panel;
        if (!panel?.visible || !this.#uri || this.#link.state === 'stopped') return;
        this.#request?.cancel();
        const request = new vscode.CancellationTokenSource();
        this.#request = request;
        try {
            const result = await this.#link.request('tenet/flowchart', this.#params(), request.token);
            if (request.token.isCancellationRequested || panel !== this.#panel) return;
            this.#chart = result.kind === 'chart' ? result : undefined;
            panel.title = result.kind === 'chart' ? (result.policy.title ?? result.policy.name) : panel.title;
            this.#say(toPage(result, this.#uri));
            const editor = vscode.window.visibleTextEditors.find(({ document }) => document.languageId === 'tenet');
            if (editor) this.#markCursor(editor);
        } catch (error) {
            if (!request.token.isCancellationRequested) this.#say({ kind: 'none', message: String(error) });
        } finally {
            request.dispose();
        }
    }

    #params(): FlowchartParams {
        const settings = settingsOf(vscode.Uri.parse(this.#uri));
        const direction = settings.get<'down' | 'right' | 'auto'>('direction', 'down');
        return {
            uri: this.#uri,
            view: VIEW,
            direction: direction === 'auto' ? 'down' : direction,
            outcomes: settings.get<'repeated' | 'shared'>('outcomes', 'repeated'),
            ...(this.#folded ? { folded: this.#folded } : {}),
            theme: currentTheme(),
            overlay: {
                findings: true,
                coverage: this.#coverage,
                ...(this.#activeCase.state.case ? { case: 'active' } : {}),
            },
        };
    }

    #say(message: ToPage): void {
        void this.#panel?.webview.postMessage(message);
    }

    #hear(message: FromPage): void {
        switch (message.kind) {
            case 'ready':
                void this.#refresh();
                break;
            case 'reveal': {
                const sync = settingsOf(vscode.Uri.parse(this.#uri)).get('sync', 'both');
                const origin = this.#card(message.card)?.origin;
                if (!origin || (message.how === 'glance' && sync !== 'both' && sync !== 'fromChart')) return;
                void reveal(origin, message.how === 'open' ? 'take' : 'glance');
                break;
            }
            case 'fold':
                this.#fold(message.card);
                break;
            case 'command':
                void this.#obey(message.command);
        }
    }

    async #obey(command: PageCommand): Promise<void> {
        const settings = settingsOf(vscode.Uri.parse(this.#uri));
        const turn = (name: string, one: string, other: string): Thenable<void> =>
            settings.update(name, settings.get(name) === one ? other : one, vscode.ConfigurationTarget.Global);
        switch (command) {
            case 'direction':
                return turn('direction', 'down', 'right');
            case 'outcomes':
                return turn('outcomes', 'repeated', 'shared');
            case 'case':
                return vscode.commands.executeCommand('tenet.selectCase');
            case 'export':
                return vscode.commands.executeCommand('tenet.export', this.#uri);
            case 'coverage':
                this.#coverage = !this.#coverage;
                return this.#refresh();
        }
    }

    #fold(card: string): void {
        const parts = this.#chart?.parts ?? [];
        const part = parts.find(({ id }) => id === card || id === this.#card(card)?.group);
        if (!part) return;
        const folded = parts.filter((each) => (each === part ? !each.folded : each.folded));
        this.#folded = folded.map(({ id }) => id);
        void this.#refresh();
    }

    #markCursor({ document, selection }: vscode.TextEditor): void {
        const chart = this.#chart;
        if (!this.#panel || !chart || document.languageId !== 'tenet') return;
        const sync = settingsOf(document.uri).get('sync', 'both');
        if (sync !== 'both' && sync !== 'fromEditor') return;
        const card = cardAt(chart.scene.cards, document.uri.toString(), selection.active);
        this.#say({ kind: 'cursor', card: card?.id ?? null });
    }

    #card(id: string): SceneCard | undefined {
        return this.#chart?.scene.cards.find((card) => card.id === id);
    }
}

function settingsOf(uri: vscode.Uri): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('tenet.flowchart', uri);
}

function toPage(result: FlowchartResult, uri: string): ToPage {
    if (result.kind === 'none') return result;
    const { scene, svg, summary, stale, policy } = result;
    const banner =
        stale &&
        vscode.l10n.t('Showing the last version without errors · line {0}: {1}', stale.line + 1, stale.message);
    const labelOf = (answers: Chart['scene']['edges'][number]['answers']): string =>
        answers.map(({ label }) => label).join(', ');
    const cards = scene.cards.map(
        ({ id, label }): PageCard => ({
            id,
            label,
            next: scene.edges
                .filter(({ from }) => from === id)
                .map(({ to, answers }) => ({ card: to, label: labelOf(answers) })),
        }),
    );
    return { kind: 'chart', title: policy.title ?? policy.name, svg, summary, banner, cards, state: { uri } };
}

/** The innermost card whose text holds the position. */
function cardAt(cards: readonly SceneCard[], uri: string, position: Position): SceneCard | undefined {
    const place = new vscode.Position(position.line, position.character);
    return cards
        .filter(({ origin }) => origin && origin.uri === uri && toRange(origin.range).contains(place))
        .sort((a, b) => lengthOf(a) - lengthOf(b))[0];
}

function lengthOf({ origin }: SceneCard): number {
    return origin ? origin.range.end.line - origin.range.start.line : Number.POSITIVE_INFINITY;
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
