// The picture on its way to the clipboard. A browser lets a page write there as long as somebody has just pressed something,
// so the writing begins at once and waits for the picture.

import { api, say, text } from './page.js';

let give: ((picture: Blob | undefined) => void) | undefined;
/** Whether there is no picture, which the user was told. */
let hasNone = false;

export function copyPicture(): void {
    if (give) return;
    hasNone = false;
    const picture = new Promise<Blob>((resolve, reject) => {
        give = (found) => (found ? resolve(found) : reject(new Error('no picture')));
    });
    picture.catch(() => undefined);
    write(picture).then(
        () => say(text('copied')),
        () => {
            if (!hasNone) api.postMessage({ kind: 'copy', as: 'text' });
        },
    );
    api.postMessage({ kind: 'copy', as: 'picture' });
}

/** The picture that was asked for. */
export function takePicture(base64: string | null): void {
    hasNone = base64 === null;
    give?.(base64 === null ? undefined : new Blob([bytesOf(base64)], { type: 'image/png' }));
    give = undefined;
}

/** Fails where the editor lets no page write pictures. */
async function write(picture: Promise<Blob>): Promise<void> {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
