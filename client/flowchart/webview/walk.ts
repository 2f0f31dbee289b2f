// Walking the chart with the keyboard: on and back rather than left and right, for ways matter and not places.

import type { PageCard } from '../messages.js';
import { api, chart, say, text } from './page.js';
import { bringIntoView, cardElement, cardsShown, isOnPath } from './picture.js';

/** The cards by which the keyboard came, to go back the same way. */
const trail: string[] = [];
let focused: string | undefined;
/** The ways on of this card were told, and one is awaited. */
let choosing: string | undefined;

export function focusedCard(): string | undefined {
    return focused !== undefined && cardsShown().has(focused) ? focused : undefined;
}

export function focusCard(id: string): void {
    const card = cardElement(id);
    if (!card) return;
    for (const each of chart.querySelectorAll('[data-card][tabindex="0"]')) each.setAttribute('tabindex', '-1');
    focused = id;
    choosing = undefined;
    card.setAttribute('tabindex', '0');
    card.focus({ preventScroll: true });
    bringIntoView(id);
    say(cardsShown().get(id)?.label ?? '');
}

/** Whether the key was one for walking. */
export function walk(event: KeyboardEvent): boolean {
    const order = [...cardsShown().keys()];
    const card = cardsShown().get(focusedCard() ?? order[0] ?? '');
    if (!card) return false;
    const chosen = choiceOf(event.key, card);
    if (chosen) {
        go(card, chosen.card);
        return true;
    }
    switch (event.key) {
        case 'ArrowDown':
        case 'ArrowRight':
            goOn(card);
            return true;
        case 'ArrowUp':
        case 'ArrowLeft':
            focusCard(trail.pop() ?? cardBefore(card.id) ?? card.id);
            return true;
        case 'Home':
            trail.length = 0;
            focusCard(order[0] ?? card.id);
            return true;
        case 'End':
            focusCard(end(card));
            return true;
        case 'Enter':
            api.postMessage({ kind: 'reveal', card: card.id, how: 'open' });
            return true;
        case ' ':
            api.postMessage({ kind: 'fold', card: card.id });
            return true;
        default:
            return false;
    }
}

/** Nothing is awaited any more. */
export function stopChoosing(): boolean {
    const wasChoosing = choosing !== undefined;
    choosing = undefined;
    return wasChoosing;
}

/** A digit always chooses; the first letter of an answer does while one is awaited. */
function choiceOf(key: string, card: PageCard): PageCard['next'][number] | undefined {
    if (/^[1-9]$/.test(key)) return card.next[Number(key) - 1];
    if (choosing !== card.id || !/^\p{L}$/u.test(key)) return undefined;
    return card.next.find(({ label }) => label.toLowerCase().startsWith(key.toLowerCase()));
}

/** Where there are several ways they are told first; asked again, the way of the case is taken, or else the first. */
function goOn(card: PageCard): void {
    const [first] = card.next;
    if (!first) {
        say(text('noWay'));
        return;
    }
    if (card.next.length > 1 && choosing !== card.id) {
        choosing = card.id;
        const ways = card.next.map(({ label, card: to }, index) => {
            const short = cardsShown().get(to)?.short ?? '';
            return `${index + 1} ${[label, short].filter((part) => part !== '').join(', ')}`;
        });
        say(text('ways', card.next.length, ways.join(' · ')));
        return;
    }
    const taken = card.next.find(({ edge }) => isOnPath(edge));
    go(card, (taken ?? first).card);
}

function go(card: PageCard, to: string): void {
    trail.push(card.id);
    focusCard(to);
}

/** The outcome of the case; without one the outcome that the first ways lead to. */
function end(card: PageCard): string {
    const decided = [...cardsShown().values()].findLast(({ id, isOutcome }) => isOutcome && isOnPath(id));
    if (decided) return decided.id;
    const seen = new Set<string>();
    let at: PageCard | undefined = card;
    while (at && !at.isOutcome && !seen.has(at.id)) {
        seen.add(at.id);
        const next = cardsShown().get(at.next[0]?.card ?? '');
        if (!next) break;
        at = next;
    }
    return at?.id ?? card.id;
}

function cardBefore(id: string): string | undefined {
    return [...cardsShown().values()].find(({ next }) => next.some(({ card }) => card === id))?.id;
}
