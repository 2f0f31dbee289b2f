// The values that a fact, or whatever a question looks at, can take; from the syntax alone, so that it works beside errors.

import type * as Ast from '../../language/generated/ast.js';
import type { Scope } from '../../language/syntax/scope.js';
import type { Candidate } from './candidate.js';

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

/** The answers of a question about `subject`. */
export function answersFor(scope: Scope, subject: Ast.Expression | undefined): readonly Candidate[] {
    const fact = subject?.$type === 'Reference' ? factOf(scope, subject.name) : undefined;
    const score = subject?.$type === 'Reference' ? scope.variables.get(subject.name)?.node.$type === 'Score' : false;
    const unknown: readonly Candidate[] = !fact || fact.maybeUnknown ? [UNKNOWN] : [];
    const type = fact?.type?.$type;
    if (type === 'ChoiceType' || type === 'SetType') {
        const choice = choiceOf(fact);
        return [...choiceValues(scope, choice), ...categoriesOf(scope, choice), ...unknown];
    }
    if (score || (type !== undefined && type !== 'BooleanType') || subject?.$type === 'Sum') return unknown;
    return [YES, NO, ...unknown];
}

/** Parameters of the type of a fact, for bounds and comparisons. */
export function parametersFor(scope: Scope, fact: Ast.Fact | undefined): readonly Candidate[] {
    const wanted = fact && LITERALS[fact.type?.$type ?? ''];
    return [...scope.variables.values()].flatMap(({ node, symbol }): Candidate[] => {
        if (node.$type !== 'Parameter') return [];
        const value = node.value ?? node.versions.at(-1)?.value;
        if (wanted && value && value.$type !== wanted) return [];
        return [{ label: node.name, kind: 'parameter', symbol, ...titled(node.title) }];
    });
}

const LITERALS: Readonly<Record<string, string>> = {
    MoneyType: 'MoneyLiteral',
    DateType: 'DateLiteral',
    DurationType: 'DurationLiteral',
    NumberType: 'NumberLiteral',
};

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
