// Lowers what a duty may ask of the path: `decided by P1`, `P3.a answered no`, `P3.a asked`.

import type * as Ast from '../generated/ast.js';
import type { FlowNode } from '../model/policy.js';
import { mentionAnswer } from './answer-names.js';
import type { Environment } from './environment.js';
import { conditionOf, type Lowered, reportExpression } from './lowered.js';
import { answersNamed, listAnswers, nodesOf, type RuleReference, resolveRule, ruleName } from './rule-references.js';
import { plainText } from './text.js';

export function lowerDecidedBy(environment: Environment, node: Ast.DecidedBy): Lowered | undefined {
    const nodes = ruleNodes(environment, node, node.rule);
    return nodes && conditionOf({ kind: 'decided-by', rule: ruleName(node.rule) });
}

export function lowerAsked(environment: Environment, node: Ast.Asked): Lowered | undefined {
    const rule = pathSubject(environment, node, node.subject);
    const nodes = rule && ruleNodes(environment, node, rule);
    return nodes && conditionOf({ kind: 'asked', rule: ruleName(rule) });
}

export function lowerAnswered(environment: Environment, node: Ast.Answered): Lowered | undefined {
    const rule = pathSubject(environment, node, node.subject);
    const nodes = rule && ruleNodes(environment, node, rule);
    if (!rule || !nodes) return undefined;
    if (new Set(nodes.map((each) => each.rule)).size > 1) {
        const steps = [...new Set(nodes.map((each) => `‘${each.rule}’`))].join(', ');
        reportExpression(
            environment,
            'type-mismatch',
            node,
            `‘${ruleName(rule)}’ has steps: say which one answered (${steps}).`,
        );
        return undefined;
    }
    const answers = answersNamed(nodes, node.answer);
    if (answers.length === 0) {
        const message = `‘${ruleName(rule)}’ has no answer ‘${plainText(node.answer)}’; its answers are ${listAnswers(nodes)}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    return conditionOf({ kind: 'answered', rule: ruleName(rule), answers });
}

function pathSubject(
    environment: Environment,
    node: Ast.Answered | Ast.Asked,
    subject: Ast.Expression,
): Ast.Reference | undefined {
    if (subject.$type === 'Reference') return subject;
    reportExpression(environment, 'type-mismatch', node, 'Name a rule or step here, such as ‘P1’ or ‘P4.a’.');
    return undefined;
}

/** The nodes of the rule. Undefined after a finding, or where the flow is broken. */
function ruleNodes(
    environment: Environment,
    node: Ast.Expression,
    rule: RuleReference,
): readonly FlowNode[] | undefined {
    const { path } = environment;
    if (!path) {
        const message = 'The path is known only when the case is decided: ask for it in a duty.';
        return reportExpression(environment, 'path-condition-misplaced', node, message);
    }
    const declared = resolveRule(environment, rule);
    if (!declared) return undefined;
    const step = rule.$type === 'RuleRef' ? rule.step : rule.member;
    if (node.$type === 'Answered') mentionAnswer(environment, declared, step, node.answer);
    return path.flow && nodesOf(path.flow, ruleName(rule));
}
