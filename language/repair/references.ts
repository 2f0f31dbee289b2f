// Who names the answers of a rule: conditions of duties (`answered`), and the paths that scenarios expect. An answer that
// somebody names, or a row whose number would change for somebody, must stay.

import { AstUtils } from 'langium';
import type * as Ast from '../generated/ast.js';
import type { SourceFile } from '../syntax/document.js';
import { plainText } from '../syntax/text.js';

interface AnswerReference {
    /** The rule, with its step if one is named. */
    readonly rule: string;
    readonly answer: Ast.PathAnswer;
}

type Removed =
    | { readonly kind: 'labels'; readonly labels: readonly string[] }
    /** Of rows and exceptions, which are numbered: this one, and those after it. */
    | { readonly kind: 'row' | 'except'; readonly number: number };

/** Whether an answer that is to go, or one whose name would change with it, is named somewhere. */
export function isNamed(files: readonly SourceFile[], rule: string, removed: Removed): boolean {
    return files.some((file) =>
        referencesIn(file).some((reference) => {
            if (reference.rule !== rule && !rule.startsWith(`${reference.rule}.`)) return false;
            const { answer } = reference;
            if (removed.kind !== 'labels') {
                return (
                    answer.$type === 'NumberedAnswer' &&
                    answer.kind === removed.kind &&
                    Number(answer.number) >= removed.number
                );
            }
            return removed.labels.includes(answer.$type === 'TextAnswer' ? answer.text : plainText(answer));
        }),
    );
}

const known = new WeakMap<SourceFile, readonly AnswerReference[]>();

function referencesIn(file: SourceFile): readonly AnswerReference[] {
    const before = known.get(file);
    if (before) return before;
    const found: AnswerReference[] = [];
    for (const { ast } of file.declarations) {
        if (!ast || !MAY_NAME_ANSWERS.has(ast.$type)) continue;
        for (const node of AstUtils.streamAst(ast)) {
            if (node.$type === 'Answered') {
                const { subject, answer } = node as Ast.Answered;
                found.push({ rule: plainText(subject), answer });
            } else if (node.$type === 'PathStep') {
                const { rule, answer } = node as Ast.PathStep;
                if (answer) found.push({ rule: plainText(rule), answer });
            }
        }
    }
    known.set(file, found);
    return found;
}

const MAY_NAME_ANSWERS: ReadonlySet<string> = new Set(['Duties', 'Scenario', 'Definition']);
