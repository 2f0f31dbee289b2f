// The menu of a card: its answers, to suppose one of them.

import { api, element, say, text } from './page.js';
import { cardElement, cardsShown } from './picture.js';
import { focusCard } from './walk.js';

const menu = element('menu');
let owner: string | undefined;

/** At a point of the page; without one, below the card. */
export function openMenu(card: string, at?: { readonly x: number; readonly y: number }): void {
    const answers = cardsShown().get(card)?.answers ?? [];
    if (answers.length === 0) {
        say(text('noAnswers'));
        return;
    }
    owner = card;
    menu.replaceChildren(
        ...answers.map(({ label, text: shown }) => {
            const item = document.createElement('button');
            item.type = 'button';
            item.setAttribute('role', 'menuitem');
            item.tabIndex = -1;
            item.textContent = text('suppose', shown);
            item.addEventListener('click', () => {
                closeMenu();
                api.postMessage({ kind: 'suppose', card, answer: label });
            });
            return item;
        }),
    );
    menu.hidden = false;
    const box = cardElement(card)?.getBoundingClientRect();
    const place = at ?? { x: box?.x ?? 0, y: box?.bottom ?? 0 };
    menu.style.left = `${Math.max(0, Math.min(place.x, window.innerWidth - menu.offsetWidth - 4))}px`;
    menu.style.top = `${Math.max(0, Math.min(place.y, window.innerHeight - menu.offsetHeight - 4))}px`;
    items()[0]?.focus();
}

/** Whether it was open. */
export function closeMenu(): boolean {
    if (menu.hidden) return false;
    menu.hidden = true;
    if (owner !== undefined) focusCard(owner);
    return true;
}

export function bindMenu(): void {
    menu.addEventListener('keydown', (event) => {
        const all = items();
        const at = all.indexOf(document.activeElement as HTMLElement);
        const goTo = (index: number): void => all[(index + all.length) % all.length]?.focus();
        if (event.key === 'ArrowDown') goTo(at + 1);
        else if (event.key === 'ArrowUp') goTo(at - 1);
        else if (event.key === 'Home') goTo(0);
        else if (event.key === 'End') goTo(-1);
        else if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
        else return;
        event.preventDefault();
        event.stopPropagation();
    });
    document.addEventListener('pointerdown', ({ target }) => {
        if (!menu.hidden && target instanceof Node && !menu.contains(target)) menu.hidden = true;
    });
}

function items(): readonly HTMLElement[] {
    return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}
