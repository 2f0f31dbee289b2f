// Answers that a question lacks: `unknown`, `yes` and `no`, values of a choice; each leads to `next` until the author says
// better, unknown to somebody who decides if the policy has such an outcome.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Finding } from '../../language/index.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import type { Scope } from '../../language/syntax/scope.js';
import { plainText } from '../../language/syntax/text.js';
import { answersFor, choiceValues, factOf } from '../completion/values.js';
import { declarationAt } from '../names.js';
import { contains, containsPosition } from '../positions.js';
import { type Action, type ActionContext, behind, indentAt, insertion } from './action.js';
import { missingBands } from './bands.js';

/** Repairs of a question that leaves cases without an answer. */
export function missingAnswers(context: ActionContext, { origin, code }: Finding): readonly Action[] {
    const found = questionAt(context, origin);
    if (!found) return [];
    const { scope } = context.checked;
    const missing = missingLabels(scope, found.question);
    const unknown = missing.filter((label) => label === 'unknown');
    const actions: Action[] = [];
    if (code === 'unknown-not-handled' || unknown.length > 0) {
        const label = unknown[0] ?? 'unknown';
        actions.push(addAnswers(context, found, [label], `Add ‘unknown => ${targetFor(scope, label)}’`));
    }
    const others = missing.filter((label) => label !== 'unknown');
    if (code === 'no-decision' && others.length > 0)
        actions.push(addAnswers(context, found, others, `Add the missing answers: ${others.join(', ')}`));
    const { subject } = found.question;
    const fact = subject?.$type === 'Reference' ? factOf(scope, subject.name) : undefined;
    const bands = code === 'no-decision' ? missingBands(found.question, fact?.type) : [];
    if (bands.length > 0) {
        const what = bands.length === 1 ? 'band' : 'bands';
        actions.push(addAnswers(context, found, bands, `Add the missing ${what}: ${bands.join(', ')}`));
    }
    if (code === 'no-decision' && !found.question.answers.some(({ otherwise }) => otherwise))
        actions.push(addAnswers(context, found, ['otherwise'], 'Add ‘otherwise => next’'));
    return actions;
}

/** On any question that lacks answers, as a refactoring. */
export function completeAnswers(context: ActionContext): readonly Action[] {
    const found = questionAt(context, { uri: context.uri, range: context.range });
    if (!found) return [];
    const missing = missingLabels(context.checked.scope, found.question);
    if (missing.length === 0) return [];
    const action = addAnswers(context, found, missing, `Add the missing answers: ${missing.join(', ')}`);
    return [{ ...action, kind: 'refactor.rewrite' }];
}

interface Found {
    readonly declaration: DeclarationNode;
    readonly question: Ast.Question;
}

function questionAt({ workspace }: ActionContext, { uri, range }: Finding['origin']): Found | undefined {
    const checked = workspace.checked(uri);
    const declaration = checked && declarationAt(checked, range.start);
    if (!declaration?.ast || declaration.problems.length > 0) return undefined;
    let question: Ast.Question | undefined;
    for (const node of AstUtils.streamAst(declaration.ast)) {
        const place = originOf(declaration, node).range;
        if (node.$type === 'Question' && (contains(place, range) || containsPosition(place, range.start)))
            question = node as Ast.Question;
        // A finding at the name of a rule is about its only question.
        if (node.$type === 'Step' && contains(place, range) && (node as Ast.Step).body?.$type === 'Question')
            question ??= (node as Ast.Step).body as Ast.Question;
    }
    const body = 'body' in declaration.ast ? declaration.ast.body : undefined;
    question ??= body?.$type === 'Question' ? body : undefined;
    return question && { declaration, question };
}

/** Values without an answer, where that can be seen in the text; a set as a whole cannot be asked about. */
export function missingLabels(scope: Scope, { subject, answers }: Ast.Question): readonly string[] {
    if (subject?.$type === 'Reference' && factOf(scope, subject.name)?.type?.$type === 'SetType') return [];
    if (answers.some(({ otherwise }) => otherwise)) {
        const hasUnknown = answers.some((answer) =>
            answer.patterns.some((pattern) => plainText(pattern) === 'unknown'),
        );
        const fact = subject?.$type === 'Reference' ? factOf(scope, subject.name) : undefined;
        return !hasUnknown && fact?.maybeUnknown ? ['unknown'] : [];
    }
    const covered = new Set<string>();
    for (const pattern of answers.flatMap(({ patterns }) => patterns)) {
        const text = plainText(pattern);
        covered.add(text);
        const category = scope.categories.get(text)?.node;
        const members = category ? (category.versions.length > 0 ? category.versions : [category]) : [];
        // Dated lists cover a value only if each of their versions has it.
        for (const { name } of choiceOf(scope, category?.choice))
            if (members.length > 0 && members.every((version) => version.members.includes(name))) covered.add(name);
    }
    return answersFor(scope, subject)
        .filter(({ kind, label }) => kind !== 'category' && !covered.has(label))
        .filter(({ label }) => label !== 'unknown' || isSureToBeUnknown(scope, subject))
        .map(({ label }) => label);
}

function choiceOf(scope: Scope, name: string | undefined): readonly { readonly name: string }[] {
    return choiceValues(scope, name).map(({ label }) => ({ name: label }));
}

/** Of an expression only the proof knows whether it can be unknown. */
function isSureToBeUnknown(scope: Scope, subject: Ast.Expression | undefined): boolean {
    return subject?.$type === 'Reference' && factOf(scope, subject.name)?.maybeUnknown === true;
}

function addAnswers(
    context: ActionContext,
    { declaration, question }: Found,
    labels: readonly string[],
    title: string,
): Action {
    const { workspace, checked } = context;
    const { uri } = declaration.document;
    const last = question.answers.at(-1);
    const place = originOf(declaration, last ?? question).range;
    const width = Math.max(
        ...[...labels, ...question.answers.map((each) => plainLabel(each))].map((text) => text.length),
    );
    const first = question.answers[0];
    const start = first ? originOf(declaration, first).range.start : place.end;
    const ownLine = first !== undefined && indentAt(workspace, uri, start.line).length === start.character;
    const text = labels
        .map((label) => {
            const arrow = `${ownLine ? label.padEnd(width) : label} => ${targetFor(checked.scope, label)}`;
            return ownLine ? `\n${' '.repeat(start.character)}${arrow}` : `  ${arrow}`;
        })
        .join('');
    const end = ownLine && last ? behind(workspace, originOf(declaration, last)) : place.end;
    return { title, kind: 'quickfix', edits: [insertion(uri, end, text)] };
}

function plainLabel({ otherwise, patterns }: Ast.Answer): string {
    return otherwise ? 'otherwise' : patterns.map(plainText).join(', ');
}

function targetFor(scope: Scope, label: string): string {
    if (label !== 'unknown') return 'next';
    const refer = [...scope.outcomes.values()].find(({ node }) => node.tone === 'refer');
    return refer?.node.name ?? 'next';
}
