// How long the extension keeps bringing a server back that ends by itself.

/** So many ends within so long a time, and the server is left alone: it would end again. */
const ENDS = 5;
const WITHIN_MILLISECONDS = 3 * 60 * 1000;

/** Counts how often the server ended of late. */
export class Persistence {
    readonly #ends: number[] = [];

    /** Notes that the server ended at the time `now`, in milliseconds; tells whether to start it again. */
    startsAgain(now: number): boolean {
        this.#ends.push(now);
        while (this.#ends.length > 0 && now - (this.#ends[0] ?? now) > WITHIN_MILLISECONDS) this.#ends.shift();
        return this.#ends.length < ENDS;
    }
}
