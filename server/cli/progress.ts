// What a long run says on standard error: how far it is while it runs, and what it came to.

import { counted, type Terminal } from './terminal.js';

export interface Progress {
    /** So many cases are decided now. */
    report(count: number): void;
    finish(count: number): void;
}

/** Shorter runs speak for themselves. */
const LONG_SECONDS = 2;
const SECONDS_BETWEEN = 0.25;

export function startProgress(terminal: Terminal, write: (text: string) => void): Progress {
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1_000;
    let next = LONG_SECONDS;
    let isShown = false;
    return {
        report: (count) => {
            const now = seconds();
            if (!terminal.showsProgress || now < next) return;
            next = now + SECONDS_BETWEEN;
            isShown = true;
            write(`\r\u001b[K${counted(count, 'case')}, ${rate(count, now)} a second`);
        },
        finish: (count) => {
            const now = seconds();
            if (isShown) write('\r\u001b[K');
            if (now < LONG_SECONDS) return;
            terminal.note(`${counted(count, 'case')} decided in ${now.toFixed(1)} s, ${rate(count, now)} a second`);
        },
    };
}

function rate(count: number, seconds: number): string {
    return Math.round(count / seconds).toLocaleString('en-GB');
}
