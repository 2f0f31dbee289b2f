import { describe, expect, test } from 'vitest';
import { Persistence } from '../../client/server/persistence.js';

const MINUTE = 60_000;

describe('a server that ends by itself', () => {
    test('is started again until it has ended five times within three minutes', () => {
        const persistence = new Persistence();
        expect([0, 1, 2, 3, 4].map((second) => persistence.startsAgain(second * 1000))).toEqual([
            true,
            true,
            true,
            true,
            false,
        ]);
    });

    test('is started again for ever where it ends now and then', () => {
        const persistence = new Persistence();
        for (let end = 0; end < 100; end++) expect(persistence.startsAgain(end * MINUTE)).toBe(true);
    });
});
