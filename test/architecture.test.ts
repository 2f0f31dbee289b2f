// The architecture as a table: which folder may import which, and where each host package may appear. A new arrow is a
// decision; it goes into this table with its reason, or not at all.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Folder → folders that its files may import. A folder may always import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
    'language/model': [],
    'language/generated': [],
    // Lowering is the only door from text to model.
    'language/syntax': ['language/generated', 'language/model'],
    'language/format': ['language/generated', 'language/model', 'language/syntax'],
    'language/run': ['language/model'],
    'language/analysis': ['language/model', 'language/run'],
    'language/flowchart': ['language/model', 'language/run'],
    'language/checks': ['language/generated', 'language/model', 'language/syntax', 'language/analysis'],
    // Repairs are edits of the text, laid out as the formatter would.
    'language/repair': ['language/generated', 'language/model', 'language/syntax', 'language/format'],
    'language/report': ['language/model', 'language/run', 'language/analysis'],
    // Instruments for the reviewer stand on deciding and proof; texts are escaped, and values written, as elsewhere.
    'language/review': ['language/model', 'language/run', 'language/analysis', 'language/report', 'language/flowchart'],
    // The façade for hosts.
    language: [
        'language/model',
        'language/syntax',
        'language/format',
        'language/checks',
        'language/repair',
        'language/run',
        'language/analysis',
        'language/flowchart',
        'language/report',
        'language/review',
    ],
    // The server and its parts see each other and the language; the command line starts the server and is seen by none.
    ...Object.fromEntries(
        serverFolders().map((folder) => [
            folder,
            [...serverFolders(), 'server/protocol', 'language', ...languageFolders()],
        ]),
    ),
    'server/cli': ['server', 'server/work', 'language', ...languageFolders()],
    // The messages speak of the model and of pictures, in types alone.
    'server/protocol': ['language/model', 'language/flowchart'],
    // VS Code only draws: of the server it knows the messages.
    client: ['server'],
};

/** Package → the files that may import it. */
const PACKAGES: readonly { readonly package: RegExp; readonly files: RegExp }[] = [
    { package: /^vscode$/, files: /^(client|test\/editor)\// },
    { package: /^vscode-languageclient/, files: /^(client|test)\// },
    { package: /^vscode-languageserver/, files: /^(server|test)\// },
    {
        package: /^(langium|chevrotain)(\/|$)/,
        files: /^(language\/(generated|syntax|format|checks|repair)|server|test)\//,
    },
    { package: /^langium\/lsp/, files: /^server\// },
    { package: /^node:/, files: /^(server\/cli\/|server\/(main|disk|git|work\/thread)\.ts|client\/node\.ts|test\/)/ },
    { package: /^(commander|picocolors|tinyglobby)$/, files: /^server\/cli\// },
    { package: /^elkjs/, files: /^(language\/flowchart|test)\// },
];

const FILES = ['language', 'server', 'client'].flatMap(sourcesUnder);

describe('imports', () => {
    test('follow the arrows of the architecture', () => {
        const wrong = importsOf(FILES).flatMap(({ file, target }) => {
            if (!target.startsWith('.')) return [];
            const [from, to] = [folderOf(file), folderOf(normalize(join(dirname(file), target)))];
            if (from === to || MAY_IMPORT[from]?.includes(to)) return [];
            return [`${file} imports ${target}: no arrow ${from} → ${to}`];
        });
        expect(wrong).toEqual([]);
    });

    test('reach host packages only where the host is', () => {
        const wrong = importsOf(FILES).flatMap(({ file, target }) =>
            PACKAGES.some((rule) => rule.package.test(target) && !rule.files.test(file))
                ? [`${file} imports ${target}`]
                : [],
        );
        expect(wrong).toEqual([]);
    });

    test('of the client from the server are the messages alone', () => {
        const wrong = importsOf(FILES.filter((file) => file.startsWith('client/'))).flatMap(({ file, target }) =>
            /^server\//.test(resolved(file, target)) && resolved(file, target) !== 'server/protocol.js'
                ? [`${file} imports ${target}`]
                : [],
        );
        expect(wrong).toEqual([]);
    });

    test('name every folder in the table', () => {
        const folders = [...new Set(FILES.map(folderOf))].filter((folder) => !(folder in MAY_IMPORT));
        expect(folders).toEqual([]);
    });
});

test('the language evaluates no text as code, and knows neither clock nor chance', () => {
    const wrong = FILES.filter((file) => file.startsWith('language/')).flatMap((file) => {
        const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        const found = /\beval\(|new Function\b|Math\.random|Date\.now|new Date\(\)|performance\.now/.exec(code);
        return found ? [`${file}: ${found[0]}`] : [];
    });
    expect(wrong).toEqual([]);
});

function resolved(file: string, target: string): string {
    return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
}

function serverFolders(): readonly string[] {
    return ['server', 'server/features', 'server/actions', 'server/completion', 'server/instruments', 'server/work'];
}

function languageFolders(): readonly string[] {
    return [
        'model',
        'generated',
        'syntax',
        'format',
        'run',
        'analysis',
        'flowchart',
        'checks',
        'repair',
        'report',
        'review',
    ].map((name) => `language/${name}`);
}

function sourcesUnder(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.m?tsx?$/.test(entry.name))
        .map((entry) => relative('.', join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .sort();
}

function importsOf(files: readonly string[]): readonly { readonly file: string; readonly target: string }[] {
    return files.flatMap((file) => {
        const text = readFileSync(file, 'utf8');
        const targets = [
            ...text.matchAll(
                /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
            ),
        ];
        return targets.map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
    });
}

/** `language/syntax`, `server`, `client`: two levels of the language and the server, one of the client. */
function folderOf(path: string): string {
    const [top = '', second] = path.split('/').slice(0, -1);
    return second && top !== 'client' ? `${top}/${second}` : top;
}
