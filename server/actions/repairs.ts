// Repairs of findings: what a finding brings itself, and what its code tells to do. Each is one edit and leaves comments
// where they are.

import { distance } from 'fastest-levenshtein';
import { type AstNode, AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import { createRepairer, type Finding, type Fix, type Repairer } from '../../language/index.js';
import { originOf } from '../../language/syntax/document.js';
import { fileName } from '../../language/syntax/paths.js';
import type { Scope } from '../../language/syntax/scope.js';
import { relativePath } from '../completion/slots.js';
import { declarationAt, nameAt, occurrencesIn, placesOf, rangeOfDeclaration } from '../names.js';
import { comparePositions, contains } from '../positions.js';
import { type Action, type ActionContext, above, behind, type FileEdit, insertion, removal, textAt } from './action.js';
import { missingAnswers } from './answers.js';
import { declareName } from './declare.js';
import { addClock, closeText, expectActual, moveHeader, removeDuty } from './lacking.js';
import { missingRows } from './rows.js';

/** All repairs of one finding, the best one first. */
export function repairsOf(context: ActionContext, finding: Finding): readonly Action[] {
    const own = ownRepairs(context, finding);
    const more = (Object.hasOwn(REPAIRS, finding.code) ? REPAIRS[finding.code] : undefined)?.(context, finding) ?? [];
    const others = [...more, ...(finding.unnecessary && more.length === 0 ? removeUnnecessary(context, finding) : [])];
    // What is safe is laid out as well; where it is not known to be, the author may still want it.
    const all = [...own, ...others.filter(({ title }) => own.every((each) => each.title !== title))];
    return all.map((action, index) => ({
        ...action,
        finding,
        ...(index === 0 && own.length > 0 ? { isPreferred: true } : {}),
    }));
}

/** The safe repair of a finding, or the near miss put in its place. */
function ownRepairs(context: ActionContext, finding: Finding): readonly Action[] {
    const { workspace } = context;
    const fix = finding.fix ?? repairerOf(context).fixOf(finding);
    if (fix) return [quickfix(fix.title, fileEdits(fix.edits))];
    const { suggestion, actual, origin } = finding;
    if (suggestion === undefined) return [];
    const written = textAt(workspace, origin);
    const at = actual === undefined ? -1 : written.indexOf(actual);
    const newText =
        at >= 0 && actual !== undefined
            ? written.slice(0, at) + suggestion + written.slice(at + actual.length)
            : suggestion;
    return [quickfix(`Change to ‘${suggestion}’`, [{ uri: origin.uri, range: origin.range, newText }])];
}

/** Every safe repair of the file that can be made at once. */
export function fixAll(context: ActionContext): readonly Action[] {
    const wanted = context.findings.filter(({ severity }) => severity !== 'hint');
    const edits = fileEdits(repairerOf(context).fixOfAll(wanted)).filter(({ uri }) => uri === context.uri);
    return edits.length === 0
        ? []
        : [{ title: 'Fix everything that can be fixed safely', kind: 'source.fixAll', edits }];
}

function repairerOf({ workspace, findings }: ActionContext): Repairer {
    const files = workspace.uris().flatMap((uri) => workspace.file(uri) ?? []);
    return createRepairer(findings, files);
}

function fileEdits(edits: Fix['edits']): readonly FileEdit[] {
    return edits.map(({ origin, text }) => ({ uri: origin.uri, range: origin.range, newText: text }));
}

type Repair = (context: ActionContext, finding: Finding) => readonly Action[];

const REPAIRS: Readonly<Record<string, Repair>> = {
    'name-unknown': (context, finding) => [...useFileOf(context, finding), ...declareName(context, finding)],
    'policy-not-found': useFileOf,
    'use-not-found': otherFile,
    'text-not-closed': closeText,
    'expectation-missing': expectActual,
    'clock-missing': addClock,
    'header-misplaced': moveHeader,
    'duty-never': removeDuty,
    'comment-not-closed': ({ workspace }, { origin }) => {
        const text = workspace.file(origin.uri)?.text ?? '';
        const line = text.split(/\r\n|\n|\r/)[origin.range.start.line] ?? '';
        const end = { line: origin.range.start.line, character: line.length };
        return [quickfix('End the comment with this line', [insertion(origin.uri, end, ' */')])];
    },
    'given-duplicate': remove('Remove the second value'),
    'answer-duplicate': removeAnswer,
    'answer-after-otherwise': removeAnswer,
    'answer-unreachable': removeAnswer,
    'otherwise-unreachable': removeAnswer,
    'except-no-effect': removeAnswer,
    'answer-redundant': removeAnswer,
    'step-unreachable': (context, finding) => removeRule(context, finding),
    'review-never': (context, finding) => removeRule(context, finding),
    'outcome-unreachable': () => [],
    'unknown-not-handled': (context, finding) => [
        ...missingAnswers(context, finding),
        ...missingRows(context, finding),
    ],
    'no-decision': (context, finding) => [...missingAnswers(context, finding), ...missingRows(context, finding)],
    'unknown-not-allowed': allowUnknown,
    'scenario-duplicate-title': otherTitle,
    'mandatory-not-exempted': exemptCategory,
    'syntax-error': () => [],
};

/** Takes away what can never matter: a declaration as a whole, else the very text. */
function removeUnnecessary(context: ActionContext, { origin }: Finding): readonly Action[] {
    const name = nameAt(context.workspace, origin.uri, origin.range.start);
    if (name?.role !== 'declaration' || name.symbol.kind === 'value' || name.symbol.kind === 'step') return [];
    const range = rangeOfDeclaration(name.declaration);
    return [
        quickfix(`Remove the ${name.symbol.kind} ‘${name.symbol.name}’`, [
            removal(context.workspace, { uri: origin.uri, range }),
        ]),
    ];
}

function removeAnswer(context: ActionContext, { origin }: Finding): readonly Action[] {
    const node = nodeAround(context, origin, ANSWERS);
    if (!node) return [];
    const { siblings, what } = siblingsOf(node.node);
    // The last answer of a question cannot go: the question would not parse.
    if (siblings < 2 && what !== 'exception') return [];
    return [quickfix(`Remove this ${what}`, [removal(context.workspace, node.origin)])];
}

const ANSWERS: ReadonlySet<string> = new Set(['Answer', 'TableRow', 'Except', 'Band']);

function siblingsOf(node: Ast.Answer | Ast.TableRow | Ast.Except | Ast.Band): { siblings: number; what: string } {
    switch (node.$type) {
        case 'Answer':
            return { siblings: node.$container.answers.length, what: 'answer' };
        case 'TableRow':
            return { siblings: node.$container.rows.length, what: 'row' };
        case 'Except':
            return { siblings: node.$container.excepts.length, what: 'exception' };
        case 'Band':
            return { siblings: node.$container.bands.length, what: 'band' };
    }
}

/** Takes a rule or a step away, unless somebody names it. */
function removeRule({ workspace }: ActionContext, { origin }: Finding): readonly Action[] {
    const checked = workspace.checked(origin.uri);
    const declaration = checked && declarationAt(checked, origin.range.start);
    if (!checked || !declaration?.ast || declaration.problems.length > 0) return [];
    const node = [...AstUtils.streamAst(declaration.ast)].find(
        (each): each is Ast.Step | Ast.Exemption | Ast.Principle | Ast.Review =>
            REMOVABLE.has(each.$type) &&
            comparePositions(originOf(declaration, each).range.start, origin.range.start) === 0,
    );
    if (!node || (node.$type === 'Step' && node.$container.steps.length < 2)) return [];
    const own = originOf(declaration, node);
    const names = occurrencesIn(checked, declaration).filter(
        ({ role, symbol }) => role === 'declaration' && isWithin(symbol.node, node),
    );
    const isNamed = names.some(({ symbol }) =>
        placesOf(workspace, symbol).some(
            (each) => each.origin.uri !== own.uri || !contains(own.range, each.origin.range),
        ),
    );
    if (isNamed) return [];
    const title =
        node.$type === 'Step'
            ? `Remove step ‘${node.$container.name}.${node.name}’`
            : `Remove ${node.$type.toLowerCase()} ‘${node.name}’`;
    return [quickfix(title, [removal(workspace, own)])];
}

const REMOVABLE: ReadonlySet<string> = new Set(['Step', 'Exemption', 'Principle', 'Review']);

function isWithin(node: AstNode, outer: AstNode): boolean {
    for (let at: AstNode | undefined = node; at; at = at.$container) if (at === outer) return true;
    return false;
}

function nodeAround(context: ActionContext, origin: Finding['origin'], types: ReadonlySet<string>) {
    const checked = context.workspace.checked(origin.uri);
    const declaration = checked && declarationAt(checked, origin.range.start);
    if (!declaration?.ast) return undefined;
    for (const node of AstUtils.streamAst(declaration.ast)) {
        if (!types.has(node.$type)) continue;
        const place = originOf(declaration, node);
        if (contains(place.range, origin.range))
            return { node: node as Ast.Answer | Ast.TableRow | Ast.Except | Ast.Band, origin: place };
    }
    return undefined;
}

/**
 * Uses the file in which a name is declared, or a suite's policy stands. Another policy is not used for a name, nor a file
 * that would bring in what is here already.
 */
function useFileOf({ workspace, uri, checked }: ActionContext, { actual, code }: Finding): readonly Action[] {
    const header = checked.header;
    const wanted = code === 'policy-not-found' && header?.$type === 'SuiteHeader' ? header.policy : actual;
    if (wanted === undefined) return [];
    const wantsPolicy = code === 'policy-not-found';
    const known = new Set(checked.files.map((file) => file.uri));
    return workspace.uris().flatMap((each): Action[] => {
        const path = known.has(each) ? undefined : relativePath(uri, each);
        const file = workspace.file(each);
        if (path === undefined || !file?.text.includes(wanted)) return [];
        const declared = file.declarations.flatMap(({ ast }) => (ast && 'name' in ast ? ast : []));
        const isPolicy = declared.some(({ $type }) => $type === 'PolicyHeader');
        const isHere = declared.some(
            ({ $type, name }) => name === wanted && ($type === 'PolicyHeader') === wantsPolicy,
        );
        if (!isHere || isPolicy !== wantsPolicy) return [];
        if (!wantsPolicy && declared.some((each) => isDeclared(checked.scope, each))) return [];
        return [
            quickfix(`Use ‘${fileName(each)}’, which declares ‘${wanted}’`, [
                useEdit({ workspace, checked, uri }, path),
            ]),
        ];
    });
}

function isDeclared({ choices, categories, variables, outcomes }: Scope, ast: Ast.Declaration): boolean {
    switch (ast.$type) {
        case 'Choice':
            return choices.has(ast.name);
        case 'Category':
            return categories.has(ast.name);
        case 'Fact':
        case 'Parameter':
        case 'Definition':
        case 'Score':
            return variables.has(ast.name);
        case 'Outcome':
            return outcomes.has(ast.name);
        default:
            return false;
    }
}

/** A `use` after the header and the other ones. */
export function useEdit(
    { workspace, checked, uri }: Pick<ActionContext, 'workspace' | 'checked' | 'uri'>,
    path: string,
): FileEdit {
    const { declarations } = checked.file;
    const before =
        [...declarations].reverse().find(({ ast }) => ast?.$type === 'Use') ??
        declarations.find(({ ast }) => ast === checked.header);
    const quoted = `use "${path}"`;
    if (!before?.ast) return insertion(uri, { line: 0, character: 0 }, `${quoted}\n\n`);
    const gap = before.ast.$type === 'Use' ? '\n' : '\n\n';
    return insertion(uri, behind(workspace, originOf(before, before.ast)), gap + quoted);
}

function otherFile({ workspace, uri }: ActionContext, { origin }: Finding): readonly Action[] {
    const written = textAt(workspace, origin).replace(/"/g, '');
    return workspace.uris().flatMap((each): Action[] => {
        const path = each === uri ? undefined : relativePath(uri, each);
        const near = fileName(each) === fileName(written) || distance(fileName(each), fileName(written)) <= 3;
        if (path === undefined || !near) return [];
        return [quickfix(`Change to ‘${path}’`, [{ uri: origin.uri, range: origin.range, newText: `"${path}"` }])];
    });
}

function allowUnknown({ workspace, checked }: ActionContext, { origin, actual, message }: Finding): readonly Action[] {
    const name = nameAt(workspace, origin.uri, origin.range.start)?.symbol.name;
    const named = [name, actual, ...[...message.matchAll(/‘([^’]+)’/g)].map(([, each]) => each)];
    for (const each of named) {
        const declared = each === undefined ? undefined : checked.scope.variables.get(each);
        if (declared?.node.$type !== 'Fact' || declared.node.maybeUnknown) continue;
        const { declaration, node } = declared;
        const { range } = originOf(declaration, node.type);
        const edit = insertion(declaration.document.uri, range.end, ' or unknown');
        return [quickfix(`Declare ‘${node.name}’ as ‘or unknown’`, [edit])];
    }
    return [];
}

function otherTitle({ workspace, checked }: ActionContext, { origin }: Finding): readonly Action[] {
    const title = textAt(workspace, origin).replace(/^"|"$/g, '');
    for (let number = 2; ; number++) {
        const free = `${title} (${number})`;
        if (checked.scope.cases.has(free)) continue;
        return [quickfix(`Change to ‘${free}’`, [{ uri: origin.uri, range: origin.range, newText: `"${free}"` }])];
    }
}

/** An exemption for a mandatory category, before the first rule. */
function exemptCategory({ workspace, checked }: ActionContext, { message }: Finding): readonly Action[] {
    const named = [...message.matchAll(/‘([^’]+)’/g)].map(([, each]) => each ?? '');
    const category = named.map((each) => checked.scope.categories.get(each)).find((each) => each?.node.mandatory);
    if (!category || !checked.policyFile) return [];
    const { name, choice, cites } = category.node;
    const fact = [...checked.scope.variables.values()].find(
        ({ node }) => node.$type === 'Fact' && node.type?.$type === 'ChoiceType' && node.type.choice === choice,
    );
    const outcome =
        [...checked.scope.outcomes.values()].find(({ node }) => node.tone === 'accept') ??
        [...checked.scope.outcomes.values()][0];
    const first = checked.policyFile.declarations.find(({ ast }) => RULES.has(ast?.$type ?? ''));
    if (!fact || !outcome || !first?.ast) return [];
    const rule = freeName('E', (each) => checked.scope.rules.has(each));
    const cited = cites ? ` ${cites.$cstNode?.text ?? ''}` : '';
    const text = `exempt ${rule}${cited} {\n  when ${fact.node.name} is ${name} => ${outcome.node.name}\n}\n\n`;
    const start = above(workspace, originOf(first, first.ast));
    return [quickfix(`Exempt ‘${name}’`, [insertion(checked.policyFile.uri, start, text)])];
}

const RULES: ReadonlySet<string> = new Set(['Exemption', 'Principle', 'Review']);

export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
    for (let number = 1; ; number++) {
        const name = number === 1 ? wanted : `${wanted}${number}`;
        if (!isTaken(name)) return name;
    }
}

function remove(title: string): Repair {
    return ({ workspace }, { origin }) => [quickfix(title, [removal(workspace, origin)])];
}

export function quickfix(title: string, edits: readonly FileEdit[]): Action {
    return { title, kind: 'quickfix', edits };
}
