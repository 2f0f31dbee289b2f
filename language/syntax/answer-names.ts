// Names inside the answers that paths speak of, as `limit` in `P1 at most limit`. Such an answer is told by its text; a name
// in it means what it means in the rule that has the answer.

import type * as Ast from '../generated/ast.js';
import { mention } from './context.js';
import type { Environment } from './environment.js';
import { type Declared, type RuleNode, valueSymbol } from './scope.js';
import type { Place } from './symbols.js';
import { plainText } from './text.js';

/** Remembers the names in an answer of a rule, or of its step, as used. */
export function mentionAnswer(
    environment: Environment,
    rule: Declared<RuleNode>,
    step: string | undefined,
    answer: Ast.PathAnswer,
): void {
    const written = namesIn(environment, answer);
    if (written.length === 0) return;
    const text = answer.$type === 'TextAnswer' ? answer.text : plainText(answer);
    for (const { subject, answers } of askedIn(rule.node, step)) {
        const isMeant = answers.some((patterns) => {
            const labels = patterns.map(plainText);
            return labels.includes(text) || labels.join(', ') === text;
        });
        if (!isMeant) continue;
        for (const { name, place } of written) mentionName(environment, subject, name, place);
        return;
    }
}

interface Asked {
    readonly subject: Ast.Expression;
    readonly answers: readonly (readonly Ast.Pattern[])[];
}

function askedIn(rule: RuleNode, step: string | undefined): readonly Asked[] {
    const parts = rule.$type === 'Principle' && rule.steps.length > 0 ? rule.steps : [rule];
    return parts.flatMap((part): readonly Asked[] => {
        const body = part.$type === 'Exemption' || (step !== undefined && part.name !== step) ? undefined : part.body;
        if (body?.$type === 'Question')
            return [{ subject: body.subject, answers: body.answers.map(({ patterns }) => patterns) }];
        if (body?.$type !== 'Table') return [];
        return body.columns.map((subject, index) => ({
            subject,
            answers: body.rows.map(({ cells }) => cells[index]?.patterns ?? []),
        }));
    });
}

interface Written {
    readonly name: string;
    readonly place: Place;
}

function namesIn({ declaration }: Environment, answer: Ast.PathAnswer): readonly Written[] {
    switch (answer.$type) {
        case 'NumberedAnswer':
            return [];
        case 'TextAnswer':
            // In quotation marks several patterns can be named; with a backslash the text is not what stands there.
            if (answer.$cstNode?.text !== `"${answer.text}"`) return [];
            return [...answer.text.matchAll(/[A-Za-z_][\w-]*/g)].map(({ 0: name, index }) => {
                const within = { start: index + 1, length: name.length };
                return { name, place: { declaration, node: answer, property: 'text', within } };
            });
        case 'BoundPattern':
        case 'ValuePattern':
            return nameIn(declaration, answer.value);
        case 'RangePattern':
            return [...nameIn(declaration, answer.low), ...nameIn(declaration, answer.high)];
    }
}

function nameIn(declaration: Place['declaration'], operand: Ast.Operand): readonly Written[] {
    if (operand.$type !== 'Reference' || operand.member !== undefined) return [];
    return [{ name: operand.name, place: { declaration, node: operand, property: 'name' } }];
}

/** Only a bare name can be a choice; of everything else the answers are yes, no, or amounts. */
function mentionName(environment: Environment, subject: Ast.Expression, name: string, place: Place): void {
    const { scope, facts } = environment;
    const type = subject.$type === 'Reference' ? facts.get(subject.name)?.type : undefined;
    if (type?.kind === 'choice') {
        const choice = scope.choices.get(type.choice);
        const value = choice?.node.values.find((each) => each.name === name);
        if (choice && value) {
            mention(environment, valueSymbol(choice.declaration, choice.node, value), place);
            return;
        }
        const category = scope.categories.get(name);
        if (category?.node.choice === type.choice) mention(environment, category.symbol, place);
    } else {
        const declared = scope.variables.get(name);
        if (declared) mention(environment, declared.symbol, place);
    }
}
