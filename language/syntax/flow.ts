// Lowers rules to the one acyclic flow of the model: exemptions, principles and steps in file order, then one node for
// each review and outcome that can come before it.

import type * as Ast from '../generated/ast.js';
import type { FlowNode, Guard, Outcome, Rule } from '../model/policy.js';
import { lowerExemptionAnswers, lowerQuestion, lowerTable } from './answers.js';
import { connect } from './connect.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerCondition } from './expressions.js';
import { layOut, type PendingNode } from './layout.js';
import { resolveOutcome, withRefinements } from './outcomes.js';
import type { Declared, RuleNode } from './scope.js';
import { originOfPlace } from './symbols.js';
import { originOfExpression, plainText } from './text.js';
import { lowerCitations, titled } from './vocabulary.js';

export interface LoweredFlow {
    readonly rules: readonly Rule[];
    readonly flow: readonly FlowNode[];
    readonly start: number | null;
}

/** Undefined if some rule could not be lowered; every reason has been reported. */
export function lowerFlow(
    environment: Environment,
    declared: readonly Declared<RuleNode>[],
    outcomes: ReadonlyMap<string, Outcome>,
): LoweredFlow | undefined {
    const nodes: PendingNode[] = [];
    let complete = true;
    for (const { declaration, node, broken } of declared) {
        if (broken) {
            complete = false;
            continue;
        }
        const own = { ...environment, declaration };
        for (const part of partsOf(node)) {
            const pending = lowerPart(own, node, part, outcomes);
            if (pending) nodes.push(pending);
            else complete = false;
        }
    }
    // Targets are checked even where some rule is broken: a way back is wrong whatever the rest says.
    const layout = layOut(environment, nodes, declared, complete);
    if (!complete || !layout) return undefined;
    const flow = connect(environment, layout);
    return { rules: describeRules(declared, flow), flow, start: layout.main.length > 0 ? 0 : null };
}

function partsOf(node: RuleNode): readonly (RuleNode | Ast.Step)[] {
    return node.$type === 'Principle' && node.steps.length > 0 ? node.steps : [node];
}

function lowerPart(
    environment: Environment,
    owner: RuleNode,
    part: RuleNode | Ast.Step,
    outcomes: ReadonlyMap<string, Outcome>,
): PendingNode | undefined {
    const { declaration } = environment;
    const rule = part.$type === 'Step' ? `${owner.name}.${part.name}` : part.name;
    const guards: { guard: Guard; level: 'rule' | 'step' }[] = [];
    let complete = true;
    const addGuard = (expression: Ast.Expression | undefined, level: 'rule' | 'step') => {
        if (!expression) return;
        const condition = lowerCondition(environment, expression);
        if (!condition) complete = false;
        else
            guards.push({
                guard: { condition, text: plainText(expression), origin: originOfExpression(declaration, expression) },
                level,
            });
    };
    if (owner.$type === 'Principle') {
        // Reported once, though each step may need it.
        const first = part === owner || part === owner.steps[0];
        const quiet = first ? environment : { ...environment, findings: [], occurrences: [] };
        const condition = owner.guard && lowerCondition(quiet, owner.guard);
        if (owner.guard && !condition) complete = false;
        if (owner.guard && condition) {
            const origin = originOfExpression(declaration, owner.guard);
            guards.push({ guard: { condition, text: plainText(owner.guard), origin }, level: 'rule' });
        }
    }
    if (part.$type === 'Step' || part.$type === 'Review') addGuard(part.guard, 'step');
    const of = part.$type === 'Review' ? reviewedOutcomes(environment, part, outcomes) : undefined;
    if (part.$type === 'Review' && !of) complete = false;
    const body =
        part.$type === 'Exemption'
            ? lowerExemptionAnswers(environment, part)
            : part.body?.$type === 'Table'
              ? lowerTable(environment, part.body)
              : part.body && lowerQuestion(environment, part.body);
    if (!body || !complete) return undefined;
    const kind = part.$type === 'Exemption' ? 'exemption' : part.$type === 'Review' ? 'review' : body.kind;
    return { ...body, rule, kind, owner: owner.name, declaration, guards, syntax: part, ...(of ? { of } : {}) };
}

function reviewedOutcomes(
    environment: Environment,
    node: Ast.Review,
    outcomes: ReadonlyMap<string, Outcome>,
): ReadonlySet<string> | undefined {
    const names = node.outcomes.map((name, index) => resolveOutcome(environment, node, 'outcomes', name, index));
    if (!names.every((name) => name !== undefined)) return undefined;
    return new Set(withRefinements(names, outcomes));
}

function describeRules(declared: readonly Declared<RuleNode>[], flow: readonly FlowNode[]): readonly Rule[] {
    const nodesByRule = new Map<string, FlowNode[]>();
    for (const node of flow) {
        const nodes = nodesByRule.get(node.rule);
        if (nodes) nodes.push(node);
        else nodesByRule.set(node.rule, [node]);
    }
    return declared.map((rule) => describeRule(rule, (name) => nodesByRule.get(name) ?? []));
}

function describeRule({ declaration, node }: Declared<RuleNode>, nodesOf: (rule: string) => readonly FlowNode[]): Rule {
    const head = (part: RuleNode | Ast.Step, name: string) => ({
        name,
        ...titled(part.title),
        citations: lowerCitations(declaration, part.cites),
        notes: part.notes.map((note) => note.text),
        origin: originOf(declaration, part),
        nameOrigin: originOfPlace({ declaration, node: part, property: 'name' }),
    });
    const indexOf = (rule: string) => nodesOf(rule)[0]?.index ?? -1;
    switch (node.$type) {
        case 'Exemption':
            return { kind: 'exemption', ...head(node, node.name), node: indexOf(node.name) };
        case 'Review':
            return {
                kind: 'review',
                ...head(node, node.name),
                of: node.outcomes,
                nodes: nodesOf(node.name).map((each) => each.index),
            };
        case 'Principle': {
            const steps = node.steps.map((step) => {
                const name = `${node.name}.${step.name}`;
                return { kind: 'step' as const, ...head(step, name), node: indexOf(name) };
            });
            const [first] = nodesOf(steps[0]?.name ?? node.name);
            const guard = node.guard && first?.guards[0]?.guard;
            return {
                kind: 'principle',
                ...head(node, node.name),
                ...(guard ? { guard } : {}),
                ...(steps.length === 0 ? { node: indexOf(node.name) } : {}),
                steps,
            };
        }
    }
}
