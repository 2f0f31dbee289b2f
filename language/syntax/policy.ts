// The one door from syntax to the model: a policy file, with the files it uses, becomes a `Policy`; a suite becomes
// scenarios. Lowering is total on files without errors; where there are errors it gives what it can and the findings.

import type * as Ast from '../generated/ast.js';
import { dayFromIso } from '../model/calendar.js';
import type { Finding } from '../model/finding.js';
import type { Category, Choice, Duty, Fact, Guarantee, Outcome, Policy, Score } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import { type Context, mention, report, reportUnknownName } from './context.js';
import { lowerDefinition } from './definitions.js';
import { type DeclarationNode, originAt, originOf, type SourceFile } from './document.js';
import { lowerDuties, lowerGuarantee } from './duties.js';
import type { Environment, LoweredDefinition } from './environment.js';
import { lowerFlow, mentionStep } from './flow.js';
import { ruleName } from './path-conditions.js';
import { lowerScenarios } from './scenarios.js';
import { collectScope, type Declared, type Scope } from './scope.js';
import { lowerScore } from './scores.js';
import { type Occurrence, originOfPlace } from './symbols.js';
import {
    type Effective,
    type LoweredParameter,
    lowerCategory,
    lowerChoice,
    lowerFact,
    lowerOutcome,
    lowerParameter,
    titled,
} from './vocabulary.js';

export interface LoweredFile {
    /** Absent for vocabularies, and where an error stands in the way. For a suite: its policy. */
    readonly policy?: Policy;
    /** Scenarios that stand in the file itself, and the cases' mistakes are in `findings`. */
    readonly scenarios: readonly Scenario[];
    /** Of all files involved; a host that looks at several files drops the repeats. */
    readonly findings: readonly Finding[];
    readonly occurrences: readonly Occurrence[];
    readonly scope: Scope;
    readonly header?: Ast.PolicyHeader | Ast.SuiteHeader;
    /** The file whose rules are the policy's. */
    readonly policyFile?: SourceFile;
    readonly files: readonly SourceFile[];
}

/**
 * Lowers a file.
 *
 * @param file the file itself
 * @param files the file and all that it uses, directly or not, each once, used ones first
 */
export function lowerFile(file: SourceFile, files: readonly SourceFile[]): LoweredFile {
    const context: Context = { findings: [], occurrences: [] };
    reportSyntax(context, files);
    const header = findHeader(context, file);
    const policyFile = header?.$type === 'SuiteHeader' ? findPolicy(context, file, header, files) : header && file;
    reportMisplaced(context, file, header);
    const scope = collectScope(context, files, policyFile);
    const policyHeader = policyFile && headerOf(policyFile);
    const { environment, outcomes } = makeEnvironment(
        context,
        scope,
        effectiveDates(context, policyFile, policyHeader),
        files[0] ?? file,
    );
    const policy = policyFile && policyHeader && lowerPolicy(environment, policyFile, policyHeader, outcomes);
    const cases = [...scope.cases.values()];
    const own = cases.filter(({ declaration }) => declaration.document === file);
    // Scenarios of one title: only the first is in the scope, but all of them run.
    const all = file.declarations.flatMap((declaration): Declared<Ast.Case | Ast.Scenario | Ast.ScenarioTable>[] => {
        const node = declaration.ast;
        if (node?.$type !== 'Case' && node?.$type !== 'Scenario' && node?.$type !== 'ScenarioTable') return [];
        const declared = own.find((each) => each.node === node);
        const first = scope.cases.get(node.$type === 'Case' ? node.name : node.title);
        return [
            declared ?? {
                symbol: first?.symbol ?? (own[0] as (typeof own)[0]).symbol,
                declaration,
                node,
                broken: declaration.problems.length > 0,
            },
        ];
    });
    const scenarios = lowerScenarios(environment, all, policy?.flow);
    return {
        ...(policy ? { policy } : {}),
        scenarios,
        findings: context.findings,
        occurrences: context.occurrences,
        scope,
        ...(header ? { header } : {}),
        ...(policyFile ? { policyFile } : {}),
        files,
    };
}

function reportSyntax(context: Context, files: readonly SourceFile[]): void {
    for (const file of files) {
        for (const declaration of file.declarations) {
            for (const { code, offset, length, message, suggestion } of declaration.problems) {
                const extra = suggestion === undefined ? {} : { suggestion };
                report(context, code, originAt(declaration, offset, length), message, extra);
            }
        }
    }
}

function findHeader(context: Context, file: SourceFile): Ast.PolicyHeader | Ast.SuiteHeader | undefined {
    const headers = file.declarations.filter(
        ({ ast }) => ast?.$type === 'PolicyHeader' || ast?.$type === 'SuiteHeader',
    );
    for (const declaration of headers) {
        if (declaration === file.declarations.find(({ keyword, ast }) => keyword !== '' || ast)) continue;
        const node = declaration.ast as Ast.PolicyHeader | Ast.SuiteHeader;
        const what = node.$type === 'PolicyHeader' ? 'policy' : 'scenarios for';
        const message = `‘${what} …’ is the first declaration of its file, and the only one of its kind.`;
        report(context, 'header-misplaced', originOf(declaration, node), message);
    }
    return headers[0]?.ast as Ast.PolicyHeader | Ast.SuiteHeader | undefined;
}

function headerOf(file: SourceFile): Ast.PolicyHeader | undefined {
    const declaration = file.declarations.find(({ ast }) => ast?.$type === 'PolicyHeader');
    return declaration?.ast as Ast.PolicyHeader | undefined;
}

function findPolicy(
    context: Context,
    file: SourceFile,
    header: Ast.SuiteHeader,
    files: readonly SourceFile[],
): SourceFile | undefined {
    const declaration = file.declarations.find(({ ast }) => ast === header) as DeclarationNode;
    const policies = files.filter((each) => headerOf(each));
    const found = policies.find((each) => headerOf(each)?.name === header.policy);
    const place = { declaration, node: header, property: 'policy' };
    if (found) {
        const target = found.declarations.find(({ ast }) => ast?.$type === 'PolicyHeader') as DeclarationNode;
        const node = target.ast as Ast.PolicyHeader;
        mention(context, { kind: 'policy', name: node.name, declaration: target, node }, place);
        return found;
    }
    const names = policies.map((each) => headerOf(each)?.name ?? '');
    if (names.length === 0) {
        const message = `The policy ‘${header.policy}’ is in none of the files used here: add ‘use "…"’ with its file.`;
        report(context, 'policy-not-found', originOfPlace(place), message);
    } else {
        reportUnknownName(
            context,
            place,
            'policy',
            header.policy,
            names,
            `The files used here have ${names.map((name) => `‘${name}’`).join(', ')}.`,
        );
    }
    return undefined;
}

const POLICY_ONLY: ReadonlySet<string> = new Set(['Exemption', 'Principle', 'Review', 'Duties', 'Guarantee']);

function reportMisplaced(context: Context, file: SourceFile, header: LoweredFile['header']): void {
    if (header?.$type === 'PolicyHeader') return;
    const kind = header ? 'a suite' : 'a vocabulary';
    for (const declaration of file.declarations) {
        if (!declaration.ast || !POLICY_ONLY.has(declaration.ast.$type) || declaration.problems.length > 0) continue;
        const origin = originAt(
            declaration,
            declaration.text.search(new RegExp(`\\b${declaration.keyword}\\b`)),
            declaration.keyword.length,
        );
        const message = `Rules, duties and guarantees stand in a policy file; this is ${kind}. Start the file with ‘policy name’.`;
        report(context, 'rule-outside-policy', origin, message);
    }
}

function effectiveDates(
    context: Context,
    file: SourceFile | undefined,
    header: Ast.PolicyHeader | undefined,
): Effective {
    const declaration = file?.declarations.find(({ ast }) => ast === header);
    if (!header || !declaration) return {};
    const read = (text: string | undefined, property: 'from' | 'until') => {
        if (text === undefined) return undefined;
        const day = dayFromIso(text);
        if (day === undefined) {
            const origin = originOfPlace({ declaration, node: header, property });
            report(context, 'date-invalid', origin, `‘${text}’ is not a date of the calendar.`);
        }
        return day;
    };
    const [from, until] = [read(header.from, 'from'), read(header.until, 'until')];
    if (from !== undefined && until !== undefined && until < from) {
        const origin = originOfPlace({ declaration, node: header, property: 'until' });
        report(context, 'range-invalid', origin, 'The policy ends before it starts.');
    }
    return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function makeEnvironment(
    context: Context,
    scope: Scope,
    effective: Effective,
    file: SourceFile,
): { environment: Environment; outcomes: ReadonlyMap<string, Outcome> } {
    const choices = new Map<string, Choice>();
    for (const [name, declared] of scope.choices) choices.set(name, lowerChoice(declared));
    const categories = new Map<string, Category>();
    for (const [name, declared] of scope.categories) {
        const category = declared.broken ? undefined : lowerCategory(context, scope, effective, declared);
        if (category) categories.set(name, category);
    }
    const facts = new Map<string, Fact>();
    const parameters = new Map<string, LoweredParameter>();
    const outcomes = new Map<string, Outcome>();
    for (const [name, { node, declaration, broken, symbol }] of scope.variables) {
        if (broken) continue;
        if (node.$type === 'Fact') {
            const fact = lowerFact(context, scope, { node, declaration, broken, symbol });
            if (fact) facts.set(name, fact);
        } else if (node.$type === 'Parameter') {
            const parameter = lowerParameter(context, effective, { node, declaration, broken, symbol });
            if (parameter) parameters.set(name, parameter);
        }
    }
    for (const [name, declared] of scope.outcomes)
        if (!declared.broken) outcomes.set(name, lowerOutcome(context, scope, declared));

    const definitions = new Map<string, LoweredDefinition | 'being lowered' | undefined>();
    const scores = new Map<string, Score | 'being lowered' | undefined>();
    const lowerOnce = <T>(
        memo: Map<string, T | 'being lowered' | undefined>,
        name: string,
        lower: () => T | undefined,
    ): T | undefined => {
        if (memo.has(name)) {
            const before = memo.get(name);
            if (before !== 'being lowered') return before;
            const declared = scope.variables.get(name);
            if (declared) {
                const origin = originOfPlace({
                    declaration: declared.declaration,
                    node: declared.node,
                    property: 'name',
                });
                report(context, 'definition-cycle', origin, `‘${name}’ depends on itself.`);
            }
            return undefined;
        }
        memo.set(name, 'being lowered');
        const lowered = lower();
        memo.set(name, lowered);
        return lowered;
    };
    const environment: Environment = {
        ...context,
        scope,
        declaration: file.declarations[0] as DeclarationNode,
        choices,
        categories,
        facts,
        parameters,
        definition: (name) =>
            lowerOnce(definitions, name, () => {
                const declared = scope.variables.get(name);
                if (declared?.node.$type !== 'Definition' || declared.broken) return undefined;
                return lowerDefinition({ ...environment, declaration: declared.declaration }, declared.node);
            }),
        score: (name) =>
            lowerOnce(scores, name, () => {
                const declared = scope.variables.get(name);
                if (declared?.node.$type !== 'Score' || declared.broken) return undefined;
                const own = { ...environment, declaration: declared.declaration };
                return lowerScore(own, declared.node, declared.declaration);
            }),
        addScore: (score) => void scores.set(score.name, score),
    };
    for (const [name, { node }] of scope.variables) {
        if (node.$type === 'Definition') environment.definition(name);
        else if (node.$type === 'Score') environment.score(name);
    }
    scoresOf.set(environment, () => [...scores.values()].filter((score): score is Score => typeof score === 'object'));
    return { environment, outcomes };
}

/** All scores lowered so far, the nameless ones of counts included. */
const scoresOf = new WeakMap<Environment, () => readonly Score[]>();

function lowerPolicy(
    environment: Environment,
    file: SourceFile,
    header: Ast.PolicyHeader,
    outcomes: ReadonlyMap<string, Outcome>,
): Policy | undefined {
    const { scope, facts } = environment;
    const before = environment.findings.filter(({ severity }) => severity === 'error').length;
    const declaration = file.declarations.find(({ ast }) => ast === header) as DeclarationNode;
    environment.occurrences.push({
        symbol: { kind: 'policy', name: header.name, declaration, node: header },
        place: { declaration, node: header, property: 'name' },
        role: 'declaration',
    });
    const clock = lowerClock({ ...environment, declaration }, header);
    const lowered = lowerFlow(environment, [...scope.rules.values()], outcomes);
    const path: Environment['path'] = {
        nodesOf: (rule, node) => {
            const name = rule.$type === 'RuleRef' ? rule.rule : rule.name;
            const step = rule.$type === 'RuleRef' ? rule.step : rule.member;
            const own = { ...environment, declaration: declarationOf(node, file) };
            const place = { declaration: own.declaration, node, property: rule.$type === 'RuleRef' ? 'rule' : 'name' };
            const declared = scope.rules.get(name);
            if (!declared) {
                if (!scope.doubtful.has(name)) reportUnknownName(environment, place, 'rule', name, scope.rules.keys());
                return undefined;
            }
            mention(environment, declared.symbol, place);
            if (step !== undefined && !mentionStep(environment, own.declaration, rule, declared)) return undefined;
            const whole = ruleName(rule);
            return lowered?.flow.filter((each) => each.rule === whole || each.rule.startsWith(`${whole}.`));
        },
    };
    const duties: Duty[] = [];
    const guarantees: Guarantee[] = [];
    for (const each of file.declarations) {
        if (each.problems.length > 0) continue;
        if (each.ast?.$type === 'Duties')
            duties.push(...lowerDuties({ ...environment, declaration: each, path }, each.ast, outcomes));
        else if (each.ast?.$type === 'Guarantee') {
            const guarantee = lowerGuarantee({ ...environment, declaration: each }, each.ast, outcomes);
            if (guarantee) guarantees.push(guarantee);
        }
    }
    const errors = environment.findings.filter(({ severity }) => severity === 'error').length;
    if (!lowered || errors > before || before > 0) return undefined;
    const effective = effectiveDates({ findings: [], occurrences: [] }, file, header);
    return {
        kind: 'policy',
        name: header.name,
        ...titled(header.title),
        origin: originOf(declaration, header),
        effective,
        ...(clock === undefined ? {} : { clock }),
        ...(header.source === undefined ? {} : { source: header.source }),
        choices: [...environment.choices.values()],
        categories: [...environment.categories.values()],
        facts: [...facts.values()],
        parameters: [...environment.parameters.values()].map(({ model }) => model),
        definitions: [...scope.variables.values()].flatMap(({ node }) =>
            node.$type === 'Definition' ? (environment.definition(node.name)?.model ?? []) : [],
        ),
        scores: scoresOf.get(environment)?.() ?? [],
        outcomes: [...outcomes.values()],
        ...lowered,
        duties,
        guarantees,
    };
}

function declarationOf(node: Ast.RuleRef | Ast.Reference, file: SourceFile): DeclarationNode {
    let root: { $container?: unknown } = node;
    while (root.$container) root = root.$container as { $container?: unknown };
    return file.declarations.find(({ ast }) => ast === root) ?? (file.declarations[0] as DeclarationNode);
}

function lowerClock(environment: Environment, header: Ast.PolicyHeader): string | undefined {
    if (header.clock === undefined) return undefined;
    const { scope, declaration } = environment;
    const place = { declaration, node: header, property: 'clock' };
    const declared = scope.variables.get(header.clock);
    if (!declared) {
        if (!scope.doubtful.has(header.clock))
            reportUnknownName(environment, place, 'fact', header.clock, scope.variables.keys());
        return undefined;
    }
    mention(environment, declared.symbol, place);
    const fact = environment.facts.get(header.clock);
    if (fact?.type.kind === 'date') return header.clock;
    if (!declared.broken) {
        const message = `‘as of’ names a date fact; ‘${header.clock}’ is ${declared.node.$type === 'Fact' ? 'no date' : `a ${declared.symbol.kind}`}.`;
        report(environment, 'type-mismatch', originOfPlace(place), message);
    }
    return undefined;
}
