// Runs the editor tests: node test/editor/run.mjs [--web] [--next] [--vsix=FILE] [--scene=NAME] [--grep=TEXT]
//   EDITOR=desktop    desktop VS Code (VSCODE_VERSION, by default stable)
//   EDITOR=headless   a VS Code server in headless Chromium (launcher.mjs); --next: a newer one; --web: static files
//   EDITOR=auto       desktop where it can be downloaded, else headless; the default
// Scenes: main (one folder), two-roots, untrusted, repository (one folder in Git), remote (one in a repository that is on no
// disk), newcomer (no folder). Without --scene each of them runs that the mode can show. Two test nothing: speed measures
// (npm run bench editor), pictures takes the pictures of the documentation anew (npm run pictures:editor).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';

const root = resolve(import.meta.dirname, '../..');
const launcher = join(import.meta.dirname, 'launcher.mjs');
const flag = (name) => process.argv.includes(`--${name}`);
const option = (name) => process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const web = flag('web');
const vsix = option('vsix');
const scenes =
    option('scene')?.split(',') ??
    (web ? ['main', 'remote'] : ['main', 'two-roots', 'untrusted', 'repository', 'newcomer']);
if (flag('next')) process.env.EDITOR_RELEASE = 'server-next';

/** Scenes that begin with an empty window. */
const FOLDERLESS = new Set(['newcomer', 'speed', 'pictures']);

const executable = await findExecutable();
let failed = false;
for (const scene of scenes) {
    const started = Date.now();
    const passed = await play(scene);
    failed ||= !passed;
    console.log(`${passed ? '✔' : '✘'} scene ${scene} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
process.exitCode = failed ? 1 : 0;

async function findExecutable() {
    const wanted = process.env.EDITOR ?? 'auto';
    if (wanted === 'headless' || web || flag('next')) return launcher;
    try {
        return await downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? 'stable');
    } catch (error) {
        if (wanted === 'desktop') throw error;
        console.log(`Desktop VS Code cannot be downloaded (${error.code ?? error.message}); testing headless.`);
        return launcher;
    }
}

async function play(scene) {
    const scratch = mkdtempSync(join(tmpdir(), 'editor-run-'));
    const folders = [`--extensions-dir=${join(scratch, 'extensions')}`, `--user-data-dir=${join(scratch, 'user')}`];
    try {
        if (vsix) install(folders);
        await runTests({
            vscodeExecutablePath: executable,
            // What is tested is then the installed extension; the one in development is empty.
            extensionDevelopmentPath: vsix ? join(import.meta.dirname, 'host') : root,
            extensionTestsPath: join(root, web ? 'out/test/web.js' : 'out/test/editor.js'),
            extensionTestsEnv: {
                EDITOR_SCENE: scene,
                EDITOR_GREP: option('grep') ?? '',
                ...(scene === 'speed' ? { EDITOR_FILES: stage(scene, scratch) } : {}),
                ...(scene === 'pictures' ? { EDITOR_TIMEOUT_MS: '900000' } : {}),
            },
            launchArgs: [
                ...(FOLDERLESS.has(scene) ? [] : [stage(scene, scratch)]),
                ...folders,
                ...(vsix ? [] : ['--disable-extensions']),
                ...(web ? ['--extensionDevelopmentKind=web'] : []),
                ...(scene === 'untrusted' ? ['--with-workspace-trust'] : ['--disable-workspace-trust']),
            ],
        });
        return true;
    } catch (error) {
        console.error(String(error));
        return false;
    } finally {
        rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** A copy of the workspace, since tests edit it. */
function stage(scene, scratch) {
    const from = join(import.meta.dirname, 'workspace');
    const workspace = join(scratch, 'workspace');
    cpSync(from, workspace, { recursive: true });
    if (scene === 'repository') commit(workspace);
    if (scene !== 'two-roots') return workspace;
    const second = join(scratch, 'second');
    mkdirSync(second);
    cpSync(join(root, 'examples/parking-permit'), second, { recursive: true });
    const file = join(scratch, 'two.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ path: workspace }, { path: second }] }));
    return file;
}

/** Makes the workspace a repository with two versions: `v1` is stricter than what is there now. */
function commit(workspace) {
    const git = (...args) => {
        const who = ['-c', 'user.name=Tenet', '-c', 'user.email=tenet@example.org', '-c', 'commit.gpgsign=false'];
        const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: workspace, encoding: 'utf8' });
        if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
    };
    const policy = join(workspace, 'permits.tenet');
    const now = readFileSync(policy, 'utf8');
    mkdirSync(join(workspace, '.vscode'));
    // Elsewhere the tests do without Git, which looks into every folder.
    writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify({ 'git.enabled': true }));
    writeFileSync(policy, now.replace('= £16,000', '= £15,000'));
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message=First');
    git('tag', 'v1');
    git('branch', 'strict');
    writeFileSync(policy, now);
    git('commit', '--quiet', '--all', '--message=Second');
}

function install(folders) {
    const [command, ...args] =
        executable === launcher
            ? [launcher]
            : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
    const all = [...args, ...folders, `--install-extension=${resolve(vsix)}`];
    const { status } = spawnSync(command, all, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`Installing ${vsix} ended with ${status}`);
}
