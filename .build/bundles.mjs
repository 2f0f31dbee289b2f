// How the extension and its server are bundled, for the desktop and for the web; the tests of the worker bundle it likewise.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Options of esbuild for code on node, and in a browser. */
export function platforms(production) {
    const shared = {
        bundle: true,
        minify: production,
        sourcemap: production ? false : 'linked',
        legalComments: 'none',
        logLevel: 'warning',
        absWorkingDir: root,
        external: ['vscode'],
    };
    const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
    // The web's extension host loads CommonJS alone; a server in a worker is a plain script.
    const web = {
        ...shared,
        platform: 'browser',
        format: 'cjs',
        target: 'es2022',
        mainFields: ['browser', 'module', 'main'],
        conditions: ['browser'],
        define: { global: 'globalThis' },
    };
    return { node, web };
}

/**
 * The server on node: what answers while somebody types, and apart from it what takes long. What draws is large and needs
 * nothing of node, so that there is one script of it for node and for browsers.
 */
export function nodeServer({ node, web }) {
    return [
        { ...node, ...startingServer(), outfile: 'out/server/main.js', plugins: [apart, ...shorter(node)] },
        { ...node, entryPoints: ['server/work/prover-node.ts'], outfile: 'out/server/prover.js' },
        {
            ...node,
            entryPoints: ['server/work/workshop-node.ts'],
            outfile: 'out/server/workshop.js',
            plugins: [borrowed],
        },
        workshop(web),
    ];
}

/** The server in a browser, likewise in three scripts. */
export function webServer({ web }) {
    const script = { ...web, format: 'iife' };
    return [
        {
            ...script,
            entryPoints: ['server/main-browser.ts'],
            outfile: 'out/server/worker.js',
            plugins: shorter(web),
        },
        { ...script, entryPoints: ['server/work/prover-browser.ts'], outfile: 'out/server/web-prover.js' },
        workshop(web),
    ];
}

function workshop(web) {
    return {
        ...web,
        format: 'iife',
        entryPoints: ['server/work/workshop-browser.ts'],
        outfile: 'out/server/web-workshop.js',
        plugins: [guestInWorker],
    };
}

/** On node the jobs are those of the browser's script. */
const borrowed = {
    name: 'borrowed',
    setup({ onResolve, onLoad }) {
        onResolve({ filter: /^\.\/jobs\.js$/ }, () => ({ path: 'jobs', namespace: 'borrowed' }));
        onResolve({ filter: /^\.\/web-workshop\.js$/ }, ({ path }) => ({ path, external: true }));
        onLoad({ filter: /./, namespace: 'borrowed' }, () => ({
            contents: `require('./web-workshop.js'); exports.JOBS = globalThis.tenetWorkshop.jobs;`,
            loader: 'js',
        }));
    },
};

/** `server/main.ts` starts when it is called, since the command line starts it too. */
function startingServer() {
    const contents = `import { startNodeServer } from './server/main.ts';\nstartNodeServer();`;
    return { stdin: { contents, resolveDir: root, sourcefile: 'server.ts', loader: 'ts' } };
}

/** The scripts of workers are no part of the script that starts them, unless there are no workers. */
const apart = {
    name: 'apart',
    setup({ onResolve }) {
        onResolve({ filter: /\/work\/(prover|workshop)-node\.js$/ }, ({ path, kind }) =>
            kind === 'dynamic-import' ? { path: `./${path.match(/(\w+)-node/)[1]}.js`, external: true } : undefined,
        );
    },
};

/**
 * Some of Langium's services come with its parser and are never made: files are read, checked and commented on in other ways
 * here. Whoever makes one after all is told so.
 */
const withoutUnused = {
    name: 'without-unused',
    setup({ onLoad }) {
        const files =
            /langium\/lib\/(workspace\/workspace-manager|validation\/document-validator|serializer\/hydrator|documentation\/(documentation-provider|jsdoc))\.js$/;
        onLoad({ filter: files }, ({ path }) => {
            const names = [...readFileSync(path, 'utf8').matchAll(/^export (class|function|const|let|var) (\w+)/gm)];
            const stubs = names.map(([, kind, name]) =>
                kind === 'class'
                    ? `export class ${name} { constructor() { throw new Error('${name} is not in this bundle'); } }`
                    : `export const ${name} = undefined;`,
            );
            return { contents: stubs.join('\n'), loader: 'js' };
        });
    },
};

/** The generated grammar is a tenth of the server, and says the same again and again: its commonest pieces are said once. */
function shorter({ minify }) {
    const plugin = {
        name: 'shorter',
        setup({ onLoad }) {
            onLoad({ filter: /generated\/grammar\.ts$/ }, ({ path }) => {
                const code = readFileSync(path, 'utf8');
                const [literal] = /(?<=loadGrammarFromJson\()'(\\.|[^'\\])*'/.exec(code) ?? [];
                if (!literal) throw new Error('the generated grammar is no longer a JSON text');
                const { text, pieces } = shorten(JSON.parse(`"${literal.slice(1, -1).replace(/"/g, '\\"')}"`));
                const whole = pieces.reduceRight(
                    (made, [sign, piece]) => `${made}.split(${JSON.stringify(sign)}).join(${JSON.stringify(piece)})`,
                    JSON.stringify(text),
                );
                return { contents: code.replace(literal, () => whole), loader: 'ts' };
            });
        },
    };
    return minify ? [plugin, withoutUnused] : [];
}

/** Puts a sign that does not occur in a text for the piece that thereby saves the most, a few dozen times. */
function shorten(original) {
    let text = original;
    const pieces = [];
    const letters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
    const [lead, ...free] = letters.filter((each) => !/["'`\\$]/.test(each) && !original.includes(each));
    const digits = lead === undefined ? [] : [...'0123456789abcdefghijklmnop'].map((digit) => lead + digit);
    for (const sign of [...free, ...digits]) {
        const counts = new Map();
        const tokens = text.match(/"[^"]*"|[^"]/g);
        for (const start of tokens.keys()) {
            let run = '';
            for (const token of tokens.slice(start, start + 14)) {
                run += token;
                counts.set(run, (counts.get(run) ?? 0) + 1);
            }
        }
        const saving = ([run, count]) => (count - 1) * (run.length - sign.length);
        const [piece] = [...counts].reduce((best, each) => (saving(each) > saving(best) ? each : best));
        text = text.replaceAll(piece, sign);
        pieces.push([sign, piece]);
    }
    const long = pieces.reduceRight((made, [sign, piece]) => made.split(sign).join(piece), text);
    if (long !== original) throw new Error('the shortened grammar is not the grammar');
    return { text, pieces };
}

/** The layout engine takes a worker for its own, and its messages with it. Here it is a guest. */
const guestInWorker = {
    name: 'guest-in-worker',
    setup({ onLoad }) {
        onLoad({ filter: /elk\.bundled\.js$/ }, ({ path }) => {
            const own = /typeof document===(\w+)&&typeof self!==\1/;
            const code = readFileSync(path, 'utf8');
            if (!own.test(code)) throw new Error('elkjs no longer asks whether it is in a worker');
            return { contents: code.replace(own, '!1'), loader: 'js' };
        });
    },
};
