// Allows: which findings a comment covers, what is said of comments that are wrong, and that no text is too strange.

import { describe, expect, test } from 'vitest';
import { analyse, applyAllows, applyEdits, type Finding, format, parseFile } from '../../language/index.js';
import { check } from '../support.js';

const WHY = 'because "the letter names both"';

/** Two rows could go, in each of two rules; `where` gives comments by the mark that they replace. */
function policyWith(where: Readonly<Record<string, string>>): string {
    const text = `policy p "P"
choice Kind { car  van }
fact kind: Kind
fact paid: yes/no
fact late: yes/no
outcome granted as accept
outcome refused as refuse
<rule>
principle P1 "Fee" {
  <step>
  step s1 "First" {
    <table>
    table | kind | paid | => |
          <row>
          | van  | no   | => next    | <end>
          | -    | yes  | => granted |
          | -    | no   | => next |
  }
  step s2 "Second" {
    table | kind | late | => |
          | van  | no   | => refused |
          | -    | yes  | => granted |
          | -    | no   | => refused |
  }
}
`;
    return text.replace(/ *<(\w+)>(\n?)/g, (_, mark: string, end: string) => {
        const comment = where[mark];
        return comment === undefined ? (mark === 'end' ? end : '') : `${comment}${end}`;
    });
}

async function applied(text: string) {
    const checked = await check(text);
    const findings = [...checked.findings, ...(checked.policy ? analyse(checked.policy) : [])];
    return { ...applyAllows(findings, checked.files), text };
}

const lineOf = (text: string, { origin }: Pick<Finding, 'origin'>) => text.split('\n')[origin.range.start.line]?.trim();

describe('coverage', () => {
    test('nothing is allowed where nobody allows it', async () => {
        const { kept, allowed, unused } = await applied(policyWith({}));
        expect(kept.filter(({ code }) => code === 'answer-redundant')).toHaveLength(2);
        expect([allowed, unused]).toEqual([[], []]);
    });

    test.each([
        ['above a row', 'row', 1],
        ['at the end of a row', 'end', 1],
        ['above a step', 'step', 1],
        ['above a rule', 'rule', 2],
        ['above a table, which is no row', 'table', 0],
    ])('%s', async (_, mark, count) => {
        const text = policyWith({ [mark]: ` // allow answer-redundant ${WHY}` });
        const { kept, allowed, unused } = await applied(text);
        expect(allowed.map(({ reason }) => reason)).toEqual(Array(count).fill('the letter names both'));
        expect(kept.filter(({ code }) => code === 'answer-redundant')).toHaveLength(2 - count);
        expect(unused.map(({ code }) => code)).toEqual(count === 0 ? ['answer-redundant'] : []);
        for (const { finding, origin } of allowed) {
            expect(lineOf(text, finding)).toContain('| van  | no   | => ');
            expect(lineOf(text, { origin })).toContain('// allow');
        }
    });

    test('the nearest allow counts, and one that comes twice is said to be of no use', async () => {
        const text = policyWith({
            rule: `// allow answer-redundant because "outer"`,
            row: ` // allow answer-redundant because "above"\n // a remark\n\n // allow answer-redundant because "again"`,
        });
        const { allowed, unused } = await applied(text);
        expect(allowed.map(({ reason }) => reason).sort()).toEqual(['above', 'outer']);
        expect(unused.map(({ finding }) => lineOf(text, finding))).toEqual([
            '// allow answer-redundant because "again"',
        ]);
    });

    test('a comment in a text or in a block comment allows nothing', async () => {
        const { allowed, unused } = await applied(
            policyWith({ row: `/*\n // allow answer-redundant ${WHY}\n*/` }).replace(
                '"First"',
                `"// allow answer-redundant because x"`,
            ),
        );
        expect([allowed, unused]).toEqual([[], []]);
    });

    test('declarations of vocabulary, with several codes', async () => {
        const text = policyWith({}).replace(
            'outcome granted',
            `// allow category-unused, fact-unused because "asked for the statistics"\nfact colour:\n  number\noutcome granted`,
        );
        const { allowed, unused } = await applied(text);
        expect(allowed.map(({ finding }) => finding.code)).toEqual(['fact-unused']);
        expect(unused.map(({ code }) => code)).toEqual(['category-unused']);
        const fix = unused[0]?.finding.fix;
        expect(fix?.title).toBe('Remove ‘category-unused’ from this allow');
        expect(repaired(text, unused[0]?.finding)).toBe(text.replace('category-unused, ', ''));
    });

    test('errors stay, and the comment is told so', async () => {
        const text = policyWith({}).replace(
            '    table | kind',
            `    // allow no-decision, answer-redundant ${WHY}\n    table | kind`,
        );
        const { kept } = await applied(
            text.replace('=> next', '=> refused').replace('| -    | no   | => refused |\n', ''),
        );
        expect(kept.map(({ code }) => code)).toContain('no-decision');
        expect(kept.map(({ code }) => code)).toContain('allow-not-possible');
    });

    test('a finding that is an error only now and then stays where it is one', () => {
        const file = parseFile('a', `fact a: yes/no // allow answer-unreachable ${WHY}\n`);
        const origin = { uri: 'a', range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } } };
        const finding = (severity: 'error' | 'warning'): Finding => ({
            code: 'answer-unreachable',
            severity,
            message: 'm',
            origin,
        });
        expect(applyAllows([finding('warning')], [file])).toMatchObject({ kept: [], allowed: [{}], unused: [] });
        const { kept, allowed } = applyAllows([finding('error')], [file]);
        expect(kept.map(({ code }) => code)).toEqual(['answer-unreachable', 'allow-not-possible']);
        expect(allowed).toEqual([]);
    });
});

describe('what is wrong with a comment', () => {
    test.each([
        ['// allow answer-redundant', 'allow-without-reason'],
        ['// allow answer-redundant because it is so', 'allow-without-reason'],
        ['// allow answer-redundant because ""', 'allow-without-reason'],
        ['// allow answer-redundant because " … "', 'allow-without-reason'],
        ['// allow answer-redundant because "not closed', 'allow-without-reason'],
        [`// allow answer-redundent ${WHY}`, 'allow-unknown-code'],
        ['// allow answer-redundent', 'allow-unknown-code allow-without-reason'],
        [`// allow everything ${WHY}`, 'allow-unknown-code'],
        [`// allow no-decision ${WHY}`, 'allow-not-possible'],
        [`// allow allow-unused ${WHY}`, 'allow-not-possible'],
        [`//allow answer-redundant,order-matters because"a \\"b\\" c" and more`, ''],
        ['// allow everybody to park here, because nobody minds', ''],
        ['// allowed: answer-redundant', ''],
        ['// allow', ''],
        ['/// allow answer-redundant', ''],
    ])('%s', async (comment, codes) => {
        const { findings } = await check(`${comment}\nfact a: yes/no\n`);
        expect(
            findings
                .map(({ code }) => code)
                .sort()
                .join(' '),
        ).toBe(codes);
    });

    test('a near miss is suggested at its place', async () => {
        const text = `fact a: yes/no // allow order-matters, fact-unusd ${WHY}\n`;
        const [finding] = (await check(text)).findings;
        expect(finding).toMatchObject({ suggestion: 'fact-unused', actual: 'fact-unusd' });
        const { start, end } = finding?.origin.range ?? { start: { character: 0 }, end: { character: 0 } };
        expect(text.slice(start.character, end.character)).toBe('fact-unusd');
    });

    test.each([
        ['fact a: yes/no // allow fact-unused because "x"\nfact b: yes/no\n', 'fact a: yes/no\nfact b: yes/no\n'],
        [
            'fact a: yes/no\r\n  // allow fact-unused because "x"\r\nfact b: yes/no\r\n',
            'fact a: yes/no\r\nfact b: yes/no\r\n',
        ],
        ['// allow fact-unused because "x"', ''],
        ['\uFEFF// allow fact-unused because "x"\nfact a: yes/no\n', '\uFEFFfact a: yes/no\n'],
        [
            'fact a: yes/no // allow fact-unused, order-matters because "x"',
            'fact a: yes/no // allow order-matters because "x"',
        ],
    ])('the repair of %j leaves no trace', (text, expected) => {
        const { unused } = applyAllows([], [parseFile('a', text)]);
        expect(repaired(text, unused[0]?.finding)).toBe(expected);
        expect(unused[0]?.finding).toMatchObject({ code: 'allow-unused', severity: 'warning' });
    });
});

test('the formatter leaves comments about what they are about', async () => {
    const text = policyWith({
        rule: `// allow answer-redundant because "outer"`,
        row: ` // allow answer-redundant because "above"`,
        end: `// allow   answer-redundant because "end"`,
    });
    const before = await applied(text);
    const after = await applied(format(text));
    expect(format(after.text)).toBe(after.text);
    expect(after.allowed.map(({ reason }) => reason)).toEqual(before.allowed.map(({ reason }) => reason));
    expect(before.allowed).toHaveLength(2);
});

test('strange texts are read to their end', () => {
    const many = 20_000;
    for (const text of [
        '// allow answer-redundant because "\n'.repeat(many),
        '// allow answer-redundant because "a"\n'.repeat(many),
        `// allow ${'a-b, '.repeat(many)}`,
        `// allow ${'fact-unused,'.repeat(many)}fact-unused because "${'\\'.repeat(many)}`,
        `// allow ${'x'.repeat(many)} because "\u202Ex\u0000"`,
        `// allow __proto__, constructor because "x"`,
        '"'.repeat(many),
        '/*'.repeat(many),
        `// allow fact-unused because "😀"`,
        '// allow fact-unused because "x"\r\r\n\r'.repeat(10),
    ]) {
        const file = parseFile('a', text);
        const { kept, allowed, unused } = applyAllows([], [file]);
        expect([kept, allowed]).toEqual([[], []]);
        for (const { finding } of unused) expect(finding.message.length).toBeLessThan(300);
    }
    const { unused } = applyAllows([], [parseFile('a', '// allow fact-unused because "\\u00e9 \\"q\\""\n')]);
    expect(unused).toHaveLength(1);
});

function repaired(text: string, finding: Finding | undefined): string {
    const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
    const offset = ({ line, character }: { line: number; character: number }) =>
        (starts[line] ?? text.length) + character;
    const edits = (finding?.fix?.edits ?? []).map(({ origin: { range }, text: newText }) => ({
        offset: offset(range.start),
        length: offset(range.end) - offset(range.start),
        text: newText,
    }));
    return applyEdits(text, edits);
}
