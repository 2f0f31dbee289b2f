// Findings for people: the message, where it is with an excerpt of the text, what else has to do with it, an example, and
// what to do.

import { type Finding, type Origin, printFacts, type ReportedFinding, type Severity } from '../../language/index.js';
import { helpOf } from './codes.js';
import { type Excerpt, excerptOf, linesOf } from './excerpt.js';
import { nameOfFile } from './files.js';
import { type Colours, plain, type Terminal, wrapped } from './terminal.js';

/** Gives the text of a document, if it is known. */
export type TextOf = (uri: string) => string | undefined;

/** Prepares the telling of findings; documents are split into lines once. */
export function findingTeller(textOf: TextOf, { colours, width }: Pick<Terminal, 'colours' | 'width'>) {
    const known = new Map<string, readonly string[]>();
    const linesIn = (uri: string): readonly string[] => {
        const lines = known.get(uri) ?? linesOf(textOf(uri) ?? '');
        known.set(uri, lines);
        return lines;
    };
    const excerpt = (origin: Origin): Excerpt | undefined => excerptOf(linesIn(origin.uri), origin.range);

    return (reported: ReportedFinding): string => {
        const { finding } = reported;
        const shown = excerpt(finding.origin);
        const margin = ' '.repeat(Math.max(3, shown?.number.length ?? 0));
        const bar = colours.dim(colours.blue('│'));
        const room = width - margin.length - 13;
        const lines = [
            `${label(finding.severity, colours)} ${colours.dim(finding.code)}`,
            ...wrapped(plain(finding.message), width).map((line) => colours.bold(line)),
            `${margin} ${colours.blue(placeText(finding.origin))}`,
        ];
        if (shown) {
            const paint = PAINTS[finding.severity];
            const number = colours.dim(shown.number.padStart(margin.length));
            lines.push(`${number} ${bar} ${shown.line}`, `${margin} ${bar} ${paint(colours)(shown.carets)}`);
        }
        for (const { heading, texts } of notesOf(reported)) {
            const told = texts.flatMap((text) => wrapped(text, room));
            for (const [index, line] of told.entries()) {
                lines.push(`${margin} ${colours.dim((index === 0 ? heading : '').padEnd(8))}  ${line}`);
            }
        }
        return `${lines.join('\n')}\n`;
    };
}

/** `examples/parking.tenet:12:5` */
export function placeText({ uri, range: { start } }: Origin): string {
    return `${plain(nameOfFile(uri))}:${start.line + 1}:${start.character + 1}`;
}

const LABELS: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    information: 'information',
    hint: 'hint',
};

const PAINTS: Readonly<Record<Severity, (colours: Colours) => (text: string) => string>> = {
    error: (colours) => colours.red,
    warning: (colours) => colours.yellow,
    information: (colours) => colours.cyan,
    hint: (colours) => colours.dim,
};

function label(severity: Severity, colours: Colours): string {
    return colours.bold(PAINTS[severity](colours)(LABELS[severity]));
}

interface Note {
    readonly heading: string;
    readonly texts: readonly string[];
}

function notesOf({ finding, policy }: ReportedFinding): readonly Note[] {
    const notes: Note[] = [];
    const { witness, related = [] } = finding;
    if (witness && policy) {
        const facts = printFacts(policy, witness.facts).map(plain).join(', ');
        notes.push({ heading: 'example', texts: [facts === '' ? 'any case' : facts] });
    }
    const shown = related.slice(0, MOST_RELATED).map((each) => `${placeText(each.origin)}  ${plain(each.message)}`);
    const rest = related.length - shown.length;
    if (rest > 0) shown.push(`and ${rest} more`);
    if (shown.length > 0) notes.push({ heading: 'see also', texts: shown });
    if (finding.fix) notes.push({ heading: 'repair', texts: [`${plain(finding.fix.title)} (--fix)`] });
    notes.push({ heading: 'more', texts: [helpOf(finding.code)] });
    return notes;
}

/** More of them help nobody. */
const MOST_RELATED = 8;

/** Findings in counts: `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
    const count = (severity: Severity) => findings.filter((each) => each.severity === severity).length;
    const named = [
        countOf(count('error'), 'error'),
        countOf(count('warning'), 'warning'),
        countOf(count('information'), 'note'),
        countOf(count('hint'), 'hint'),
    ].filter((text) => text !== '');
    return named.join(', ');
}

function countOf(count: number, noun: string): string {
    return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
