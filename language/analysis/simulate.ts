// Cases drawn at random out of a set: most claims that nothing depends on something fall at once. The numbers are a fixed
// sequence that hangs on what is asked alone, not on what else there is: the same question is always tried alike.

import type { Diagram } from './diagram.js';
import type { Space } from './space.js';

export interface Sampler {
    /** A case out of a set that speaks of what still matters at some place; everything else is anything. */
    drawAmong(cases: Diagram): Int32Array;
}

export function createSampler(space: Space): Sampler {
    const { store, dimensions } = space;
    const { length } = dimensions;
    const random = createRandom();
    const backgroundOf = backgroundsOf(space);
    return {
        drawAmong: (cases) => {
            const cells = new Int32Array(length).fill(-1);
            store.pick(cases, cells, (limit) => random() % limit);
            const background = backgroundOf(random() % BACKGROUNDS);
            for (let i = 0; i < length; i++) if (cells[i] === -1) cells[i] = background[i] as number;
            return cells;
        },
    };
}

/** So many ways to fill in what a set of cases says nothing about: drawing each anew takes longer than all the rest. */
const BACKGROUNDS = 61;

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

const KNOWN = new WeakMap<Space, (background: number) => Int32Array>();

/** Cells for all variables, each of which depends on nothing but the background and what the variable is. */
function backgroundsOf(space: Space): (background: number) => Int32Array {
    const known = KNOWN.get(space);
    if (known) return known;
    const { dimensions, nominal } = space;
    const hashes = hashesOf(space);
    const backgrounds: Int32Array[] = [];
    const backgroundOf = (background: number): Int32Array => {
        const salt = createRandom(background)();
        const cells = Int32Array.from(dimensions, ({ kind, arity }, variable) => {
            // What is on the path, and sums, follow from the rest.
            const isFree = kind !== 'path' && kind !== 'sum';
            return isFree ? mixed(salt ^ (hashes[variable] as number)) % arity : (nominal[variable] as number);
        });
        backgrounds[background] = cells;
        return cells;
    };
    const find = (background: number) => backgrounds[background] ?? backgroundOf(background);
    KNOWN.set(space, find);
    return find;
}

function hashesOf({ dimensions }: Space): Int32Array {
    return Int32Array.from(dimensions, (dimension) => {
        let hash = 0x811c9dc5;
        const text = JSON.stringify(dimension);
        // FNV-1a.
        for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
        return hash;
    });
}
