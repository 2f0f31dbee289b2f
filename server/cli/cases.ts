// Cases out of a stream of text, one by one, however long it is: lines of JSON, a list, or objects one after the other.

export type CaseText =
    /** `line` counts lines where each case stands on one, else cases. */
    | { readonly kind: 'case'; readonly line: number; readonly text: string }
    | { readonly kind: 'problem'; readonly line: number; readonly message: string };

export interface CaseSplitter {
    /** The cases that end in the next piece of text. */
    push(text: string): readonly CaseText[];
    /** What is left at the end. */
    end(): readonly CaseText[];
}

/** A longer case is a mistake, and must not fill the memory. */
export const LONGEST_CASE = 16_000_000;
const TOO_LONG = `This case has more than ${LONGEST_CASE.toLocaleString('en-GB')} characters.`;

/** A splitter that finds out from the beginning of the text what is in it. */
export function caseSplitter(): CaseSplitter {
    let beginning = '';
    let found: CaseSplitter | undefined;
    return {
        push: (text) => {
            if (found) return found.push(text);
            beginning += text;
            found = splitterFor(beginning);
            return found ? found.push(beginning) : [];
        },
        end: () => {
            if (found) return found.end();
            const lines = lineSplitter();
            return [...lines.push(beginning), ...lines.end()];
        },
    };
}

/** Which splitter a text wants, as soon as its beginning tells. */
function splitterFor(beginning: string): CaseSplitter | undefined {
    const text = beginning.trimStart();
    if (text === '') return undefined;
    if (text.startsWith('[')) return valueSplitter('list');
    const end = text.search(/[\r\n]/);
    if (end < 0) return text.length > LONGEST_CASE ? lineSplitter() : undefined;
    // The first line of an object that goes on in the next one ends in the middle.
    return text.startsWith('{') && /[{[,:]\s*$/.test(text.slice(0, end)) ? valueSplitter('objects') : lineSplitter();
}

/** Each line that is not blank is a case. */
export function lineSplitter(): CaseSplitter {
    let rest = '';
    let line = 0;
    let isSkipping = false;
    const take = (text: string, into: CaseText[]): void => {
        line++;
        if (isSkipping) isSkipping = false;
        else if (text.length > LONGEST_CASE) into.push({ kind: 'problem', line, message: TOO_LONG });
        else if (!BLANK.test(text)) into.push({ kind: 'case', line, text });
    };
    return {
        push: (text) => {
            const cases: CaseText[] = [];
            let start = 0;
            for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                take(rest + text.slice(start, end), cases);
                rest = '';
                start = end + 1;
            }
            if (!isSkipping) rest += text.slice(start);
            if (rest.length > LONGEST_CASE) {
                cases.push({ kind: 'problem', line: line + 1, message: TOO_LONG });
                isSkipping = true;
                rest = '';
            }
            return cases;
        },
        end: () => {
            const cases: CaseText[] = [];
            if (rest !== '') take(rest, cases);
            return cases;
        },
    };
}

const BLANK = /^\s*$/;

/** Values of a list, or objects with nothing or commas between them; brackets and texts are all it understands. */
function valueSplitter(form: 'list' | 'objects'): CaseSplitter {
    const base = form === 'list' ? 1 : 0;
    let rest = '';
    let number = 0;
    let depth = 0;
    let isInText = false;
    let isEscaped = false;
    let isClosed = form === 'objects';
    let isTooLong = false;

    const take = (value: string, into: CaseText[]): void => {
        const text = value.trim();
        if (isTooLong) into.push({ kind: 'problem', line: ++number, message: TOO_LONG });
        else if (text !== '') into.push({ kind: 'case', line: ++number, text });
        isTooLong = false;
        rest = '';
    };
    return {
        push: (text) => {
            const cases: CaseText[] = [];
            let start = 0;
            for (let at = 0; at < text.length; at++) {
                const code = text.charCodeAt(at);
                if (isInText) {
                    if (isEscaped) isEscaped = false;
                    else if (code === BACKSLASH) isEscaped = true;
                    else if (code === QUOTE) isInText = false;
                } else if (code === QUOTE) {
                    isInText = true;
                } else if (code === BRACE || code === BRACKET) {
                    depth++;
                    // The bracket of the list itself is no part of a value.
                    if (depth === base && !isClosed) start = at + 1;
                } else if (code === END_BRACE || code === END_BRACKET) {
                    depth--;
                    if (depth === 0 && form === 'objects') {
                        take(rest + text.slice(start, at + 1), cases);
                        start = at + 1;
                    } else if (depth === 0 && !isClosed) {
                        take(rest + text.slice(start, at), cases);
                        isClosed = true;
                        start = at + 1;
                    }
                } else if (code === COMMA && depth === base && !(form === 'list' && isClosed)) {
                    take(rest + text.slice(start, at), cases);
                    start = at + 1;
                }
            }
            rest = isTooLong ? '' : rest + text.slice(start);
            if (rest.length > LONGEST_CASE) {
                isTooLong = true;
                rest = '';
            }
            return cases;
        },
        end: () => {
            const cases: CaseText[] = [];
            if (isClosed && rest.trim() !== '' && form === 'list') {
                cases.push({ kind: 'problem', line: number + 1, message: 'There is more after the end of the list.' });
                return cases;
            }
            take(rest, cases);
            if (!isClosed) {
                cases.push({ kind: 'problem', line: number + 1, message: 'The list has no end: a ] is missing.' });
            }
            return cases;
        },
    };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const END_BRACKET = 0x5d;
const BRACE = 0x7b;
const END_BRACE = 0x7d;
