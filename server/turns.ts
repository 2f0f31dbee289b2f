// Long work in turns, so that what comes in meanwhile is heard.

/** Work for so long does not keep an editor waiting. */
const TURN_MILLISECONDS = 15;

/** After what waits already. Browsers have no `setImmediate`, and their `setTimeout` may take 4 ms. */
export function nextTurn(): Promise<void> {
    return new Promise((resolve) => {
        if (typeof setImmediate === 'function') setImmediate(resolve);
        else setTimeout(resolve, 0);
    });
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
