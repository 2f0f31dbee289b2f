// Runs inside the flowchart's page: shows what the panel sends, and tells it what the user does.

import type { PageAction, PageChart, PanelCommand, PanelState, ToPage } from '../messages.js';
import { copyPicture, takePicture } from './clipboard.js';
import { bindMenu, closeMenu, openMenu } from './menu.js';
import { api, chart, element, say, text } from './page.js';
import {
    cardOf,
    cardsShown,
    fit,
    letDrag,
    markCursor,
    restoreView,
    showPicture,
    viewState,
    zoomBy,
} from './picture.js';
import { bindSearch, closeSearch, goToMatch, openSearch, refreshSearch } from './search.js';
import { focusCard, focusedCard, stopChoosing, walk } from './walk.js';

const banner = element('banner');
const tools = element('tools');
const help = element<HTMLDialogElement>('help');
const suppositions = element('suppositions');

const ZOOM_STEP = 1.2;
const REMEMBER_MILLISECONDS = 200;

let state: PanelState | undefined;
/** How it was looked at before a reload. */
let remembered = api.getState();
let told = '';
let remembering: ReturnType<typeof setTimeout> | undefined;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    switch (data.kind) {
        case 'chart':
            show(data);
            break;
        case 'none':
            showNone(data.message);
            break;
        case 'busy':
            if (data.busy) chart.setAttribute('aria-busy', 'true');
            else chart.removeAttribute('aria-busy');
            if (data.busy && chart.childElementCount === 0) showNone(text('busy'));
            break;
        case 'cursor':
            markCursor(data.card);
            break;
        case 'picture':
            takePicture(data.base64);
            break;
        case 'do':
            act(data.action);
    }
});

function show(data: PageChart): void {
    state = data.state;
    banner.hidden = data.banner === null;
    banner.textContent = data.banner ?? '';
    suppositions.hidden = data.suppositions === null;
    element('supposed').textContent = data.suppositions ?? '';
    buttonOf('pin')?.setAttribute('aria-pressed', String(data.state.pinned));
    const overlay = buttonOf('overlay');
    if (overlay) overlay.dataset.value = data.overlayTitle;
    showPicture(data.svg, data.cards, focusedCard());
    const before = remembered;
    remembered = undefined;
    if (before?.uri === data.state.uri && before.zoom > 0) restoreView(before);
    // What was said of a card stands until there is something new to say.
    if (data.summary !== told || focusedCard() === undefined) say(data.summary);
    told = data.summary;
    refreshSearch();
    remember();
}

function showNone(message: string): void {
    const words = document.createElement('p');
    words.className = 'none';
    words.textContent = message;
    chart.replaceChildren(words);
    say(message);
}

/** Not with every pixel of a scroll. */
function remember(): void {
    clearTimeout(remembering);
    remembering = setTimeout(() => {
        if (state) api.setState({ ...state, ...viewState() });
    }, REMEMBER_MILLISECONDS);
}

function buttonOf(action: string): HTMLElement | null {
    return tools.querySelector(`[data-action="${action}"]`);
}

type Action = PageAction | PanelCommand | 'nextMatch' | 'previousMatch' | 'closeSearch';

function act(action: Action): void {
    switch (action) {
        case 'fit':
            fit();
            remember();
            break;
        case 'zoomIn':
            zoomBy(ZOOM_STEP);
            remember();
            break;
        case 'zoomOut':
            zoomBy(1 / ZOOM_STEP);
            remember();
            break;
        case 'search':
            openSearch();
            break;
        case 'nextMatch':
            goToMatch(1);
            break;
        case 'previousMatch':
            goToMatch(-1);
            break;
        case 'closeSearch':
            closeSearch();
            break;
        case 'copy':
            copyPicture();
            break;
        case 'help':
            help.showModal();
            break;
        default:
            api.postMessage({ kind: 'command', command: action });
    }
}

document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-action]') : null;
    if (button?.dataset.action) act(button.dataset.action as Action);
});

/** One stop for the tabulator; arrows go along the buttons. */
tools.addEventListener('keydown', (event) => {
    const buttons = [...tools.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || at < 0) return;
    const next = buttons[(at + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
});
for (const [index, button] of [...tools.querySelectorAll('button')].entries()) button.tabIndex = index === 0 ? 0 : -1;

chart.addEventListener('click', ({ target }) => reveal(target, 'glance'));
chart.addEventListener('dblclick', ({ target }) => reveal(target, 'open'));
chart.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    const card = cardOf(event.target);
    if (card !== undefined) openMenu(card, { x: event.clientX, y: event.clientY });
});
chart.addEventListener('scroll', remember, { passive: true });

function reveal(target: EventTarget | null, how: 'glance' | 'open'): void {
    const card = cardOf(target);
    if (card === undefined) return;
    focusCard(card);
    api.postMessage({ kind: 'reveal', card, how });
}

document.addEventListener('keydown', (event) => {
    if (event.altKey || help.open || event.target instanceof HTMLInputElement) return;
    if (event.ctrlKey || event.metaKey) {
        if (event.key !== 'f') return;
        openSearch();
    } else if (event.target instanceof HTMLSelectElement) return;
    else if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return;
    else if (!walk(event) && !press(event)) return;
    event.preventDefault();
});

function press({ key, shiftKey }: KeyboardEvent): boolean {
    const card = focusedCard() ?? [...cardsShown().keys()][0];
    switch (key) {
        case '/':
            openSearch();
            return true;
        case '+':
        case '=':
            act('zoomIn');
            return true;
        case '-':
            act('zoomOut');
            return true;
        case '0':
            act('fit');
            return true;
        case '?':
            act('help');
            return true;
        case 't':
        case 'T':
            act('text');
            return true;
        case 'c':
        case 'C':
            act('copy');
            return true;
        case 'l':
        case 'L':
            chart.scrollTo({ left: 0, top: chart.scrollHeight });
            return true;
        case 's':
        case 'S':
        case 'ContextMenu':
            if (card !== undefined) openMenu(card);
            return true;
        case 'F10':
            if (!shiftKey || card === undefined) return false;
            openMenu(card);
            return true;
        case 'Escape':
            return closeMenu() || closeSearch() || stopChoosing();
        default:
            return false;
    }
}

letDrag();
bindSearch();
bindMenu();
new ResizeObserver(() => {
    if (chart.clientWidth > 0) api.postMessage({ kind: 'resized', width: chart.clientWidth });
}).observe(chart);
api.postMessage({ kind: 'ready', width: chart.clientWidth });
