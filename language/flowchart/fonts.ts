// The font of a picture as rules of a style sheet that carry it along.

/** `fonts` are the regular and the bold face, as TrueType files. */
export function fontFaces([regular, bold]: readonly Uint8Array[]): string {
    return (regular ? face(400, regular) : '') + (bold ? face(700, bold) : '');
}

function face(weight: number, bytes: Uint8Array): string {
    const source = `url(data:font/ttf;base64,${base64(bytes)}) format('truetype')`;
    return `@font-face{font-family:'Atkinson Hyperlegible';font-weight:${weight};src:${source}}`;
}

/** Longer lists of arguments overflow the stack. */
const CHUNK = 0x8000;

export function base64(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
    return btoa(text);
}
