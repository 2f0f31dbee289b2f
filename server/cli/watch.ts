// `--watch`: does something once, and again whenever a file that matters has changed.

import { watch as watchFiles } from 'chokidar';
import type { Terminal } from './terminal.js';

/** Several changes within this time, as an editor or a checkout makes them, are one. */
const QUIET_MILLISECONDS = 80;

/**
 * Repeats `action` until the process is interrupted.
 *
 * @param action gives the files and folders to watch until the next time
 */
export async function repeat(action: () => Promise<readonly string[]>, terminal: Terminal): Promise<never> {
    const watcher = watchFiles([], {
        ignoreInitial: true,
        ignored: (path) => /[\\/](node_modules|out|\.git)$/.test(path),
    });
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const once = async (): Promise<void> => {
        const paths = await action();
        watcher.add([...paths]);
        terminal.note(terminal.noteColours.dim(`Watching ${paths.length} files and folders; Ctrl-C ends.`));
    };
    watcher.on('all', (_event, path) => {
        if (!/\.(tenet|md|txt)$/.test(path)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
            running = running.then(async () => {
                if (terminal.showsProgress) terminal.note('\u001b[2J\u001b[3J\u001b[H');
                await once();
            });
        }, QUIET_MILLISECONDS);
    });
    await once();
    return new Promise<never>(() => {});
}
