// Shows results at the ends of lines: verdicts of scenarios, values and decision of the active case. Never on the line
// that is being typed, never in a diff; what goes is gone at once, what comes waits until the typing has stopped, or until
// the next save where the setting says so. What a hover says is asked for when somebody looks: an editor reads the Markdown
// of every decoration that it is handed, which for a hundred scenarios takes longer than all the rest.

import * as vscode from 'vscode';
import type { InlineTexts } from '../../server/protocol.js';
import { toRange } from '../positions.js';
import type { ServerLink } from '../server/link.js';
import { trustedMarkdown } from '../trusted.js';
import { Marks, unreachedType } from './marks.js';
import { shiftTexts } from './shift.js';

const QUIET_MS = 700;
/** More texts than this are drawn only around what is on the screen: each crosses to the window. */
const MOST_DRAWN = 1000;
const LINES_AROUND = 150;
const HIDDEN_KEY = 'tenet.inlineHidden';

export class InlineResults implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #memory: vscode.Memento;
    readonly #marks = new Marks();
    readonly #texts = new Map<string, InlineTexts>();
    readonly #quietTimers = new Map<string, ReturnType<typeof setTimeout>>();
    /** The lines that the last edit of a document left the cursor on. */
    readonly #typed = new Map<string, ReadonlySet<number>>();
    /** Documents with edits that were not saved. */
    readonly #edited = new Set<string>();
    readonly #toggled = new vscode.EventEmitter<void>();
    readonly #subscriptions: vscode.Disposable[];
    #unreached = unreachedType();

    readonly onDidToggle = this.#toggled.event;

    constructor(link: ServerLink, memory: vscode.Memento) {
        this.#link = link;
        this.#memory = memory;
        link.onNotice('tenet/inlineTextsChanged', (texts) => this.#take(texts));
        this.#subscriptions = [
            this.#marks,
            this.#toggled,
            link.onDidChangeState((state) => {
                if (state === 'running') this.#askAll();
                else this.#clear();
            }),
            vscode.window.onDidChangeVisibleTextEditors((editors) => {
                for (const editor of editors) this.#show(editor);
            }),
            vscode.window.onDidChangeActiveColorTheme(() => {
                this.#unreached.dispose();
                this.#unreached = unreachedType();
                this.#redraw();
            }),
            vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
                const texts = this.#texts.get(textEditor.document.uri.toString())?.texts ?? [];
                if (texts.length > MOST_DRAWN) this.#draw(textEditor);
            }),
            vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)),
            vscode.languages.registerHoverProvider('tenet', {
                provideHover: (document, position, token) => this.#hover(document, position, token),
            }),
            vscode.workspace.onDidSaveTextDocument((document) => this.#release(document, 'saved')),
            vscode.workspace.onDidCloseTextDocument((document) => this.#release(document, 'closed')),
            vscode.workspace.onDidChangeConfiguration((event) => {
                if (!event.affectsConfiguration('tenet.inlineResults')) return;
                this.#redraw();
                this.#askAll();
            }),
        ];
        for (const editor of vscode.window.visibleTextEditors) this.#show(editor);
    }

    /** What is drawn in a document now, for the tests of the extension. */
    shown(uri: vscode.Uri): readonly string[] {
        const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === `${uri}`);
        return editor ? this.#textsFor(editor).map(({ line, text }) => `${line + 1}: ${text}`) : [];
    }

    /** They were turned off, which lasts. */
    get isHidden(): boolean {
        return this.#memory.get(HIDDEN_KEY, false);
    }

    async toggle(): Promise<void> {
        const settings = vscode.workspace.getConfiguration('tenet.inlineResults');
        if (settings.get('mode') === 'off') await settings.update('mode', 'live', vscode.ConfigurationTarget.Global);
        else await this.#memory.update(HIDDEN_KEY, !this.isHidden);
        this.#toggled.fire();
        this.#redraw();
    }

    /** What somebody asked for just now is shown without waiting for the next save. */
    showHeld(): void {
        const editors = vscode.window.visibleTextEditors;
        for (const editor of editors) if (modeOf(editor.document.uri) === 'onSave') this.#ask(editor);
    }

    dispose(): void {
        for (const timer of this.#quietTimers.values()) clearTimeout(timer);
        this.#unreached.dispose();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    /** An edit of one file may change the texts of another, so all wait for the save. */
    #take(texts: InlineTexts): void {
        if (modeOf(vscode.Uri.parse(texts.uri)) !== 'onSave' || !this.#isUnsaved()) this.#put(texts);
    }

    /** Whether an edit waits for its save; a file that another program wrote is read anew and waits for nothing. */
    #isUnsaved(): boolean {
        return vscode.workspace.textDocuments.some(({ uri, isDirty }) => isDirty && this.#edited.has(uri.toString()));
    }

    #put(texts: InlineTexts): void {
        const uri = vscode.Uri.parse(texts.uri).toString();
        this.#texts.set(uri, texts);
        for (const editor of vscode.window.visibleTextEditors) {
            if (editor.document.uri.toString() === uri) this.#draw(editor);
        }
    }

    #release({ languageId, uri }: vscode.TextDocument, how: 'saved' | 'closed'): void {
        if (languageId !== 'tenet') return;
        if (how === 'closed') this.#typed.delete(uri.toString());
        if (this.#edited.delete(uri.toString())) this.showHeld();
    }

    #show(editor: vscode.TextEditor): void {
        if (editor.document.languageId !== 'tenet') return;
        this.#draw(editor);
        this.#ask(editor);
    }

    #askAll(): void {
        for (const editor of vscode.window.visibleTextEditors) this.#ask(editor);
    }

    #ask({ document }: vscode.TextEditor): void {
        if (document.languageId !== 'tenet' || this.#link.state !== 'running') return;
        this.#link.request('tenet/inlineTexts', { uri: document.uri.toString() }).then(
            (texts) => this.#put(texts),
            // The server may know nothing of a file that was just closed; it says so by failing.
            () => undefined,
        );
    }

    #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
        if (document.languageId !== 'tenet' || contentChanges.length === 0) return;
        const uri = document.uri.toString();
        this.#edited.add(uri);
        let texts = this.#texts.get(uri);
        if (!texts) return;
        let typed: readonly number[] = [];
        for (const { range, text } of contentChanges) {
            const insertedLines = text.split('\n').length - 1;
            const by = insertedLines - (range.end.line - range.start.line);
            const moved = typed.map((line) => (line > range.end.line ? line + by : line));
            typed = [...moved, range.start.line + insertedLines];
            texts = shiftTexts(texts, { startLine: range.start.line, endLine: range.end.line, insertedLines });
        }
        this.#texts.set(uri, modeOf(document.uri) === 'onSave' ? { ...texts, stale: true } : texts);
        this.#typed.set(uri, new Set(typed));
        clearTimeout(this.#quietTimers.get(uri));
        this.#quietTimers.set(
            uri,
            setTimeout(() => {
                this.#quietTimers.delete(uri);
                this.#redraw();
            }, QUIET_MS),
        );
        for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.#draw(editor);
    }

    #redraw(): void {
        for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
    }

    #clear(): void {
        this.#texts.clear();
        this.#redraw();
    }

    #textsFor(editor: vscode.TextEditor): InlineTexts['texts'] {
        const { uri, lineCount } = editor.document;
        if (modeOf(uri) === 'off' || this.isHidden || isInDiff(editor)) return [];
        const { texts = [], stale = false } = this.#texts.get(uri.toString()) ?? {};
        // Until the typing has stopped and the text is sound again.
        const isOpen = stale || this.#quietTimers.has(uri.toString());
        const typed = isOpen ? this.#typed.get(uri.toString()) : undefined;
        const shown = texts.filter(({ line }) => line < lineCount && !typed?.has(line));
        if (!stale) return shown;
        return shown.map((each) => ({ ...each, text: vscode.l10n.t('{0} (before your edit)', each.text) }));
    }

    /** Where the mouse is at a text, the editor says that it is at the end of the line. */
    async #hover(
        document: vscode.TextDocument,
        position: vscode.Position,
        token: vscode.CancellationToken,
    ): Promise<vscode.Hover | undefined> {
        const { line } = position;
        const { end } = document.lineAt(line).range;
        const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
        if (!editor || !position.isEqual(end)) return undefined;
        if (!this.#textsFor(editor).some((each) => each.line === line)) return undefined;
        const { hover } = await this.#link.request('tenet/inlineHover', { uri: document.uri.toString(), line }, token);
        return hover ? new vscode.Hover(trustedMarkdown(hover), new vscode.Range(end, end)) : undefined;
    }

    #draw(editor: vscode.TextEditor): void {
        if (editor.document.languageId !== 'tenet') return;
        const texts = this.#texts.get(editor.document.uri.toString());
        const stale = texts?.stale ?? false;
        const byType = new Map<vscode.TextEditorDecorationType, vscode.DecorationOptions[]>();
        for (const text of nearby(editor, this.#textsFor(editor))) {
            const type = this.#marks.typeOf(text, stale);
            const { end } = editor.document.lineAt(text.line).range;
            const option = {
                range: new vscode.Range(end, end),
                renderOptions: { after: { contentText: text.text } },
            };
            const options = byType.get(type);
            if (options) options.push(option);
            else byType.set(type, [option]);
        }
        for (const type of this.#marks.types) editor.setDecorations(type, byType.get(type) ?? []);
        const settings = vscode.workspace.getConfiguration('tenet.inlineResults', editor.document.uri);
        const dim = settings.get('dimUnreached', false) && byType.size > 0;
        editor.setDecorations(this.#unreached, dim ? (texts?.unreached ?? []).map(toRange) : []);
    }
}

function modeOf(uri: vscode.Uri): 'live' | 'onSave' | 'off' {
    return vscode.workspace.getConfiguration('tenet.inlineResults', uri).get('mode', 'live');
}

function nearby({ visibleRanges }: vscode.TextEditor, texts: InlineTexts['texts']): InlineTexts['texts'] {
    if (texts.length <= MOST_DRAWN) return texts;
    return texts.filter(({ line }) =>
        visibleRanges.some(({ start, end }) => line >= start.line - LINES_AROUND && line <= end.line + LINES_AROUND),
    );
}

function isInDiff({ document, viewColumn }: vscode.TextEditor): boolean {
    const uri = document.uri.toString();
    const groups = vscode.window.tabGroups.all.filter((group) => !viewColumn || group.viewColumn === viewColumn);
    return groups.some(({ activeTab }) => {
        const input = activeTab?.input;
        return (
            input instanceof vscode.TabInputTextDiff &&
            (input.modified.toString() === uri || input.original.toString() === uri)
        );
    });
}
