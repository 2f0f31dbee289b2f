// Joins the nodes of the flow: gives every target its node, and every would-be outcome the reviews that look at it.

import type { Answer, Citation, FlowNode, Target } from '../model/policy.js';
import type { PendingTarget } from './answers.js';
import { factsOf } from './conditions.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import type { Layout, PendingNode } from './layout.js';
import { ruleName } from './rule-references.js';

/** The flow: main nodes in order, then the review nodes. */
export function connect(environment: Environment, layout: Layout): readonly FlowNode[] {
    const { main, entry } = layout;
    const reviews = new Reviews(layout);
    const entered = enteredFromOutside(main);

    const flow = main.map((node, at): FlowNode => {
        const firstOfRule = main[at - 1]?.owner !== node.owner;
        const guards = node.guards
            // The guard of the whole principle stands at every step by which the flow can enter it.
            .filter(({ level }) => level === 'step' || firstOfRule || entered.has(node.rule))
            .map(({ guard, level }) => {
                const skip = goTo(main, level === 'rule' ? pastRule(main, at) : at + 1, 'next', guard.origin);
                return { guard, skip };
            });
        const resolve = (target: PendingTarget): Target => {
            switch (target.kind) {
                case 'next':
                    return cited(goTo(main, at + 1, 'next', target.origin), target.citations);
                case 'go to': {
                    const to = entry.get(ruleName(target.syntax.rule)) as number;
                    return cited(goTo(main, to, 'go to', target.origin), target.citations);
                }
                case 'decide':
                    return { ...target, then: reviews.firstFor(target.outcome, -1) };
            }
        };
        const answers = node.answers.map((answer): Answer => ({ ...answer, target: resolve(answer.target) }));
        return makeNode(environment, node, at, guards, answers);
    });
    for (const { review, outcome } of reviews.pairs) {
        const node = layout.reviews[review] as PendingNode;
        const stand = (origin: Target['origin']): Target => {
            return { kind: 'stand', then: reviews.firstFor(outcome, review), origin };
        };
        const guards = node.guards.map(({ guard }) => ({ guard, skip: stand(guard.origin) }));
        const answers = node.answers.map((answer): Answer => {
            const { target } = answer;
            if (target.kind !== 'decide') return { ...answer, target: cited(stand(target.origin), target.citations) };
            return { ...answer, target: { ...target, then: reviews.firstFor(target.outcome, review) } };
        });
        flow.push({ ...makeNode(environment, node, flow.length, guards, answers), reviewing: outcome });
    }
    return flow;
}

/** One node of the flow for each review and outcome that can come before it, numbered after the main nodes. */
class Reviews {
    readonly pairs: readonly { readonly review: number; readonly outcome: string }[];
    private readonly indexes = new Map<string, number>();

    constructor(private readonly layout: Layout) {
        const pairs: { review: number; outcome: string }[] = [];
        const known = new Set<string>();
        const queue: { review: number; outcome: string }[] = [];
        const need = (outcome: string, after: number) => {
            const review = this.firstReview(outcome, after);
            if (review !== undefined) queue.push({ review, outcome });
        };
        const follow = () => {
            for (let pair = queue.pop(); pair; pair = queue.pop()) {
                const key = keyOf(pair.review, pair.outcome);
                if (known.has(key)) continue;
                known.add(key);
                pairs.push(pair);
                need(pair.outcome, pair.review);
                for (const { target } of layout.reviews[pair.review]?.answers ?? []) {
                    if (target.kind === 'decide') need(target.outcome, pair.review);
                }
            }
        };
        for (const node of layout.main) {
            for (const { target } of node.answers) if (target.kind === 'decide') need(target.outcome, -1);
        }
        follow();
        // A review that no outcome comes before still has a node, so that it can be drawn and found unreachable.
        for (const [review, node] of layout.reviews.entries()) {
            if (pairs.some((pair) => pair.review === review)) continue;
            for (const outcome of node.of ?? []) queue.push({ review, outcome });
            follow();
        }
        const order = new Map<string, number>();
        for (const node of layout.reviews)
            for (const outcome of node.of ?? []) order.set(outcome, order.get(outcome) ?? order.size);
        this.pairs = pairs.sort(
            (a, b) => a.review - b.review || (order.get(a.outcome) ?? 0) - (order.get(b.outcome) ?? 0),
        );
        for (const [index, { review, outcome }] of this.pairs.entries()) {
            this.indexes.set(keyOf(review, outcome), layout.main.length + index);
        }
    }

    /** The node of the first review after the given one that looks at the outcome; null if there is none. */
    firstFor(outcome: string, after: number): number | null {
        const review = this.firstReview(outcome, after);
        return review === undefined ? null : (this.indexes.get(keyOf(review, outcome)) ?? null);
    }

    private firstReview(outcome: string, after: number): number | undefined {
        for (let index = after + 1; index < this.layout.reviews.length; index++) {
            if (this.layout.reviews[index]?.of?.has(outcome)) return index;
        }
        return undefined;
    }
}

function keyOf(review: number, outcome: string): string {
    return `${review} ${outcome}`;
}

/** Rules and steps that a `go to` of another rule leads to. */
function enteredFromOutside(main: readonly PendingNode[]): ReadonlySet<string> {
    const entered = new Set<string>();
    for (const node of main) {
        for (const { target } of node.answers) {
            if (target.kind === 'go to' && target.syntax.rule.rule !== node.owner)
                entered.add(ruleName(target.syntax.rule));
        }
    }
    return entered;
}

function goTo(
    main: readonly PendingNode[],
    index: number,
    written: 'next' | 'go to',
    origin: Target['origin'],
): Target {
    return index < main.length ? { kind: 'go', to: index, written, origin } : { kind: 'end', origin };
}

function pastRule(main: readonly PendingNode[], at: number): number {
    let index = at + 1;
    while (index < main.length && main[index]?.owner === main[at]?.owner) index++;
    return index;
}

function cited(target: Target, citations: readonly Citation[]): Target {
    return citations.length > 0 ? { ...target, citations } : target;
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
