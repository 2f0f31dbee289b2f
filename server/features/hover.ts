// Hovers: what a name is, what it says, what follows from it in the active case and in the scenarios, and the paragraph of
// the source that it rests on.

import { type Hover, MarkupKind } from 'vscode-languageserver';
import { intervalOf, type ShareInterval } from '../../language/analysis/confidence.js';
import type { Shares } from '../../language/analysis/count.js';
import type * as Ast from '../../language/generated/ast.js';
import type { CheckedFile, Finding, Policy, Position } from '../../language/index.js';
import { describeValue, printValue } from '../../language/index.js';
import { isoFromDay } from '../../language/model/calendar.js';
import { lookUp } from '../../language/run/given.js';
import { truthOf } from '../../language/run/interpret.js';
import { belongsTo } from '../../language/run/path.js';
import { type Name, qualifiedName } from '../../language/syntax/symbols.js';
import { citationAt, citationsIn, placeOfCitation } from '../citations.js';
import { type Decided, shortAnswer } from '../decision.js';
import { code, codeBlock, commandLink, link, plain, quotation } from '../markdown.js';
import { declarationAt, nameAt, placesOf } from '../names.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workspace } from '../workspace.js';
import { factsOfCase } from './case-hover.js';
import { describeDuties, expectedDutyAt } from './expected-duty.js';
import { answerAt } from './hover-answer.js';
import { keywordHover } from './keyword-hover.js';

/** What a hover may tell beyond the text. */
export interface HoverContext {
    readonly workspace: Workspace;
    readonly activeCase?: (Decided & { readonly title: string }) | undefined;
    readonly proved: (uri: string) => readonly Finding[];
    /** How many of all cases each rule gets, as far as they have been counted. */
    readonly shares: (policyUri: string) => Shares | undefined;
    /** Whether links may run commands of the client. */
    readonly commands: boolean;
}

export function hoverAt(context: HoverContext, uri: string, position: Position): Hover | null {
    const { workspace } = context;
    const name = nameAt(workspace, uri, position);
    if (name) {
        const { symbol, range } = name;
        // A name in an answer or a condition tells of that too.
        const answer = name.role === 'use' ? answerAt(workspace, uri, position, context.activeCase) : undefined;
        const parts = [
            ...inCase(context, symbol),
            ...(answer?.says ?? []),
            describeName(workspace, name.checked, symbol),
            ...(answer?.counts ?? []),
            ...inUse(context, uri, symbol),
        ];
        return hover(parts.join('\n\n'), range);
    }
    const checked = workspace.checked(uri);
    const declaration = checked && declarationAt(checked, position);
    if (!declaration) return null;
    const citation = citationAt(declaration, position);
    if (citation) {
        const text = describeCitation(workspace, uri, citation.text);
        return text === undefined ? null : hover(text, citation.range);
    }
    const duty = expectedDutyAt(checked, declaration, position);
    if (duty) return duty.duties.length === 0 ? null : hover(describeDuties(duty.duties), duty.range);
    const word = keywordHover(declaration, position);
    const answer = answerAt(workspace, uri, position, context.activeCase);
    if (!answer) return word && hover(word.text, word.range);
    const parts = [
        ...answer.says,
        ...answer.citations.flatMap((text) => describeCitation(workspace, uri, text) ?? []),
        ...answer.counts,
        ...linksOf(context, uri, answer.rule),
        ...(word ? [word.text] : []),
    ];
    return parts.length === 0 ? null : hover(parts.join('\n\n'), word?.range ?? answer.range);
}

/** What a name is and says, without regard to any case. */
export function describeName(workspace: Workspace, checked: CheckedFile, symbol: Name): string {
    const { uri } = symbol.declaration.document;
    const cited = citationsFor(symbol)
        .slice(0, 2)
        .flatMap((text) => describeCitation(workspace, uri, text) ?? []);
    return [
        codeBlock(headOf(symbol)),
        ...aboutName(checked, symbol),
        ...factsOfCase(checked.scope, symbol),
        ...cited,
    ].join('\n\n');
}

/** The head of its declaration, as it is written. */
function headOf({ kind, node, declaration, container, name }: Name): string {
    const text = node.$cstNode?.text ?? declaration.text.trim();
    switch (kind) {
        case 'exemption':
        case 'principle':
        case 'step':
        case 'review':
        case 'scenario':
            return (text.split('{', 1)[0] ?? name).trim();
        case 'value':
            return `${text}  // value of ${container}`;
        case 'choice':
            return cutLines(text, 10);
        default:
            return cutLines(text, 12);
    }
}

function cutLines(text: string, most: number): string {
    const lines = text.split(/\r\n|\n|\r/);
    return lines.length <= most ? text : [...lines.slice(0, most), `… ${lines.length - most} more lines`].join('\n');
}

function aboutName(checked: CheckedFile, symbol: Name): readonly string[] {
    const { policy } = checked;
    if (symbol.kind === 'parameter') {
        const parameter = policy?.parameters.find(({ name }) => name === symbol.name);
        if (!parameter || parameter.value.length < 2) return [];
        const told = parameter.value.map(({ from, value }) => {
            const since = from === null ? 'always' : `from ${isoFromDay(from)}`;
            return `* ${since}: ${code(printValue(value, parameter.type))}`;
        });
        return [told.join('\n')];
    }
    if (symbol.kind === 'value') {
        const categories = policy?.categories.filter(
            ({ choice, members }) =>
                choice === symbol.container && members.some(({ value }) => value.includes(symbol.name)),
        );
        return categories?.length ? [`In ${categories.map(({ name }) => code(name)).join(', ')}`] : [];
    }
    if (symbol.kind === 'outcome') {
        const outcome = policy?.outcomes.find(({ name }) => name === symbol.name);
        return outcome && outcome.tone !== 'neutral' ? [`Tone: ${outcome.tone}`] : [];
    }
    if (symbol.kind === 'fact') {
        const fact = policy?.facts.find(({ name }) => name === symbol.name);
        if (!fact) return [];
        if (fact.default !== undefined) return [`Not given: ${code(printValue(fact.default, fact.type))}, by default`];
        return [fact.maybeUnknown ? 'Not given: unknown' : 'Not given: missing, wherever an answer needs it'];
    }
    return [];
}

/** What a name is in the active case, and of a rule that decides it the reason. */
function inCase({ activeCase }: HoverContext, symbol: Name): readonly string[] {
    const value = activeCase && valueIn(activeCase, symbol);
    if (!activeCase || value === undefined) return [];
    const { verdict, title } = activeCase;
    const decides =
        verdict.kind === 'outcome' &&
        RULES.has(symbol.kind) &&
        belongsTo(verdict.decidedBy, qualifiedName(symbol)) &&
        verdict.reason !== null;
    return [`**${value}** in “${plain(title)}”`, ...(decides ? [`because ${plain(verdict.reason ?? '')}`] : [])];
}

/** What the scenarios and the proofs say of a name, and where to go from here. */
function inUse(context: HoverContext, uri: string, symbol: Name): readonly string[] {
    const { workspace } = context;
    if (!RULES.has(symbol.kind) || workspace.policyUriOf(uri) === undefined) {
        if (symbol.kind === 'scenario') return [];
        const uses = placesOf(workspace, symbol).filter(({ role }) => role === 'use').length;
        return [uses === 0 ? 'Not used' : uses === 1 ? 'Used once' : `Used in ${uses} places`];
    }
    const facts = ruleFacts(context, workspace.policyUriOf(uri) ?? uri, symbol).join('  \n');
    return [...(facts === '' ? [] : [facts]), ...linksOf(context, uri, qualifiedName(symbol))];
}

/** What can be done with a rule; nothing where links cannot run commands. */
function linksOf({ workspace, activeCase, commands }: HoverContext, uri: string, rule: string): readonly string[] {
    const policyUri = workspace.policyUriOf(uri);
    if (!commands || policyUri === undefined) return [];
    const target = workspace.clientUri(policyUri);
    const links = [
        commandLink('Show on flowchart', 'tenet.openFlowchartToSide', [target, rule]),
        ...(activeCase ? [commandLink('Copy as text', 'tenet.copyPath', [])] : []),
        ...(activeCase ? [commandLink('What would change this?', 'tenet.whatChanges', [target])] : []),
    ];
    return [links.join(' · ')];
}

const RULES: ReadonlySet<string> = new Set(['exemption', 'principle', 'step', 'review']);

/** What the scenarios and the proofs say of a rule. */
function ruleFacts({ workspace, proved, shares }: HoverContext, policyUri: string, symbol: Name): readonly string[] {
    const name = qualifiedName(symbol);
    const all = resultsOfPolicy(workspace, policyUri);
    const decides = all.filter(
        ({ result: { verdict } }) => verdict.kind === 'outcome' && belongsTo(verdict.decidedBy, name),
    ).length;
    const asked = all.filter(({ result }) => result.verdict.path.some(({ rule }) => belongsTo(rule, name))).length;
    const scenarios = all.length === 1 ? '1 scenario' : `${all.length} scenarios`;
    const policy = workspace.checked(policyUri)?.policy;
    const counted = policy && shares(policyUri);
    const { line } = policy?.rules.find((rule) => rule.name === name)?.nameOrigin.range.start ?? { line: -1 };
    const unreachable = proved(policyUri).find(
        (finding) => REACH.has(finding.code) && finding.origin.range.start.line === line,
    );
    return [
        ...(unreachable ? [`⊘ ${plain(unreachable.message)}`] : counted ? tellShare(policy, counted, name) : []),
        ...(all.length > 0 ? [`Decides ${decides} of ${scenarios}, asked in ${asked}`] : []),
    ];
}

const REACH = new Set(['step-unreachable', 'review-never']);

/** `Reached by 12 % of the case space, decides 3 %`: of all combinations of values that the policy tells apart. */
function tellShare(policy: Policy, shares: Shares, name: string): readonly string[] {
    const { total, exact, rules } = shares;
    // Whoever comes to a principle comes to its first step.
    const first = policy.flow.find(({ rule }) => belongsTo(rule, name))?.rule;
    const reached = first === undefined ? undefined : rules.get(first)?.asked;
    if (reached === undefined || total === 0n) return [];
    let decided = 0n;
    for (const [rule, counts] of rules) if (belongsTo(rule, name)) decided += counts.decided;
    if (exact) return [`Reached by ${percent(reached, total)} of the case space, decides ${percent(decided, total)}`];
    const [reaches, decides] = [reached, decided].map((count) => tellInterval(intervalOf(shares, count)));
    return [`Reached by ${reaches} of the case space, decides ${decides} (estimated, with 95 % certainty)`];
}

/** `11.4 to 12.3 %`. */
function tellInterval({ low, high }: ShareInterval): string {
    const [from, to] = [low, high].map((share) => (share * 100).toFixed(1));
    return from === to ? `${from} %` : `${from} to ${to} %`;
}

/** Nothing and everything are said only where they are meant. */
function percent(part: bigint, total: bigint): string {
    if (part === 0n) return 'none';
    if (part === total) return 'all';
    const rounded = Number((part * 200n + total) / (2n * total));
    if (rounded === 0) return 'less than 1 %';
    return rounded === 100 ? 'more than 99 %' : `${rounded} %`;
}

/** What a name is in the active case: a value, yes or no, the answer that was taken. */
function valueIn(decided: Decided, symbol: Name): string | undefined {
    const { policy, facts, verdict } = decided;
    if (symbol.kind === 'fact') {
        const fact = policy.facts.find(({ name }) => name === symbol.name);
        const given = fact && lookUp(fact, facts);
        if (!fact || !given) return undefined;
        if (given.source === 'missing') return 'not given';
        const text = plain(describeValue(policy, fact, given.value));
        return given.source === 'given' ? text : `${text} (${given.source === 'default' ? 'by default' : 'not given'})`;
    }
    if (symbol.kind === 'definition') {
        const value = policy.definitions.find(({ name }) => name === symbol.name)?.value;
        return value?.kind === 'condition' ? truthOf(policy, facts, value.condition) : undefined;
    }
    if (!RULES.has(symbol.kind)) return undefined;
    const name = qualifiedName(symbol);
    const steps = verdict.path.filter(({ rule }) => belongsTo(rule, name));
    if (steps.length === 0) return 'not reached';
    return plain(steps.map((step) => shortAnswer(policy, facts, step)).join(', '));
}

function citationsFor({ node, declaration }: Name): readonly string[] {
    if (node.$type === 'ChoiceValue') return [];
    const own = (node as { readonly cites?: Ast.Cites }).cites;
    return citationsIn(declaration)
        .filter((each) => each.node === own)
        .map(({ text }) => text);
}

/** A citation with the paragraph itself. */
function describeCitation(workspace: Workspace, uri: string, citation: string): string | undefined {
    const place = placeOfCitation(workspace, uri, citation);
    if (!place) return undefined;
    const { line } = place.origin.range.start;
    const target = `${workspace.clientUri(place.origin.uri)}#L${line + 1}`;
    const text = place.text === '' ? '' : `\n\n${quotation(place.text)}`;
    return `${link(citation, target)}${text}`;
}

function hover(value: string, range: Hover['range']): Hover {
    return { contents: { kind: MarkupKind.Markdown, value }, ...(range ? { range } : {}) };
}
