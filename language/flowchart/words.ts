// Puts names and conditions into words for people: titles where the policy gives them, else names with their parts set
// apart. The words serve pictures and letters; nothing is parsed back from them.

import type { Condition } from '../model/condition.js';
import type { Policy } from '../model/policy.js';
import { printValue } from '../model/print.js';
import { versionOn } from '../model/value.js';

/** Looks up what people call a thing of the policy. */
export interface Vocabulary {
    readonly question: (fact: string) => string | undefined;
    readonly value: (fact: string, value: string) => string;
    readonly category: (name: string) => string;
    readonly definition: (name: string) => { readonly title: string; readonly condition?: Condition };
    readonly score: (name: string) => string;
    /** An expression as written, with titles and values in place of names: `at most £50`. */
    readonly written: (text: string) => string;
}

export function vocabularyOf(policy: Policy): Vocabulary {
    const facts = new Map(policy.facts.map((fact) => [fact.name, fact]));
    const choices = new Map(
        policy.choices.map((choice) => [choice.name, new Map(choice.values.map((value) => [value.name, value.title]))]),
    );
    const categories = new Map(policy.categories.map((category) => [category.name, category.title]));
    const definitions = new Map(policy.definitions.map((definition) => [definition.name, definition]));
    const scores = new Map(policy.scores.map((score) => [score.name, score.title]));
    const parameters = new Map(
        policy.parameters.map((one) => [one.name, printValue(versionOn(one.value, undefined), one.type)]),
    );
    const nameInText = (name: string): string => {
        const value = parameters.get(name);
        if (value !== undefined) return value;
        if (facts.has(name)) return spaced(name);
        if (scores.has(name)) return scores.get(name) ?? spaced(name);
        return definitions.has(name) ? (definitions.get(name)?.title ?? spaced(name)) : name;
    };
    return {
        question: (fact) => facts.get(fact)?.question,
        value: (fact, value) => {
            const type = facts.get(fact)?.type;
            const titles = type?.kind === 'choice' || type?.kind === 'set' ? choices.get(type.choice) : undefined;
            return titles?.get(value) ?? spaced(value);
        },
        category: (name) => categories.get(name) ?? spaced(name),
        definition: (name) => {
            const definition = definitions.get(name);
            const title = definition?.title ?? spaced(name);
            return definition?.value.kind === 'condition'
                ? { title, condition: definition.value.condition }
                : { title };
        },
        score: (name) => scores.get(name) ?? spaced(name),
        written: (text) => {
            const [, subject = '', operator = '', rest = ''] = COMPARISON.exec(text) ?? [];
            const question = facts.get(subject)?.question;
            const words = OPERATORS.get(operator);
            const shown = (part: string): string => part.replace(NAME, nameInText);
            if (words === undefined) return shown(text);
            return question === undefined
                ? `${shown(subject)} ${words} ${shown(rest)}`
                : `${question} ${capitalized(`${words} ${shown(rest)}`)}`;
        },
    };
}

/** One comparison of two sides. */
const COMPARISON = /^([^<>=!]+?) (<=|>=|<|>|=|!=) ([^<>=!]+)$/u;
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*/gu;
const OPERATORS: ReadonlyMap<string, string> = new Map([
    ['<=', 'at most'],
    ['<', 'under'],
    ['>=', 'at least'],
    ['>', 'over'],
    ['=', 'is'],
    ['!=', 'is not'],
]);

/** `suspectIdentifiedBy` → `suspect identified by`, `hate-crime` → `hate crime`. Abbreviations keep their capitals. */
export function spaced(name: string): string {
    return name
        .replace(/[-_]+/gu, ' ')
        .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
        .split(' ')
        .map((word) => (/^\p{Lu}\p{Ll}/u.test(word) ? word.toLowerCase() : word))
        .join(' ')
        .trim();
}

export function capitalized(text: string): string {
    const [first = ''] = text;
    return first.toUpperCase() + text.slice(first.length);
}

/** A condition as a phrase: `offence is Shoplifting or Other theft`. */
export function describeCondition(condition: Condition, words: Vocabulary): string {
    switch (condition.kind) {
        case 'constant':
            return condition.value === 'yes' ? 'always' : condition.value === 'no' ? 'never' : 'unknown';
        case 'fact':
            return words.question(condition.fact) ?? spaced(condition.fact);
        case 'member':
            return `${spaced(condition.fact)} is ${listOf(condition, words)}`;
        case 'contains':
            return `${spaced(condition.fact)} include ${listOf(condition, words)}`;
        case 'compare':
            return words.written(condition.text);
        case 'known':
            return `${subjectOf(condition.of, words)} is known`;
        case 'not':
            return describeNot(condition.of, words);
        case 'and':
            return joined(condition.of, 'and', words);
        case 'or':
            return joined(condition.of, 'or', words);
        case 'at-least':
            return `at least ${condition.count} of: ${condition.of.map((one) => describeCondition(one, words)).join('; ')}`;
        case 'established':
            return describeCondition(condition.of, words);
        case 'definition':
            return words.definition(condition.name).title;
        case 'decided-by':
            return `decided by ${condition.rule}`;
        case 'answered':
            return `${condition.rule} answered ${condition.answers.join(' or ')}`;
        case 'asked':
            return `${condition.rule} asked`;
    }
}

/** The values of a membership, or its category, in words. */
export function listOf(condition: Extract<Condition, { kind: 'member' | 'contains' }>, words: Vocabulary): string {
    if (condition.category !== undefined) return words.category(condition.category);
    const values = versionOn(condition.values, undefined).map((value) => words.value(condition.fact, value));
    return condition.kind === 'contains' && condition.quantifier === 'all' ? list(values, 'and') : orList(values);
}

export function orList(parts: readonly string[]): string {
    return list(parts, 'or');
}

function list(parts: readonly string[], word: string): string {
    return parts.length < 2 ? (parts[0] ?? 'none') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

function subjectOf(of: Extract<Condition, { kind: 'known' }>['of'], words: Vocabulary): string {
    switch (of.kind) {
        case 'fact':
            return spaced(of.fact);
        case 'score':
            return words.score(of.score);
        case 'condition':
            return `whether ${describeCondition(of.condition, words)}`;
    }
}

function describeNot(condition: Condition, words: Vocabulary): string {
    switch (condition.kind) {
        case 'member':
            return `${spaced(condition.fact)} is not ${listOf(condition, words)}`;
        case 'known':
            return `${subjectOf(condition.of, words)} is unknown`;
        case 'fact': {
            const question = words.question(condition.fact);
            return question === undefined ? `not ${spaced(condition.fact)}` : `${question} – No`;
        }
        case 'or':
            return `none of: ${condition.of.map((one) => describeCondition(one, words)).join('; ')}`;
        case 'not':
            return describeCondition(condition.of, words);
        case 'established':
            return describeNot(condition.of, words);
        default:
            return `not: ${describeCondition(condition, words)}`;
    }
}

function joined(conditions: readonly Condition[], word: 'and' | 'or', words: Vocabulary): string {
    return conditions
        .map((one) => {
            const text = describeCondition(one, words);
            const looser = one.kind === 'or' && word === 'and';
            return looser ? `(${text})` : text;
        })
        .join(` ${word} `);
}
