// Debugging in VS Code: what F5 starts, with `launch.json` or without, and the adapter that runs inside the extension, in
// every host.

import * as vscode from 'vscode';
import type { CaseRef } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { type PickerMemory, pickCase } from '../case/case-picker.js';
import type { ServerLink } from '../server/link.js';
import { ReplayAdapter } from './adapter.js';
import { caseOf, isUri, type LaunchConfiguration, scenariosOf } from './case-of-launch.js';
import type { ReplayHost } from './host.js';

export const DEBUG_TYPE = 'tenet';

export class DebugSessions implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #activeCase: ActiveCase;
    readonly #memory: PickerMemory;
    readonly #registrations: vscode.Disposable;
    /** The session that was told of a change of the text. */
    #toldChange = '';

    constructor(link: ServerLink, activeCase: ActiveCase, memory: PickerMemory) {
        this.#link = link;
        this.#activeCase = activeCase;
        this.#memory = memory;
        const resolver: vscode.DebugConfigurationProvider = {
            // F5 in a policy without launch.json comes with nothing at all.
            resolveDebugConfiguration: (_, config) =>
                config.type ? config : { type: DEBUG_TYPE, request: 'launch', name: vscode.l10n.t('Replay a case') },
            resolveDebugConfigurationWithSubstitutedVariables: (folder, config) =>
                this.#resolve(folder, config as LaunchConfiguration),
        };
        const lister: vscode.DebugConfigurationProvider = { provideDebugConfigurations: () => this.#list() };
        this.#registrations = vscode.Disposable.from(
            vscode.debug.registerDebugConfigurationProvider(DEBUG_TYPE, resolver),
            vscode.debug.registerDebugConfigurationProvider(
                DEBUG_TYPE,
                lister,
                vscode.DebugConfigurationProviderTriggerKind.Dynamic,
            ),
            vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, {
                createDebugAdapterDescriptor: () =>
                    new vscode.DebugAdapterInlineImplementation(new InlineAdapter(this.#host())),
            }),
            vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
                if (document.languageId === 'tenet' && contentChanges.length > 0) this.#textChanged();
            }),
            vscode.debug.onDidStartDebugSession(({ type, configuration }) => {
                if (type === DEBUG_TYPE) void activeCase.set((configuration as LaunchConfiguration).case ?? null);
            }),
        );
    }

    /** Replays a case; without one, the user picks. False if nothing was started. */
    async start(ref?: CaseRef, title?: string): Promise<boolean> {
        const name = title ?? vscode.l10n.t('Replay a case');
        const config = { type: DEBUG_TYPE, request: 'launch', name, ...(ref ? { case: ref } : {}) };
        return vscode.debug.startDebugging(undefined, config);
    }

    dispose(): void {
        this.#registrations.dispose();
    }

    /** A replay stays with the text that it began with; that it is another now is said once. */
    #textChanged(): void {
        const session = vscode.debug.activeDebugSession;
        if (session?.type !== DEBUG_TYPE || session.id === this.#toldChange) return;
        this.#toldChange = session.id;
        const text = vscode.l10n.t(
            'The text has changed since this replay began: restart it to see the case as it is now.',
        );
        vscode.debug.activeDebugConsole.appendLine(text);
    }

    /** Undefined ends the launch without a word: what is wrong has been said, or the user changed their mind. */
    async #resolve(
        folder: vscode.WorkspaceFolder | undefined,
        config: LaunchConfiguration,
    ): Promise<vscode.DebugConfiguration | undefined> {
        try {
            const found = await caseOf(this.#link, config, folder?.uri);
            if (found && 'problem' in found) {
                void vscode.window.showErrorMessage(found.problem);
                return undefined;
            }
            const picked = found ?? (await this.#pick());
            return picked && { ...config, case: picked.ref, name: picked.title };
        } catch (error) {
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
            return undefined;
        }
    }

    #pick(): Promise<{ readonly ref: CaseRef; readonly title: string } | undefined> {
        return pickCase(this.#link, this.#activeCase, this.#memory, {
            title: vscode.l10n.t('Replay a case'),
            placeHolder: vscode.l10n.t('Which case shall be stepped through?'),
            order: 'active first',
        });
    }

    /** What *Select and Start Debugging* offers. */
    async #list(): Promise<vscode.DebugConfiguration[]> {
        const { files } = await this.#link.request('tenet/scenarios', {});
        return files.flatMap((file) =>
            scenariosOf(file).map(({ id, title }) => ({
                type: DEBUG_TYPE,
                request: 'launch',
                name: `${title} (${file.label})`,
                policy: file.uri,
                scenario: title,
                case: { kind: 'scenario', id },
            })),
        );
    }

    #host(): ReplayHost {
        return {
            trace: (ref, suppose) => this.#link.request('tenet/trace', { case: ref, suppose }),
            breakpoints: (uri, policy) => this.#link.request('tenet/breakpoints', { uri, policy }),
            evaluate: (ref, suppose, expression) =>
                this.#link.request('tenet/evaluate', { case: ref, suppose, expression }),
            uriOf: (path) => (isUri(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path)).toString(),
            pathOf: (uri) => {
                const parsed = vscode.Uri.parse(uri);
                return parsed.scheme === 'file' ? parsed.fsPath : parsed.toString();
            },
            supposed: (ref, suppose) => void this.#activeCase.set(ref, suppose),
        };
    }
}

class InlineAdapter implements vscode.DebugAdapter {
    readonly #sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
    readonly #adapter: ReplayAdapter;

    readonly onDidSendMessage = this.#sent.event;

    constructor(host: ReplayHost) {
        this.#adapter = new ReplayAdapter(host, (message) => this.#sent.fire(message));
    }

    handleMessage(message: vscode.DebugProtocolMessage): void {
        void this.#adapter.handle(message as Parameters<ReplayAdapter['handle']>[0]);
    }

    dispose(): void {
        this.#sent.dispose();
    }
}
