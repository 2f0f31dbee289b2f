// Reviews one after the other: that one of them decides what a later one would decide anyway is not the same, for in
// between others may look at it and change it.

import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { interpret } from '../../language/run/interpret.js';
import { policy } from '../support.js';

const POLICY = `policy p "P"

fact value: money GBP from £0
fact entitled: yes/no
fact doubtful: yes/no

outcome granted as accept
outcome refused as refuse
outcome referred as refer

principle P1 "Title" {
  ask entitled
    yes => granted
    no  => refused
}
review R0 "Small sums" of refused {
  ask value
    at most £50   => granted
    £50 to £1,000 => next
    over £1,000   => refused because "the sum is large"
}
review R1 "Doubts" of granted {
  ask doubtful
    yes => referred
    no  => next
}
review R2 "Goodwill" of refused {
  ask value
    at most £1,000 => granted
    over £1,000    => next
}
`;

test('what a review decides matters where another one may change it', async () => {
    const studied = await policy(POLICY);
    const outcomeOf = (value: number) => {
        const verdict = interpret(
            studied,
            new Map<string, number | boolean>([
                ['value', value],
                ['entitled', false],
                ['doubtful', true],
            ]),
        );
        return verdict.kind === 'outcome' ? verdict.outcome : undefined;
    };
    expect(outcomeOf(50_00)).toBe('referred');
    expect(outcomeOf(500_00)).toBe('granted');
    expect(codesOf(studied)).not.toContain('distinction-no-effect');
});

test('and does not where none may', async () => {
    const without = POLICY.replace(/review R1[^}]*\}\n/u, '').replace('fact doubtful: yes/no\n', '');
    expect(codesOf(await policy(without))).toContain('distinction-no-effect');
});

function codesOf(studied: Awaited<ReturnType<typeof policy>>): readonly string[] {
    return analyse(studied).map(({ code }) => code);
}
