// Bundles the extension and its server for the desktop and for the web; with --production it also lays out
// out/extension/, the folder that becomes the .vsix, so that what is packed is exactly what is listed here.
//   node .build/extension.mjs [--production] [--tests] [--watch]
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, context } from 'esbuild';
import { nodeServer, platforms, webServer } from './bundles.mjs';

const root = resolve(import.meta.dirname, '..');
const has = (flag) => process.argv.includes(flag);
const production = has('--production');

const { node, web } = platforms(production);
const bundles = [
    { ...node, entryPoints: ['client/node.ts'], outfile: 'out/client/node.js' },
    { ...web, entryPoints: ['client/browser.ts'], outfile: 'out/client/browser.js' },
    ...nodeServer({ node, web }),
    // The two share a script.
    ...webServer({ web }).filter(({ outfile }) => !outfile.endsWith('/web-workshop.js')),
];
const webview = (name) => ({
    ...web,
    format: 'iife',
    entryPoints: [`client/${name}/webview/main.ts`],
    external: [],
    outfile: `out/client/${name}.js`,
});
bundles.push(webview('flowchart'), webview('ask'));
if (has('--tests')) {
    // Tests for processes skip themselves in the web.
    const outside = { external: ['vscode', 'node:*'] };
    bundles.push(
        {
            ...node,
            entryPoints: ['test/editor/index.ts'],
            outfile: 'out/test/editor.js',
            external: ['vscode', 'mocha'],
        },
        { ...web, ...outside, entryPoints: ['test/editor/index-web.ts'], outfile: 'out/test/web.js' },
    );
}

for (const bundle of bundles) {
    if (has('--watch')) await (await context(bundle)).watch();
    else {
        await build(bundle);
        console.log(`${bundle.outfile.padEnd(24)} ${Math.round(statSync(join(root, bundle.outfile)).size / 1024)} KiB`);
    }
}
// The page of the flowchart shows texts in the font that they were measured with; files carry it along. PNG files are made
// by a renderer that is loaded with the first one.
const FONT = '@expo-google-fonts/atkinson-hyperlegible';
const assets = {
    'out/client/fonts/regular.ttf': `${FONT}/400Regular/AtkinsonHyperlegible_400Regular.ttf`,
    'out/client/fonts/bold.ttf': `${FONT}/700Bold/AtkinsonHyperlegible_700Bold.ttf`,
    'out/client/fonts/LICENSE': `${FONT}/LICENSE_FONT`,
    'out/server/resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
};
for (const [target, source] of Object.entries(assets)) {
    mkdirSync(dirname(join(root, target)), { recursive: true });
    cpSync(join(root, 'node_modules', source), join(root, target));
}
if (production) layOutPackage();

/** Everything that an installed extension needs, under the same paths, and a package.json without the workshop. */
function layOutPackage() {
    const target = join(root, 'out/extension');
    rmSync(target, { recursive: true, force: true });
    const wanted = [
        ...bundles.filter((bundle) => !bundle.outfile.startsWith('out/test/')).map((bundle) => bundle.outfile),
        ...Object.keys(assets),
        ...['language-configuration.json', 'syntaxes', 'snippets', 'media', 'walkthrough', 'l10n'].map(
            (name) => `client/${name}`,
        ),
        'docs/findings',
        ...['README.md', 'LICENSE', 'CHANGELOG.md'],
    ];
    for (const path of wanted) {
        if (!existsSync(join(root, path))) continue;
        mkdirSync(dirname(join(target, path)), { recursive: true });
        cpSync(join(root, path), join(target, path), { recursive: true });
    }
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const key of ['private', 'bin', 'files', 'scripts', 'devDependencies']) delete manifest[key];
    writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 4)}\n`);
}
