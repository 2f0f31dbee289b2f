// Answers of a rule as a path names them, read from the text, so that they are there beside errors.

import type * as Ast from '../../language/generated/ast.js';
import type { Scope } from '../../language/syntax/scope.js';
import { plainText } from '../../language/syntax/text.js';
import type { Candidate } from './candidate.js';
import { titled } from './values.js';

/** What `P3` or `P3.a` can answer. */
export function answersOfRule(scope: Scope, rule: string, step: string | undefined): readonly Candidate[] {
    const node = scope.rules.get(rule)?.node;
    if (node?.$type === 'Exemption') {
        const excepts = node.excepts.map((_, index) => `except ${index + 1}`);
        return [...excepts, 'yes', 'no'].map((label) => answer(label, node.title));
    }
    const owner =
        node?.$type === 'Principle' && step !== undefined ? node.steps.find(({ name }) => name === step) : node;
    return owner?.body ? answersOfBody(owner.body, owner.title) : [];
}

function answersOfBody(body: Ast.Body, title: string | undefined): readonly Candidate[] {
    if (body.$type === 'Table') return body.rows.map((_, index) => answer(`row ${index + 1}`, title));
    const labels = body.answers.flatMap(({ otherwise, patterns }) =>
        otherwise ? ['otherwise'] : patterns.map(plainText),
    );
    return [...new Set(labels)].filter((label) => label !== '').map((label) => answer(label, title));
}

function answer(label: string, title: string | undefined): Candidate {
    return { label, kind: 'value', rank: 0, ...titled(title) };
}
