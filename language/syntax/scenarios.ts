// Lowers cases, scenarios and scenario tables: what is given, those they are like included, and what is expected.

import type * as Ast from '../generated/ast.js';
import type { Origin } from '../model/origin.js';
import type { FlowNode } from '../model/policy.js';
import type { Expectation, PathStepExpectation, Scenario } from '../model/scenario.js';
import type { Value } from '../model/value.js';
import { report, reportAt, reportUnknownName } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { mentionStep } from './flow.js';
import { resolveOutcome } from './outcomes.js';
import { answersNamed, ruleName } from './path-conditions.js';
import type { CaseNode, Declared } from './scope.js';
import { originOfPlace, type Place } from './symbols.js';
import { plainText } from './text.js';
import { lowerValue } from './values.js';

/** Facts with the place where each was given. */
interface Givens {
    readonly facts: ReadonlyMap<string, Value>;
    readonly givenAt: ReadonlyMap<string, Origin>;
}

const NOTHING: Givens = { facts: new Map(), givenAt: new Map() };

/** Lowers all scenarios of a file, in order; one that has a mistake is left out after its finding. */
export function lowerScenarios(
    environment: Environment,
    declared: readonly Declared<CaseNode>[],
    flow: readonly FlowNode[] | undefined,
): readonly Scenario[] {
    const known = new Map<CaseNode, Givens | undefined>();
    const scenarios: Scenario[] = [];
    for (const { declaration, node, broken } of declared) {
        if (broken) continue;
        const own: Environment = { ...environment, declaration };
        if (node.$type === 'Case') givensOf(own, node, known, []);
        else if (node.$type === 'Scenario') scenarios.push(...lowerScenario(own, node, known, flow));
        else scenarios.push(...lowerScenarioTable(own, node, known, flow));
    }
    return scenarios;
}

function lowerScenario(
    environment: Environment,
    node: Ast.Scenario,
    known: Map<CaseNode, Givens | undefined>,
    flow: readonly FlowNode[] | undefined,
): readonly Scenario[] {
    const { declaration } = environment;
    const givens = givensOf(environment, node, known, []);
    const expectations = node.expectations.map((expectation) => lowerExpectation(environment, expectation, flow));
    if (node.expectations.length === 0) {
        const message = `‘${node.title}’ expects nothing, so it always passes: add ‘expect …’.`;
        report(environment, 'expectation-missing', originOfPlace({ declaration, node, property: 'title' }), message);
    }
    if (!givens || !expectations.every((expectation) => expectation !== undefined)) return [];
    return [
        {
            title: node.title,
            tags: node.tags,
            ...givens,
            expectations,
            origin: originOf(declaration, node),
            titleOrigin: originOfPlace({ declaration, node, property: 'title' }),
        },
    ];
}

function lowerScenarioTable(
    environment: Environment,
    node: Ast.ScenarioTable,
    known: Map<CaseNode, Givens | undefined>,
    flow: readonly FlowNode[] | undefined,
): readonly Scenario[] {
    const { declaration } = environment;
    const base = baseOf(environment, node, known, []);
    const columns = node.columns.map((name, index) =>
        resolveFact(environment, { declaration, node, property: 'columns', index }, name),
    );
    for (const [index, name] of node.columns.entries()) {
        if (node.columns.indexOf(name) === index) continue;
        const origin = originOfPlace({ declaration, node, property: 'columns', index });
        report(environment, 'given-duplicate', origin, `‘${name}’ has two columns.`);
    }
    return node.rows.flatMap((row, index): Scenario[] => {
        const origin = originOf(declaration, row);
        if (row.cells.length !== node.columns.length) {
            const message = `This row gives ${row.cells.length} of ${node.columns.length} facts.`;
            report(environment, 'table-columns', origin, message, {
                expected: String(node.columns.length),
                actual: String(row.cells.length),
            });
            return [];
        }
        const facts = new Map(base?.facts);
        const givenAt = new Map(base?.givenAt);
        let complete = base !== undefined;
        for (const [column, cell] of row.cells.entries()) {
            const fact = columns[column];
            const value = fact && lowerValue(environment, environment.scope, declaration, cell, fact);
            if (fact && value !== undefined) {
                facts.set(fact.name, value);
                givenAt.set(fact.name, originOf(declaration, cell));
            } else complete = false;
        }
        const expectation = lowerVerdict(environment, row.verdict);
        if (!complete || !expectation) return [];
        return [
            {
                title: `${node.title}: ${row.cells.map(plainText).join(', ')}`,
                tags: node.tags,
                facts,
                givenAt,
                expectations: [expectation],
                origin,
                titleOrigin: row.cells[0] ? originOf(declaration, row.cells[0]) : origin,
                table: { title: node.title, row: index + 1 },
            },
        ];
    });

    function lowerVerdict(environment: Environment, verdict: Ast.Verdict): Expectation | undefined {
        return lowerVerdictExpectation(environment, verdict, flow);
    }
}

/** What a case gives, with all that it is like. Undefined after a finding. */
function givensOf(
    environment: Environment,
    node: CaseNode,
    known: Map<CaseNode, Givens | undefined>,
    trail: readonly CaseNode[],
): Givens | undefined {
    if (known.has(node)) return known.get(node);
    const { declaration, scope } = environment;
    const base = baseOf(environment, node, known, [...trail, node]);
    const facts = new Map(base?.facts);
    const givenAt = new Map(base?.givenAt);
    const own = new Set<string>();
    let complete = base !== undefined;
    for (const given of node.$type === 'ScenarioTable' ? [] : node.givens) {
        const fact = resolveFact(environment, { declaration, node: given, property: 'fact' }, given.fact);
        const value = fact && lowerValue(environment, scope, declaration, given.value, fact);
        const origin = originOf(declaration, given);
        if (own.has(given.fact)) {
            report(environment, 'given-duplicate', origin, `‘${given.fact}’ is given twice.`);
            complete = false;
        }
        own.add(given.fact);
        if (fact && value !== undefined) {
            facts.set(fact.name, value);
            givenAt.set(fact.name, origin);
        } else complete = false;
    }
    const givens = complete ? { facts, givenAt } : undefined;
    known.set(node, givens);
    return givens;
}

function baseOf(
    environment: Environment,
    node: CaseNode,
    known: Map<CaseNode, Givens | undefined>,
    trail: readonly CaseNode[],
): Givens | undefined {
    if (node.base === undefined) return NOTHING;
    const { declaration, scope } = environment;
    const place: Place = { declaration, node, property: 'base' };
    const base = scope.cases.get(node.base);
    if (!base) {
        if (!scope.doubtful.has(node.base))
            reportUnknownName(environment, place, 'case or scenario', node.base, scope.cases.keys());
        return undefined;
    }
    environment.occurrences.push({ symbol: base.symbol, place, role: 'use' });
    if (leadsBack(environment, base.node, node)) {
        report(environment, 'case-cycle', originOfPlace(place), `‘${node.base}’ is like itself.`);
        return undefined;
    }
    if (base.broken || trail.includes(base.node)) return undefined;
    if (base.node.$type === 'ScenarioTable') {
        const message = `‘${node.base}’ is a table of scenarios: be like a case or a single scenario.`;
        report(environment, 'type-mismatch', originOfPlace(place), message);
        return undefined;
    }
    // Findings inside the base are reported where it stands, not once for each scenario that is like it.
    const quiet = { ...environment, declaration: base.declaration, findings: [], occurrences: [] };
    return known.has(base.node) ? known.get(base.node) : givensOf(quiet, base.node, new Map(known), trail);
}

/** Whether what `from` is like leads to `to`. */
function leadsBack(environment: Environment, from: CaseNode, to: CaseNode): boolean {
    const seen = new Set<CaseNode>();
    let current: CaseNode | undefined = from;
    while (current && !seen.has(current)) {
        if (current === to) return true;
        seen.add(current);
        current = current.base === undefined ? undefined : environment.scope.cases.get(current.base)?.node;
    }
    return false;
}

function resolveFact(environment: Environment, place: Place, name: string) {
    const { scope } = environment;
    const declared = scope.variables.get(name);
    if (declared?.node.$type === 'Fact') {
        environment.occurrences.push({ symbol: declared.symbol, place, role: 'use' });
        return environment.facts.get(name);
    }
    if (declared) {
        const message = `‘${name}’ is a ${declared.symbol.kind}: only facts are given.`;
        report(environment, 'type-mismatch', originOfPlace(place), message);
    } else if (!scope.doubtful.has(name)) {
        const facts = [...scope.variables.values()].filter((variable) => variable.node.$type === 'Fact');
        reportUnknownName(
            environment,
            place,
            'fact',
            name,
            facts.map((fact) => fact.node.name),
        );
    }
    return undefined;
}

function lowerExpectation(
    environment: Environment,
    node: Ast.Expectation,
    flow: readonly FlowNode[] | undefined,
): Expectation | undefined {
    const origin = originOf(environment.declaration, node);
    switch (node.$type) {
        case 'DutyExpectation':
            return { kind: node.negated ? 'no-duty' : 'duty', text: node.text, origin };
        case 'PathExpectation': {
            const steps = node.steps.map((step) => lowerPathStep(environment, step, flow));
            return steps.every((step) => step !== undefined) ? { kind: 'path', steps, origin } : undefined;
        }
        case 'VerdictExpectation':
            return lowerVerdictExpectation(environment, node.verdict, flow);
    }
}

function lowerVerdictExpectation(
    environment: Environment,
    node: Ast.Verdict,
    flow: readonly FlowNode[] | undefined,
): Expectation | undefined {
    const { declaration } = environment;
    const origin = originOf(declaration, node);
    switch (node.$type) {
        case 'NoOutcomeVerdict':
            return { kind: 'no-outcome', origin };
        case 'NotEffectiveVerdict':
            return { kind: 'not-effective', origin };
        case 'MissingVerdict': {
            const facts = node.facts.map((name, index) =>
                resolveFact(environment, { declaration, node, property: 'facts', index }, name),
            );
            if (!facts.every((fact) => fact !== undefined)) return undefined;
            return { kind: 'missing', facts: facts.map((fact) => fact.name), origin };
        }
        case 'OutcomeVerdict': {
            const outcome = resolveOutcome(environment, node, 'outcome', node.outcome);
            const nodes = node.at && resolveRule(environment, node.at, flow);
            if (outcome === undefined || (node.at && !nodes)) return undefined;
            return { kind: 'outcome', outcome, ...(node.at ? { at: ruleName(node.at) } : {}), origin };
        }
    }
}

function lowerPathStep(
    environment: Environment,
    node: Ast.PathStep,
    flow: readonly FlowNode[] | undefined,
): PathStepExpectation | undefined {
    const nodes = resolveRule(environment, node.rule, flow);
    if (!nodes) return undefined;
    const rule = ruleName(node.rule);
    if (!node.answer) return { rule, text: rule };
    const answers = answersNamed(nodes, node.answer);
    if (flow && answers.length === 0) {
        const labels = [...new Set(nodes.flatMap((each) => each.answers.map((answer) => `‘${answer.label}’`)))].join(
            ', ',
        );
        const message = `‘${rule}’ has no answer ‘${plainText(node.answer)}’; its answers are ${labels}.`;
        reportAt(environment, 'type-mismatch', environment.declaration, node.answer, message);
        return undefined;
    }
    return { rule, answers, text: `${rule} ${plainText(node.answer)}` };
}

/** The flow nodes of a rule or step that a scenario names. Undefined after a finding. */
export function resolveRule(
    environment: Environment,
    node: Ast.RuleRef,
    flow: readonly FlowNode[] | undefined,
): readonly FlowNode[] | undefined {
    const { declaration, scope } = environment;
    const place = { declaration, node, property: 'rule' };
    const rule = scope.rules.get(node.rule);
    if (!rule) {
        if (!scope.doubtful.has(node.rule))
            reportUnknownName(environment, place, 'rule', node.rule, scope.rules.keys());
        return undefined;
    }
    environment.occurrences.push({ symbol: rule.symbol, place, role: 'use' });
    if (node.step !== undefined && !mentionStep(environment, declaration, node, rule)) return undefined;
    const name = ruleName(node);
    return (flow ?? []).filter((each) => each.rule === name || each.rule.startsWith(`${name}.`));
}
