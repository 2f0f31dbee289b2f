// Membership: `fact is value or category`, `set has any of …`. Names are looked up in the choice that the subject has.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import type { Dated } from '../model/value.js';
import { not, or } from './conditions.js';
import { mention } from './context.js';
import type { Environment } from './environment.js';
import { conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { zipDated } from './quantity.js';
import { plainText } from './text.js';
import { lowerChoiceValue, reportUnknownValue } from './values.js';

/** `subject is a or b`. Undefined after a finding. */
export function lowerMembership(environment: Environment, node: Ast.Membership, subject: Lowered): Lowered | undefined {
    if (subject.kind === 'condition') {
        const answer = node.values[0];
        if (node.values.length === 1 && (answer === 'yes' || answer === 'no')) {
            return conditionOf((answer === 'yes') !== node.negated ? subject.condition : not(subject.condition));
        }
        reportExpression(
            environment,
            'type-mismatch',
            node,
            `‘${plainText(node.subject)}’ is yes or no, not ‘${answer}’.`,
        );
        return undefined;
    }
    if (subject.kind !== 'choice') {
        const instead = subject.kind === 'set' ? `use ‘has ${node.values[0]}’` : 'use ‘=’, ‘<=’ or ‘>’';
        const message = `‘is’ asks for the value of a choice; ‘${plainText(node.subject)}’ is ${describe(subject)}: ${instead}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    // `vehicle is car or badge`, where badge is a fact of its own: a second condition, if nothing binds it otherwise.
    const split = node.values.findIndex((name, index) => index > 0 && isCondition(environment, name, subject.choice));
    if (split > 0) {
        const bound =
            node.$container.$type === 'Negation' ||
            (node.$container.$type === 'Logic' && node.$container.operator === 'and');
        if (
            bound ||
            node.negated ||
            !node.values.slice(split).every((name) => isCondition(environment, name, subject.choice))
        ) {
            const name = node.values[split] as string;
            const message = `‘${name}’ is no value of ${subject.choice}: put ‘${plainText(node.subject)} is ${node.values.slice(0, split).join(' or ')}’ in parentheses.`;
            reportExpression(environment, 'type-mismatch', node, message);
            return undefined;
        }
    }
    const names = split > 0 ? node.values.slice(0, split) : node.values;
    const values = lowerValues(environment, node, names, subject.choice);
    if (!values) return undefined;
    const member: Condition = { kind: 'member', fact: subject.fact.name, ...values };
    if (split < 0) return conditionOf(node.negated ? not(member) : member);
    const others = node.values.slice(split).map((name, index) => {
        const declared = environment.scope.variables.get(name);
        const place = { declaration: environment.declaration, node, property: 'values', index: split + index };
        if (declared) mention(environment, declared.symbol, place);
        return declared?.node.$type === 'Fact'
            ? ({ kind: 'fact', fact: name } as const)
            : ({ kind: 'definition', name } as const);
    });
    return conditionOf(or([member, ...others]));
}

/** `subject has all of a, b`. Undefined after a finding. */
export function lowerContainment(
    environment: Environment,
    node: Ast.Containment,
    subject: Lowered,
): Lowered | undefined {
    if (subject.kind !== 'set') {
        const instead = subject.kind === 'choice' ? `: use ‘is ${node.values[0]}’` : '';
        const message = `‘has’ is asked of a set; ‘${plainText(node.subject)}’ is ${describe(subject)}${instead}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    if (node.quantifier === undefined && node.values.length > 1) {
        const message = 'Say ‘has any of …’ or ‘has all of …’ with several values.';
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    const values = lowerValues(environment, node, node.values, subject.choice);
    return (
        values &&
        conditionOf({ kind: 'contains', fact: subject.fact.name, quantifier: node.quantifier ?? 'any', ...values })
    );
}

/** Names of values and categories of a choice, as a dated list of values. Undefined after a finding. */
export function lowerValues(
    environment: Environment,
    node: Ast.Membership | Ast.Containment | Ast.Reference,
    names: readonly string[],
    choice: string,
): { readonly values: Dated<readonly string[]>; readonly category?: string } | undefined {
    const { scope, declaration } = environment;
    let versions: Dated<readonly string[]> = [{ from: null, value: [] }];
    let complete = true;
    let category: string | undefined;
    for (const [index, name] of names.entries()) {
        const property = node.$type === 'Reference' ? 'name' : 'values';
        const place = { declaration, node, property, ...(property === 'values' ? { index } : {}) };
        const declared = scope.categories.get(name);
        const own = scope.choices.get(choice)?.node.values.some((value) => value.name === name);
        if (!own && declared?.node.choice === choice) {
            mention(environment, declared.symbol, place);
            const lowered = environment.categories.get(name);
            if (names.length === 1) category = name;
            if (lowered) versions = mergeVersions(versions, lowered.members);
            else complete = false;
        } else if (own) {
            lowerChoiceValue(environment, scope, choice, place, name);
            versions = mergeVersions(versions, [{ from: null, value: [name] }]);
        } else {
            complete = false;
            const known = scope.choices.get(choice);
            const near = [...scope.categories.values()].filter((other) => other.node.choice === choice);
            const categories = near.map((other) => other.node.name);
            if (known) reportUnknownValue(environment, scope, known, place, name, categories);
        }
    }
    if (!complete) return undefined;
    const order = new Map(environment.choices.get(choice)?.values.map((value, index) => [value.name, index]));
    const sorted = versions.map(({ from, value }) => ({
        from,
        value: [...value].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    }));
    return { values: sorted, ...(category === undefined ? {} : { category }) };
}

function isCondition(environment: Environment, name: string, choice: string): boolean {
    if (environment.scope.choices.get(choice)?.node.values.some((value) => value.name === name)) return false;
    if (environment.scope.categories.get(name)?.node.choice === choice) return false;
    const declared = environment.scope.variables.get(name);
    if (declared?.node.$type === 'Fact') return environment.facts.get(name)?.type.kind === 'boolean';
    return declared?.node.$type === 'Definition' && environment.definition(name)?.value.kind === 'condition';
}

function mergeVersions(a: Dated<readonly string[]>, b: Dated<readonly string[]>): Dated<readonly string[]> {
    return zipDated(a, b, (left, right) => [...new Set([...left, ...right])]);
}
