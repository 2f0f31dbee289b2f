// The values that a fact, or whatever a question looks at, can take; told beside errors too.

import type * as Ast from '../../language/generated/ast.js';
import type { Lowered } from '../../language/syntax/lowered.js';
import type { Scope } from '../../language/syntax/scope.js';
import type { Candidate } from './candidate.js';
import { canBeUnknown, comparable, loweredOf, variableOf } from './types.js';

/** A fact by name. */
export function factOf(scope: Scope, name: string): Ast.Fact | undefined {
    const node = scope.variables.get(name)?.node;
    return node?.$type === 'Fact' ? node : undefined;
}

/** The choice that a fact's values are of. */
export function choiceOf(fact: Ast.Fact | undefined): string | undefined {
    return fact?.type?.$type === 'ChoiceType' || fact?.type?.$type === 'SetType' ? fact.type.choice : undefined;
}

export function choiceValues(scope: Scope, choice: string | undefined): readonly Candidate[] {
    const declared = choice === undefined ? undefined : scope.choices.get(choice);
    return (declared?.node.values ?? []).map(({ name, title }) => ({
        label: name,
        kind: 'value',
        ...(title === undefined ? {} : { detail: title }),
    }));
}

export function categoriesOf(scope: Scope, choice: string | undefined): readonly Candidate[] {
    return [...scope.categories.values()]
        .filter(({ node }) => node.choice === choice)
        .map(({ node, symbol }) => ({ label: node.name, kind: 'category', symbol, ...titled(node.title) }));
}

/** What a case may give for a fact. */
export function givenValues(scope: Scope, fact: Ast.Fact | undefined): readonly Candidate[] {
    const unknown: readonly Candidate[] = fact?.maybeUnknown ? [UNKNOWN] : [];
    switch (fact?.type?.$type) {
        case 'BooleanType':
            return [YES, NO, ...unknown];
        case 'ChoiceType':
            return [...choiceValues(scope, fact.type.choice), ...unknown];
        case 'SetType':
            return [
                { label: '{ }', kind: 'value', snippet: '{ $0 }', detail: `set of ${fact.type.choice}` },
                ...unknown,
            ];
        case 'MoneyType':
            return [literal(moneyExample(fact.type.currency), 'money'), ...unknown];
        case 'DateType':
            return [literal('2025-01-31', 'date'), ...unknown];
        case 'DurationType':
            return [literal(`10 ${fact.type.unit ?? 'minutes'}`, 'duration'), ...unknown];
        case 'NumberType':
            return unknown;
        default:
            return [];
    }
}

/** The answers of a question about `subject`: those that its type has; none of a set, which is no subject. */
export function answersFor(scope: Scope, subject: Ast.Expression | undefined): readonly Candidate[] {
    const lowered = loweredOf(scope, subject);
    // What nothing declares yet is most often yes or no.
    if (!lowered) return [YES, NO];
    const unknown: readonly Candidate[] = canBeUnknown(scope, subject) ? [UNKNOWN] : [];
    switch (lowered.kind) {
        case 'condition':
            return [YES, NO, ...unknown];
        case 'choice':
            return [...choiceValues(scope, lowered.choice), ...categoriesOf(scope, lowered.choice), ...unknown];
        case 'quantity':
        case 'count':
            return unknown;
        case 'set':
        case 'value':
            return [];
    }
}

/** Labels with the values that they stand for: of a category those that it holds on every day. */
export function coveredBy(scope: Scope, labels: ReadonlySet<string>): ReadonlySet<string> {
    const covered = new Set(labels);
    for (const label of labels) {
        const category = scope.categories.get(label)?.node;
        if (!category) continue;
        const versions = category.versions.length > 0 ? category.versions : [category];
        for (const name of versions[0]?.members ?? [])
            if (versions.every(({ members }) => members.includes(name))) covered.add(name);
    }
    return covered;
}

/** Parameters that something can be compared with. */
export function parametersFor(scope: Scope, subject: Lowered | undefined): readonly Candidate[] {
    return [...scope.variables.values()].flatMap(({ node, symbol }): Candidate[] => {
        const lowered = node.$type === 'Parameter' ? variableOf(scope, node.name) : undefined;
        if (node.$type !== 'Parameter' || (subject && (!lowered || !comparable(subject, lowered)))) return [];
        return [{ label: node.name, kind: 'parameter', symbol, ...titled(node.title) }];
    });
}

export const YES: Candidate = { label: 'yes', kind: 'value' };
export const NO: Candidate = { label: 'no', kind: 'value' };
export const UNKNOWN: Candidate = { label: 'unknown', kind: 'value', detail: 'could not be established' };

export function titled(title: string | undefined): { readonly detail?: string } {
    return title === undefined ? {} : { detail: title };
}

function literal(text: string, type: string): Candidate {
    return { label: text, kind: 'literal', detail: type, snippet: `\${1:${text}}` };
}

const SYMBOLS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$', JPY: '¥' };

function moneyExample(currency: string): string {
    return Object.hasOwn(SYMBOLS, currency) ? `${SYMBOLS[currency]}100` : `${currency} 100`;
}
