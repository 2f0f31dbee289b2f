// The handlers of the standard messages. Each is one line to the feature that does the work.

import {
    type CancellationToken,
    type CompletionItem,
    type Connection,
    type DocumentDiagnosticParams,
    type DocumentDiagnosticReport,
    DocumentDiagnosticReportKind,
    type DocumentSymbol,
    type DocumentSymbolParams,
    type Location,
    type LocationLink,
    LSPErrorCodes,
    MessageType,
    ResponseError,
    type SymbolInformation,
    type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { clockDay } from '../language/run/given.js';
import { resolveTakeAnswer } from './actions/take-answer.js';
import type { ActiveCase } from './active-case.js';
import type { ShownFindings } from './allowed.js';
import type { Changes } from './changes.js';
import type { Client } from './client.js';
import { listActions } from './features/actions.js';
import { complete, resolveItem } from './features/completion.js';
import { findDefinition, findTypeDefinition } from './features/definition.js';
import { growSelections, listFolds } from './features/folding.js';
import { formatDocument, formatOnType, formatRange } from './features/formatting.js';
import { incomingCalls, outgoingCalls, prepareHierarchy } from './features/hierarchy.js';
import { hoverAt } from './features/hover.js';
import { listHints } from './features/inlay.js';
import { type LensContext, listLenses, resolveLens } from './features/lenses.js';
import { listLinks } from './features/links.js';
import { findHighlights, findReferences } from './features/references.js';
import { prepareRename, rename } from './features/rename.js';
import { columnHelp } from './features/signature.js';
import { findWorkspaceSymbols, listDocumentSymbols } from './features/symbols.js';
import { TokenStore, tokensInRange } from './features/tokens.js';
import { listOfSymbols, locationsOf, plainHover, plainItem } from './plain-answers.js';
import type { Proofs } from './proofs.js';
import type { Publisher } from './publisher.js';
import type { Scope } from './server.js';
import { plainUri } from './uris.js';
import type { Workshop } from './workshop.js';
import type { Workspace } from './workspace.js';

export interface Services {
    readonly workspace: Workspace;
    readonly proofs: Proofs;
    readonly shown: ShownFindings;
    readonly changes: Changes;
    readonly workshop: Workshop;
    readonly publisher: Publisher;
    readonly activeCase: ActiveCase;
    readonly client: Client;
    /** Waits for files and catches bugs; a bug is answered with `empty`. */
    readonly guarded: <R>(
        empty: R,
        token: CancellationToken,
        compute: () => R | Promise<R>,
        scope?: Scope,
    ) => Promise<R>;
}

type Located = { readonly textDocument: { readonly uri: string } };

export function answerStandard(connection: Connection, services: Services): TokenStore {
    const { workspace, changes, proofs, shown, workshop, publisher, activeCase, client, guarded } = services;
    const tokens = new TokenStore();
    const { languages } = connection;
    /** A request about one document. */
    const answer =
        <P extends Located, R>(empty: R, compute: (uri: string, params: P) => R | Promise<R>, scope?: Scope) =>
        (params: P, token: CancellationToken) =>
            guarded(empty, token, () => compute(plainUri(params.textDocument.uri), params), scope);
    /** A request about something that was given out before. */
    const follow =
        <P, R>(empty: (params: P) => R, compute: (params: P, token: CancellationToken) => R | Promise<R>) =>
        (params: P, token: CancellationToken) =>
            guarded(empty(params), token, () => compute(params, token));

    const places = (kind: keyof Client['links'], links: LocationLink[]): LocationLink[] | Location[] =>
        client.links[kind] ? links : locationsOf(links);
    connection.onDefinition(
        answer([], (uri, { position }) => places('definition', findDefinition(workspace, uri, position))),
    );
    connection.onDeclaration(
        answer([], (uri, { position }) => places('declaration', findDefinition(workspace, uri, position))),
    );
    connection.onTypeDefinition(
        answer([], (uri, { position }) => places('typeDefinition', findTypeDefinition(workspace, uri, position))),
    );
    connection.onReferences(
        answer([], (uri, { position, context }) => findReferences(workspace, uri, position, context), 'workspace'),
    );
    connection.onDocumentHighlight(answer([], (uri, { position }) => findHighlights(workspace, uri, position)));
    connection.onDocumentSymbol(
        answer<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>([], (uri) => {
            const symbols = listDocumentSymbols(workspace, uri);
            return client.symbolTree ? symbols : listOfSymbols(workspace.clientUri(uri), symbols);
        }),
    );
    connection.onWorkspaceSymbol(({ query }, token) =>
        guarded([], token, () => findWorkspaceSymbols(workspace, String(query ?? '')), 'workspace'),
    );
    connection.onHover(
        answer(null, (uri, { position }) => {
            const context = {
                workspace,
                activeCase: activeCase.decided(),
                proved: (each: string) => proofs.findingsIn(each),
                shares: (each: string) => proofs.sharesOf(each),
                commands: client.options?.commands === true,
            };
            const hover = hoverAt(context, uri, position);
            return client.markdown.hover ? hover : plainHover(hover);
        }),
    );
    const documented = (item: CompletionItem): CompletionItem => (client.markdown.completion ? item : plainItem(item));
    connection.onCompletion(
        answer([], async (uri, { position }) => {
            const items = await complete(workspace, uri, position, { snippets: client.snippets === true });
            return items.map(documented);
        }),
    );
    connection.onCompletionResolve(
        follow(
            (item) => item,
            (item) => documented(resolveItem(workspace, item)),
        ),
    );
    connection.onSignatureHelp(answer(null, (uri, { position }) => columnHelp(workspace, uri, position)));
    connection.onPrepareRename(
        answer(null, (uri, { position }) => prepareRename(workspace, uri, position), 'workspace'),
    );
    connection.onRenameRequest(
        answer(null, (uri, { position, newName }) => rename(workspace, uri, position, String(newName)), 'workspace'),
    );
    connection.onDocumentLinks(answer([], (uri) => listLinks(workspace, uri)));
    connection.onFoldingRanges(answer([], (uri) => listFolds(workspace, uri)));
    connection.onSelectionRanges(answer([], (uri, { positions }) => growSelections(workspace, uri, positions)));
    connection.onDocumentFormatting(answer([], (uri) => formatDocument(workspace, uri)));
    connection.onDocumentRangeFormatting(answer([], (uri, { range }) => formatRange(workspace, uri, range)));
    connection.onDocumentOnTypeFormatting(answer([], (uri, { position }) => formatOnType(workspace, uri, position)));
    connection.onCodeAction(
        answer([], (uri, { range, context }) =>
            listActions(workspace, uri, {
                range,
                only: context.only,
                findings: shown.in(uri),
                commands: client.options?.commands === true,
                resolves: client.resolvesActions,
                snippets: client.snippetEdits,
            }),
        ),
    );
    connection.onCodeActionResolve(
        follow(
            (action) => action,
            (action, token) =>
                resolveTakeAnswer(workspace, workshop, action, token, (reason) => {
                    void connection.sendNotification('window/showMessage', { type: MessageType.Info, message: reason });
                }),
        ),
    );

    const lensContext = (): LensContext => ({
        workspace,
        mode: client.settings.codeLens,
        changes,
        commands: client.options?.commands === true,
        unreachable: (uri, line) =>
            proofs
                .findingsIn(uri)
                .some(({ code, origin }) => UNREACHABLE.has(code) && origin.range.start.line === line),
    });
    connection.onCodeLens(answer([], (uri) => listLenses(lensContext(), uri)));
    connection.onCodeLensResolve(
        follow(
            (lens) => lens,
            (lens) => resolveLens(lensContext(), lens),
        ),
    );

    languages.inlayHint.on(
        answer([], (uri, { range }) => {
            const active = activeCase.decided();
            const day = active && clockDay(active.policy, active.facts);
            return listHints(workspace, uri, { range, settings: client.settings.inlayHints, day });
        }),
    );
    languages.semanticTokens.on(answer({ data: [] }, (uri) => tokens.full(workspace, uri)));
    languages.semanticTokens.onDelta(
        answer({ data: [] }, (uri, { previousResultId }) => tokens.delta(workspace, uri, previousResultId)),
    );
    languages.semanticTokens.onRange(answer({ data: [] }, (uri, { range }) => tokensInRange(workspace, uri, range)));
    languages.callHierarchy.onPrepare(answer([], (uri, { position }) => prepareHierarchy(workspace, uri, position)));
    languages.callHierarchy.onIncomingCalls(
        follow(
            () => [],
            ({ item }) => incomingCalls(workspace, item),
        ),
    );
    languages.callHierarchy.onOutgoingCalls(
        follow(
            () => [],
            ({ item }) => outgoingCalls(workspace, item),
        ),
    );

    languages.diagnostics.on(
        answer<DocumentDiagnosticParams, DocumentDiagnosticReport>(NO_DIAGNOSTICS, (uri, { previousResultId }) => {
            const items = publisher.diagnose(uri);
            const resultId = resultIdOf(items);
            return resultId === previousResultId
                ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
                : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
        }),
    );
    languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
        guarded({ items: [] }, token, async () => {
            const known = new Map(previousResultIds.map(({ uri, value }) => [plainUri(uri), value]));
            const items: WorkspaceDocumentDiagnosticReport[] = [];
            for (const uri of workspace.each()) {
                await new Promise((resolve) => setTimeout(resolve, 0));
                if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
                const diagnostics = publisher.diagnose(uri);
                const resultId = resultIdOf(diagnostics);
                const version = workspace.document(uri)?.version ?? null;
                const base = { uri: workspace.clientUri(uri), version, resultId };
                items.push(
                    known.get(uri) === resultId
                        ? { ...base, kind: DocumentDiagnosticReportKind.Unchanged }
                        : { ...base, kind: DocumentDiagnosticReportKind.Full, items: diagnostics },
                );
            }
            return { items };
        }),
    );
    return tokens;
}

const NO_DIAGNOSTICS: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };

const UNREACHABLE: ReadonlySet<string> = new Set(['step-unreachable', 'review-never']);

/** The same for the same diagnostics, so that nothing is sent twice (FNV-1a). */
function resultIdOf(items: readonly object[]): string {
    let hash = 0x811c9dc5;
    for (const letter of JSON.stringify(items)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return hash.toString(36);
}
