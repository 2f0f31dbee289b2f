// Choices of a generator as plain calls, over `fc.gen()`, so that what it draws can be printed, replayed and shrunk.

import fc, { type GeneratorValue } from 'fast-check';

export interface Draw {
    readonly int: (min: number, max: number) => number;
    /** True in so many of a hundred cases; shrinks to false. */
    readonly chance: (percent: number) => boolean;
    readonly pick: <T>(from: readonly T[]) => T;
    /** Some of the elements, perhaps none or all, in their order. */
    readonly some: <T>(from: readonly T[]) => T[];
    readonly times: <T>(min: number, max: number, make: (index: number) => T) => T[];
}

/** What `make` builds out of random choices. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
    return fc.gen().map((generate) => make(drawWith(generate)));
}

function drawWith(generate: GeneratorValue): Draw {
    const int = (min: number, max: number): number => generate(fc.integer, { min, max });
    return {
        int,
        chance: (percent) => int(0, 99) >= 100 - percent,
        pick: <T>(from: readonly T[]) => from[int(0, from.length - 1)] as T,
        some: (from) => {
            const mask = int(0, 2 ** from.length - 1);
            return from.filter((_, index) => (mask & (1 << index)) !== 0);
        },
        times: (min, max, make) => Array.from({ length: int(min, max) }, (_, index) => make(index)),
    };
}
