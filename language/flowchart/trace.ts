// Where a verdict runs through a picture. A path names only the answers taken; rules passed over by their guard are put
// back here, so that the line on the picture has no hole.

import type { Policy, Target } from '../model/policy.js';
import { destination } from '../model/target.js';
import type { Verdict } from '../run/verdict.js';
import type { Scene, SceneEdge } from './scene.js';

export interface Trace {
    /** Ids of cards and edges in the order in which they are passed. */
    readonly cards: readonly string[];
    readonly edges: readonly string[];
}

export function traceVerdict(policy: Policy, scene: Scene, verdict: Verdict): Trace {
    const cards: string[] = [];
    const edges: string[] = [];
    const outgoing = new Map<string, SceneEdge[]>();
    for (const edge of scene.edges) outgoing.set(edge.from, [...(outgoing.get(edge.from) ?? []), edge]);
    const byAnswer = new Map(
        scene.edges.flatMap((edge) =>
            edge.answers.map(({ question, label }) => [answerKey(question, label), edge] as const),
        ),
    );
    const partOf = new Map(
        policy.rules.flatMap((rule) =>
            rule.kind === 'principle' ? rule.steps.map((step) => [step.name, rule.name] as const) : [],
        ),
    );
    const shown = new Set(scene.cards.map((card) => card.id));
    if (verdict.kind === 'not-effective' || policy.start === null) return { cards, edges };

    visit('start');
    follow(outgoing.get('start')?.[0]);
    let at: number | null = policy.start;
    for (const step of verdict.path) {
        pass(at, step.node);
        visit(cardOf(step.rule));
        follow(byAnswer.get(answerKey(step.rule, step.label)));
        at = destination(step.target);
        enter(at);
    }
    if (verdict.kind === 'missing' || verdict.kind === 'no-outcome') {
        pass(at, verdict.at);
        if (verdict.at !== null) {
            const card = cardOf(policy.flow[verdict.at]?.rule ?? '');
            visit(card);
            if (verdict.kind === 'no-outcome') follow(outgoing.get(card)?.find((edge) => edge.kind === 'gap'));
        }
    } else pass(at, null);
    comeIn();
    return { cards: [...new Set(cards)], edges: [...new Set(edges)] };

    /** A sheet that the path comes to from another is entered through the card that says so. */
    function comeIn(): void {
        const passed = new Set(edges);
        const reached = new Set(scene.edges.filter((edge) => passed.has(edge.id)).map((edge) => edge.to));
        const entries = new Set(scene.cards.filter((card) => card.role === 'entry').map((card) => card.id));
        for (const edge of scene.edges) {
            if (!entries.has(edge.from) || !cards.includes(edge.to) || reached.has(edge.to)) continue;
            visit(edge.from);
            edges.push(edge.id);
        }
    }

    function visit(card: string): void {
        if (shown.has(card)) cards.push(card);
    }

    function follow(edge: SceneEdge | undefined): void {
        if (edge === undefined) return;
        edges.push(edge.id);
        visit(edge.to);
    }

    /** Reviews stand apart: the path comes in through their entry. */
    function enter(node: number | null): void {
        if (node === null || policy.flow[node]?.kind !== 'review') return;
        const entry = `${policy.flow[node]?.rule}<=`;
        visit(entry);
        follow(outgoing.get(entry)?.[0]);
    }

    /** Goes past guards from `from` to `to`; null is the end of the flow. */
    function pass(from: number | null, to: number | null): void {
        for (const { node, target } of skipsBetween(policy, from, to)) {
            const rule = policy.flow[node]?.rule ?? '';
            visit(cardOf(rule));
            const skips = (outgoing.get(cardOf(rule)) ?? []).filter((edge) => edge.kind === 'skip');
            const next = destination(target);
            const nextCard = next === null ? undefined : cardOf(policy.flow[next]?.rule ?? '');
            follow(skips.find((edge) => edge.to === nextCard) ?? skips[0]);
            enter(next);
        }
    }

    function cardOf(rule: string): string {
        return shown.has(rule) ? rule : (partOf.get(rule) ?? rule);
    }
}

function answerKey(question: string, label: string): string {
    return `${question}\n${label}`;
}

/** The shortest chain of guards that leads from one node to another. */
function skipsBetween(
    policy: Policy,
    from: number | null,
    to: number | null,
): readonly { readonly node: number; readonly target: Target }[] {
    type Chain = readonly { readonly node: number; readonly target: Target }[];
    const open: { at: number | null; chain: Chain }[] = [{ at: from, chain: [] }];
    const seen = new Set<number | null>();
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
        if (next.at === to) return next.chain;
        if (next.at === null || seen.has(next.at)) continue;
        seen.add(next.at);
        for (const { skip } of policy.flow[next.at]?.guards ?? [])
            open.push({ at: destination(skip), chain: [...next.chain, { node: next.at, target: skip }] });
    }
    return [];
}
