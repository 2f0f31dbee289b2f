// The seeded defects of the example that the text alone shows: names, types and units (X12, X16).

import { expect, test } from 'vitest';
import { checkExample, EXAMPLES } from '../support.js';

/** Errors of a file of the example after one edit, with the text at their place. */
async function errorsAfter(path: string, edited: string, before: string, after: string): Promise<readonly string[]> {
    let changed = '';
    const { findings } = await checkExample(path, (uri, text) => {
        if (!uri.endsWith(edited)) return text;
        expect(text).toContain(before);
        changed = text.replace(before, after);
        return changed;
    });
    return findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, origin: { range } }) => {
            const line = changed.split('\n')[range.start.line] ?? '';
            return `${code}: ${line.slice(range.start.character, range.end.character)}`;
        });
}

test('X12: a misspelt offence in a list', async () => {
    const errors = await errorsAfter(EXAMPLES.asIntended, 'vocabulary.tenet', '{ homicide kidnap', '{ homicde kidnap');
    expect(errors[0]).toBe('name-unknown: homicde');
    expect(new Set(errors)).toEqual(new Set(['name-unknown: homicde']));
});

test('X12: the value compared with minutes', async () => {
    const units = await errorsAfter(
        EXAMPLES.asIntended,
        'as-intended.tenet',
        'over lowValueLimit',
        'over viewingLimit',
    );
    expect(units).toEqual(['type-mismatch: over viewingLimit']);
});

test('X16: a scenario expects an outcome that is not declared', async () => {
    const suite = 'as-intended.scenarios.tenet';
    expect(await errorsAfter(EXAMPLES.intendedSuite, suite, 'expect in at M', 'expect maybe at M')).toEqual([
        'name-unknown: maybe',
    ]);
});

test('X16: a scenario gives a fact of the wrong type', async () => {
    const suite = 'as-intended.scenarios.tenet';
    const errors = await errorsAfter(EXAMPLES.intendedSuite, suite, 'offence: homicide', 'offence: £5');
    expect(errors[0]).toBe('type-mismatch: £5');
    expect(errors.length).toBe(1);
});
