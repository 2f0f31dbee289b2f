// What may be written into each slot of the grammar: names by the kind and type that are expected there.

import type * as Ast from '../../language/generated/ast.js';
import type { CheckedFile } from '../../language/index.js';
import { fileName } from '../../language/syntax/paths.js';
import { RESERVED_WORDS } from '../../language/syntax/reserved.js';
import type { Declared } from '../../language/syntax/scope.js';
import { documentOf } from '../citations.js';
import { CURRENCIES, DURATION_UNITS, TONES } from '../words-of-language.js';
import type { Workspace } from '../workspace.js';
import { columnAt, patternNames } from './answers.js';
import { type Candidate, quoted } from './candidate.js';
import { comparedValues, expressionNames, isDuty } from './conditions.js';
import type { Place } from './position.js';
import { choiceOf, choiceValues, factOf, givenValues, titled } from './values.js';

export interface Slot {
    readonly workspace: Workspace;
    readonly uri: string;
    readonly checked: CheckedFile;
    readonly place: Place;
    /** Documents that a policy may rest on, where one is being named. */
    readonly documents: readonly string[];
}

type Offer = (slot: Slot) => readonly Candidate[];

/** By rule and property of the grammar. What is not here is a new name, or a literal. */
export const SLOTS: Readonly<Record<string, Offer>> = {
    'Reference.name': (slot) => (isPattern(slot) ? patternNames(slot) : expressionNames(slot, rules(slot))),
    'Reference.member': (slot) => (isDuty(slot.place) ? steps(slot) : []),
    'Comparison.values': comparedValues,
    'Given.fact': (slot) => openFacts(slot),
    'ScenarioTable.columns': (slot) => openColumns(slot),
    'NamedValue.name': (slot) => givenValues(slot.checked.scope, givenFact(slot)),
    'SetValue.values': (slot) => setMembers(slot),
    'OutcomeVerdict.outcome': outcomes,
    'Decision.outcome': outcomes,
    'Review.outcomes': outcomes,
    'Duties.outcomes': outcomes,
    'Guarantee.outcomes': outcomes,
    'Outcome.parent': outcomes,
    'MissingVerdict.facts': (slot) => facts(slot, () => true),
    'PolicyHeader.clock': (slot) => facts(slot, (fact) => fact.type?.$type === 'DateType'),
    'RuleRef.rule': rules,
    'RuleRef.step': steps,
    'ChoiceType.choice': choices,
    'SetType.choice': choices,
    'Category.choice': choices,
    'Category.members': members,
    'CategoryVersion.members': members,
    'Outcome.tone': () => Object.entries(TONES).map(([label, says]) => ({ label, kind: 'value', documentation: says })),
    'MoneyType.currency': () => CURRENCIES.map((label) => ({ label, kind: 'value' })),
    'DurationType.unit': () => DURATION_UNITS.map((label) => ({ label, kind: 'value' })),
    'SuiteHeader.policy': policies,
    CaseName: (slot) => (isTag(slot) ? tags(slot) : cases(slot)),
    'Duty.audience': (slot) => usedTexts(slot, 'audience').map((label) => ({ label, kind: 'text' })),
};

/** By rule and property: what may stand between quotation marks. */
export const TEXT_SLOTS: Readonly<Record<string, Offer>> = {
    'Cites.refs': citations,
    'Use.path': files,
    'PolicyHeader.source': ({ uri, documents }) => paths(uri, documents),
    'DutyExpectation.text': (slot) => usedTexts(slot, 'duty').map((label) => ({ label, kind: 'text' })),
    CaseName: (slot) => (isTag(slot) ? tags(slot) : cases(slot)),
};

// ---- scenarios

/** Facts that the scenario does not give yet come first, then those that it takes over and could change. */
function openFacts(slot: Slot): readonly Candidate[] {
    const { checked, place } = slot;
    const ast = place.partial();
    const current = place.declaration?.ast;
    const own = new Set(
        [ast, current].flatMap((node) =>
            node?.$type === 'Case' || node?.$type === 'Scenario' ? node.givens.map(({ fact }) => fact) : [],
        ),
    );
    const base = ast?.$type === 'Case' || ast?.$type === 'Scenario' ? ast.base : undefined;
    const inherited = factsOfBase(checked, base);
    const order = flowOrder(slot);
    return facts(slot, ({ name }) => !own.has(name)).map((candidate) => ({
        ...candidate,
        insert: `${candidate.label}: `,
        snippet: `${candidate.label}: ${valueSnippet(checked, candidate.label)}`,
        rank: inherited.has(candidate.label) ? 4 : order.has(candidate.label) ? 1 : 2,
    }));
}

function openColumns(slot: Slot): readonly Candidate[] {
    const used = new Set(slot.place.words);
    return ranked(
        facts(slot, ({ name }) => !used.has(name)),
        1,
    );
}

function flowOrder({ workspace, uri }: Slot): ReadonlySet<string> {
    const policy = workspace.lastGoodOf(workspace.policyUriOf(uri) ?? uri)?.policy;
    return new Set(policy?.flow.flatMap((node) => node.facts));
}

function factsOfBase({ scope }: CheckedFile, base: string | undefined): ReadonlySet<string> {
    const given = new Set<string>();
    const seen = new Set<string>();
    for (let name = base; name !== undefined && !seen.has(name); ) {
        seen.add(name);
        const node = scope.cases.get(name)?.node;
        if (node && node.$type !== 'ScenarioTable') for (const each of node.givens) given.add(each.fact);
        name = node?.base;
    }
    return given;
}

function valueSnippet({ scope }: CheckedFile, name: string): string {
    const values = givenValues(scope, factOf(scope, name));
    const labels = values.filter(({ kind }) => kind === 'value').map(({ label }) => label);
    if (labels.length > 1 && labels.length <= 12) return `\${1|${labels.join(',')}|}`;
    return values[0]?.snippet ?? '$1';
}

function givenFact({ checked, place }: Slot): Ast.Fact | undefined {
    const { words } = place;
    if (words.at(-1) === ':') return factOf(checked.scope, words.at(-2) ?? '');
    if (words.at(-1) === 'default') return factOf(checked.scope, place.declaration?.name ?? '');
    const ast = place.partial();
    return ast?.$type === 'ScenarioTable' ? factOf(checked.scope, ast.columns[columnAt(place)] ?? '') : undefined;
}

function setMembers(slot: Slot): readonly Candidate[] {
    const { words } = slot.place;
    const open = words.lastIndexOf('{');
    const used = new Set(words.slice(open + 1));
    const ast = slot.place.partial();
    const name = words[open - 1] === ':' ? words[open - 2] : undefined;
    const column = ast?.$type === 'ScenarioTable' ? ast.columns[columnAt(slot.place)] : undefined;
    const fact = factOf(slot.checked.scope, name ?? column ?? '');
    return choiceValues(slot.checked.scope, choiceOf(fact)).filter(({ label }) => !used.has(label));
}

function isTag({ place }: Slot): boolean {
    const { words } = place;
    return words.lastIndexOf('tagged') > words.lastIndexOf('like');
}

function tags(slot: Slot): readonly Candidate[] {
    return usedTexts(slot, 'tags').map((label) => {
        const candidate: Candidate = { label, kind: 'text' };
        return slot.place.text || isBareWord(label) ? candidate : quoted(candidate);
    });
}

function isBareWord(text: string): boolean {
    return /^[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/.test(text) && !RESERVED_WORDS.has(text);
}

/** Texts of one kind wherever they stand in the file, duties wherever they are the policy's. */
function usedTexts({ checked }: Slot, property: 'tags' | 'audience' | 'duty'): readonly string[] {
    const found = new Set<string>();
    const file = property === 'duty' ? (checked.policyFile ?? checked.file) : checked.file;
    for (const { ast } of file.declarations) {
        if (property === 'duty' && ast?.$type === 'Duties') for (const { text } of ast.duties) found.add(text);
        if (property === 'tags' && (ast?.$type === 'Scenario' || ast?.$type === 'ScenarioTable'))
            for (const tag of ast.tags) found.add(tag);
        if (property === 'audience' && ast?.$type === 'Duties')
            for (const { audience } of ast.duties) if (audience !== undefined) found.add(audience);
    }
    return [...found].sort();
}

// ---- names by kind

function facts({ checked: { scope } }: Slot, fits: (fact: Ast.Fact) => boolean): readonly Candidate[] {
    return [...scope.variables.values()].flatMap(({ node, symbol }): Candidate[] =>
        node.$type === 'Fact' && fits(node)
            ? [{ label: node.name, kind: 'fact', symbol, ...titled(node.question) }]
            : [],
    );
}

function outcomes({ checked }: Slot): readonly Candidate[] {
    return named(checked.scope.outcomes.values(), 'outcome').map((each) => ({ ...each, rank: 2 }));
}

function choices({ checked }: Slot): readonly Candidate[] {
    return named(checked.scope.choices.values(), 'choice');
}

function cases({ checked, place }: Slot): readonly Candidate[] {
    return [...checked.scope.cases.values()]
        .filter(({ node, declaration }) => node.$type !== 'ScenarioTable' && declaration !== place.declaration)
        .map(({ node, symbol }) => {
            const isCase = node.$type === 'Case';
            const candidate: Candidate = {
                label: isCase ? node.name : node.title,
                kind: 'case',
                symbol,
                rank: isCase ? 1 : 4,
                ...titled(node.title),
            };
            return isCase || place.text ? candidate : quoted(candidate);
        });
}

function members({ checked, place }: Slot): readonly Candidate[] {
    const choice = place.words[place.words.indexOf('of') + 1];
    const used = new Set(place.words.slice(place.words.lastIndexOf('{') + 1));
    return choiceValues(checked.scope, choice).filter(({ label }) => !used.has(label));
}

/** Whether a name is part of a pattern, so that it is a value and not a fact. */
function isPattern({ place }: Slot): boolean {
    return /^(Value|Bound|Range)Pattern$/.test(place.owner()?.$container?.$type ?? '');
}

/** After `go to` only what comes later in the file: the flow never goes back. */
function rules({ checked, place }: Slot): readonly Candidate[] {
    const forward = place.words.at(-1) === 'to' && place.words.at(-2) === 'go';
    const own = place.declaration?.offset ?? 0;
    return [...checked.scope.rules.values()]
        .filter(({ declaration }) => !forward || declaration.offset > own)
        .map(({ node, symbol }) => ({ label: node.name, kind: 'rule', symbol, rank: 1, ...titled(node.title) }));
}

function steps({ checked, place }: Slot): readonly Candidate[] {
    const node = checked.scope.rules.get(place.words.at(-2) ?? '')?.node;
    return node?.$type === 'Principle'
        ? node.steps.map(({ name, title }) => ({ label: name, kind: 'rule', ...titled(title) }))
        : [];
}

function policies({ workspace }: Slot): readonly Candidate[] {
    return workspace.uris().flatMap((uri): Candidate[] => {
        const header = workspace.checked(uri)?.header;
        return header?.$type === 'PolicyHeader'
            ? [{ label: header.name, kind: 'text', detail: fileName(uri), ...titled(header.title) }]
            : [];
    });
}

function citations({ workspace, uri }: Slot): readonly Candidate[] {
    const document = documentOf(workspace, uri);
    return (document?.headings ?? []).flatMap(({ title, paragraphs, line }, index): Candidate[] => [
        { label: title, kind: 'citation', detail: `line ${line + 1}`, rank: index === 0 ? 6 : 1 },
        ...[...paragraphs.keys()].map(
            (label): Candidate => ({ label: `${title} / ${label}`, kind: 'citation', rank: 3 }),
        ),
    ]);
}

function files({ workspace, uri }: Slot): readonly Candidate[] {
    return paths(uri, workspace.uris());
}

function paths(uri: string, uris: readonly string[]): readonly Candidate[] {
    return uris
        .filter((each) => each !== uri)
        .flatMap((each): Candidate[] => {
            const label = relativePath(uri, each);
            return label === undefined ? [] : [{ label, kind: 'file' }];
        });
}

/** A path as a `use` would have it; undefined across schemes. */
export function relativePath(from: string, to: string): string | undefined {
    const [a, b] = [from.split('/'), to.split('/')];
    if (a[0] !== b[0] || a[2] !== b[2]) return undefined;
    let same = 0;
    while (same < Math.min(a.length, b.length) - 1 && a[same] === b[same]) same++;
    return [...a.slice(same, -1).map(() => '..'), ...b.slice(same)].join('/');
}

function named<T extends { readonly name: string; readonly title?: string; readonly $type: string }>(
    declared: Iterable<Declared<T & import('langium').AstNode>>,
    kind: 'outcome' | 'choice',
): readonly Candidate[] {
    return [...declared].map(({ node, symbol }) => ({ label: node.name, kind, symbol, ...titled(node.title) }));
}

function ranked(candidates: readonly Candidate[], rank: number): readonly Candidate[] {
    return candidates.map((each) => ({ rank, ...each }));
}
