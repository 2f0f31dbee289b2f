// Lowers what scenarios expect: a verdict, a path, duties.

import type * as Ast from '../generated/ast.js';
import type { Policy } from '../model/policy.js';
import type { Expectation, PathStepExpectation } from '../model/scenario.js';
import { nearest } from '../model/spelling.js';
import { mentionAnswer } from './answer-names.js';
import { resolveFact } from './cases.js';
import { report, reportAt } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { resolveOutcome } from './outcomes.js';
import { answersNamed, listAnswers, nodesOf, resolveRule, ruleName } from './rule-references.js';
import { originOfPlace } from './symbols.js';
import { plainText } from './text.js';

/** Undefined after a finding. Without a policy (one with errors), answers and duties are taken as they are written. */
export function lowerExpectation(
    environment: Environment,
    node: Ast.Expectation,
    policy: Policy | undefined,
): Expectation | undefined {
    const origin = originOf(environment.declaration, node);
    switch (node.$type) {
        case 'DutyExpectation':
            if (policy && !policy.duties.some(({ text }) => text === node.text)) {
                return reportUnknownDuty(environment, node, policy);
            }
            return { kind: node.negated ? 'no-duty' : 'duty', text: node.text, origin };
        case 'PathExpectation': {
            const steps = node.steps.map((step) => lowerPathStep(environment, step, policy));
            return steps.every((step) => step !== undefined) ? { kind: 'path', steps, origin } : undefined;
        }
        case 'VerdictExpectation':
            return lowerVerdict(environment, node.verdict);
    }
}

/** Undefined after a finding. */
export function lowerVerdict(environment: Environment, node: Ast.Verdict): Expectation | undefined {
    const { declaration } = environment;
    const origin = originOf(declaration, node);
    switch (node.$type) {
        case 'NoOutcomeVerdict':
            return { kind: 'no-outcome', origin };
        case 'NotEffectiveVerdict':
            return { kind: 'not-effective', origin };
        case 'MissingVerdict': {
            const facts = node.facts.map((name, index) =>
                resolveFact(environment, { declaration, node, property: 'facts', index }, name),
            );
            if (!facts.every((fact) => fact !== undefined)) return undefined;
            return { kind: 'missing', facts: facts.map((fact) => fact.name), origin };
        }
        case 'OutcomeVerdict': {
            const outcome = resolveOutcome(environment, node, 'outcome', node.outcome);
            const rule = node.at && resolveRule(environment, node.at);
            if (outcome === undefined || (node.at && !rule)) return undefined;
            return { kind: 'outcome', outcome, ...(node.at ? { at: ruleName(node.at) } : {}), origin };
        }
    }
}

function lowerPathStep(
    environment: Environment,
    node: Ast.PathStep,
    policy: Policy | undefined,
): PathStepExpectation | undefined {
    const declared = resolveRule(environment, node.rule);
    if (!declared) return undefined;
    const rule = ruleName(node.rule);
    if (!node.answer) return { rule, text: rule };
    mentionAnswer(environment, declared, node.rule.step, node.answer);
    const text = `${rule} ${plainText(node.answer)}`;
    if (!policy) return { rule, text };
    const nodes = nodesOf(policy.flow, rule);
    const answers = answersNamed(nodes, node.answer);
    if (answers.length > 0) return { rule, answers, text };
    const message = `‘${rule}’ has no answer ‘${plainText(node.answer)}’; its answers are ${listAnswers(nodes)}.`;
    reportAt(environment, 'type-mismatch', environment.declaration, node.answer, message);
    return undefined;
}

function reportUnknownDuty(environment: Environment, node: Ast.DutyExpectation, policy: Policy): undefined {
    const suggestion = nearest(
        node.text,
        policy.duties.map(({ text }) => text),
    );
    const hint = suggestion === undefined ? '' : ` Did you mean ‘${suggestion}’?`;
    const origin = originOfPlace({ declaration: environment.declaration, node, property: 'text' });
    report(environment, 'name-unknown', origin, `The policy has no duty ‘${node.text}’.${hint}`, {
        expected: 'duty',
        actual: node.text,
        ...(suggestion === undefined ? {} : { suggestion: JSON.stringify(suggestion) }),
    });
    return undefined;
}
