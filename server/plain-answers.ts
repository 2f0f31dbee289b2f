// Answers for clients that say they cannot take the richer form: places instead of links between ranges, a list instead
// of a tree of symbols, plain text instead of Markdown.

import {
    type CompletionItem,
    type DocumentSymbol,
    type Hover,
    type Location,
    type LocationLink,
    MarkupContent,
    MarkupKind,
    type SymbolInformation,
} from 'vscode-languageserver';
import { withoutMarkup } from './markdown.js';

export function locationsOf(links: readonly LocationLink[]): Location[] {
    return links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
}

/** All symbols of a tree in their order, each with the name of the one that it is in. */
export function listOfSymbols(
    uri: string,
    symbols: readonly DocumentSymbol[],
    containerName?: string,
): SymbolInformation[] {
    return symbols.flatMap(({ name, kind, range, children = [] }) => [
        { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
        ...listOfSymbols(uri, children, name),
    ]);
}

export function plainHover(hover: Hover | null): Hover | null {
    if (!hover || !MarkupContent.is(hover.contents)) return hover;
    return { ...hover, contents: plain(hover.contents) };
}

export function plainItem(item: CompletionItem): CompletionItem {
    if (!MarkupContent.is(item.documentation)) return item;
    return { ...item, documentation: plain(item.documentation) };
}

function plain({ value }: MarkupContent): MarkupContent {
    return { kind: MarkupKind.PlainText, value: withoutMarkup(value) };
}
