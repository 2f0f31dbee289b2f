// The picture in its frame: shown, zoomed, dragged, kept in place while the text is edited. It is parsed as XML and never as
// HTML, so no text of a policy can become markup.

import type { PageCard, ViewState } from '../messages.js';
import { chart } from './page.js';

const MIN_ZOOM = 0.1;
const MAX_ZOOM = 4;
const READABLE_ZOOM = 0.6;
const GLIDE_MILLISECONDS = 160;

let zoom = 1;
/** Whether the first picture was made to fit the width. */
let isFitted = false;
let cards = new Map<string, PageCard>();

export function cardsShown(): ReadonlyMap<string, PageCard> {
    return cards;
}

/** `entry` is the card that the tabulator comes to. */
export function showPicture(svg: string, shown: readonly PageCard[], entry: string | undefined): void {
    const before = placesOf();
    const anchor = anchorOf();
    const hadFocus = chart.contains(document.activeElement);
    const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    cards = new Map(shown.map((card) => [card.id, card]));
    chart.replaceChildren(document.importNode(picture, true));
    for (const id of cards.keys()) {
        const card = cardElement(id);
        card?.setAttribute('tabindex', '-1');
    }
    const first = (entry && cardElement(entry)) || cardElement([...cards.keys()][0] ?? '');
    first?.setAttribute('tabindex', '0');
    if (hadFocus) first?.focus({ preventScroll: true });
    if (isFitted) setZoom(zoom);
    else fitWidth();
    if (anchor) keepInPlace(anchor);
    if (before.size > 0) glide(before);
}

export function restoreView({ zoom: wanted, left, top }: ViewState): void {
    isFitted = true;
    setZoom(wanted);
    chart.scrollTo({ left, top, behavior: 'instant' });
}

export function viewState(): ViewState {
    return { zoom, left: chart.scrollLeft, top: chart.scrollTop };
}

/** The card under attention and where it is, so that a new picture does not jump. */
function anchorOf(): { id: string; x: number; y: number } | undefined {
    const marked = chart.querySelector('[data-card]:hover, [data-card]:focus, [data-card].cursor');
    const id = marked?.getAttribute('data-card');
    const box = marked?.getBoundingClientRect();
    return id && box ? { id, x: box.x, y: box.y } : undefined;
}

function keepInPlace({ id, x, y }: { id: string; x: number; y: number }): void {
    const box = cardElement(id)?.getBoundingClientRect();
    if (box) chart.scrollBy({ left: box.x - x, top: box.y - y, behavior: 'instant' });
}

function placesOf(): ReadonlyMap<string, DOMRect> {
    const found = new Map<string, DOMRect>();
    for (const id of cards.keys()) {
        const box = cardElement(id)?.getBoundingClientRect();
        if (box) found.set(id, box);
    }
    return found;
}

/** Cards that moved come from where they were; everything else fades in. Not for those who want no motion. */
function glide(before: ReadonlyMap<string, DOMRect>): void {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let hasMoved = false;
    for (const [id, from] of before) {
        const card = cardElement(id);
        const to = card?.getBoundingClientRect();
        if (!card || !to) continue;
        const [x, y] = [(from.x - to.x) / zoom, (from.y - to.y) / zoom];
        if (Math.abs(x) < 1 && Math.abs(y) < 1) continue;
        hasMoved = true;
        const frames = [{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }];
        card.animate(frames, { duration: GLIDE_MILLISECONDS, easing: 'ease-out' });
    }
    if (!hasMoved) return;
    for (const edge of chart.querySelectorAll('[data-edge], [data-answer]'))
        edge.animate([{ opacity: 0 }, { opacity: 0 }, {}], { duration: GLIDE_MILLISECONDS });
}

/** Around a point of the frame; without one, around its middle. */
export function setZoom(wanted: number, at?: { readonly x: number; readonly y: number }): void {
    const picture = chart.querySelector('svg');
    const box = picture?.viewBox.baseVal;
    if (!picture || !box) return;
    const frame = chart.getBoundingClientRect();
    const point = at ?? { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    const before = picture.getBoundingClientRect();
    const share = { x: (point.x - before.x) / before.width, y: (point.y - before.y) / before.height };
    zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, wanted));
    picture.setAttribute('width', String(box.width * zoom));
    picture.setAttribute('height', String(box.height * zoom));
    const after = picture.getBoundingClientRect();
    const left = after.x + share.x * after.width - point.x;
    const top = after.y + share.y * after.height - point.y;
    chart.scrollBy({ left, top, behavior: 'instant' });
}

export function zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void {
    setZoom(zoom * factor, at);
}

/** At first as wide as the panel, as long as the text can still be read. */
function fitWidth(): void {
    const box = chart.querySelector('svg')?.viewBox.baseVal;
    if (!box || chart.clientWidth === 0) return;
    isFitted = true;
    setZoom(Math.max(READABLE_ZOOM, Math.min(1, chart.clientWidth / box.width)));
    chart.scrollTo({ left: (chart.scrollWidth - chart.clientWidth) / 2, top: 0, behavior: 'instant' });
}

export function fit(): void {
    const box = chart.querySelector('svg')?.viewBox.baseVal;
    if (box) setZoom(Math.min(1, chart.clientWidth / box.width, chart.clientHeight / box.height));
}

export function markCursor(id: string | null): void {
    for (const marked of chart.querySelectorAll('.cursor')) marked.classList.remove('cursor');
    if (id === null) return;
    cardElement(id)?.classList.add('cursor');
    bringIntoView(id);
}

export function bringIntoView(id: string): void {
    const card = cardElement(id);
    if (card && !isInView(card)) card.scrollIntoView({ block: 'center', inline: 'center' });
}

function isInView(card: Element): boolean {
    const box = card.getBoundingClientRect();
    const frame = chart.getBoundingClientRect();
    return box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.right <= frame.right;
}

/** The card that something belongs to: an answer belongs to the one that it leaves. */
export function cardOf(target: EventTarget | null): string | undefined {
    if (!(target instanceof Element)) return undefined;
    const card = target.closest('[data-card]')?.getAttribute('data-card');
    if (card) return card;
    const edge = target.closest('[data-answer]')?.getAttribute('data-answer');
    return edge ? [...cards.values()].find(({ next }) => next.some((way) => way.edge === edge))?.id : undefined;
}

/** Whether the case that is shown passes a card or an edge. */
export function isOnPath(id: string): boolean {
    const name = CSS.escape(id);
    return chart.querySelector(`[data-card="${name}"][data-path], [data-edge="${name}"][data-path]`) !== null;
}

export function cardElement(id: string): SVGElement | undefined {
    return chart.querySelector<SVGElement>(`[data-card="${CSS.escape(id)}"]`) ?? undefined;
}

/** The frame is dragged by whatever is no card, or with the middle button. */
export function letDrag(): void {
    chart.addEventListener('pointerdown', (down) => {
        const isFree = down.button === 0 && cardOf(down.target) === undefined;
        if (!isFree && down.button !== 1) return;
        const start = { left: chart.scrollLeft, top: chart.scrollTop };
        const move = (event: PointerEvent): void => {
            chart.classList.add('dragged');
            const left = start.left - (event.clientX - down.clientX);
            const top = start.top - (event.clientY - down.clientY);
            chart.scrollTo({ left, top, behavior: 'instant' });
        };
        chart.setPointerCapture(down.pointerId);
        chart.addEventListener('pointermove', move);
        const end = (): void => {
            chart.removeEventListener('pointermove', move);
            chart.classList.remove('dragged');
        };
        chart.addEventListener('pointerup', end, { once: true });
        chart.addEventListener('pointercancel', end, { once: true });
    });
    chart.addEventListener(
        'wheel',
        (event) => {
            if (!event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1, { x: event.clientX, y: event.clientY });
        },
        { passive: false },
    );
}
