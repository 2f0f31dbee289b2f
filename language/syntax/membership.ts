// Membership: `fact is value or category`, `set has any of …`. Names are looked up in the choice that the subject has.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import { not, or } from './conditions.js';
import { mention } from './context.js';
import type { Environment } from './environment.js';
import { conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { isEmpty } from './states.js';
import { plainText } from './text.js';
import { lowerValues } from './values-of-choice.js';

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
    if (subject.kind === 'set' && node.values[0] === 'empty' && isUnbound(node)) {
        // `papers is empty or misused`: the rest are conditions of their own.
        const others = node.values.slice(1);
        if (others.every((name) => isCondition(environment, name, subject.choice))) {
            return conditionOf(or([isEmpty(environment, subject), ...namedConditions(environment, node, 1)]));
        }
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
        if (
            !isUnbound(node) ||
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
    return conditionOf(or([member, ...namedConditions(environment, node, split)]));
}

/** Whether nothing around the list binds its last name tighter than the `or` before it does. */
function isUnbound(node: Ast.Membership): boolean {
    const { $container: around } = node;
    return !node.negated && around.$type !== 'Negation' && !(around.$type === 'Logic' && around.operator === 'and');
}

/** The names of a list from `start` on, as conditions of their own. */
function namedConditions(environment: Environment, node: Ast.Membership, start: number): readonly Condition[] {
    return node.values.slice(start).map((name, index) => {
        const declared = environment.scope.variables.get(name);
        const place = { declaration: environment.declaration, node, property: 'values', index: start + index };
        if (declared) mention(environment, declared.symbol, place);
        return declared?.node.$type === 'Fact' ? { kind: 'fact', fact: name } : { kind: 'definition', name };
    });
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

function isCondition(environment: Environment, name: string, choice: string): boolean {
    if (environment.scope.choices.get(choice)?.node.values.some((value) => value.name === name)) return false;
    if (environment.scope.categories.get(name)?.node.choice === choice) return false;
    const declared = environment.scope.variables.get(name);
    if (declared?.node.$type === 'Fact') return environment.facts.get(name)?.type.kind === 'boolean';
    return declared?.node.$type === 'Definition' && environment.definition(name)?.value.kind === 'condition';
}
