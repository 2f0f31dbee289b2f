// Random questions and tables as lowering would write them: patterns over a subject that are matched, never compared.

import type { Condition } from '../../language/model/condition.js';
import type { Answer, Subject, Target } from '../../language/model/policy.js';
import { atomOn, condition, factsRead, type Vocabulary } from './conditions.js';
import type { Draw } from './draw.js';
import { origin } from './origin.js';

export interface Written {
    readonly subjects: readonly Subject[];
    readonly answers: readonly Answer[];
}

interface Pattern {
    readonly text: string;
    readonly when: Condition;
}

/** What a question or column looks at, and the patterns that it can be matched with. */
interface Looked {
    readonly subject: Subject;
    readonly unknown: Pattern;
    readonly pattern: (draw: Draw) => Pattern;
    /** Patterns of which exactly one matches where the subject is known. */
    readonly all: readonly Pattern[];
}

/** A question with answers, or a table of two or three columns. */
export function answersOf(draw: Draw, words: Vocabulary, target: () => Target): Written {
    return draw.chance(25) ? tableOf(draw, words, target) : questionOf(draw, words, target);
}

/** A condition as a subject. */
export function subjectOf(of: Condition, facts: readonly string[]): Subject {
    const value = { kind: 'condition', condition: of } as const;
    return { text: 'subject', type: { kind: 'boolean' }, facts, value, origin: origin() };
}

function questionOf(draw: Draw, words: Vocabulary, target: () => Target): Written {
    const looked = lookedAt(draw, words);
    const answers: Answer[] = [];
    const add = (form: Answer['form'], patterns: readonly Pattern[], when: Condition) => {
        const label = `${patterns.map((each) => each.text).join(', ')}`;
        const written = patterns.map((each) => ({ ...each, origin: origin() }));
        if (answers.some((each) => each.label === label)) return;
        answers.push({
            label,
            form,
            when,
            patterns: written,
            target: target(),
            origin: origin(),
            labelOrigin: origin(),
        });
    };
    const complete = draw.chance(75);
    const patterns = complete ? looked.all : draw.times(0, 3, () => looked.pattern(draw));
    for (const pattern of patterns) if (!complete || draw.chance(85)) add('patterns', [pattern], pattern.when);
    if (draw.chance(60)) add('patterns', [looked.unknown], looked.unknown.when);
    if (draw.chance(25)) {
        const others = answers.map((each): Condition => ({ kind: 'not', of: each.when }));
        const known: Condition = { kind: 'not', of: looked.unknown.when };
        add('otherwise', [{ text: 'otherwise', when: known }], { kind: 'and', of: [known, ...others] });
    }
    return { subjects: [looked.subject], answers };
}

function tableOf(draw: Draw, words: Vocabulary, target: () => Target): Written {
    const columns = draw.times(2, 3, () => lookedAt(draw, words));
    const answers = draw.times(1, 5, (index): Answer => {
        const cells = columns.map((column): Condition => {
            if (draw.chance(35)) return { kind: 'constant', value: 'yes' };
            return draw.chance(15) ? column.unknown.when : column.pattern(draw).when;
        });
        const when: Condition = { kind: 'and', of: cells };
        const label = `row ${index + 1}`;
        return {
            label,
            form: 'row',
            when,
            cells,
            patterns: [],
            target: target(),
            origin: origin(),
            labelOrigin: origin(),
        };
    });
    return { subjects: columns.map((column) => column.subject), answers };
}

function lookedAt(draw: Draw, words: Vocabulary): Looked {
    if (draw.chance(40)) return lookedAtCondition(condition(draw, words, 2), words);
    const fact = draw.pick(words.facts);
    if (fact.type.kind === 'boolean') return lookedAtCondition({ kind: 'fact', fact: fact.name }, words);
    const { name, type } = fact;
    const known: Condition = { kind: 'known', of: { kind: 'fact', fact: name } };
    const values = type.kind === 'choice' ? (words.values.get(type.choice) ?? []) : [];
    const matched = (when: Condition): Condition => ({ kind: 'established', of: when });
    const isValue = (value: string): Pattern => {
        const values = [{ from: null, value: [value] }];
        return { text: value, when: matched({ kind: 'member', fact: name, values }) };
    };
    const split = atomOn(draw, words, fact);
    return {
        subject: { text: name, type, facts: [name], value: { kind: 'fact', fact: name }, origin: origin() },
        unknown: { text: 'unknown', when: { kind: 'not', of: known } },
        pattern: (again) => {
            const when = matched(atomOn(again, words, fact));
            return { text: `pattern ${again.int(0, 99)}`, when };
        },
        all:
            values.length > 0
                ? values.map(isValue)
                : [
                      { text: 'this', when: matched(split) },
                      { text: 'that', when: matched({ kind: 'not', of: split }) },
                  ],
    };
}

function lookedAtCondition(of: Condition, words: Vocabulary): Looked {
    const yes: Pattern = { text: 'yes', when: { kind: 'established', of } };
    const no: Pattern = { text: 'no', when: { kind: 'established', of: { kind: 'not', of } } };
    const unknown: Condition = { kind: 'not', of: { kind: 'known', of: { kind: 'condition', condition: of } } };
    return {
        subject: subjectOf(of, factsRead(of, words)),
        unknown: { text: 'unknown', when: unknown },
        pattern: (draw) => draw.pick([yes, no]),
        all: [yes, no],
    };
}
