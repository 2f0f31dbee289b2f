// The formatter keeps meaning and comments, and formatting twice is formatting once.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format, formatEdits } from '../../language/format/format.js';
import { parseFile } from '../../language/syntax/document.js';
import { parserServices } from '../../language/syntax/parser.js';
import { check, EXAMPLES } from '../support.js';

const FILES = [
    ...Object.values(EXAMPLES),
    'examples/crime-assessment/vocabulary.tenet',
    'examples/crime-assessment/cases.tenet',
];

describe('the examples', () => {
    test.each(FILES)('%s is formatted', (path) => {
        const text = readFileSync(path, 'utf8');
        expect(format(text)).toBe(text);
    });
});

describe('layout', () => {
    test('aligns arrows, separates items and breaks blocks', () => {
        const text =
            'principle P1   "Residence"\tcites "A" {note "x"\n  ask resident yes=>next\nno =>refused because "no"   unknown => referred }';
        expect(format(text)).toBe(
            [
                'principle P1 "Residence" cites "A" {',
                '  note "x"',
                '  ask resident',
                '    yes     => next',
                '    no      => refused because "no"',
                '    unknown => referred',
                '}',
                '',
            ].join('\n'),
        );
    });

    test('keeps a block on one line if the author wrote it so and it fits', () => {
        const text = 'principle P4 {\n  step a "Shown" { ask papers   yes => next   no => refused }\n}\n';
        expect(format(text)).toContain('  step a "Shown" { ask papers  yes => next  no => refused }\n');
    });

    test('opens a block that is too long for one line', () => {
        const text = `principle P { ask "${'long '.repeat(25)}?" f  yes => next  no => out }`;
        expect(format(text).split('\n').length).toBeGreaterThan(4);
    });

    test('sets comments in as what they stand above', () => {
        const text = [
            'principle P1 {',
            '  // the question',
            '  ask kind',
            '    // small ones',
            '    car => next',
            '    /* all others */',
            '    otherwise => granted',
            '    // bike => refused',
            '}',
            'principle P2 {',
            '  // the table',
            '  table | kind | => |',
            '        // small ones',
            '        | car  | => granted |',
            '',
            '        // all others',
            '        | -    | => refused |',
            '        // no more',
            '}',
            'case none {',
            '  // nothing yet',
            '}',
            'scenario table "T" {',
            '  // one',
            '  | kind | expect  |',
            '  // two',
            '  | car  | granted |',
            '}',
            '',
        ].join('\n');
        const squeezed = text.replace(/^ +(?=\/[/*])/gm, '');
        expect(format(squeezed).replace(/ +=>/g, ' =>')).toBe(text.replace(/ +=>/g, ' =>'));
        expect(format(format(squeezed))).toBe(format(squeezed));
    });

    test('aligns the columns of tables', () => {
        const text =
            'scenario table "T" like c {\n | income|expect |\n|£16,000| granted at P4 |\n | unknown | no outcome|\n}';
        expect(format(text)).toBe(
            [
                'scenario table "T" like c {',
                '  | income  | expect        |',
                '  | £16,000 | granted at P4 |',
                '  | unknown | no outcome    |',
                '}',
                '',
            ].join('\n'),
        );
    });

    test('keeps a set of values on its line', () => {
        const text = 'case c {\n  papers: {licence,lease}\n  paid: yes\n}\n';
        expect(format(text)).toBe('case c {\n  papers: { licence, lease }\n  paid: yes\n}\n');
    });

    test('keeps comments where they were', () => {
        const text = [
            '// the head',
            'policy p "P" // beside',
            '',
            '/* above */',
            'principle P1 { // opens',
            '  // first',
            '  ask f // subject',
            '    // before no',
            '    no => out // why not',
            '    yes => next',
            '  // last',
            '}',
            '// the end',
            '',
        ].join('\n');
        const formatted = format(text);
        expect(format(formatted)).toBe(formatted);
        for (const comment of text.match(/\/\/.*|\/\*.*?\*\//g) ?? []) expect(formatted).toContain(comment);
        expect(formatted).toContain('    no  => out  // why not\n');
    });

    test('leaves what does not parse as it is, and formats the rest', () => {
        const broken = 'fact  x   "q" : date date\n';
        expect(format(`outcome   a\n${broken}outcome   b\n`)).toBe(`outcome a\n${broken}outcome b\n`);
    });

    test('keeps line endings and a byte-order mark', () => {
        expect(format('\uFEFFoutcome   a\r\noutcome b')).toBe('\uFEFFoutcome a\r\noutcome b\r\n');
    });

    test('edits only the declarations of a range', () => {
        const file = parseFile('', 'outcome   a\noutcome   b\n');
        expect(formatEdits(file, { start: 14, end: 15 })).toEqual([{ offset: 12, length: 12, text: 'outcome b\n' }]);
    });
});

describe('any layout of the examples', () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const texts = FILES.slice(0, 6).map((path) => readFileSync(path, 'utf8'));

    test(`formatting is idempotent and keeps meaning and comments (seed ${seed})`, async () => {
        const meaning = await Promise.all(texts.map(meaningOf));
        await fc.assert(
            fc.asyncProperty(fc.nat(texts.length - 1), fc.infiniteStream(fc.nat(99)), async (which, random) => {
                const messy = relayout(texts[which] as string, random);
                const formatted = format(messy);
                expect(format(formatted)).toBe(formatted);
                expect(commentsOf(formatted)).toEqual(commentsOf(messy));
                expect(await meaningOf(formatted)).toEqual(meaning[which]);
            }),
            { seed, numRuns: 40 },
        );
    }, 60_000);
});

/** Puts other white space, and some comments, between the tokens. */
function relayout(text: string, random: Iterator<number>): string {
    const { tokens, hidden } = parserServices().parser.Lexer.tokenize(text);
    const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
    let result = '';
    let comments = 0;
    for (const [index, token] of all.entries()) {
        result += token.image;
        const before = text.slice(token.startOffset + token.image.length, all[index + 1]?.startOffset);
        const dice = random.next().value as number;
        // Line breaks between declarations tell them apart and stay; a line comment needs its end.
        if (token.image.startsWith('//') || /\n\S/.test(`${before}${all[index + 1]?.image ?? ''}`))
            result += before.includes('\n') ? before : `${before}\n`;
        else if (before === '') result += '';
        else if (dice < 8) result += '\n   ';
        else if (dice < 11) result += ` // note ${comments++}\n`;
        else if (dice < 13) result += ` /* note ${comments++} */ `;
        else if (dice < 20) result += '   ';
        else result += before;
    }
    return result;
}

function commentsOf(text: string): readonly string[] {
    return parserServices()
        .parser.Lexer.tokenize(text)
        .hidden.map((token) => token.image.trimEnd())
        .sort();
}

/** Everything the text means, without places: declarations of vocabulary files have no model, so their syntax counts. */
async function meaningOf(text: string): Promise<unknown> {
    const { policy, scenarios } = await check(text);
    const syntax = parseFile('', text).declarations.map(({ ast }) => ast);
    return JSON.parse(
        JSON.stringify([policy, scenarios, syntax], (key, value) => {
            const place =
                /^(origin|.*Origin|document)$/.test(key) || (key === 'range' && value?.start) || key.startsWith('$');
            return place && key !== '$type' ? undefined : value instanceof Map ? [...value] : value;
        }),
    );
}
