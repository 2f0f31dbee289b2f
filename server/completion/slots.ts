// What may be written into each slot of the grammar: names by the kind and type that are expected there.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { CheckedFile } from '../../language/index.js';
import { fileName } from '../../language/syntax/paths.js';
import type { Declared } from '../../language/syntax/scope.js';
import { documentOf } from '../citations.js';
import { CURRENCIES, DURATION_UNITS, TONES } from '../words-of-language.js';
import type { Workspace } from '../workspace.js';
import type { Candidate } from './candidate.js';
import type { Place } from './position.js';
import {
    answersFor,
    categoriesOf,
    choiceOf,
    choiceValues,
    factOf,
    givenValues,
    parametersFor,
    titled,
} from './values.js';

export interface Slot {
    readonly workspace: Workspace;
    readonly uri: string;
    readonly checked: CheckedFile;
    readonly place: Place;
    /** Whether a pattern may stand here, so that a name is a value and not a fact. */
    readonly isPattern: boolean;
}

type Offer = (slot: Slot) => readonly Candidate[];

/** By rule and property of the grammar. What is not here is a new name, or a literal. */
export const SLOTS: Readonly<Record<string, Offer>> = {
    'Reference.name': (slot) => (slot.isPattern ? patternNames(slot) : expressionNames(slot)),
    'Reference.member': ({ checked, place }) => choiceValues(checked.scope, place.words.at(-2)),
    'Comparison.values': (slot) => comparedValues(slot),
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
    'PolicyHeader.source': ({ workspace, uri }) => {
        const document = documentOf(workspace, uri);
        return document ? [{ label: fileName(document.uri), kind: 'file' }] : [];
    },
    'DutyExpectation.text': ({ workspace, uri, checked }) => {
        const policy = checked.policy ?? workspace.lastGoodOf(workspace.policyUriOf(uri) ?? uri)?.policy;
        return [...new Set(policy?.duties.map(({ text }) => text))].map((label) => ({ label, kind: 'text' }));
    },
    CaseName: (slot) => (isTag(slot) ? tags(slot) : cases(slot)),
};

function expressionNames(slot: Slot): readonly Candidate[] {
    const { checked, place } = slot;
    const { scope } = checked;
    const operator = place.words.at(-1) ?? '';
    const compared = factOf(scope, place.words.at(-2) ?? '');
    if (['=', '!='].includes(operator) && compared?.type) {
        const own = answersFor(scope, { $type: 'Reference', name: compared.name } as Ast.Reference);
        return ranked([...own.filter(({ kind }) => kind !== 'category'), ...parametersFor(scope, compared)], 1);
    }
    if (['<', '<=', '>', '>='].includes(operator)) {
        return [...ranked(parametersFor(scope, compared), 1), ...ranked(quantities(slot), 3)];
    }
    const wanted = ['+', '-', '*', '/'].includes(operator) ? quantities(slot) : variables(slot);
    const inDuty = place.words.includes('must') || place.words.includes('should') || place.words.includes('may');
    return inDuty ? [...wanted, ...ranked(rules(slot), 6)] : wanted;
}

function variables({ checked: { scope } }: Slot): readonly Candidate[] {
    return [...scope.variables.values()].map(({ node, symbol }) => {
        const isYesNo = node.$type === 'Fact' ? node.type?.$type === 'BooleanType' : node.$type === 'Definition';
        return {
            label: node.name,
            kind: node.$type.toLowerCase() as 'fact' | 'parameter' | 'definition' | 'score',
            symbol,
            rank: isYesNo ? 2 : node.$type === 'Fact' ? 3 : 4,
            ...titled(node.$type === 'Fact' ? node.question : node.title),
        };
    });
}

function quantities(slot: Slot): readonly Candidate[] {
    return variables(slot).filter(({ label }) => {
        const type = factOf(slot.checked.scope, label)?.type?.$type;
        return type !== 'BooleanType' && type !== 'ChoiceType' && type !== 'SetType';
    });
}

/** Names after `is`, `is not`, `has`, `or`: values and categories of what stands before. */
function comparedValues({ checked: { scope }, place }: Slot): readonly Candidate[] {
    const { words } = place;
    const at = Math.max(words.lastIndexOf('is'), words.lastIndexOf('has'));
    const choice = choiceOf(factOf(scope, words[at - 1] ?? ''));
    const used = new Set(words.slice(at + 1));
    const all = [...choiceValues(scope, choice), ...categoriesOf(scope, choice)];
    return ranked(
        all.filter(({ label }) => !used.has(label)),
        1,
    );
}

/** Answers, cells and bands: what the subject can be and no pattern before or after says yet. */
function patternNames(slot: Slot): readonly Candidate[] {
    const { checked, place } = slot;
    const { scope } = checked;
    const last = place.words.at(-1) ?? '';
    if (place.words.includes('path') && place.words.includes('expect')) return pathAnswers(slot);
    const subject = subjectOf(slot);
    const fact = subject?.$type === 'Reference' ? factOf(scope, subject.name) : undefined;
    const bound = ['most', 'least', 'over', 'under', 'to'].includes(last);
    if (bound) return ranked(parametersFor(scope, fact), 1);
    const table = place.words.lastIndexOf('table') > place.words.lastIndexOf('ask');
    const used = table ? new Set<string>() : usedAnswers(place);
    const open = answersFor(scope, subject).filter(({ label }) => !used.has(label));
    const inRow = table || last === ',' || place.words.at(-1) === '|';
    const offered = open.map((each) => (inRow ? each : { ...each, insert: `${each.label} => `, rank: 1 }));
    const all = open.length > 1 && !inRow && place.startsLine ? [allAnswers(open.map(({ label }) => label))] : [];
    return [
        ...all,
        ...ranked(offered, 1),
        ...ranked(
            parametersFor(scope, fact).filter(() => bound),
            3,
        ),
    ];
}

/** All answers that are still missing, in one go. */
function allAnswers(labels: readonly string[]): Candidate {
    const width = Math.max(...labels.map((label) => label.length));
    const line = (label: string, index: number) => `${label.padEnd(width)} => \${${index + 1}:next}`;
    return {
        label: labels.slice(0, 4).join(', ') + (labels.length > 4 ? ', …' : ''),
        kind: 'declaration',
        detail: 'all answers that are missing',
        insert: labels.map((label) => `${label.padEnd(width)} => next`).join('\n'),
        snippet: labels.map(line).join('\n'),
        rank: 0,
    };
}

/** What the question, table column or bands at the cursor look at. */
function subjectOf({ place }: Slot): Ast.Expression | undefined {
    const ast = place.partial();
    if (!ast) return undefined;
    let found: Ast.Question | Ast.Table | Ast.PointsBands | undefined;
    for (const node of AstUtils.streamAst(ast)) {
        if (node.$type === 'Question' || node.$type === 'Table' || node.$type === 'PointsBands')
            found = node as typeof found;
    }
    if (found?.$type !== 'Table') return found?.subject;
    return found.columns[columnAt(place)];
}

/** The column of a table that the cursor is in, from 0. */
export function columnAt({ before }: Pick<Place, 'before'>): number {
    const row = before.slice(before.lastIndexOf('\n') + 1);
    return Math.max(0, row.split('|').length - 2);
}

/** Patterns of the question at the cursor, those after the cursor included. */
function usedAnswers({ words, after }: Place): ReadonlySet<string> {
    const from = Math.max(words.lastIndexOf('ask'), words.lastIndexOf('{'));
    const behind = after.split(/\bask\b|\bstep\b|\}/, 1)[0] ?? '';
    const used = new Set<string>();
    for (const text of [words.slice(from + 1).join(' '), behind]) {
        for (const [, patterns] of text.matchAll(/([^>\n]*?)\s*=>/g)) {
            for (const pattern of (patterns ?? '').split(/[\s,]+/)) if (pattern !== '') used.add(pattern);
        }
    }
    return used;
}

function pathAnswers({ workspace, uri, place }: Slot): readonly Candidate[] {
    const policy = workspace.lastGoodOf(workspace.policyUriOf(uri) ?? uri)?.policy;
    const { words } = place;
    const from = Math.max(words.lastIndexOf(','), words.lastIndexOf('path'));
    const rule = words.slice(from + 1).join('');
    const node = policy?.flow.find((each) => each.rule === rule);
    return (node?.answers ?? []).map(({ label }) => ({ label, kind: 'value', rank: 1, detail: node?.question ?? '' }));
}

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
    return usedTexts(slot, 'tags').map((label) => ({ label, kind: 'text' }));
}

/** Texts of one property wherever it is used in the file. */
function usedTexts({ checked }: Slot, property: 'tags' | 'audience'): readonly string[] {
    const found = new Set<string>();
    for (const { ast } of checked.file.declarations) {
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
            const label = node.$type === 'Case' ? node.name : node.title;
            const quoted = node.$type === 'Case' || place.text ? label : `"${label.replace(/["\\]/g, '\\$&')}"`;
            return {
                label,
                insert: quoted,
                kind: 'case',
                symbol,
                rank: node.$type === 'Case' ? 1 : 4,
                ...titled(node.title),
            };
        });
}

function members({ checked, place }: Slot): readonly Candidate[] {
    const choice = place.words[place.words.indexOf('of') + 1];
    const used = new Set(place.words.slice(place.words.lastIndexOf('{') + 1));
    return choiceValues(checked.scope, choice).filter(({ label }) => !used.has(label));
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
    return workspace
        .uris()
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
