// Bundles the `tenet` command into one file, `out/tenet.js`: node .build/bundle.mjs [--dev]
// Each subcommand is loaded by `import()`; in one file esbuild keeps such a module asleep until it is asked for.

import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const isProduction = !process.argv.includes('--dev');
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const outfile = `${root}/out/tenet.js`;

await build({
    stdin: {
        contents: `import { main } from './server/cli/main.ts';\nmain(process.argv.slice(2));`,
        resolveDir: root,
        loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: isProduction,
    keepNames: false,
    sourcemap: isProduction ? false : 'inline',
    legalComments: 'none',
    charset: 'utf8',
    define: { TENET_VERSION: JSON.stringify(version), 'import.meta.url': 'moduleUrl' },
    banner: { js: `#!/usr/bin/env node\nconst moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    logLevel: 'warning',
});
chmodSync(outfile, 0o755);
