// Lines that a person types, or that come from standard input. Ctrl-C is told apart from the end of the input.

import { createInterface } from 'node:readline';

export type Typed =
    | { readonly kind: 'line'; readonly text: string }
    | { readonly kind: 'end' }
    | { readonly kind: 'interrupted' };

export interface Keyboard {
    next(): Promise<Typed>;
    close(): void;
}

export function keyboard(): Keyboard {
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const lines = createInterface({
        input: process.stdin,
        ...(isTerminal ? { output: process.stdout } : {}),
        terminal: isTerminal,
        prompt: '> ',
        historySize: 0,
    });
    const typed: Typed[] = [];
    let waiting: ((line: Typed) => void) | undefined;
    const push = (line: Typed) => {
        const resolve = waiting;
        waiting = undefined;
        if (resolve) resolve(line);
        else typed.push(line);
    };
    lines.on('line', (text) => push({ kind: 'line', text }));
    lines.on('SIGINT', () => push({ kind: 'interrupted' }));
    lines.on('close', () => push({ kind: 'end' }));
    return {
        next: () => {
            const ready = typed[0];
            if (ready) {
                // The end stays the end, however often it is asked for.
                if (ready.kind !== 'end') typed.shift();
                return Promise.resolve(ready);
            }
            if (isTerminal) lines.prompt();
            return new Promise((resolve) => {
                waiting = resolve;
            });
        },
        close: () => lines.close(),
    };
}
