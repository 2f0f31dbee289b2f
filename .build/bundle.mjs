// Bundles the `tenet` command into one file, `out/tenet.js`: node .build/bundle.mjs [--dev]
// Each subcommand is loaded by `import()`; in one file esbuild keeps such a module asleep until it is asked for.

import { chmodSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the command into `outfile`. */
export async function bundle(outfile, { minify = true } = {}) {
    const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
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
        minify,
        sourcemap: minify ? false : 'inline',
        legalComments: 'none',
        charset: 'ascii',
        define: { TENET_VERSION: JSON.stringify(version), 'import.meta.url': 'moduleUrl' },
        banner: {
            js: `#!/usr/bin/env node\nconst moduleUrl = require('node:url').pathToFileURL(__filename).href;`,
        },
        plugins: [binaries],
        logLevel: 'warning',
    });
    chmodSync(outfile, 0o755);
}

/**
 * What only pictures need, as compressed text: every start of the command reads the whole file, and the layout engine
 * alone would take 60 ms to be looked through.
 */
const binaries = {
    name: 'binaries',
    setup({ onLoad }) {
        onLoad({ filter: /\.(wasm|ttf)$/ }, ({ path }) => ({
            // Not as CommonJS: its import would copy the bytes one by one, as properties.
            contents: `export default ${unpacking(readFileSync(path))};`,
            loader: 'js',
        }));
        onLoad({ filter: /elk\.bundled\.js$/ }, ({ path }) => ({
            contents: `const { Module } = require('node:module');
                const elk = new Module('elk.bundled.js');
                elk.paths = [];
                elk._compile(${unpacking(readFileSync(path))}.toString(), 'elk.bundled.js');
                module.exports = elk.exports;`,
            loader: 'js',
        }));
    },
};

/** An expression that gives the bytes. */
function unpacking(bytes) {
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    return `require('node:zlib').brotliDecompressSync(Buffer.from('${packed.toString('base64')}', 'base64'))`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await bundle(`${root}/out/tenet.js`, { minify: !process.argv.includes('--dev') });
}
