// All flowchart panels: one that follows the editor, and those that were pinned to their policy. They come back after a
// reload, each as it was.

import * as vscode from 'vscode';
import type { ActiveCase } from '../case/active-case.js';
import type { Documents } from '../page/document.js';
import type { ServerLink } from '../server/link.js';
import { exportFlowchart } from './export.js';
import type { PageAction, PanelCommand, PanelState } from './messages.js';
import { FlowchartPanel, type PanelHost, settingsOf } from './panel.js';

export const FLOWCHART_TYPE = 'tenet.flowchart';

export class Flowcharts implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #activeCase: ActiveCase;
    readonly #host: PanelHost;
    readonly #panels = new Set<FlowchartPanel>();
    readonly #subscriptions: vscode.Disposable[];

    constructor(link: ServerLink, activeCase: ActiveCase, documents: Documents, extensionUri: vscode.Uri) {
        this.#link = link;
        this.#activeCase = activeCase;
        const icon = vscode.Uri.joinPath(extensionUri, 'client', 'media', 'file.svg');
        this.#host = { link, activeCase, documents, icon, changed: (panel) => this.#changed(panel) };
        link.onNotice('tenet/flowchartChanged', ({ uris }) => {
            for (const panel of this.#panels) if (panel.isAbout(uris)) panel.refreshSoon();
        });
        const refresh = (): void => {
            for (const panel of this.#panels) void panel.refresh();
        };
        this.#subscriptions = [
            activeCase.onDidChange(refresh),
            vscode.window.onDidChangeActiveColorTheme(refresh),
            link.onDidChangeState((state) => state === 'running' && refresh()),
            vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
                for (const panel of this.#panels) panel.markCursor(textEditor);
            }),
            vscode.window.onDidChangeActiveTextEditor((editor) => void this.#follow(editor)),
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (event.affectsConfiguration('tenet.flowchart')) refresh();
            }),
            vscode.window.registerWebviewPanelSerializer(FLOWCHART_TYPE, {
                deserializeWebviewPanel: async (panel, state: PanelState | undefined) => this.restore(panel, state),
            }),
        ];
    }

    /** What the panel in use shows now, for the tests of the extension. */
    get shown():
        | { readonly policy: string; readonly summary: string; readonly cards: number; readonly state: PanelState }
        | undefined {
        const panel = this.#inUse();
        const chart = panel?.chart;
        if (!panel || !chart) return undefined;
        return {
            policy: chart.policy.name,
            summary: chart.summary,
            cards: chart.scene.cards.length,
            state: panel.state,
        };
    }

    /** The policies of all panels, the pinned ones first. */
    get all(): readonly { readonly policy: string | undefined; readonly isPinned: boolean }[] {
        return [...this.#panels]
            .map(({ chart, isPinned }) => ({ policy: chart?.policy.name, isPinned }))
            .sort((a, b) => Number(b.isPinned) - Number(a.isPinned));
    }

    async open(uri: string, column: vscode.ViewColumn): Promise<void> {
        const policy = await this.#link.request('tenet/policyOf', { uri }).catch(() => null);
        const known = [...this.#panels].find(({ chart }) => policy !== null && chart?.policy.uri === policy.uri);
        const panel = known ?? this.#following();
        if (panel) {
            panel.reveal();
            await panel.show(known ? panel.uri : uri);
            return;
        }
        const place = { viewColumn: column, preserveFocus: column === vscode.ViewColumn.Beside };
        const made = vscode.window.createWebviewPanel(FLOWCHART_TYPE, vscode.l10n.t('Flowchart'), place);
        await this.#adopt(made, { uri, pinned: false, overlay: 'path' }).refresh();
    }

    /** Opens a policy to the side with what changed against another version over it: a revision, or the URI of a file. */
    async showChanges(uri: string, against: string): Promise<void> {
        await this.open(uri, vscode.ViewColumn.Beside);
        const panel = [...this.#panels].find((each) => each.chart?.policy.uri === uri) ?? this.#inUse();
        await panel?.showChanges(against);
    }

    /** Does something with the panel in use. */
    async obey(command: PanelCommand): Promise<void> {
        await this.#inUse()?.obey(command);
    }

    act(action: PageAction): void {
        this.#inUse()?.act(action);
    }

    /** Marks the card at which a replay stands, in the panels of its policy; undefined: it is over. */
    standAt(policyUri: string | undefined, rule: string | undefined): void {
        for (const panel of this.#panels) panel.standAt(panel.chart?.policy.uri === policyUri ? rule : undefined);
    }

    /** Supposes an answer in the panel in use. */
    async suppose(question: string, answer: string): Promise<void> {
        await this.#inUse()?.suppose(question, answer);
    }

    /** The flowchart of a file, or as the panel in use shows it. */
    async export(uri: string | undefined): Promise<void> {
        const panel = this.#inUse();
        if (uri === undefined || (panel?.isActive && panel.uri === uri)) await panel?.export();
        else await exportFlowchart(this.#link, { uri, overlay: { findings: true } }, uri);
    }

    /** A panel as it was before a reload, the case included. */
    async restore(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
        if (!state?.uri) {
            panel.dispose();
            return;
        }
        const { case: active, suppose, ...rest } = state;
        if (active && !this.#activeCase.state.case) await this.#activeCase.set(active, suppose).catch(() => undefined);
        await this.#adopt(panel, rest).refresh();
    }

    dispose(): void {
        for (const panel of [...this.#panels]) panel.dispose();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    #adopt(panel: vscode.WebviewPanel, state: PanelState): FlowchartPanel {
        const made = new FlowchartPanel(this.#host, panel, state);
        this.#panels.add(made);
        panel.onDidDispose(() => this.#panels.delete(made));
        return made;
    }

    /** Two panels cannot both follow: the one that is unpinned does from now on. */
    #changed(panel: FlowchartPanel): void {
        if (panel.isPinned) return;
        for (const other of this.#panels) if (other !== panel && !other.isPinned) other.pin(true);
    }

    async #follow(editor: vscode.TextEditor | undefined): Promise<void> {
        const panel = this.#following();
        if (!panel || editor?.document.languageId !== 'tenet') return;
        if (!settingsOf(editor.document.uri).get('followActiveEditor', true)) return;
        const uri = editor.document.uri.toString();
        const policy = await this.#link.request('tenet/policyOf', { uri });
        if (!policy || policy.uri === panel.chart?.policy.uri) return;
        await panel.show(uri);
    }

    #following(): FlowchartPanel | undefined {
        return [...this.#panels].find(({ isPinned }) => !isPinned);
    }

    #inUse(): FlowchartPanel | undefined {
        const panels = [...this.#panels];
        return panels.find(({ isActive }) => isActive) ?? this.#following() ?? panels[0];
    }
}
