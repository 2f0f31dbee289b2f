// Lines that a person types, or that come from standard input. The terminal itself edits the line: nothing moves the cursor,
// so screen readers and simple terminals read on from where they are.

import { createInterface } from 'node:readline';

export type Typed = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'end' };

export interface Keyboard {
    /** Whether a person sits at it. */
    readonly isTerminal: boolean;
    next(): Promise<Typed>;
    close(): void;
}

export function keyboard(): Keyboard {
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const lines = createInterface({ input: process.stdin, terminal: false });
    const typed: Typed[] = [];
    let waiting: ((line: Typed) => void) | undefined;
    const push = (line: Typed) => {
        const resolve = waiting;
        waiting = undefined;
        if (resolve) resolve(line);
        else typed.push(line);
    };
    // What the shell says next stands on a line of its own after Ctrl-C.
    const endLine = () => process.stdout.write('\n');
    if (isTerminal) process.prependOnceListener('SIGINT', endLine);
    lines.on('line', (text) => push({ kind: 'line', text }));
    lines.on('close', () => push({ kind: 'end' }));
    return {
        isTerminal,
        next: () => {
            const ready = typed[0];
            if (ready) {
                // The end stays the end, however often it is asked for.
                if (ready.kind !== 'end') typed.shift();
                return Promise.resolve(ready);
            }
            if (isTerminal) process.stdout.write('> ');
            return new Promise((resolve) => {
                waiting = resolve;
            });
        },
        close: () => {
            process.removeListener('SIGINT', endLine);
            lines.close();
        },
    };
}
