// Categories that have the same values, on every day.

import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { policy } from '../support.js';

async function equalTo(second: string): Promise<readonly string[]> {
    const studied = await policy(`policy p "P" effective from 2024-01-01

choice Kind { car  van  bus }
category small of Kind { car  van }
${second}
fact kind: Kind
outcome granted as accept
outcome refused as refuse

principle P1 "Kind" {
  ask kind is small or kind is other
    yes => granted
    no  => refused
}
`);
    return analyse(studied).flatMap(({ code, message }) => (code === 'definitions-equal' ? [message] : []));
}

test('say the same, in whatever order', async () => {
    expect(await equalTo('category other of Kind { van  car }')).toStrictEqual([
        'The category ‘other’ has the same values as ‘small’.',
    ]);
});

test('do not where one has more', async () => {
    expect(await equalTo('category other of Kind { van  car  bus }')).toStrictEqual([]);
});
