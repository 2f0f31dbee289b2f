// Lays out the folder that becomes the .vsix: everything that an installed extension needs, under the same paths, so that
// what is packed is exactly what is listed here; and a package.json without the workshop, its words apart.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { keyed } from './nls.mjs';

const root = resolve(import.meta.dirname, '..');

/** By the path in the package: the path in the repository, where it is another. */
const FILES = {
    'README.md': 'client/README.md',
    'CHANGELOG.md': 'docs/CHANGELOG.md',
    LICENSE: 'LICENSE',
    'docs/findings': 'docs/findings',
    ...Object.fromEntries(
        ['language-configuration.json', 'syntaxes', 'snippets', 'media', 'walkthrough', 'l10n'].map((name) => [
            `client/${name}`,
            `client/${name}`,
        ]),
    ),
};

/** Fills the folder `target` anew; `built` are the bundles and what they load, by their paths. */
export function layOutPackage(target, built) {
    rmSync(target, { recursive: true, force: true });
    const wanted = { ...FILES, ...Object.fromEntries(built.map((path) => [path, path])) };
    for (const [path, source] of Object.entries(wanted)) {
        if (!existsSync(join(root, source))) throw new Error(`${source} is to be packed, and is not there`);
        mkdirSync(dirname(join(target, path)), { recursive: true });
        cpSync(join(root, source), join(target, path), { recursive: true });
    }
    writeFileSync(join(target, 'README.md'), withLinksFrom('client', readFileSync(join(target, 'README.md'), 'utf8')));
    const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const key of ['private', 'bin', 'files', 'scripts', 'devDependencies']) delete whole[key];
    const { manifest, words } = keyed(whole);
    writeJson(join(target, 'package.json'), manifest);
    writeJson(join(target, 'package.nls.json'), words);
    placeTranslations(target);
}

/** VS Code looks for translations of the manifest beside it. */
export function placeTranslations(target) {
    const folder = join(target, 'client/l10n');
    for (const name of readdirSync(folder).filter((each) => each.startsWith('package.nls.')))
        renameSync(join(folder, name), join(target, name));
}

/** Links of a page that stood in a folder of the repository, as they lead from the top of the package. */
function withLinksFrom(folder, page) {
    const places = new Map(Object.entries(FILES).map(([path, source]) => [source, path]));
    return page.replace(/(?<=\]\()(?![\w+.-]+:|#)[^)\s]+/g, (link) => {
        const source = posix.join(folder, link);
        return places.get(source) ?? source;
    });
}

function writeJson(path, value) {
    writeFileSync(path, `${JSON.stringify(value, null, 4)}\n`);
}
