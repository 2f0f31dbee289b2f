// Completion: what the grammar takes at the cursor, filled with the names that fit by kind and type.

import {
    type CompletionItem,
    CompletionItemKind,
    InsertTextFormat,
    type MarkupContent,
    MarkupKind,
} from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import type { Scope } from '../../language/syntax/scope.js';
import { allowCandidates } from '../completion/allow.js';
import { type Candidate, escapeText, quoted } from '../completion/candidate.js';
import { fitting } from '../completion/fitting.js';
import { afterComma, type Expected, type Place, placeAt } from '../completion/position.js';
import { SLOTS, type Slot, TEXT_SLOTS } from '../completion/slots.js';
import { DECLARATIONS, DECLARING_RULES, PHRASES } from '../words-of-language.js';
import type { Workspace } from '../workspace.js';
import { describeName } from './hover.js';

/** What is needed to say more about an item once it is on the screen. */
interface ItemData {
    readonly uri: string;
    readonly name: string;
    readonly kind: string;
}

export async function complete(
    workspace: Workspace,
    uri: string,
    position: Position,
    options: { readonly snippets: boolean },
): Promise<CompletionItem[]> {
    const checked = workspace.checked(uri);
    if (!checked) return [];
    const allowing = allowCandidates(checked.file, position);
    if (allowing) return allowing;
    const isName = namesIn(checked.scope);
    const found = placeAt(checked.file, position, isName);
    if (!found) return [];
    const place = { ...found, expected: fitting(checked.scope, found) };
    const documents = takes(place, 'PolicyHeader.source') ? await workspace.documentsFor(uri) : [];
    const slot: Slot = { workspace, uri, checked, place, documents };
    const rest = goesOn(place) ? [{ ...slot, place: afterComma(place, isName) }] : [];
    return [
        ...best(candidatesAt(slot)).map((each) => itemOf(each, slot, options.snippets)),
        ...rest.flatMap((next) => best(namesAt(next)).map((each) => itemOf(withComma(each), next, options.snippets))),
    ];
}

function namesIn({ variables, outcomes, rules, cases, choices }: Scope): (word: string) => boolean {
    return (word) =>
        [variables, outcomes, rules, cases].some((map) => map.has(word)) ||
        [...choices.values()].some(({ node }) => node.values.some(({ name }) => name === word));
}

function candidatesAt(slot: Slot): readonly Candidate[] {
    if (slot.place.text) return textCandidates(slot);
    return [...keywordCandidates(slot), ...namesAt(slot), ...textCandidates(slot).map(quoted)];
}

/** Names that are not in the list yet, if the cursor is in one. */
function namesAt(slot: Slot): readonly Candidate[] {
    const listed = listedBefore(slot.place.words);
    return tokenCandidates(slot).filter(({ label }) => !listed.has(label));
}

/** `a` and `b` after `a, b,`. */
function listedBefore(words: readonly string[]): ReadonlySet<string> {
    const listed = new Set<string>();
    for (let at = words.length - 1; words[at] === ','; at -= 2) listed.add(words[at - 1] ?? '');
    return listed;
}

/** One candidate for each label: the one that comes first. */
function best(candidates: readonly Candidate[]): readonly Candidate[] {
    const unique = new Map<string, Candidate>();
    for (const each of candidates) {
        const known = unique.get(each.label);
        if (!known || (each.rank ?? 5) < (known.rank ?? 5)) unique.set(each.label, each);
    }
    return [...unique.values()];
}

function takes({ expected }: Place, slot: string): boolean {
    return expected.some((each) => each.kind === 'token' && each.slot === slot);
}

/** Lists of names that are worth going on with. */
const LISTS: ReadonlySet<string> = new Set(['SetValue', 'Comparison', 'MissingVerdict', 'Duties', 'Review']);

/** Whether the place is behind an item of a list, which goes on with a comma. */
function goesOn({ expected, text, startsLine }: Place): boolean {
    const comma = expected.some((each) => each.kind === 'keyword' && each.keyword === ',' && LISTS.has(each.rule));
    return comma && !text && !startsLine;
}

function withComma(candidate: Candidate): Candidate {
    const { label, insert = label } = candidate;
    return { ...candidate, label: `, ${label}`, filter: label, insert: `, ${insert}` };
}

/** The documentation of one item, when it is looked at. */
export function resolveItem(workspace: Workspace, item: CompletionItem): CompletionItem {
    const data = item.data as Partial<ItemData> | undefined;
    if (typeof data?.uri !== 'string' || typeof data.name !== 'string') return item;
    const checked = workspace.checked(data.uri);
    if (!checked) return item;
    const { scope } = checked;
    const declared = [scope.variables, scope.outcomes, scope.rules, scope.categories, scope.choices, scope.cases]
        .map((map) => map.get(data.name ?? ''))
        .find((each) => each?.symbol.kind === data.kind);
    return declared ? { ...item, documentation: markdown(describeName(workspace, checked, declared.symbol)) } : item;
}

function tokenCandidates(slot: Slot): readonly Candidate[] {
    return slot.place.expected.flatMap((expected) => {
        if (expected.kind !== 'token' || expected.token !== 'ID') return [];
        return offer(SLOTS, expected.slot)?.(slot) ?? [];
    });
}

function textCandidates(slot: Slot): readonly Candidate[] {
    return slot.place.expected.flatMap((expected) => {
        if (expected.kind !== 'token' || expected.token !== 'STRING') return [];
        // What may be a name or a text is offered as either among the names.
        if (!slot.place.text && offer(SLOTS, expected.slot)) return [];
        return offer(TEXT_SLOTS, expected.slot)?.(slot) ?? [];
    });
}

function offer(slots: typeof SLOTS, name: string): (typeof SLOTS)[string] | undefined {
    return Object.hasOwn(slots, name) ? slots[name] : undefined;
}

function keywordCandidates(slot: Slot): readonly Candidate[] {
    const { place, checked } = slot;
    const atStart = place.depth <= 0 && place.startsLine;
    const words = place.expected.flatMap((expected) => phrasesOf(expected, place));
    if (!atStart) return words;
    const hasHeader = checked.header !== undefined;
    const isSuite = checked.header?.$type === 'SuiteHeader';
    const starts = Object.entries(DECLARATIONS)
        .filter(([keyword]) => !(hasHeader && HEADERS.has(keyword)) && !(isSuite && RULES.has(keyword)))
        .map(
            ([keyword, { says, snippet }]): Candidate => ({
                label: keyword,
                kind: 'declaration',
                insert: keyword,
                snippet,
                documentation: says,
                rank: 6,
            }),
        );
    return [...words, ...starts];
}

const HEADERS = new Set(['policy', 'scenarios']);
const RULES = new Set(['exempt', 'principle', 'review', 'on', 'guarantee']);

function phrasesOf(expected: Expected, place: Place): readonly Candidate[] {
    if (expected.kind !== 'keyword' || !/^[a-z]/.test(expected.keyword)) return [];
    const { keyword, rule } = expected;
    // Declarations are offered with their outlines, at the start of a line.
    if (Object.hasOwn(DECLARATIONS, keyword) && place.words.length === 0 && DECLARING_RULES.has(rule)) return [];
    const known = `${keyword}@${rule}`;
    const phrases = Object.hasOwn(PHRASES, known) ? PHRASES[known] : undefined;
    const candidates = phrases ?? [{ text: keyword, says: '' }];
    return candidates.map(({ text, says }) => ({
        label: text,
        kind: 'keyword',
        ...(says === '' ? {} : { documentation: says }),
        rank: rule === 'Next' || rule === 'GoTo' || rule === 'BoundKind' ? 2 : 4,
    }));
}

const KINDS: Readonly<Record<Candidate['kind'], CompletionItemKind>> = {
    keyword: CompletionItemKind.Keyword,
    declaration: CompletionItemKind.Snippet,
    value: CompletionItemKind.EnumMember,
    literal: CompletionItemKind.Value,
    category: CompletionItemKind.Enum,
    fact: CompletionItemKind.Field,
    parameter: CompletionItemKind.Constant,
    definition: CompletionItemKind.Function,
    score: CompletionItemKind.Unit,
    outcome: CompletionItemKind.Event,
    rule: CompletionItemKind.Class,
    case: CompletionItemKind.Struct,
    choice: CompletionItemKind.Enum,
    citation: CompletionItemKind.Reference,
    file: CompletionItemKind.File,
    text: CompletionItemKind.Text,
};

function itemOf(candidate: Candidate, { place, uri }: Slot, snippets: boolean): CompletionItem {
    const { label, kind, detail, filter = label, insert, snippet, documentation, symbol, rank = 5 } = candidate;
    const useSnippet = snippets && snippet !== undefined && !place.text;
    const text = useSnippet ? snippet : (insert ?? label);
    const inText = place.text ? `${escapeText(text)}${place.text.closed ? '' : '"'}` : text;
    return {
        label,
        kind: KINDS[kind],
        ...(detail === undefined || detail === '' ? {} : { detail }),
        ...(documentation === undefined ? {} : { documentation: markdown(documentation) }),
        sortText: `${rank}${label.toLowerCase()}`,
        filterText: filter,
        textEdit: { range: place.range, newText: inText },
        insertTextFormat: useSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        ...(symbol ? { data: { uri, name: symbol.name, kind: symbol.kind } satisfies ItemData } : {}),
    };
}

function markdown(value: string): MarkupContent {
    return { kind: MarkupKind.Markdown, value };
}
