// The command in a pseudo-terminal, as somebody at a keyboard has it (`script` of util-linux).

import { spawn, spawnSync } from 'node:child_process';
import { bundlePath } from '../cli/tenet.js';

export const HAS_TERMINAL = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

export interface Session {
    /** What the screen has shown so far, line ends as they are. */
    readonly screen: () => string;
    /** Waits until the screen shows the text, again if it did before. */
    readonly until: (text: string) => Promise<void>;
    readonly type: (keys: string) => void;
    /** The exit code, once the command has ended. */
    readonly ended: Promise<number | null>;
}

export function session(args: readonly string[], cwd: string): Session {
    const words = [process.execPath, bundlePath(), ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
    const child = spawn('script', ['-qefc', words.join(' '), '/dev/null'], {
        cwd,
        env: { ...process.env, NO_COLOR: '1', TERM: 'xterm' },
    });
    let screen = '';
    let seen = 0;
    child.stdout.setEncoding('utf8').on('data', (text) => (screen += text));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return {
        screen: () => screen,
        until: async (text) => {
            for (let left = 600; screen.indexOf(text, seen) < 0; left--) {
                if (left === 0) throw new Error(`‘${text}’ did not come; the screen shows:\n${screen}`);
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
            seen = screen.indexOf(text, seen) + text.length;
        },
        type: (keys) => child.stdin.write(keys),
        ended,
    };
}
