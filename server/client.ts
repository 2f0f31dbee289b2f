// What is known of the client: what it can do, what it asked for at the start, what its user has set.

import {
    CodeActionKind,
    type InitializeParams,
    type InitializeResult,
    MarkupKind,
    TextDocumentSyncKind,
} from 'vscode-languageserver';
import { ACTION_KINDS } from './features/actions.js';
import { LEGEND } from './features/tokens.js';
import type { InitializationOptions, Settings } from './protocol.js';
import { DEFAULT_SETTINGS } from './settings.js';
import { SOURCE_ENDINGS } from './uris.js';

export interface Client {
    settings: Settings;
    options?: InitializationOptions['tenet'];
    /** It asks for diagnostics; otherwise they are pushed. */
    pulls: boolean;
    configuration: boolean;
    folders: boolean;
    progress: boolean;
    snippets: boolean;
    /** Edits may have places to fill in. */
    snippetEdits: boolean;
    resolvesActions: boolean;
    watches: boolean;
    lensRefresh: boolean;
    inlayRefresh: boolean;
    /** Which requests may be answered with links between ranges. */
    links: { readonly definition: boolean; readonly declaration: boolean; readonly typeDefinition: boolean };
    /** Symbols of a document may be a tree. */
    symbolTree: boolean;
    /** What may be told in Markdown. */
    markdown: { readonly hover: boolean; readonly completion: boolean };
}

export function newClient(): Client {
    return {
        settings: DEFAULT_SETTINGS,
        pulls: false,
        configuration: false,
        folders: false,
        progress: false,
        snippets: false,
        snippetEdits: false,
        resolvesActions: false,
        watches: false,
        lensRefresh: false,
        inlayRefresh: false,
        links: { definition: false, declaration: false, typeDefinition: false },
        symbolTree: false,
        markdown: { hover: false, completion: false },
    };
}

export function readClient(client: Client, { capabilities, initializationOptions }: InitializeParams): void {
    const options = (initializationOptions as InitializationOptions | undefined)?.tenet;
    if (options) client.options = options;
    const { workspace, textDocument, window } = capabilities;
    client.pulls = textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
    if (options?.diagnostics) client.pulls = options.diagnostics === 'pull';
    client.configuration = workspace?.configuration === true;
    client.folders = workspace?.workspaceFolders === true;
    client.progress = window?.workDoneProgress === true;
    client.snippets = textDocument?.completion?.completionItem?.snippetSupport === true;
    client.snippetEdits =
        workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.snippetEditSupport === true;
    client.resolvesActions = textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
    client.watches = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    client.lensRefresh = workspace?.codeLens?.refreshSupport === true;
    client.inlayRefresh = workspace?.inlayHint?.refreshSupport === true;
    client.links = {
        definition: textDocument?.definition?.linkSupport === true,
        declaration: textDocument?.declaration?.linkSupport === true,
        typeDefinition: textDocument?.typeDefinition?.linkSupport === true,
    };
    client.symbolTree = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    client.markdown = {
        hover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
        completion:
            textDocument?.completion?.completionItem?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    };
}

export function capabilitiesFor(client: Client): InitializeResult['capabilities'] {
    const tenetFiles = {
        filters: [
            { pattern: { glob: `**/*.{tenet,${SOURCE_ENDINGS}}` } },
            { pattern: { glob: '**/', matches: 'folder' as const } },
        ],
    };
    return {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: {
            workspaceFolders: { supported: true, changeNotifications: true },
            fileOperations: {
                willRename: tenetFiles,
                didRename: tenetFiles,
                didDelete: tenetFiles,
                didCreate: tenetFiles,
            },
        },
        definitionProvider: true,
        declarationProvider: true,
        typeDefinitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['"', '|', ':', '.', '{', '/', ' '], resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: ['|'], retriggerCharacters: ['|'] },
        renameProvider: { prepareProvider: true },
        documentLinkProvider: {},
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '|', moreTriggerCharacter: ['}'] },
        codeActionProvider: { codeActionKinds: [...ACTION_KINDS, CodeActionKind.Source], resolveProvider: true },
        codeLensProvider: { resolveProvider: true },
        inlayHintProvider: true,
        callHierarchyProvider: true,
        semanticTokensProvider: { legend: LEGEND, range: true, full: { delta: true } },
        ...(client.pulls
            ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true, identifier: 'tenet' } }
            : {}),
    };
}
