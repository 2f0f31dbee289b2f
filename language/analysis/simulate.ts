// Cases drawn at random out of a set: most claims that nothing depends on something fall at once. The numbers are a fixed
// sequence that hangs on what is asked alone, not on what else there is: the same question is always tried alike.

import type { Diagram } from './diagram.js';
import type { Space } from './space.js';

export interface Sampler {
    /** A case out of a set that speaks of what still matters at some place; everything else is anything. */
    drawAmong(cases: Diagram): Int32Array;
}

export function createSampler(space: Space): Sampler {
    const { store, dimensions, nominal } = space;
    const random = createRandom();
    const hashes = hashesOf(space);
    return {
        drawAmong: (cases) => {
            const cells = new Int32Array(dimensions.length).fill(-1);
            store.pick(cases, cells, (limit) => random() % limit);
            const salt = random();
            for (const [variable, { kind, arity }] of dimensions.entries()) {
                if (cells[variable] !== -1) continue;
                // What is on the path, and sums, follow from the rest.
                const isFree = kind !== 'path' && kind !== 'sum';
                cells[variable] = isFree
                    ? mixed(salt ^ (hashes[variable] as number)) % arity
                    : (nominal[variable] as number);
            }
            return cells;
        },
    };
}

/** Mulberry32: whole numbers of 32 bits. */
export function createRandom(seed = 1): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return (t ^ (t >>> 14)) >>> 0;
    };
}

function mixed(value: number): number {
    let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}

const HASHES = new WeakMap<Space, Int32Array>();

/** A number for each variable that depends on nothing but what it is. */
function hashesOf(space: Space): Int32Array {
    const known = HASHES.get(space);
    if (known) return known;
    const hashes = Int32Array.from(space.dimensions, (dimension) => {
        let hash = 0x811c9dc5;
        const text = JSON.stringify(dimension);
        // FNV-1a.
        for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
        return hash;
    });
    HASHES.set(space, hashes);
    return hashes;
}
