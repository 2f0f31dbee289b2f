// Bundles the extension and its server for the desktop and for the web; with --production it also lays out
// out/extension/, the folder that becomes the .vsix.
//   node .build/extension.mjs [--production] [--tests] [--watch]
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, context } from 'esbuild';
import { nodeServer, platforms, webServer } from './bundles.mjs';
import { layOutPackage } from './package.mjs';

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
if (production) {
    const scripts = bundles.map((bundle) => bundle.outfile).filter((outfile) => !outfile.startsWith('out/test/'));
    layOutPackage(join(root, 'out/extension'), [...scripts, ...Object.keys(assets)]);
}
