// XML and HTML out of any texts. What XML cannot hold, not even escaped, becomes a replacement character.

type Attributes = Readonly<Record<string, string | number>>;

/** An element with text, or with other elements one a line. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
    const start = `<${name}${written.join('')}`;
    if (content.length === 0) return `${start}/>`;
    if (typeof content === 'string') return `${start}>${escapeXml(content)}</${name}>`;
    const lines = content.map((each) => `\n${each}`).join('');
    return `${start}>${lines}\n</${name}>`;
}

/** Text for the content of an element, or of an attribute in quotation marks. */
export function escapeXml(text: string): string {
    return text.replace(SPECIAL, (character) => ENTITIES[character] ?? '\ufffd');
}

/** In attributes readers turn line breaks into spaces, unless they are written as references. */
function escapeAttribute(text: string): string {
    return escapeXml(text).replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Markup, what the Char production of XML 1.0 leaves out, and what would turn the text around. */
const SPECIAL =
    /[&<>"'\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}]|[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
