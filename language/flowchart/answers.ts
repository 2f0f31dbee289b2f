// The words on an answer's pill. A table's answers are named by their rows, which stand on the card itself.

import type { Condition } from '../model/condition.js';
import type { Answer, FlowNode } from '../model/policy.js';
import { capitalized, describeCondition, listOf, orList, type Vocabulary } from './words.js';

/** One text for answers that lead to the same place: `No or unknown`, `Rows 2, 4`. */
export function describeAnswers(node: FlowNode, answers: readonly Answer[], words: Vocabulary): string {
    if (answers.every((answer) => answer.form === 'row')) {
        const rows = answers.map((answer) => Number(answer.label.replace(/^row /u, '')));
        return rows.length === 1 ? `Row ${rows[0]}` : `Rows ${ranges(rows)}`;
    }
    const isExcept = (answer: Answer): boolean => answer.form === 'except';
    const inOrder = [...answers.filter((answer) => !isExcept(answer)), ...answers.filter(isExcept)];
    const parts = inOrder.flatMap((answer) => answerWords(node, answer, words));
    return capitalized(orList(parts.map((part, index) => (index === 0 ? part : lowerFirst(part)))));
}

function answerWords(node: FlowNode, answer: Answer, words: Vocabulary): readonly string[] {
    switch (answer.form) {
        case 'patterns':
            return answer.patterns.length === 0
                ? [answer.label]
                : answer.patterns.map((pattern) => patternWords(pattern.text, pattern.when, words));
        case 'except':
            return [`except: ${exceptWords(node, answer, words)}`];
        case 'otherwise':
            return [node.answers.length === 1 ? 'Any answer' : 'otherwise'];
        case 'implied':
        case 'row':
            return [answer.label];
    }
}

/** Titles of values and categories; `yes`, `no`, `unknown` and bounds as written, with values for parameters. */
function patternWords(text: string, when: Condition, words: Vocabulary): string {
    const condition = unwrapped(when);
    const isPlain = text === 'yes' || text === 'no' || text === 'unknown';
    if (condition.kind === 'member' && !isPlain) return listOf(condition, words);
    return isPlain ? text : words.written(text);
}

/** A pill is no place for a long condition; then its place in the list has to do. */
const LONGEST_EXCEPTION = 90;

/** What an `except when` adds to the exemption's own condition. */
function exceptWords(node: FlowNode, answer: Answer, words: Vocabulary): string {
    const own = node.subjects[0]?.value;
    const condition =
        own?.kind === 'condition' ? without(unwrapped(answer.when), own.condition) : unwrapped(answer.when);
    const described = describeCondition(condition, words);
    return described.length <= LONGEST_EXCEPTION ? described : answer.label.replace(/^except /u, 'clause ');
}

function unwrapped(condition: Condition): Condition {
    return condition.kind === 'established' ? condition.of : condition;
}

/** A conjunction without the parts of another condition. */
function without(condition: Condition, other: Condition): Condition {
    if (condition.kind !== 'and') return condition;
    const gone = new Set([other, ...(other.kind === 'and' ? other.of : [])].map((part) => JSON.stringify(part)));
    const left = condition.of.filter((part) => !gone.has(JSON.stringify(part)));
    const [only] = left;
    if (left.length === 0) return condition;
    return left.length === 1 && only !== undefined ? only : { kind: 'and', of: left };
}

/** `1–3, 5` */
function ranges(numbers: readonly number[]): string {
    const runs: { first: number; last: number }[] = [];
    for (const number of numbers) {
        const run = runs.at(-1);
        if (run !== undefined && run.last === number - 1) run.last = number;
        else runs.push({ first: number, last: number });
    }
    return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}

/** Lowers the first letter of an ordinary word, not of an abbreviation. */
function lowerFirst(text: string): string {
    return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
