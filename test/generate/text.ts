// Random small policies as text: what an author might write, with conditions that say too much, answers that nothing
// comes to, brackets and comments. Not every one of them is free of errors.

import type { Draw } from './draw.js';

/** A policy over six facts; all its names are fixed, so that repairs can be read. */
export function randomText(draw: Draw): string {
    const isMaybe = (percent: number): string => (draw.chance(percent) ? ' or unknown' : '');
    const names = draw.times(2, 4, (index) => `P${index + 1}`);
    const lines = [
        'policy random "Random"',
        '',
        'choice Kind { car  van  bike }',
        'category heavy of Kind { van }',
        ...['a', 'b', 'c'].map((name) => `fact ${name}: yes/no${isMaybe(25)}`),
        `fact kind: Kind${isMaybe(25)}`,
        'fact n: number from 0 to 9',
        ...(draw.chance(20) ? ['fact idle: yes/no'] : []),
        'outcome granted as accept',
        'outcome refused as refuse',
        'outcome referred as refer',
        '',
        `define both = ${condition(draw, 2)}${comment(draw)}`,
        ...(draw.chance(20) ? ['define unread = a'] : []),
        '',
        ...(draw.chance(40) ? [...exemption(draw, names), ''] : []),
        ...names.flatMap((name, index) => [...principle(draw, name, names.slice(index + 1)), '']),
        'on any outcome {',
        ...draw.times(1, 2, () => `  must "do ${draw.int(1, 9)}"${duty(draw, names)}${comment(draw)}`),
        '}',
        '',
    ];
    return lines.join('\n');
}

function exemption(draw: Draw, later: readonly string[]): string[] {
    return [
        'exempt E {',
        `  when ${condition(draw, 2)} => ${target(draw, later)}${comment(draw)}`,
        ...draw.times(0, 2, () => `  except when ${condition(draw, 1)} => ${target(draw, later)}${comment(draw)}`),
        '}',
    ];
}

function principle(draw: Draw, name: string, later: readonly string[]): string[] {
    const guard = (indent: string): string[] =>
        draw.chance(35) ? [`${indent}only when ${condition(draw, 2)}${comment(draw)}`] : [];
    const body = (indent: string): string[] =>
        (draw.chance(30) ? table(draw, later) : question(draw, later)).map((line) => indent + line);
    if (draw.chance(70)) return [`principle ${name} {`, ...guard('  '), ...body('  '), '}'];
    const steps = draw.times(1, 2, (index) => [`  step s${index} {`, ...guard('    '), ...body('    '), '  }']);
    return [`principle ${name} {`, ...guard('  '), ...steps.flat(), '}'];
}

function question(draw: Draw, later: readonly string[]): string[] {
    const [subject, patterns] = draw.pick([
        [condition(draw, 3), ['yes', 'no', 'unknown']],
        ['kind', ['car', 'van, bike', 'van', 'bike', 'heavy', 'unknown']],
        ['n', ['at most 3', 'over 3', '2 to 5', 'over 6', '9']],
    ] as const);
    const chosen = patterns.filter(() => draw.chance(80));
    const labels = [...(chosen.length > 0 ? chosen : patterns), ...(draw.chance(30) ? ['otherwise'] : [])];
    // Only ‘unknown’ may follow ‘otherwise’.
    return [`ask ${subject}`, ...labels.map((label) => `  ${label} => ${target(draw, later)}${comment(draw)}`)];
}

function table(draw: Draw, later: readonly string[]): string[] {
    const cells = [
        ['yes', 'no', 'unknown', '-', '-'],
        ['car', 'van, bike', 'heavy', '-', '-'],
        ['at most 3', 'over 3', '2 to 5', '-', '-'],
    ];
    const rows = draw.times(1, 4, () => {
        return `      | ${cells.map((each) => draw.pick(each)).join(' | ')} | => ${target(draw, later)} |${comment(draw)}`;
    });
    return [`table | ${draw.pick(['a', 'b', condition(draw, 1)])} | kind | n | => |`, ...rows];
}

function duty(draw: Draw, names: readonly string[]): string {
    if (draw.chance(40)) return '';
    const path = [`decided by ${draw.pick(names)}`, `${draw.pick(names)} asked`, 'E answered except 1'];
    return ` when ${draw.chance(30) ? draw.pick(path) : condition(draw, 2)}`;
}

function target(draw: Draw, later: readonly string[]): string {
    const outcome = draw.pick(['granted', 'refused', 'refused', 'referred']);
    if (draw.chance(35)) return later.length > 0 ? 'next' : outcome;
    if (later.length > 0 && draw.chance(15)) return `go to ${draw.pick(later)}`;
    return draw.chance(20) ? `${outcome} because "so"` : outcome;
}

/** Brackets stand where they must, and sometimes where they need not. */
function condition(draw: Draw, depth: number): string {
    if (depth === 0 || draw.chance(25)) return leaf(draw);
    const parts = draw.times(2, 3, () => condition(draw, depth - 1));
    const operator = draw.pick(['and', 'or']);
    const written = parts.map((part) => {
        const isCompound = / (and|or) /.test(part);
        const bracketed = isCompound || draw.chance(10) ? `(${part})` : part;
        return draw.chance(15) ? `not ${bracketed}` : bracketed;
    });
    // Without brackets `and` binds tighter; after `is car` an `or` would go on with the list.
    const loose = operator === 'or' && draw.chance(30) ? parts.map((part) => part) : written;
    return loose.join(` ${operator} `);
}

function leaf(draw: Draw): string {
    return draw.pick([
        'a',
        'a',
        'b',
        'b',
        'c',
        'kind is car',
        'kind is not van',
        'kind is car or bike',
        'kind is heavy',
        'n > 3',
        'n <= 3',
        'n = 9',
        'b is known',
        '(kind is van)',
    ]);
}

function comment(draw: Draw): string {
    return draw.chance(12) ? ` // note ${draw.int(1, 99)}` : '';
}
