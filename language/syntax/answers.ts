// Lowers what a rule asks: the answers of a question, the rows of a table, the clauses of an exemption.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Answer, Citation, FlowNode, Target } from '../model/policy.js';
import { AnswerOrder, labelOrigin } from './answer-order.js';
import { and, established, YES } from './conditions.js';
import { report } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { resolveOutcome } from './outcomes.js';
import { lowerPatterns } from './patterns.js';
import { lowerSubject, modelSubject, type Subject, subjectKnown } from './subject.js';
import { plainText } from './text.js';
import { lowerCitations } from './vocabulary.js';

/** A target before the flow is numbered. */
export type PendingTarget =
    | { readonly kind: 'next'; readonly citations: readonly Citation[]; readonly origin: Origin }
    | {
          readonly kind: 'go to';
          readonly syntax: Ast.GoTo;
          readonly citations: readonly Citation[];
          readonly origin: Origin;
      }
    | Omit<Extract<Target, { kind: 'decide' }>, 'then'>;

export type PendingAnswer = Omit<Answer, 'target'> & { readonly target: PendingTarget };

export interface PendingBody {
    readonly kind: 'question' | 'table';
    readonly question: string;
    readonly subjects: FlowNode['subjects'];
    readonly unique: boolean;
    readonly answers: readonly PendingAnswer[];
}

/** Undefined after a finding. */
export function lowerQuestion(environment: Environment, node: Ast.Question): PendingBody | undefined {
    const { declaration } = environment;
    const lowered = lowerExpression(environment, node.subject);
    const subject = lowered && lowerSubject(environment, node.subject, lowered);
    const shown = subject && modelSubject(environment, subject);
    // Targets are looked at even where the subject is wrong, so that names in them are known to be used.
    const targets = node.answers.map((answer) => lowerTarget(environment, answer.target));
    if (!subject || !shown) return undefined;
    const answers: PendingAnswer[] = [];
    const order = new AnswerOrder(environment);
    let complete = true;
    for (const [index, answer] of node.answers.entries()) {
        const target = targets[index];
        const lowered = answer.otherwise
            ? { label: 'otherwise', when: established(environment, subjectKnown(subject)), patterns: [] }
            : lowerPatterns(environment, subject, answer.patterns);
        const place = labelOrigin(environment, answer);
        if (!target || !lowered || !order.admits(answer, lowered.label, place)) {
            complete = false;
            continue;
        }
        const form = answer.otherwise ? 'otherwise' : 'patterns';
        answers.push({ ...lowered, target, form, origin: originOf(declaration, answer), labelOrigin: place });
    }
    if (!complete) return undefined;
    const question = node.text ?? questionOf(environment, node.subject) ?? shown.text;
    return { kind: 'question', question, subjects: [shown], unique: false, answers };
}

/** Undefined after a finding. */
export function lowerTable(environment: Environment, node: Ast.Table): PendingBody | undefined {
    const { declaration } = environment;
    const subjects = node.columns.map((column) => {
        const lowered = lowerExpression(environment, column);
        const subject = lowered && lowerSubject(environment, column, lowered);
        const shown = subject && modelSubject(environment, subject);
        return subject && shown && { subject, shown };
    });
    const answers: PendingAnswer[] = [];
    let complete = subjects.every((each) => each !== undefined);
    for (const [index, row] of node.rows.entries()) {
        const target = lowerTarget(environment, row.target);
        const origin = originOf(declaration, row);
        if (row.cells.length !== node.columns.length) {
            const cells = row.cells.length === 1 ? '1 cell' : `${row.cells.length} cells`;
            const columns = node.columns.length === 1 ? '1 column' : `${node.columns.length} columns`;
            const message = `This row has ${cells}; the table has ${columns}.`;
            report(environment, 'table-columns', origin, message, {
                expected: String(node.columns.length),
                actual: String(row.cells.length),
            });
            complete = false;
            continue;
        }
        const cells = row.cells.map((cell, column) => lowerCell(environment, subjects[column]?.subject, cell));
        if (!target || !cells.every((cell) => cell !== undefined)) {
            complete = false;
            continue;
        }
        const conditions = cells.map((cell) => cell.when);
        const asked = conditions.filter((condition) => condition !== YES);
        answers.push({
            label: `row ${index + 1}`,
            when: asked.length > 0 ? and(asked) : YES,
            cells: conditions,
            patterns: cells.flatMap((cell) => cell.patterns),
            target,
            form: 'row',
            origin,
            labelOrigin: spanOf(
                row.cells.map((cell) => originOf(declaration, cell)),
                origin,
            ),
        });
    }
    if (!complete) return undefined;
    const shown = subjects.flatMap((each) => (each ? [each.shown] : []));
    const question = shown.map(
        (subject, index) => questionOf(environment, node.columns[index] as Ast.Expression) ?? subject.text,
    );
    return { kind: 'table', question: question.join(' '), subjects: shown, unique: node.unique, answers };
}

/** Undefined after a finding. */
export function lowerExemptionAnswers(environment: Environment, node: Ast.Exemption): PendingBody | undefined {
    const { declaration } = environment;
    const when = lowerCondition(environment, node.condition);
    const target = lowerTarget(environment, node.target);
    const excepts = node.excepts.map((except) => ({
        except,
        when: lowerCondition(environment, except.condition),
        target: lowerTarget(environment, except.target),
    }));
    if (!when || !target) return undefined;
    const subject: Subject = {
        node: node.condition,
        text: plainText(node.condition),
        lowered: { kind: 'condition', condition: when },
    };
    const shown = modelSubject(environment, subject);
    const answers: PendingAnswer[] = [];
    for (const [index, each] of excepts.entries()) {
        if (!each.when || !each.target) return undefined;
        answers.push({
            label: `except ${index + 1}`,
            when: established(environment, and([when, each.when])),
            patterns: [],
            target: each.target,
            form: 'except',
            origin: originOf(declaration, each.except),
            labelOrigin: originOf(declaration, each.except.condition),
        });
    }
    const origin = originOf(declaration, node.condition);
    const applies = {
        label: 'yes',
        when: established(environment, when),
        patterns: [],
        form: 'patterns',
        origin,
        labelOrigin: origin,
    } as const;
    const otherwise = { kind: 'next', citations: [], origin } as const;
    answers.push({ ...applies, target });
    answers.push({
        label: 'no',
        when: YES,
        patterns: [],
        target: otherwise,
        form: 'implied',
        origin,
        labelOrigin: origin,
    });
    return shown && { kind: 'question', question: shown.text, subjects: [shown], unique: false, answers };
}

function lowerTarget(environment: Environment, node: Ast.Target): PendingTarget | undefined {
    const { declaration } = environment;
    const origin = originOf(declaration, node);
    const citations = lowerCitations(declaration, node.cites);
    switch (node.$type) {
        case 'Next':
            return { kind: 'next', citations, origin };
        case 'GoTo':
            return { kind: 'go to', syntax: node, citations, origin };
        case 'Decision': {
            const outcome = resolveOutcome(environment, node, 'outcome', node.outcome);
            const reason = node.reason === undefined ? {} : { reason: node.reason };
            return outcome === undefined ? undefined : { kind: 'decide', outcome, ...reason, citations, origin };
        }
    }
}

function lowerCell(
    environment: Environment,
    subject: Subject | undefined,
    cell: Ast.TableCell,
): { when: Condition; patterns: Answer['patterns'] } | undefined {
    if (cell.any) return { when: YES, patterns: [] };
    return subject && lowerPatterns(environment, subject, cell.patterns);
}

function questionOf(environment: Environment, subject: Ast.Expression): string | undefined {
    if (subject.$type !== 'Reference') return undefined;
    const declared = environment.scope.variables.get(subject.name);
    return declared?.symbol.title;
}

function spanOf(origins: readonly Origin[], whole: Origin): Origin {
    const [first, last] = [origins[0], origins.at(-1)];
    return first && last ? { uri: whole.uri, range: { start: first.range.start, end: last.range.end } } : whole;
}
