// The verb of the findings' tests: a text that carries the findings it must have, each under the place it points to.
//
//     fact colour: Colur
//                  ^^^^^ name-unknown: There is no type ‘Colur’. Did you mean ‘Colour’? → Colour
//
// `^` covers the range (`>` after it: it goes on in further lines), `→` what is suggested in its place. The set is exact:
// every error and warning of the file, and of those that it uses, and no other.

import { expect } from 'vitest';
import type { Finding } from '../../language/index.js';
import { check } from '../support.js';

const MARKER = /^\s*\^+>? [a-z-]+: .*$/;

/** Checks the file and compares its errors and warnings with those in the text; gives them in order. */
export async function expectFindings(
    text: string,
    others: Readonly<Record<string, string>> = {},
): Promise<readonly Finding[]> {
    const marked = dedent(text);
    const plain = Object.fromEntries(Object.entries(others).map(([uri, other]) => [uri, dedent(other)]));
    const { findings } = await check(withoutMarkers(marked), plain);
    const shown = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(withMarkers(withoutMarkers(marked), shown)).toBe(marked);
    return shown;
}

/** The text with each finding under its place. */
export function withMarkers(text: string, findings: readonly Finding[]): string {
    const lines = text.split('\n');
    const markers = new Map<number, string[]>();
    const elsewhere: string[] = [];
    for (const { code, message, origin, suggestion } of findings) {
        const { start, end } = origin.range;
        const says = `${code}: ${message}${suggestion === undefined ? '' : ` → ${suggestion}`}`;
        if (origin.uri !== 'test.tenet') {
            elsewhere.push(`${origin.uri}:${start.line + 1}:${start.character + 1} ${says}`);
            continue;
        }
        const goesOn = end.line > start.line;
        const last = goesOn ? (lines[start.line] ?? '').length : end.character;
        const marker =
            ' '.repeat(start.character) + '^'.repeat(Math.max(1, last - start.character)) + (goesOn ? '>' : '');
        markers.set(start.line, [...(markers.get(start.line) ?? []), `${marker} ${says}`]);
    }
    return [...lines.flatMap((line, index) => [line, ...(markers.get(index) ?? [])]), ...elsewhere].join('\n');
}

export function withoutMarkers(text: string): string {
    return text
        .split('\n')
        .filter((line) => !MARKER.test(line) && !/^\S+:\d+:\d+ [a-z-]+: /.test(line))
        .join('\n');
}

/** Takes the first and last line break and the common indentation off. */
export function dedent(text: string): string {
    const lines = text
        .replace(/^\n/, '')
        .replace(/\n\s*$/, '')
        .split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
    const common = Math.min(...indents, Number.MAX_SAFE_INTEGER);
    return lines.map((line) => line.slice(common)).join('\n');
}
