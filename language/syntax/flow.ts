// Lowers rules to the one acyclic flow of the model: exemptions, principles and steps in file order, then one node for
// each review and outcome that can come before it.

import type * as Ast from '../generated/ast.js';
import type { Answer, FlowNode, Guard, Outcome, Rule, Target } from '../model/policy.js';
import { lowerExemptionAnswers, lowerQuestion, lowerTable, type PendingAnswer, type PendingTarget } from './answers.js';
import { factsOf } from './conditions.js';
import { report, reportUnknownName } from './context.js';
import { type DeclarationNode, originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerCondition } from './expressions.js';
import { resolveOutcome, withRefinements } from './outcomes.js';
import { ruleName } from './path-conditions.js';
import { type Declared, type RuleNode, stepSymbol } from './scope.js';
import { originOfPlace } from './symbols.js';
import { originOfExpression, plainText } from './text.js';
import { lowerCitations, titled } from './vocabulary.js';

export interface LoweredFlow {
    readonly rules: readonly Rule[];
    readonly flow: readonly FlowNode[];
    readonly start: number | null;
}

/** A node before its targets are known. */
interface PendingNode {
    readonly rule: string;
    readonly kind: FlowNode['kind'];
    /** The principle it belongs to, or the rule itself. */
    readonly owner: string;
    readonly declaration: DeclarationNode;
    readonly guards: readonly { readonly guard: Guard; readonly level: 'rule' | 'step' }[];
    readonly question: string;
    readonly subjects: FlowNode['subjects'];
    readonly unique: boolean;
    readonly answers: readonly PendingAnswer[];
    readonly syntax: Ast.Exemption | Ast.Principle | Ast.Step | Ast.Review;
    /** Reviews: outcomes it looks at, refinements included. */
    readonly of?: ReadonlySet<string>;
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
    return connect(environment, layout, declared);
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

interface Layout {
    /** Nodes of exemptions and principles, in order. */
    readonly main: readonly PendingNode[];
    readonly reviews: readonly PendingNode[];
    /** Index of the first main node of a rule, and of each step by qualified name. */
    readonly entry: ReadonlyMap<string, number>;
}

function layOut(
    environment: Environment,
    nodes: readonly PendingNode[],
    declared: readonly Declared<RuleNode>[],
    complete: boolean,
): Layout | undefined {
    const main = nodes.filter((node) => node.kind !== 'review');
    const reviews = nodes.filter((node) => node.kind === 'review');
    const entry = new Map<string, number>();
    for (const [index, node] of main.entries()) {
        if (!entry.has(node.owner)) entry.set(node.owner, index);
        entry.set(node.rule, entry.get(node.rule) ?? index);
    }
    let sound = true;
    for (const node of nodes) {
        const at = node.kind === 'review' ? Number.POSITIVE_INFINITY : main.indexOf(node);
        for (const answer of node.answers) {
            if (
                answer.target.kind === 'go to' &&
                !checkGoTo(environment, node, answer.target, at, entry, declared, complete)
            )
                sound = false;
        }
    }
    return sound ? { main, reviews, entry } : undefined;
}

function checkGoTo(
    environment: Environment,
    node: PendingNode,
    target: Extract<PendingTarget, { kind: 'go to' }>,
    at: number,
    entry: ReadonlyMap<string, number>,
    declared: readonly Declared<RuleNode>[],
    complete: boolean,
): boolean {
    const { declaration } = node;
    const { syntax } = target;
    const name = ruleName(syntax.rule);
    const place = { declaration, node: syntax.rule, property: 'rule' };
    const origin = originOf(declaration, syntax.rule);
    const rule = environment.scope.rules.get(syntax.rule.rule);
    if (!rule) {
        if (environment.scope.doubtful.has(syntax.rule.rule)) return false;
        const hint = environment.scope.outcomes.has(name) ? `To end with this outcome, write ‘=> ${name}’.` : '';
        reportUnknownName(environment, place, 'rule', name, hint ? [] : environment.scope.rules.keys(), hint);
        return false;
    }
    environment.occurrences.push({ symbol: rule.symbol, place, role: 'use' });
    if (syntax.rule.step !== undefined && !mentionStep(environment, declaration, syntax.rule, rule)) return false;
    if (rule.node.$type === 'Review') {
        const message = `‘${name}’ is a review: it looks at outcomes by itself and cannot be gone to.`;
        report(environment, 'target-not-allowed', origin, message);
        return false;
    }
    if (node.kind === 'review') {
        const message = 'A review looks at an outcome: it ends with an outcome, or lets it stand with ‘next’.';
        report(environment, 'target-not-allowed', origin, message);
        return false;
    }
    const to = entry.get(name);
    // Where rules are missing because they are broken, order is judged by the order in the file.
    const backward =
        to === undefined
            ? !complete &&
              declared.findIndex(({ node: other }) => other.name === rule.node.name) <
                  declared.findIndex(({ node: other }) => other.name === node.owner)
            : to <= at;
    if (backward) {
        const own = to === at ? 'to itself' : `back to ‘${name}’`;
        const message = `This goes ${own}: a flow only goes forward, so that every case comes to an end.`;
        report(environment, 'flow-backward', origin, message);
        return false;
    }
    return to !== undefined;
}

/** Remembers the use of a step; false after a finding that there is none. */
export function mentionStep(
    environment: Environment,
    declaration: DeclarationNode,
    node: Ast.RuleRef | Ast.Reference,
    rule: Declared<RuleNode>,
): boolean {
    const property = node.$type === 'RuleRef' ? 'step' : 'member';
    const name = node.$type === 'RuleRef' ? node.step : node.member;
    const steps = rule.node.$type === 'Principle' ? rule.node.steps : [];
    const step = steps.find((candidate) => candidate.name === name);
    const place = { declaration, node, property };
    if (step && rule.node.$type === 'Principle') {
        environment.occurrences.push({ symbol: stepSymbol(rule.declaration, rule.node, step), place, role: 'use' });
        return true;
    }
    if (rule.broken) return false;
    const hint = steps.length === 0 ? `‘${rule.node.name}’ has no steps.` : '';
    reportUnknownName(
        environment,
        place,
        `step of ${rule.node.name}`,
        name ?? '',
        steps.map((candidate) => candidate.name),
        hint,
    );
    return false;
}

function connect(
    environment: Environment,
    { main, reviews, entry }: Layout,
    declared: readonly Declared<RuleNode>[],
): LoweredFlow {
    const flow: FlowNode[] = [];
    const reviewNodes = new Map<string, number>();
    const pendingReviews: { review: number; outcome: string }[] = [];
    // Outcomes wait for their reviews by name until all nodes are numbered.
    const firstReview = (outcome: string, after: number): { review: number; outcome: string } | undefined => {
        const review = reviews.findIndex((node, index) => index > after && node.of?.has(outcome));
        return review < 0 ? undefined : { review, outcome };
    };
    const need = (found: { review: number; outcome: string } | undefined): void => {
        if (!found || pendingReviews.some((each) => each.review === found.review && each.outcome === found.outcome))
            return;
        pendingReviews.push(found);
        need(firstReview(found.outcome, found.review));
        for (const answer of reviews[found.review]?.answers ?? []) {
            if (answer.target.kind === 'decide') need(firstReview(answer.target.outcome, found.review));
        }
    };
    for (const node of main) {
        for (const answer of node.answers)
            if (answer.target.kind === 'decide') need(firstReview(answer.target.outcome, -1));
    }
    // A review that no outcome comes before still has a node, so that it can be drawn and found unreachable.
    for (const [index, review] of reviews.entries()) {
        if (!pendingReviews.some((each) => each.review === index)) {
            for (const outcome of review.of ?? []) need({ review: index, outcome });
        }
    }
    pendingReviews.sort((a, b) => a.review - b.review);
    for (const [index, each] of pendingReviews.entries())
        reviewNodes.set(`${each.review} ${each.outcome}`, main.length + index);
    const indexOf = (found: { review: number; outcome: string } | undefined): number | null =>
        found ? (reviewNodes.get(`${found.review} ${found.outcome}`) ?? null) : null;

    const go = (index: number, written: 'next' | 'go to', origin: Target['origin']): Target =>
        index < main.length ? { kind: 'go', to: index, written, origin } : { kind: 'end', origin };
    const pastRule = (at: number): number => {
        const owner = main[at]?.owner;
        let index = at + 1;
        while (index < main.length && main[index]?.owner === owner) index++;
        return index;
    };
    const cited = (target: Target, citations: readonly { text: string; origin: Target['origin'] }[]): Target =>
        citations.length > 0 ? { ...target, citations } : target;

    const jumpedInto = new Set(
        main.flatMap((node) =>
            node.answers.flatMap(({ target }) =>
                target.kind === 'go to' ? [`${node.owner} ${ruleName(target.syntax.rule)}`] : [],
            ),
        ),
    );
    for (const [at, node] of main.entries()) {
        const firstOfRule = main[at - 1]?.owner !== node.owner;
        const entered = [...jumpedInto].some(
            (jump) => jump.endsWith(` ${node.rule}`) && !jump.startsWith(`${node.owner} `),
        );
        const guards = node.guards
            .filter(({ level }) => level === 'step' || firstOfRule || entered)
            .map(({ guard, level }) => ({
                guard,
                skip: go(level === 'rule' ? pastRule(at) : at + 1, 'next', guard.origin),
            }));
        const answers = node.answers.map((answer): Answer => {
            const { target } = answer;
            const resolved: Target =
                target.kind === 'next'
                    ? cited(go(at + 1, 'next', target.origin), target.citations)
                    : target.kind === 'go to'
                      ? cited(
                            go(entry.get(ruleName(target.syntax.rule)) ?? at + 1, 'go to', target.origin),
                            target.citations,
                        )
                      : { ...target, then: indexOf(firstReview(target.outcome, -1)) };
            return { ...answer, target: resolved };
        });
        flow.push(makeNode(environment, node, flow.length, guards, answers));
    }
    for (const { review, outcome } of pendingReviews) {
        const node = reviews[review] as PendingNode;
        const stand = (origin: Target['origin']): Target => ({
            kind: 'stand',
            then: indexOf(firstReview(outcome, review)),
            origin,
        });
        const guards = node.guards.map(({ guard }) => ({ guard, skip: stand(guard.origin) }));
        const answers = node.answers.map((answer): Answer => {
            const { target } = answer;
            const resolved: Target =
                target.kind === 'decide'
                    ? { ...target, then: indexOf(firstReview(target.outcome, review)) }
                    : cited(stand(target.origin), target.citations);
            return { ...answer, target: resolved };
        });
        flow.push({ ...makeNode(environment, node, flow.length, guards, answers), reviewing: outcome });
    }
    return { rules: declared.map((rule) => describeRule(rule, flow)), flow, start: main.length > 0 ? 0 : null };
}

function makeNode(
    environment: Environment,
    node: PendingNode,
    index: number,
    guards: FlowNode['guards'],
    answers: readonly Answer[],
): FlowNode {
    const conditions = [...guards.map(({ guard }) => guard.condition), ...answers.map((answer) => answer.when)];
    return {
        index,
        kind: node.kind,
        rule: node.rule,
        guards,
        question: node.question,
        subjects: node.subjects,
        unique: node.unique,
        answers,
        facts: factsOf(environment, conditions),
        origin: originOf(node.declaration, node.syntax),
    };
}

function describeRule({ declaration, node }: Declared<RuleNode>, flow: readonly FlowNode[]): Rule {
    const head = (part: RuleNode | Ast.Step, name: string) => ({
        name,
        ...titled(part.title),
        citations: lowerCitations(declaration, part.cites),
        notes: part.notes.map((note) => note.text),
        origin: originOf(declaration, part),
        nameOrigin: originOfPlace({ declaration, node: part, property: 'name' }),
    });
    const indexOf = (rule: string) => flow.findIndex((each) => each.rule === rule);
    switch (node.$type) {
        case 'Exemption':
            return { kind: 'exemption', ...head(node, node.name), node: indexOf(node.name) };
        case 'Review':
            return {
                kind: 'review',
                ...head(node, node.name),
                of: node.outcomes,
                nodes: flow.filter((each) => each.rule === node.name).map((each) => each.index),
            };
        case 'Principle': {
            const steps = node.steps.map((step) => {
                const name = `${node.name}.${step.name}`;
                return { kind: 'step' as const, ...head(step, name), node: indexOf(name) };
            });
            const first = flow.find((each) => each.rule === node.name || each.rule.startsWith(`${node.name}.`));
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
