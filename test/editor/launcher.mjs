#!/usr/bin/env node
// Stands in for the `code` executable where desktop VS Code cannot be downloaded: takes the arguments that
// @vscode/test-electron passes, starts a real VS Code from npm packages, opens its workbench in headless Chromium and
// ends with the code of the tests. The tests reach the page through `driver.mjs`.
//   --extensionDevelopmentKind=web   run in the web worker extension host
// Environment: EDITOR_RELEASE, EDITOR_SCREENSHOTS, EDITOR_TIMEOUT_MS, EDITOR_DEBUG, CHROMIUM
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { setupEditor } from '../../.build/setup-editor.mjs';
import { pageDriver } from './driver.mjs';
import { staticWeb } from './static-web.mjs';

const options = new Map();
const positional = [];
for (const argument of process.argv.slice(2)) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) positional.push(argument);
    else options.set(name, [...(options.get(name) ?? []), value ?? 'true']);
}
const one = (name) => options.get(name)?.at(-1);
const isWeb = one('extensionDevelopmentKind') === 'web';
const editor = setupEditor(process.env.EDITOR_RELEASE ?? (isWeb ? 'web' : 'server'));
const scratch = mkdtempSync(join(tmpdir(), 'editor-'));
const userData = one('user-data-dir') ?? join(scratch, 'user-data');
const extensions = one('extensions-dir') ?? join(scratch, 'extensions');
const shots = process.env.EDITOR_SCREENSHOTS ?? resolve('out/screenshots');
const limit = Number(process.env.EDITOR_TIMEOUT_MS ?? 300_000);
const noise =
    /^(Resolv(ing|ed) connection token|Creating a socket|Ignoring |Updating additional builtin|ChatSessionStore|Request to .*package\.nls\.json|Loading development extension|Settings Sync|\[(Service Worker|AgentHost|ChatModelSelection|AccountPolicyGate|RemoteAgentHostProtocol|reconnection-grace-time))/;
const settings = {
    'security.workspace.trust.enabled': one('with-workspace-trust') !== undefined,
    'security.workspace.trust.startupPrompt': 'never',
    'workbench.startupEditor': 'none',
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    'chat.disableAIFeatures': true,
    'files.simpleDialog.enable': true,
    // As on the desktop: what a test takes back must not have been saved meanwhile.
    'files.autoSave': 'off',
};

let browser;
let page;
let server;
let pages;
let log = '';

if (options.has('install-extension')) process.exit(installExtensions());

const driver = pageDriver({ page: () => page, shots });
const driverPort = await driver.listen();
let code = 1;
try {
    const port = editor.kind === 'web' ? await startWeb() : await startServer();
    await startBrowser();
    const finished = result();
    await page.goto(`http://localhost:${port}/${editor.kind === 'web' ? '' : query(port)}`);
    code = await finished;
} catch (error) {
    await driver.screenshot('at-failure').catch(() => {});
    console.error(error.message, '\n', log.split('\n').slice(-20).join('\n'));
} finally {
    if (code !== 0) keepLogs();
    await browser?.close().catch(() => {});
    await stopServer();
    driver.close();
    pages?.closeAllConnections();
    pages?.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(code);

function installExtensions() {
    const files = options.get('install-extension').flatMap((path) => ['--install-extension', path]);
    const { status } = spawnSync(
        editor.node,
        [join(editor.root, 'out/server-main.js'), ...files, '--force', ...serverFolders()],
        { stdio: 'inherit' },
    );
    rmSync(scratch, { recursive: true, force: true });
    return status ?? 1;
}

function serverFolders() {
    const folders = {
        'server-data-dir': join(scratch, 'server'),
        'user-data-dir': userData,
        'extensions-dir': extensions,
    };
    return Object.entries(folders).flatMap(([name, path]) => [`--${name}`, path]);
}

async function startServer() {
    mkdirSync(join(userData, 'User'), { recursive: true });
    writeFileSync(join(userData, 'User/settings.json'), JSON.stringify(settings));
    const trust = one('with-workspace-trust') === undefined ? ['--disable-workspace-trust'] : [];
    const args = [
        ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
        // 1.139 takes extensionDevelopmentPath from the page's address only with this flag; 1.100 does not need it.
        '--enable-smoke-test-driver',
        ...['--telemetry-level', 'off'],
        ...trust,
        ...serverFolders(),
    ];
    server = spawn(editor.node, [join(editor.root, 'out/server-main.js'), ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
            ...process.env,
            EXTENSIONS_GALLERY: '{"serviceUrl":""}',
            EDITOR_DRIVER: `http://127.0.0.1:${driverPort}`,
        },
    });
    return new Promise((done, fail) => {
        const read = (chunk) => {
            log += chunk;
            const found = /Extension host agent listening on (\d+)/.exec(log);
            if (found) done(Number(found[1]));
        };
        server.stdout.on('data', read);
        server.stderr.on('data', read);
        server.once('error', fail);
        server.once('exit', (exit) => fail(new Error(`The VS Code server ended with ${exit}`)));
    });
}

async function stopServer() {
    if (!server || server.exitCode !== null) return;
    server.kill('SIGTERM');
    await Promise.race([once(server, 'exit'), new Promise((done) => setTimeout(done, 3000))]);
    if (server.exitCode === null) server.kill('SIGKILL');
}

async function startWeb() {
    const extension = resolve(one('extensionDevelopmentPath'));
    const tests = relative(extension, one('extensionTestsPath'));
    const { EDITOR_SCENE: name = 'main', EDITOR_GREP: grep = '', CI } = process.env;
    const scene = { name, grep, retries: CI ? 1 : 0 };
    pages = staticWeb({ root: editor.root, extension, settings, tests, driver, scene }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    return pages.address().port;
}

async function startBrowser() {
    // Webviews of the static build have an origin of their own; their service worker needs storage there, which
    // incognito profiles and Debian's Chromium refuse by default.
    const profile = join(scratch, 'browser');
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const storage = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(storage));
    const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(
        (name) => `--disable-${name}`,
    );
    browser = await chromium.launchPersistentContext(profile, {
        viewport: { width: 1400, height: 900 },
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--no-first-run', ...quiet],
        permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = browser.pages()[0] ?? (await browser.newPage());
    if (!process.env.EDITOR_DEBUG) return;
    page.on('console', (message) => console.error('[page]', message.text().slice(0, 500)));
    page.on('pageerror', (error) => console.error('[page error]', error.stack?.slice(0, 1500)));
    page.on('response', (response) => {
        if (response.status() >= 400) console.error('[http]', response.status(), response.url().slice(0, 200));
    });
}

function query(port) {
    const remote = (path) => `vscode-remote://localhost:${port}${resolve(path)}`;
    const payload = [
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
    ];
    for (const path of options.get('extensionDevelopmentPath') ?? []) {
        payload.push(['extensionDevelopmentPath', remote(path)]);
    }
    if (one('extensionTestsPath')) payload.push(['extensionTestsPath', remote(one('extensionTestsPath'))]);
    if (one('disable-extensions')) payload.push(['disableExtensions', 'true']);
    const search = new URLSearchParams({ payload: JSON.stringify(payload) });
    const [opened] = positional;
    if (opened) search.set(opened.endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(opened));
    return `?${search}`;
}

async function result() {
    await page.exposeFunction('codeAutomationLog', (_type, values) => {
        const text = format(...values);
        if (process.env.EDITOR_DEBUG || !noise.test(text)) console.log(text);
    });
    return new Promise((done, fail) => {
        void page.exposeFunction('codeAutomationExit', done);
        page.on('crash', () => fail(new Error('The page crashed')));
        page.on('close', () => fail(new Error('The page was closed')));
        setTimeout(() => fail(new Error(`No result after ${limit} ms`)), limit).unref();
        server?.once('exit', (exit) => fail(new Error(`The VS Code server ended with ${exit}`)));
        process.once('SIGINT', () => fail(new Error('Interrupted')));
        process.once('SIGTERM', () => fail(new Error('Terminated')));
    });
}

/** A failing run leaves what the editor and the language server logged beside the screenshots. */
function keepLogs() {
    for (const [name, path] of [
        ['user', join(userData, 'logs')],
        ['server', join(scratch, 'server/data/logs')],
    ]) {
        if (existsSync(path)) cpSync(path, join(shots, 'logs', name), { recursive: true });
    }
}
