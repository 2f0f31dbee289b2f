// Draws the flowcharts of docs/pictures anew: node .build/pictures.mjs. A test tells when they are out of date. Each is what
// `tenet chart` writes, with nothing added.

import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = resolve(import.meta.dirname, '..');

/** By the name of the picture: what follows `tenet chart`. */
export const PICTURES = {
    'as-intended.svg': ['examples/crime-assessment/as-intended.tenet'],
    'as-published.svg': ['examples/crime-assessment/as-published.tenet'],
    'path.svg': ['examples/crime-assessment/as-intended.tenet', '--case', 'S04'],
    'coverage.svg': ['examples/parking-permit/parking-permit.tenet', '--overlay', 'coverage'],
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const command = join(root, 'out/tenet.js');
    await bundle(command);
    for (const [name, what] of Object.entries(PICTURES))
        execFileSync(process.execPath, [command, 'chart', ...what, '--out', join('docs/pictures', name)], {
            cwd: root,
        });
}
