// Runs inside the page of the view "Ask". It shows what it is told and sends what is answered; every text becomes a text
// node, so that no text of a policy can become markup. All of it works with the keyboard alone.

import type { AskState, End, FromAsk, Interview, QuestionCard, ToAsk } from '../messages.js';
import type { AskWords } from '../page.js';

declare function acquireVsCodeApi(): {
    postMessage(message: FromAsk): void;
    setState(state: Interview & { readonly done?: readonly string[] }): void;
    getState(): { readonly done?: readonly string[] } | undefined;
};

const api = acquireVsCodeApi();
const words = JSON.parse(document.body.dataset.words ?? '{}') as AskWords;
const main = document.getElementById('ask') as HTMLElement;

/** Read out when it changes. */
const status = make('p', { id: 'so-far', role: 'status' });
const body = make('div', { id: 'body' });
main.append(status, body);

let state: AskState | undefined;
/** Duties that were ticked. */
let done = new Set(api.getState()?.done ?? []);
let shownCard = '';

window.addEventListener('message', ({ data }: MessageEvent<ToAsk>) => {
    switch (data.kind) {
        case 'state':
            show(data.state);
            break;
        case 'none':
            state = undefined;
            shownCard = '';
            status.textContent = data.message;
            body.replaceChildren(
                make(
                    'p',
                    { class: 'row' },
                    button(words[data.offer], () => send({ kind: data.offer }), { class: 'primary' }),
                ),
            );
            break;
        case 'focus':
            window.focus();
            focusFirst();
            break;
        case 'refused':
            refuse(data.message);
    }
});
window.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !state) return;
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (isTyping || !onKey(event.key)) return;
    event.preventDefault();
});
// The view may get the focus after its question.
window.addEventListener('focus', () => {
    if (document.activeElement === document.body) focusFirst();
});
send({ kind: 'ready' });

function send(message: FromAsk): void {
    api.postMessage(message);
}

function onKey(key: string): boolean {
    const card = state?.card;
    if (key === 'Backspace') {
        send({ kind: 'back' });
        return true;
    }
    if (key === 'Escape' && card?.changing) {
        send({ kind: 'cancel' });
        return true;
    }
    if (!card) return false;
    if (key.toUpperCase() === 'U') {
        send({ kind: 'skip', fact: card.fact });
        return true;
    }
    if (card.input.kind !== 'one' && card.input.kind !== 'many') return false;
    const choice = card.input.choices.find((each) => each.key !== '' && each.key === key.toUpperCase());
    if (!choice) return false;
    if (card.input.kind === 'one') send({ kind: 'answer', fact: card.fact, value: answerOf(card, choice.value) });
    else document.querySelector<HTMLInputElement>(`input[value="${CSS.escape(choice.value)}"]`)?.click();
    return true;
}

function show(shown: AskState): void {
    const isOther = state?.interview.uri !== undefined && state.interview.uri !== shown.interview.uri;
    if (isOther || shown.interview.answers.length === 0) done = new Set();
    // What is the same again leaves the caret and what is marked alone.
    if (shownCard !== '' && JSON.stringify(shown) === JSON.stringify(state)) return;
    state = shown;
    keep();
    status.textContent = shown.soFar;
    const { card, end, answered, later, notNeeded } = shown;
    const key = card ? `${card.fact} ${card.changing}` : end ? 'end' : '';
    const isSame = key === shownCard;
    const held = isSame ? controls().indexOf(document.activeElement as HTMLElement) : -1;
    const typed = isSame ? document.querySelector<HTMLInputElement>('#answer')?.value : undefined;
    body.replaceChildren(
        make('h1', {}, shown.title),
        ...(answered.length > 0 ? [answeredList(shown)] : []),
        ...(card ? [cardForm(card)] : []),
        ...(end ? [endOf(end)] : []),
        ...(later.length > 0 ? [folded(words.later, later)] : []),
        ...(notNeeded.length > 0 ? [folded(words.notNeeded, notNeeded)] : []),
        ...(answered.length > 0 ? [restart()] : []),
    );
    const input = document.querySelector<HTMLInputElement>('#answer');
    if (input && typed !== undefined) input.value = typed;
    if (isSame) controls()[held]?.focus({ preventScroll: true });
    else if (document.hasFocus()) focusFirst();
    shownCard = key;
}

/** What the keyboard can come to, in order: drawn anew, the same question has the same. */
function controls(): readonly HTMLElement[] {
    return [...body.querySelectorAll<HTMLElement>('button, input, summary')];
}

function focusFirst(): void {
    const first = document.querySelector<HTMLElement>('[data-first]');
    first?.focus({ preventScroll: true });
    first?.closest('.card')?.scrollIntoView({ block: 'nearest' });
}

function keep(): void {
    if (state) api.setState({ ...state.interview, done: [...done] });
}

// ---- what was answered

function answeredList({ answered, card }: AskState): HTMLElement {
    const lines = answered.map(({ fact, text, answer }) => {
        const change = button(words.change, () => send({ kind: 'change', fact }), { class: 'link' });
        change.setAttribute('aria-label', fill(words.changeTo, text));
        const isChanged = card?.changing && card.fact === fact;
        return make(
            'li',
            isChanged ? { 'aria-current': 'true' } : {},
            `${text} `,
            make('strong', {}, answer),
            ' ',
            change,
        );
    });
    return make('section', { 'aria-label': words.answered }, make('ol', { class: 'answered' }, ...lines));
}

function restart(): HTMLElement {
    return make(
        'p',
        { class: 'row' },
        button(words.back, () => send({ kind: 'back' })),
        button(words.restart, () => send({ kind: 'restart' })),
    );
}

// ---- the question

function cardForm(card: QuestionCard): HTMLElement {
    const form = make('form', { class: 'card', novalidate: '' });
    const legend = make('legend', {}, make('span', { class: 'number' }, card.number), ` ${card.text}`);
    const { input } = card;
    const submit = button(words.next, () => undefined, { type: 'submit', class: 'primary' });
    const parts: HTMLElement[] = [];
    if (input.kind === 'one') {
        const buttons = input.choices.map(({ value, label, key }, index) => {
            const made = button(label, () => send({ kind: 'answer', fact: card.fact, value: answerOf(card, value) }), {
                class: 'choice',
                ...(index === 0 ? { 'data-first': '' } : {}),
                ...(card.before.includes(value) || isBefore(card, value) ? { 'aria-pressed': 'true' } : {}),
            });
            if (key) made.append(make('kbd', { 'aria-hidden': 'true' }, key));
            return made;
        });
        parts.push(make('div', { class: 'choices' }, ...buttons));
    } else if (input.kind === 'many') {
        const boxes = input.choices.map(({ value, label, key }, index) => {
            const box = make('input', { type: 'checkbox', value, ...(index === 0 ? { 'data-first': '' } : {}) });
            box.checked = card.before.includes(value);
            return make('label', { class: 'box' }, box, ` ${label}`, make('kbd', { 'aria-hidden': 'true' }, key));
        });
        parts.push(make('div', { class: 'choices' }, ...boxes), make('p', { class: 'row' }, submit));
    } else {
        const isDate = input.kind === 'date';
        const field = make('input', {
            id: 'answer',
            type: isDate ? 'date' : 'text',
            autocomplete: 'off',
            spellcheck: 'false',
            'aria-label': card.text,
            'aria-describedby': isDate ? 'trouble' : 'hint trouble',
            'data-first': '',
        });
        field.value = card.before[0] ?? '';
        if (input.kind === 'text') parts.push(make('p', { id: 'hint', class: 'quiet' }, input.hint));
        parts.push(field, make('p', { class: 'row' }, submit));
    }
    const skip = button(words.doNotKnow, () => send({ kind: 'skip', fact: card.fact }), { class: 'choice' });
    skip.append(make('span', { class: 'meaning' }, `: ${card.doNotKnow}`), make('kbd', { 'aria-hidden': 'true' }, 'U'));
    const cancel = card.changing ? [button(words.cancel, () => send({ kind: 'cancel' }), { class: 'link' })] : [];
    const trouble = make('p', { id: 'trouble', role: 'alert' });
    form.append(make('fieldset', {}, legend, ...parts, make('p', { class: 'row' }, skip, ...cancel), trouble));
    if (card.why) form.append(why(card));
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        submitForm(card, form);
    });
    return form;
}

function submitForm(card: QuestionCard, form: HTMLElement): void {
    if (card.input.kind === 'many') {
        const chosen = [...form.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value);
        send({ kind: 'answer', fact: card.fact, value: chosen });
        return;
    }
    const value = form.querySelector<HTMLInputElement>('#answer')?.value.trim() ?? '';
    if (value === '') refuse(words.needed);
    else send({ kind: 'answer', fact: card.fact, value });
}

function refuse(message: string): void {
    const trouble = document.getElementById('trouble');
    if (trouble) trouble.textContent = message;
    const field = document.querySelector<HTMLInputElement>('#answer');
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
    field?.select();
}

/** Yes and no are values of their own. */
function answerOf({ input }: QuestionCard, value: string): boolean | string {
    const isYesNo = input.kind === 'one' && input.choices[0]?.key === 'Y';
    return isYesNo ? value === 'yes' : value;
}

function isBefore(card: QuestionCard, value: string): boolean {
    return card.before.includes(String(answerOf(card, value)));
}

function why({ why: text, citations }: QuestionCard): HTMLElement {
    const links = citations.map((each, index) =>
        make(
            'p',
            {},
            button(fill(words.cited, each), () => send({ kind: 'cite', index }), { class: 'link' }),
        ),
    );
    return make('details', {}, make('summary', {}, words.why), make('p', {}, text), ...links);
}

// ---- the end

const SIGN: Readonly<Record<string, string>> = { accept: '✓', refuse: '✕', refer: '→', pending: '…', neutral: '•' };

function endOf({ tone, outcome, because, assumptions, steps, duties }: End): HTMLElement {
    const sign = make('span', { 'aria-hidden': 'true', class: 'sign' }, `${SIGN[tone ?? ''] ?? '?'} `);
    const title = make('h2', { class: `outcome ${tone ?? 'open'}`, tabindex: '-1', 'data-first': '' }, sign, outcome);
    const actions = (['save', 'record', 'letter', 'flowchart'] as const).map((action) =>
        button(words[action], () => send({ kind: 'do', action }), action === 'save' ? { class: 'primary' } : {}),
    );
    const path = steps.map(({ text, decides }, index) => {
        const line = button(text, () => send({ kind: 'step', index }), { class: 'link' });
        return make('li', {}, line, ...(decides ? [make('strong', {}, ` (${words.decides})`)] : []));
    });
    return make(
        'section',
        { class: 'card', 'aria-label': words.outcome },
        title,
        ...(because ? [make('p', {}, because)] : []),
        ...(assumptions.length > 0 ? [make('h3', {}, words.assumptions), list(assumptions)] : []),
        ...(duties.length > 0 ? [make('h3', {}, words.duties), checklist(duties)] : []),
        ...(path.length > 0 ? [make('h3', {}, words.steps), make('ol', { class: 'steps' }, ...path)] : []),
        make('p', { class: 'row' }, ...actions),
    );
}

function checklist(duties: readonly string[]): HTMLElement {
    const items = duties.map((duty) => {
        const box = make('input', { type: 'checkbox' });
        box.checked = done.has(duty);
        box.addEventListener('change', () => {
            if (box.checked) done.add(duty);
            else done.delete(duty);
            keep();
        });
        return make('li', {}, make('label', { class: 'box' }, box, ` ${duty}`));
    });
    return make('ul', { class: 'plain' }, ...items);
}

// ---- elements

function folded(heading: string, texts: readonly string[]): HTMLElement {
    return make('details', {}, make('summary', {}, fill(heading, String(texts.length))), list(texts));
}

function list(texts: readonly string[]): HTMLElement {
    return make('ul', {}, ...texts.map((text) => make('li', {}, text)));
}

function button(text: string, press: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
    const made = make('button', { type: 'button', ...attributes }, text);
    made.addEventListener('click', press);
    return made;
}

function fill(pattern: string, text: string): string {
    return pattern.replace('{0}', () => text);
}

function make<K extends keyof HTMLElementTagNameMap>(
    name: K,
    attributes: Readonly<Record<string, string>> = {},
    ...children: readonly (HTMLElement | string)[]
): HTMLElementTagNameMap[K] {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
}
