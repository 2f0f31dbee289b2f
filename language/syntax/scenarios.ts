// Lowers scenarios and scenario tables: what is given, the cases that they are like included, and what is expected.

import type * as Ast from '../generated/ast.js';
import type { Fact, Policy } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import { Cases, type Givens, resolveFact } from './cases.js';
import { report } from './context.js';
import { originOf, type SourceFile } from './document.js';
import type { Environment } from './environment.js';
import { lowerExpectation, lowerVerdict } from './expectations.js';
import { originOfPlace } from './symbols.js';
import { plainText } from './text.js';
import { lowerValue } from './values.js';

/** Lowers all scenarios of a file, in order; one that has a mistake is left out after its finding. */
export function lowerScenarios(
    environment: Environment,
    file: SourceFile,
    files: readonly SourceFile[],
    policy: Policy | undefined,
): readonly Scenario[] {
    const cases = new Cases(environment);
    // Cases of used files too: a scenario that is like a wrong one is left out, and somebody must say why.
    for (const { declarations } of files) {
        for (const declaration of declarations) {
            const { ast: node, problems } = declaration;
            if (node?.$type === 'Case' && problems.length === 0) cases.givensOf(node, declaration);
        }
    }
    return file.declarations.flatMap((declaration): readonly Scenario[] => {
        const { ast: node, problems } = declaration;
        if (problems.length > 0) return [];
        const own: Environment = { ...environment, declaration };
        if (node?.$type === 'Scenario') return lowerScenario(own, node, cases, policy);
        if (node?.$type === 'ScenarioTable') return lowerScenarioTable(own, node, cases);
        return [];
    });
}

function lowerScenario(
    environment: Environment,
    node: Ast.Scenario,
    cases: Cases,
    policy: Policy | undefined,
): readonly Scenario[] {
    const { declaration } = environment;
    const givens = cases.givensOf(node, declaration);
    const expectations = node.expectations.map((expectation) => lowerExpectation(environment, expectation, policy));
    const titleOrigin = originOfPlace({ declaration, node, property: 'title' });
    if (node.expectations.length === 0) {
        const message = `‘${node.title}’ expects nothing, so it always passes: add ‘expect …’.`;
        report(environment, 'expectation-missing', titleOrigin, message);
    }
    if (!givens || !expectations.every((expectation) => expectation !== undefined)) return [];
    const origin = originOf(declaration, node);
    return [{ title: node.title, tags: node.tags, ...givens, expectations, origin, titleOrigin }];
}

function lowerScenarioTable(environment: Environment, node: Ast.ScenarioTable, cases: Cases): readonly Scenario[] {
    const { declaration } = environment;
    const base = cases.givensOfTable(node, declaration);
    const columns = node.columns.map((name, index) => {
        const place = { declaration, node, property: 'columns', index };
        if (node.columns.indexOf(name) !== index) {
            report(environment, 'given-duplicate', originOfPlace(place), `‘${name}’ has two columns.`);
        }
        return resolveFact(environment, place, name);
    });
    return node.rows.flatMap((row, index): readonly Scenario[] => {
        const origin = originOf(declaration, row);
        if (row.cells.length !== node.columns.length) {
            const [expected, actual] = [String(node.columns.length), String(row.cells.length)];
            const message = `This row gives ${count(actual, 'fact')}; the table has ${count(expected, 'column')} before ‘expect’.`;
            report(environment, 'table-columns', origin, message, { expected, actual });
            return [];
        }
        const givens = lowerRow(environment, row, columns, base);
        const expectation = lowerVerdict(environment, row.verdict);
        if (!givens || !expectation) return [];
        return [
            {
                title: `${node.title}: ${row.cells.map(plainText).join(', ')}`,
                tags: node.tags,
                ...givens,
                expectations: [expectation],
                origin,
                titleOrigin: row.cells[0] ? originOf(declaration, row.cells[0]) : origin,
                table: { title: node.title, row: index + 1 },
            },
        ];
    });
}

function lowerRow(
    environment: Environment,
    row: Ast.ScenarioRow,
    columns: readonly (Fact | undefined)[],
    base: Givens | undefined,
): Givens | undefined {
    const { declaration, scope } = environment;
    const facts = new Map(base?.facts);
    const givenAt = new Map(base?.givenAt);
    let complete = base !== undefined;
    for (const [column, cell] of row.cells.entries()) {
        const fact = columns[column];
        const value = fact && lowerValue(environment, scope, declaration, cell, fact);
        if (fact && value !== undefined) {
            facts.set(fact.name, value);
            givenAt.set(fact.name, originOf(declaration, cell));
        } else complete = false;
    }
    return complete ? { facts, givenAt } : undefined;
}

function count(number: string, noun: string): string {
    return `${number} ${noun}${number === '1' ? '' : 's'}`;
}
