// The headings of a source document, which citations point to: `#` headings of Markdown, underlined ones, and in a text
// without any the lines that stand alone.

export interface Heading {
    readonly title: string;
    /** Zero-based. */
    readonly line: number;
    /** The line after the last one that belongs to it. */
    readonly end: number;
    /** Labels of its numbered paragraphs: `1`, `2`, `a`, `ii`. */
    readonly paragraphs: ReadonlyMap<string, number>;
}

/** Reads the headings of a Markdown or text document. */
export function readHeadings(text: string): readonly Heading[] {
    const lines = text.split(/\r\n|\n|\r/);
    const starts = markdownHeadings(lines);
    const found = starts.length > 0 ? starts : loneLines(lines);
    return found.map(({ title, line }, index) => {
        const end = found[index + 1]?.line ?? lines.length;
        return { title, line, end, paragraphs: numberedParagraphs(lines, line + 1, end) };
    });
}

/** Splits a citation into the heading and the numbered paragraph it names. */
export function splitCitation(text: string, headings: readonly Heading[]): { heading: string; paragraph?: string } {
    if (headings.some(({ title }) => title === text)) return { heading: text };
    const at = text.lastIndexOf(' / ');
    return at < 0 ? { heading: text } : { heading: text.slice(0, at), paragraph: text.slice(at + 3) };
}

function markdownHeadings(lines: readonly string[]): { title: string; line: number }[] {
    const headings: { title: string; line: number }[] = [];
    let fence: string | undefined;
    for (const [line, text] of lines.entries()) {
        const mark = /^\s{0,3}(```+|~~~+)/.exec(text)?.[1];
        if (mark && (!fence || mark.startsWith(fence))) fence = fence ? undefined : mark;
        if (fence) continue;
        const atx = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(text)?.[1];
        const underlined =
            /^\s{0,3}(=+|-+)\s*$/.test(lines[line + 1] ?? '') && /\S/.test(text) && !/^\s*[-*|>]/.test(text);
        if (atx) headings.push({ title: plainHeading(atx), line });
        else if (underlined) headings.push({ title: plainHeading(text.trim()), line });
    }
    return headings;
}

function plainHeading(text: string): string {
    return text
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[*_`]+/g, '')
        .trim();
}

function loneLines(lines: readonly string[]): { title: string; line: number }[] {
    return lines.flatMap((text, line) => {
        const alone =
            /\S/.test(text) &&
            !/\S/.test(lines[line - 1] ?? '') &&
            text.trim().length <= 80 &&
            !/[.,;:]\s*$/.test(text);
        return alone ? [{ title: text.trim(), line }] : [];
    });
}

function numberedParagraphs(lines: readonly string[], from: number, to: number): ReadonlyMap<string, number> {
    const paragraphs = new Map<string, number>();
    for (let line = from; line < to; line++) {
        const match = /^\s*(?:\(([0-9a-z]{1,4})\)|([0-9]+(?:\.[0-9]+)*|[a-z])[.)])\s+\S/i.exec(lines[line] ?? '');
        const label = match?.[1] ?? match?.[2];
        if (label && !paragraphs.has(label)) paragraphs.set(label, line);
    }
    return paragraphs;
}
