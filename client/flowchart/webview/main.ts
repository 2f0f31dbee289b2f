// Runs inside the flowchart's page: shows the picture, zooms it, and lets it be walked with mouse and keyboard. The
// picture is parsed as XML and never as HTML, so no text of a policy can become markup.

import type { FromPage, PageCard, ToPage } from '../messages.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: unknown): void };

const api = acquireVsCodeApi();
const chart = element('chart');
const banner = element('banner');
const summary = element('summary');

const MIN_ZOOM = 0.2;
const MAX_ZOOM = 3;
const READABLE_ZOOM = 0.6;
let zoom = 1;
/** Whether the first picture was made to fit the width. */
let isFitted = false;
let cards = new Map<string, PageCard>();
/** The ways by which the keyboard came, to go back the same way. */
const trail: string[] = [];
let focused: string | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    switch (data.kind) {
        case 'chart':
            api.setState(data.state);
            cards = new Map(data.cards.map((card) => [card.id, card]));
            banner.hidden = data.banner === null;
            banner.textContent = data.banner ?? '';
            summary.textContent = data.summary;
            showPicture(data.svg);
            break;
        case 'none': {
            const message = document.createElement('p');
            message.className = 'none';
            message.textContent = data.message;
            chart.replaceChildren(message);
            break;
        }
        case 'cursor':
            markCursor(data.card);
            break;
        case 'do':
            act(data.action);
    }
});

element('tools').addEventListener('click', ({ target }) => {
    const action = target instanceof HTMLElement ? target.dataset.action : undefined;
    if (action) act(action);
});
chart.addEventListener('click', ({ target }) => reveal(target, 'glance'));
chart.addEventListener('dblclick', ({ target }) => reveal(target, 'open'));
chart.addEventListener('keydown', walk);
chart.addEventListener(
    'wheel',
    (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        setZoom(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
    },
    { passive: false },
);
api.postMessage({ kind: 'ready' });

function showPicture(svg: string): void {
    const anchor = anchorOf();
    const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    chart.replaceChildren(document.importNode(picture, true));
    for (const id of cards.keys()) cardElement(id)?.setAttribute('tabindex', '-1');
    const entry = (focused && cardElement(focused)) || cardElement([...cards.keys()][0] ?? '');
    entry?.setAttribute('tabindex', '0');
    if (!isFitted) fitWidth();
    else setZoom(zoom);
    if (anchor) keepInPlace(anchor);
}

/** The card under attention and where it is, so that a new picture does not jump. */
function anchorOf(): { id: string; x: number; y: number } | undefined {
    const marked = chart.querySelector('[data-card]:focus, [data-card].cursor');
    const id = marked?.getAttribute('data-card');
    const box = marked?.getBoundingClientRect();
    return id && box ? { id, x: box.x, y: box.y } : undefined;
}

function keepInPlace({ id, x, y }: { id: string; x: number; y: number }): void {
    const box = cardElement(id)?.getBoundingClientRect();
    if (box) chart.scrollBy({ left: box.x - x, top: box.y - y, behavior: 'instant' });
    cardElement(id)?.classList.add('cursor');
}

function setZoom(wanted: number): void {
    zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, wanted));
    const picture = chart.querySelector('svg');
    const box = picture?.viewBox.baseVal;
    if (!picture || !box) return;
    picture.setAttribute('width', String(box.width * zoom));
    picture.setAttribute('height', String(box.height * zoom));
}

/** At first as wide as the panel, as long as the text can still be read. */
function fitWidth(): void {
    const box = chart.querySelector('svg')?.viewBox.baseVal;
    if (!box || chart.clientWidth === 0) return;
    isFitted = true;
    setZoom(Math.max(READABLE_ZOOM, Math.min(1, chart.clientWidth / box.width)));
}

function fit(): void {
    const box = chart.querySelector('svg')?.viewBox.baseVal;
    if (box) setZoom(Math.min(1, chart.clientWidth / box.width, chart.clientHeight / box.height));
}

function act(action: string): void {
    switch (action) {
        case 'fit':
            fit();
            break;
        case 'zoomIn':
            setZoom(zoom * 1.2);
            break;
        case 'zoomOut':
            setZoom(zoom / 1.2);
            break;
        case 'direction':
        case 'outcomes':
        case 'case':
        case 'coverage':
        case 'export':
            api.postMessage({ kind: 'command', command: action });
    }
}

function markCursor(id: string | null): void {
    for (const marked of chart.querySelectorAll('.cursor')) marked.classList.remove('cursor');
    const card = id === null ? undefined : cardElement(id);
    card?.classList.add('cursor');
    if (card && !isInView(card)) card.scrollIntoView({ block: 'center', inline: 'center' });
}

function isInView(card: Element): boolean {
    const box = card.getBoundingClientRect();
    const frame = chart.getBoundingClientRect();
    return box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.right <= frame.right;
}

function reveal(target: EventTarget | null, how: 'glance' | 'open'): void {
    const id = cardOf(target);
    if (!id) return;
    focusCard(id);
    api.postMessage({ kind: 'reveal', card: id, how });
}

/** On and back, not left and right: ways matter, not places. A digit chooses where two ways lead on. */
function walk(event: KeyboardEvent): void {
    const id = cardOf(event.target) ?? focused;
    const card = id === undefined ? undefined : cards.get(id);
    const order = [...cards.keys()];
    if (!card) return;
    const onward = card.next[/^[1-9]$/.test(event.key) ? Number(event.key) - 1 : 0];
    if (event.key === 'ArrowDown' || event.key === 'ArrowRight' || /^[1-9]$/.test(event.key)) {
        if (!onward) return;
        trail.push(card.id);
        focusCard(onward.card);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') {
        focusCard(trail.pop() ?? cardBefore(card.id) ?? card.id);
    } else if (event.key === 'Home') focusCard(order[0] ?? card.id);
    else if (event.key === 'End') focusCard(order.at(-1) ?? card.id);
    else if (event.key === 'Enter') api.postMessage({ kind: 'reveal', card: card.id, how: 'open' });
    else if (event.key === ' ') api.postMessage({ kind: 'fold', card: card.id });
    else if (event.key === '+') act('zoomIn');
    else if (event.key === '-') act('zoomOut');
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
}

function cardBefore(id: string): string | undefined {
    return [...cards.values()].find(({ next }) => next.some(({ card }) => card === id))?.id;
}

function focusCard(id: string): void {
    if (focused) cardElement(focused)?.setAttribute('tabindex', '-1');
    const card = cardElement(id);
    if (!card) return;
    focused = id;
    card.setAttribute('tabindex', '0');
    card.focus({ preventScroll: true });
    if (!isInView(card)) card.scrollIntoView({ block: 'center', inline: 'center' });
    const ways = cards.get(id)?.next ?? [];
    const choice = ways.map(({ label }, index) => `${index + 1} ${label}`).join(' · ');
    summary.textContent = ways.length > 1 ? choice : (cards.get(id)?.label ?? '');
}

function cardOf(target: EventTarget | null): string | undefined {
    const card = target instanceof Element ? target.closest('[data-card]') : null;
    return card?.getAttribute('data-card') ?? undefined;
}

function cardElement(id: string): SVGElement | undefined {
    return chart.querySelector<SVGElement>(`[data-card="${CSS.escape(id)}"]`) ?? undefined;
}

function element(id: string): HTMLElement {
    const found = document.getElementById(id);
    if (!found) throw new Error(`The page has no ${id}`);
    return found;
}
