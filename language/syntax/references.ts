// References: what a bare name in an expression means.

import type * as Ast from '../generated/ast.js';
import type { Fact } from '../model/policy.js';
import { NO, YES } from './conditions.js';
import { mention, reportUnknownName } from './context.js';
import type { Environment } from './environment.js';
import { numberType } from './literal.js';
import { conditionOf, type Lowered, reportExpression } from './lowered.js';
import { constantQuantity, termQuantity } from './quantity.js';
import { valueSymbol } from './scope.js';
import { reportUnknownValue } from './values.js';

/**
 * Resolves a name. Undefined after a finding.
 *
 * @param expected the choice whose values a bare name may mean here
 */
export function lowerReference(environment: Environment, node: Ast.Reference, expected?: string): Lowered | undefined {
    const { name } = node;
    const { scope, declaration } = environment;
    const place = { declaration, node, property: 'name' };
    if (node.member !== undefined) {
        const message = `‘${name}.${node.member}’ names a step: say ‘${name}.${node.member} asked’ or ‘${name}.${node.member} answered …’.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    if (expected !== undefined) {
        const choice = scope.choices.get(expected);
        const value = choice?.node.values.find((candidate) => candidate.name === name);
        if (choice && value) {
            mention(environment, valueSymbol(choice.declaration, choice.node, value), place);
            return { kind: 'value', choice: expected, value: name };
        }
    }
    if (name === 'yes' || name === 'no') return conditionOf(name === 'yes' ? YES : NO);
    const declared = scope.variables.get(name);
    if (!declared) return reportUnresolved(environment, node, expected);
    mention(environment, declared.symbol, place);
    switch (declared.node.$type) {
        case 'Fact': {
            const fact = environment.facts.get(name);
            return fact && lowerFactReference(fact);
        }
        case 'Parameter': {
            const parameter = environment.parameters.get(name);
            return parameter && { kind: 'quantity', quantity: constantQuantity(parameter.type, parameter.exact) };
        }
        case 'Definition': {
            const definition = environment.definition(name);
            if (!definition) return undefined;
            return definition.value.kind === 'condition' ? conditionOf({ kind: 'definition', name }) : definition.value;
        }
        case 'Score': {
            const score = environment.score(name);
            return score && { kind: 'quantity', quantity: termQuantity(numberType(score.scale), 'score', name) };
        }
    }
}

function lowerFactReference(fact: Fact): Lowered {
    switch (fact.type.kind) {
        case 'boolean':
            return conditionOf({ kind: 'fact', fact: fact.name });
        case 'choice':
            return { kind: 'choice', fact, choice: fact.type.choice };
        case 'set':
            return { kind: 'set', fact, choice: fact.type.choice };
        default:
            return { kind: 'quantity', quantity: termQuantity(fact.type, 'fact', fact.name) };
    }
}

function reportUnresolved(environment: Environment, node: Ast.Reference, expected: string | undefined): undefined {
    const { scope, declaration } = environment;
    const { name } = node;
    if (scope.doubtful.has(name)) return undefined;
    if (name === 'unknown') {
        const message = '‘unknown’ is no value to compare with: ask ‘is unknown’ or ‘is known’.';
        return reportExpression(environment, 'type-mismatch', node, message);
    }
    const place = { declaration, node, property: 'name' };
    const choice = expected === undefined ? undefined : scope.choices.get(expected);
    if (choice) {
        reportUnknownValue(environment, scope, choice, place, name, []);
        return undefined;
    }
    const owner = [...scope.choices.values()].find(({ node: each }) =>
        each.values.some((value) => value.name === name),
    );
    if (owner) {
        const message = `‘${name}’ is a value of ${owner.node.name}: say of which fact, as in ‘… is ${name}’.`;
        const extra = { expected: 'a condition', actual: `a value of ${owner.node.name}` };
        return reportExpression(environment, 'type-mismatch', node, message, extra);
    }
    const dash = name.includes('-') && name.split('-').every((part) => scope.variables.has(part) || /^\d/.test(part));
    const hint = dash ? 'A subtraction has spaces around its minus.' : '';
    const what = 'fact, parameter, definition or score';
    reportUnknownName(environment, place, what, name, dash ? [] : scope.variables.keys(), hint);
    return undefined;
}
