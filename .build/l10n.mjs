// Collects the texts that the extension says: node .build/l10n.mjs writes them to client/l10n/bundle.l10n.json, from which
// translations are made. A test tells when it is out of date.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';

const root = resolve(import.meta.dirname, '..');

export const BUNDLE = 'client/l10n/bundle.l10n.json';

/** The sources that run beside VS Code, by path; pages get their texts from them. */
export function sourcesOfClient() {
    const paths = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => path.endsWith('.ts') && !path.includes('webview/'))
        .sort();
    return new Map(paths.map((path) => [`client/${path}`, readFileSync(join(root, 'client', path), 'utf8')]));
}

/** Every text that goes through `vscode.l10n.t`, or through its short form `t`, in order. */
export async function textsOfClient() {
    const files = [...sourcesOfClient().values()].map((text) => ({
        extension: '.ts',
        contents: text.includes('const { t } = vscode.l10n;')
            ? text.replace(/(?<![\w.$])t\(/g, 'vscode.l10n.t(')
            : text,
    }));
    const texts = await getL10nJson(files);
    return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    writeFileSync(join(root, BUNDLE), `${JSON.stringify(await textsOfClient(), null, 4)}\n`);
}
