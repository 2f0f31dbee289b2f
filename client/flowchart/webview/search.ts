// Finding cards by their text, one after the other; and what comes before or after the one that was found.

import { chart, element, text } from './page.js';
import { bringIntoView, cardElement, cardsShown } from './picture.js';
import { focusCard, focusedCard } from './walk.js';

const bar = element('search');
const query = element<HTMLInputElement>('query');
const relation = element<HTMLSelectElement>('relation');
const found = element('found');

let matches: readonly string[] = [];
let current = 0;

export function openSearch(): void {
    bar.hidden = false;
    query.focus();
    query.select();
    search();
}

/** Whether it was open. */
export function closeSearch(): boolean {
    if (bar.hidden) return false;
    bar.hidden = true;
    const card = matches[current] ?? focusedCard();
    matches = [];
    show();
    if (card !== undefined) focusCard(card);
    else chart.focus();
    return true;
}

/** By one match on or back, round the end. */
export function goToMatch(step: 1 | -1): void {
    if (matches.length === 0) return;
    current = (current + step + matches.length) % matches.length;
    show();
}

/** Again, on a new picture. */
export function refreshSearch(): void {
    if (bar.hidden) return;
    const before = matches[current];
    search();
    current = Math.max(0, matches.indexOf(before ?? ''));
    show();
}

export function bindSearch(): void {
    query.addEventListener('input', search);
    relation.addEventListener('change', show);
    bar.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') closeSearch();
        else if (event.key === 'Enter' && event.target === query) goToMatch(event.shiftKey ? -1 : 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
    });
}

function search(): void {
    const words = plain(query.value)
        .split(/\s+/)
        .filter((word) => word !== '');
    const fits = (label: string): boolean => words.every((word) => plain(label).includes(word));
    matches =
        words.length === 0 ? [] : [...cardsShown().values()].filter(({ label }) => fits(label)).map(({ id }) => id);
    current = 0;
    show();
}

function plain(words: string): string {
    return words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function show(): void {
    for (const marked of chart.querySelectorAll('.match, .current, .aside, .related'))
        marked.classList.remove('match', 'current', 'aside', 'related');
    for (const id of matches) cardElement(id)?.classList.add('match');
    const card = matches[current];
    const isEmpty = query.value.trim() === '';
    found.textContent =
        card !== undefined ? text('found', current + 1, matches.length) : isEmpty ? '' : text('notFound');
    if (card === undefined) return;
    cardElement(card)?.classList.add('current');
    bringIntoView(card);
    if (relation.value !== 'only') setAside(card, relation.value);
}

/** Everything that does not come before or after the card steps back. */
function setAside(card: string, wanted: string): void {
    const related = new Set([card]);
    if (wanted !== 'after') follow(card, related, waysBack());
    if (wanted !== 'before') follow(card, related, waysOn());
    for (const each of cardsShown().values()) {
        cardElement(each.id)?.classList.add(related.has(each.id) ? 'related' : 'aside');
        for (const { edge, card: to } of each.next) {
            if (related.has(each.id) && related.has(to)) continue;
            const id = CSS.escape(edge);
            for (const part of chart.querySelectorAll(`[data-edge="${id}"], [data-answer="${id}"]`))
                part.classList.add('aside');
        }
    }
}

type Ways = ReadonlyMap<string, readonly string[]>;

function waysOn(): Ways {
    return new Map([...cardsShown().values()].map(({ id, next }) => [id, next.map(({ card }) => card)]));
}

function waysBack(): Ways {
    const found = new Map<string, string[]>();
    for (const { id, next } of cardsShown().values())
        for (const { card } of next) found.set(card, [...(found.get(card) ?? []), id]);
    return found;
}

function follow(from: string, into: Set<string>, ways: Ways): void {
    const seen = new Set([from]);
    const open = [from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
        into.add(at);
        for (const next of ways.get(at) ?? []) {
            if (seen.has(next)) continue;
            seen.add(next);
            open.push(next);
        }
    }
}
