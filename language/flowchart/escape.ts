// The one place where a policy's texts enter markup. Everything in them is shown, nothing is obeyed.

/** Text for the content or a quoted attribute of XML and HTML. */
export function escapeMarkup(text: string): string {
    return readable(text).replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}

/**
 * Replaces what may not stand in XML or would reorder the text around it: control characters, lone surrogates,
 * directional overrides.
 */
export function readable(text: string): string {
    let shown = '';
    for (const character of text) shown += isUnreadable(character.codePointAt(0) as number) ? '\ufffd' : character;
    return shown;
}

function isUnreadable(code: number): boolean {
    return (
        (code < 0x20 && code !== 0x09 && code !== 0x0a) ||
        (code >= 0x7f && code <= 0x9f) ||
        (code >= 0x202a && code <= 0x202e) ||
        (code >= 0x2066 && code <= 0x2069) ||
        (code >= 0xd800 && code <= 0xdfff) ||
        code === 0xfffe ||
        code === 0xffff
    );
}

const ENTITIES: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
