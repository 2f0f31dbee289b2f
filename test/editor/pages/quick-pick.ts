// Quick picks and input boxes, as a user works them.

import { eventually } from '../support.js';
import { screen } from './screen.js';

/** The one that is open: VS Code keeps the last one hidden in the page, with its rows. */
const OPEN = '.quick-input-widget:not([style*="display: none"])';

export const QUICK_PICK = `${OPEN} .quick-input-list`;
export const QUICK_PICK_ROWS = `${QUICK_PICK} .monaco-list-row`;
export const QUICK_PICK_LABELS = `${QUICK_PICK} .label-name`;
export const QUICK_PICK_FOCUS = `${QUICK_PICK_ROWS}.focused`;
export const QUICK_INPUT_TITLE = `${OPEN} .quick-input-title`;

/** Chooses an entry of the quick pick that is open, by the start of its label. */
export async function pressAction(label: string): Promise<void> {
    const rows = (): Promise<readonly string[]> => screen.texts(QUICK_PICK_ROWS);
    await eventually('a quick pick', async () => (await rows()).length > 0);
    // Only the rows in sight are in the page: a long list has to be narrowed first.
    await screen.type(label);
    await eventually(`‘${label}’ in the quick pick`, async () => (await rows()).some((text) => text.includes(label)));
    await screen.press('Enter');
}
