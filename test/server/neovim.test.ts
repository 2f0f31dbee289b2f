// The set-up of `docs/editors.md` in a real Neovim without a screen: the server as it is shipped, over standard input and
// output. `.ci/run` installs Neovim; where a developer has none, the test says so and is left out.

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const isInstalled = spawnSync('nvim', ['--version']).status === 0;
if (!isInstalled) console.warn('Neovim is not installed: its test is left out. On Debian: apt-get install neovim');

let folder: string;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tenet-neovim-'));
    await build({
        stdin: {
            contents: `import { startNodeServer } from './server/main.ts';\nstartNodeServer();`,
            resolveDir: process.cwd(),
            loader: 'ts',
        },
        outfile: join(folder, 'server.js'),
        bundle: true,
        platform: 'node',
        format: 'cjs',
        mainFields: ['module', 'main'],
        logLevel: 'error',
    });
    writeFileSync(
        join(folder, 'small.tenet'),
        'policy small "Small"\nfact resident "Resident?": yes/no\noutcome granted as accept\nprinciple P { ask residnt  yes => granted }\n',
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = `
local file, server = os.getenv('TENET_FILE'), os.getenv('TENET_SERVER')
local out = {}
local function say(name, value) out[name] = value end
local client = vim.lsp.start_client({ name = 'tenet', cmd = { 'node', server, '--stdio' }, root_dir = vim.fn.getcwd() })
vim.cmd('edit ' .. file)
local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = 'tenet'
vim.lsp.buf_attach_client(buffer, client)
local function wait(holds) return vim.wait(20000, holds, 20) end
wait(function() return #vim.diagnostic.get(buffer) > 0 end)
say('diagnostics', vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(buffer)))
local function ask(method, extra)
    local params = vim.tbl_extend('force', { textDocument = { uri = vim.uri_from_bufnr(buffer) } }, extra or {})
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000) or {}
    for _, each in pairs(answers) do return each.result end
end
local actions = ask('textDocument/codeAction', {
    range = { start = { line = 3, character = 18 }, ['end'] = { line = 3, character = 18 } },
    context = { diagnostics = {} },
})
say('actions', vim.tbl_map(function(each) return each.title end, actions))
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
say('text', vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1])
wait(function() return vim.diagnostic.get(buffer)[1] and vim.diagnostic.get(buffer)[1].code == 'no-decision' end)
say('codes', vim.tbl_map(function(each) return each.code or each.user_data.lsp.code end, vim.diagnostic.get(buffer)))
say('hover', ask('textDocument/hover', { position = { line = 3, character = 19 } }).contents.value)
say('completions', vim.tbl_map(function(each) return each.label end, ask('textDocument/completion', { position = { line = 3, character = 27 } })))
io.stdout:write('RESULT' .. vim.fn.json_encode(out) .. 'END')
vim.cmd('qa!')
`;

test.runIf(isInstalled)(
    'Neovim shows errors, fixes them and explains names',
    async () => {
        const script = join(folder, 'script.lua');
        writeFileSync(script, SCRIPT);
        const env = {
            ...process.env,
            HOME: folder,
            TENET_FILE: join(folder, 'small.tenet'),
            TENET_SERVER: join(folder, 'server.js'),
        };
        const options = { env, cwd: folder, timeout: 50_000 };
        const { stdout, stderr } = await promisify(execFile)(
            'nvim',
            ['--headless', '-u', 'NONE', '-c', `luafile ${script}`],
            options,
        );
        const json = /RESULT(.*)END/s.exec(stdout)?.[1];
        expect(json, stderr).toBeDefined();
        const result = JSON.parse(json ?? '{}');
        expect(result.diagnostics).toEqual([expect.stringContaining('Did you mean ‘resident’?')]);
        expect(result.actions[0]).toBe('Change to ‘resident’');
        expect(result.text).toBe('principle P { ask resident  yes => granted }');
        expect(result.codes).toEqual(['no-decision']);
        expect(result.hover).toContain('fact resident "Resident?": yes/no');
        expect(result.completions).toContain('no');
    },
    60_000,
);

test.runIf(process.env.CI === 'true')('Neovim is installed where everything is tested', () => {
    expect(isInstalled).toBe(true);
});
