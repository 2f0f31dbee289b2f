// Completion: what the grammar takes at the cursor, filled with the names that fit by kind and type.

import {
    type CompletionItem,
    CompletionItemKind,
    InsertTextFormat,
    type MarkupContent,
    MarkupKind,
} from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import { allowCandidates } from '../completion/allow.js';
import type { Candidate } from '../completion/candidate.js';
import { type Expected, type Place, placeAt } from '../completion/position.js';
import { SLOTS, type Slot, TEXT_SLOTS } from '../completion/slots.js';
import { DECLARATIONS, PHRASES } from '../words-of-language.js';
import type { Workspace } from '../workspace.js';
import { describeName } from './hover.js';

/** What is needed to say more about an item once it is on the screen. */
interface ItemData {
    readonly uri: string;
    readonly name: string;
    readonly kind: string;
}

export function complete(
    workspace: Workspace,
    uri: string,
    position: Position,
    options: { readonly snippets: boolean },
): CompletionItem[] {
    const checked = workspace.checked(uri);
    const allowing = checked && allowCandidates(checked.file, position);
    if (allowing) return allowing;
    const place = checked && placeAt(checked.file, position);
    if (!place) return [];
    const isPattern =
        place.expected.some((each) => each.kind === 'keyword' && each.rule === 'BoundKind') || isBound(place);
    const slot: Slot = { workspace, uri, checked, place, isPattern };
    const candidates = place.text ? textCandidates(slot) : [...keywordCandidates(slot), ...tokenCandidates(slot)];
    const unique = new Map<string, Candidate>();
    for (const each of candidates) {
        const known = unique.get(each.label);
        if (!known || (each.rank ?? 5) < (known.rank ?? 5)) unique.set(each.label, each);
    }
    return [...unique.values()].map((each) => itemOf(each, slot, options.snippets));
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
    if (Object.hasOwn(DECLARATIONS, keyword) && place.depth <= 0 && DECLARING.test(rule)) return [];
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

const DECLARING =
    /^(PolicyHeader|SuiteHeader|Use|Choice|Category|Fact|Parameter|Definition|Score|Outcome|Exemption|Principle|Review|Duties|Guarantee|ScenarioTable|Scenario|Case)$/;

function isBound({ words }: Place): boolean {
    const last = words.at(-1) ?? '';
    const [before] = words.slice(-2);
    return (
        (last === 'most' || last === 'least' ? before === 'at' : last === 'over' || last === 'under') ||
        (last === 'to' && before !== 'go')
    );
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
    const { label, kind, detail, insert, snippet, documentation, symbol, rank = 5 } = candidate;
    const useSnippet = snippets && snippet !== undefined && !place.text;
    const text = useSnippet ? snippet : (insert ?? label);
    const inText = place.text ? `${text.replace(/["\\]/g, '\\$&')}${place.text.closed ? '' : '"'}` : text;
    return {
        label,
        kind: KINDS[kind],
        ...(detail === undefined || detail === '' ? {} : { detail }),
        ...(documentation === undefined ? {} : { documentation }),
        sortText: `${rank}${label.toLowerCase()}`,
        filterText: label,
        textEdit: { range: place.range, newText: inText },
        insertTextFormat: useSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        ...(symbol ? { data: { uri, name: symbol.name, kind: symbol.kind } satisfies ItemData } : {}),
    };
}

function markdown(value: string): MarkupContent {
    return { kind: MarkupKind.Markdown, value };
}
