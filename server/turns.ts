// Long work in turns, so that what comes in meanwhile is heard.

/** Work for so long does not keep an editor waiting. */
const TURN_MILLISECONDS = 15;

/** A message takes so many turns from the wire to its answer: it is read, queued, handled, and written. */
const TURNS_OF_A_MESSAGE = 4;

/** After what waits already, its answer included. Browsers have no `setImmediate`, and their `setTimeout` may take 4 ms. */
export async function nextTurn(): Promise<void> {
    if (typeof setImmediate !== 'function') return new Promise((resolve) => setTimeout(resolve, 0));
    for (let turn = 0; turn < TURNS_OF_A_MESSAGE; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Gives way to others whenever a turn is over: to be asked between two pieces of work. */
export function turns(): () => Promise<void> {
    let start = performance.now();
    return async () => {
        if (performance.now() - start < TURN_MILLISECONDS) return;
        await nextTurn();
        start = performance.now();
    };
}
