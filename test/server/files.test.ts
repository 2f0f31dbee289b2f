// Files: several folders, outside of all of them, unsaved, changed on the disk, renamed, deleted; and both ways in which
// findings reach an editor.

import { afterEach, expect, test } from 'vitest';
import type {
    DocumentDiagnosticReport,
    WorkspaceDiagnosticReport,
    WorkspaceEdit,
    WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { capabilitiesFor, newClient } from '../../server/client.js';
import { MAX_INDEXED_LENGTH } from '../../server/files.js';
import { type ClientOptions, memoryFiles, TestClient } from './client.js';

let client: TestClient;
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const WORDS = 'fact resident "Resident?": yes/no\noutcome granted as accept\noutcome refused as refuse\n';
const POLICY = `policy small "Small"
use "words.tenet"
principle P1 { ask resident  yes => granted  no => refused }
`;
const SUITE = 'scenarios for small\nuse "small.tenet"\nscenario "A" { resident: yes  expect granted }\n';

async function start(entries: Readonly<Record<string, string>>, options: ClientOptions = {}) {
    const files = new Map(Object.entries(entries));
    client = await TestClient.start({ files: memoryFiles(files), folders: ['file:///w'], ...options });
    return files;
}

test('finds the problems of files that nobody opened', async () => {
    await start({
        'file:///w/words.tenet': WORDS,
        'file:///w/small.tenet': POLICY.replace('ask resident', 'ask residnt'),
        'file:///w/deep/er/suite.tenet': SUITE.replace('small.tenet', '../../small.tenet'),
    });
    await client.untilCodes('file:///w/small.tenet', 'name-unknown');
    expect(client.codes('file:///w/deep/er/suite.tenet')).toEqual([]);
});

test('counts what is on the screen, then what is on the disk again', async () => {
    const files = await start({ 'file:///w/words.tenet': WORDS, 'file:///w/small.tenet': POLICY });
    client.open('file:///w/words.tenet', WORDS.replace('resident', 'inhabitant'));
    await client.untilCodes('file:///w/small.tenet', 'name-unknown');
    files.set('file:///w/words.tenet', WORDS);
    client.filesChanged('file:///w/words.tenet');
    await client.tenet('tenet/policies', {});
    expect(client.codes('file:///w/small.tenet')).toEqual(['name-unknown']);
    client.closeDocument('file:///w/words.tenet');
    await client.untilCodes('file:///w/small.tenet');
});

test('sees files that are made, changed and deleted on the disk', async () => {
    const files = await start({ 'file:///w/small.tenet': POLICY });
    await client.until(() => client.codes('file:///w/small.tenet').includes('use-not-found'));
    files.set('file:///w/words.tenet', WORDS);
    client.filesChanged('file:///w/words.tenet');
    await client.untilCodes('file:///w/small.tenet');
    files.set('file:///w/words.tenet', WORDS.replace('resident', 'inhabitant'));
    client.filesChanged('file:///w/words.tenet');
    await client.until(() => client.codes('file:///w/small.tenet').includes('name-unknown'));
    files.delete('file:///w/words.tenet');
    client.filesChanged('file:///w/words.tenet');
    await client.until(() => client.codes('file:///w/small.tenet').includes('use-not-found'));
});

test('takes back the findings of a file that is deleted', async () => {
    const files = await start({ 'file:///w/bad.tenet': 'fact x: nonsense\n' });
    await client.until(() => client.codes('file:///w/bad.tenet').length > 0);
    files.delete('file:///w/bad.tenet');
    client.filesChanged('file:///w/bad.tenet');
    await client.untilCodes('file:///w/bad.tenet');
});

test('takes back what lay in a folder that is deleted, and tells those who used it', async () => {
    const files = await start({
        'file:///w/lib/words.tenet': WORDS,
        'file:///w/lib/bad.tenet': 'fact x: nonsense\n',
        'file:///w/small.tenet': POLICY.replace('words', 'lib/words'),
    });
    await client.until(() => client.codes('file:///w/lib/bad.tenet').length > 0);
    await client.untilCodes('file:///w/small.tenet');
    files.delete('file:///w/lib/words.tenet');
    files.delete('file:///w/lib/bad.tenet');
    client.filesChanged('file:///w/lib');
    await client.untilCodes('file:///w/lib/bad.tenet');
    await client.until(() => client.codes('file:///w/small.tenet').includes('use-not-found'));
});

test('finds what lies in a folder that comes as a whole', async () => {
    const files = await start({ 'file:///w/small.tenet': POLICY.replace('words', 'lib/words') });
    await client.until(() => client.codes('file:///w/small.tenet').includes('use-not-found'));
    files.set('file:///w/lib/words.tenet', WORDS);
    files.set('file:///w/lib/bad.tenet', 'fact x: nonsense\n');
    client.filesChanged('file:///w/lib');
    await client.untilCodes('file:///w/small.tenet');
    await client.until(() => client.codes('file:///w/lib/bad.tenet').length > 0);
});

test('lets files that come and go in peace that are not its own', async () => {
    const initializationOptions = { tenet: { commands: true } };
    await start({ 'file:///w/words.tenet': WORDS, 'file:///w/small.tenet': POLICY }, { initializationOptions });
    await client.until(() => client.count('tenet/scenariosChanged') > 0);
    client.forgetReceived();
    client.filesChanged(...Array.from({ length: 2_000 }, (_, at) => `file:///w/data/${at}.csv`), 'file:///w/data');
    await client.tenet('tenet/policies', {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(client.notifications('tenet/scenariosChanged')).toEqual([]);
});

test('follows what uses a file that is renamed', async () => {
    const files = await start({
        'file:///w/words.tenet': WORDS,
        'file:///w/a/small.tenet': POLICY.replace('words', '../words'),
    });
    await client.tenet('tenet/policies', {});
    const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', {
        files: [{ oldUri: 'file:///w/words.tenet', newUri: 'file:///w/lib/terms.tenet' }],
    });
    expect(edit.changes?.['file:///w/a/small.tenet']?.map(({ newText }) => newText)).toEqual(['"../lib/terms.tenet"']);
    const folder = await client.request<WorkspaceEdit>('workspace/willRenameFiles', {
        files: [{ oldUri: 'file:///w/a', newUri: 'file:///w/b/c' }],
    });
    expect(folder.changes?.['file:///w/a/small.tenet']?.map(({ newText }) => newText)).toEqual(['"../../words.tenet"']);
    expect(files.size).toBe(2);
});

test('is asked before any document is renamed that it looks at', async () => {
    const { filters } = capabilitiesFor(newClient()).workspace?.fileOperations?.willRename ?? {};
    expect(filters?.[0]?.pattern.glob).toBe('**/*.{tenet,md,markdown,txt}');
    await start({
        'file:///w/small.tenet': POLICY.replace('policy small', 'policy small source "rules.markdown"').replace(
            ' "Small"',
            '',
        ),
        'file:///w/words.tenet': WORDS,
    });
    await client.tenet('tenet/policies', {});
    const edit = await client.request<WorkspaceEdit>('workspace/willRenameFiles', {
        files: [{ oldUri: 'file:///w/rules.markdown', newUri: 'file:///w/text/rules.markdown' }],
    });
    expect(edit.changes?.['file:///w/small.tenet']?.map(({ newText }) => newText)).toEqual(['"text/rules.markdown"']);
});

test('serves files outside of every folder, and forgets them', async () => {
    await start({ 'file:///w/small.tenet': POLICY, 'file:///w/words.tenet': WORDS, 'file:///else/words.tenet': WORDS });
    client.open('file:///else/other.tenet', POLICY.replace('small', 'other').replace('ask resident', 'ask residnt'));
    await client.untilCodes('file:///else/other.tenet', 'name-unknown');
    client.closeDocument('file:///else/other.tenet');
    await client.untilCodes('file:///else/other.tenet');
    const { policies } = await client.tenet('tenet/policies', {});
    expect(policies.map(({ name }) => name)).toEqual(['small']);
});

test('serves several folders, and those that come and go', async () => {
    const capabilities = { workspace: { workspaceFolders: true } };
    await start(
        {
            'file:///w/small.tenet': POLICY,
            'file:///w/words.tenet': WORDS,
            'file:///v/small.tenet': POLICY.replace('small', 'second'),
            'file:///v/words.tenet': WORDS,
        },
        { capabilities },
    );
    const names = async () => (await client.tenet('tenet/policies', {})).policies.map(({ name }) => name);
    expect(await names()).toEqual(['small']);
    const [w, v] = ['file:///w', 'file:///v'].map((uri) => ({ uri, name: uri }));
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [v], removed: [] },
    });
    expect(await names()).toEqual(['second', 'small']);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [], removed: [w] },
    });
    expect(await names()).toEqual(['second']);
});

test('knows a file by any way to write its address', async () => {
    await start({ 'file:///w/my%20words.tenet': WORDS, 'file:///w/small.tenet': POLICY.replace('words', 'my words') });
    await client.tenet('tenet/policies', {});
    client.open('file:///w/my%20words.tenet', WORDS.replace('resident', 'inhabitant'));
    await client.untilCodes('file:///w/small.tenet', 'name-unknown');
    client.open('file:///w/small.tenet', POLICY.replace('words', 'my words'));
    const position = client.at('file:///w/small.tenet', 'my words');
    const links = await client.at_<{ targetUri: string }[]>(
        'textDocument/definition',
        'file:///w/small.tenet',
        position,
    );
    expect(links.map(({ targetUri }) => targetUri)).toEqual(['file:///w/my%20words.tenet']);
});

test('reads no more of a workspace than it has room for, and the rest once it is opened', async () => {
    const long = `${'// nothing\n'.repeat(270_000)}`;
    const count = Math.ceil(MAX_INDEXED_LENGTH / long.length) + 1;
    const many = Array.from({ length: count }, (_, index) => [`file:///w/${index}.tenet`, long] as const);
    const last = `policy p\n${WORDS}`;
    await start({ ...Object.fromEntries(many), 'file:///w/last.tenet': last });
    const symbols = () => client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'resident' });
    expect(await symbols()).toEqual([]);
    expect(client.logs.splice(0)).toEqual(['2 files are not read until they are opened: there are too many.']);
    client.open('file:///w/last.tenet', last);
    expect((await symbols()).map(({ name }) => name)).toContain('resident');
});

test('reads files through a client that holds them', async () => {
    const files = memoryFiles(
        new Map([
            ['web:/w/words.tenet', WORDS],
            ['web:/w/small.tenet', POLICY],
        ]),
    );
    client = await TestClient.start({
        files: { read: async () => undefined, find: async () => [] },
        clientFiles: files,
        folders: ['web:/w'],
        initializationOptions: { tenet: { files: true } },
    });
    const { policies } = await client.tenet('tenet/policies', {});
    expect(policies.map(({ name, errors }) => ({ name, errors }))).toEqual([{ name: 'small', errors: 0 }]);
});

const PULLS = {
    textDocument: { diagnostic: {} },
    workspace: { diagnostics: { refreshSupport: true } },
};

test('answers an editor that asks for findings, and pushes nothing to it', async () => {
    await start(
        { 'file:///w/words.tenet': WORDS, 'file:///w/small.tenet': POLICY.replace('ask resident', 'ask residnt') },
        { capabilities: PULLS },
    );
    client.open('file:///w/small.tenet', POLICY.replace('no => refused', ''));
    const textDocument = { uri: 'file:///w/small.tenet' };
    const pull = (previousResultId?: string) =>
        client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument, previousResultId });
    await client.until(() => client.count('workspace/diagnostic/refresh') > 0);
    const first = await pull();
    const again = await pull(first.kind === 'full' ? first.resultId : undefined);
    expect(again.kind).toBe('unchanged');
    // Told to ask again as often as something is new, until the proof is there.
    for (let told = 1; ; told++) {
        const proved = await pull();
        if (proved.kind === 'full' && proved.items.some(({ code }) => code === 'no-decision')) break;
        await client.until(() => client.count('workspace/diagnostic/refresh') > told);
    }
    const whole = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
    expect(whole.items.map(({ uri }) => uri)).toEqual(['file:///w/small.tenet', 'file:///w/words.tenet']);
    expect(client.published).toEqual([]);
});

test('says what a finding is about: code, page, places, what can never matter', async () => {
    await start({}, { folders: [], docs: 'https://example.org/findings/' });
    client.open(
        'file:///a.tenet',
        `${WORDS.replace('resident', 'a').replace(/$/, 'fact resident: yes/no\nfact resident: yes/no\n')}policy p
principle P1 { ask a  yes => granted  no => refused  otherwise => refused }
principle P2 { ask resident  yes => granted  no => refused }
`,
    );
    await client.until(() => client.codes('file:///a.tenet').includes('name-duplicate'));
    const found = client.diagnostics.get('file:///a.tenet')?.find(({ code }) => code === 'name-duplicate');
    expect(found).toMatchObject({
        severity: 1,
        source: 'tenet',
        codeDescription: { href: 'https://example.org/findings/name-duplicate.md' },
        relatedInformation: [{ location: { uri: 'file:///a.tenet' } }],
    });
    client.edit('file:///a.tenet', 'fact resident: yes/no\nfact', 'fact');
    client.edit('file:///a.tenet', 'policy p\n', '');
    client.change(
        'file:///a.tenet',
        { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        'policy p\n',
    );
    await client.until(() => client.codes('file:///a.tenet').includes('step-unreachable'));
    const dead = client.diagnostics.get('file:///a.tenet')?.find(({ code }) => code === 'step-unreachable');
    expect(dead?.tags).toEqual([1]);
});

test('keeps what was proved where it stands until the next proof', async () => {
    await start({}, { folders: [] });
    const text = `policy p\n${WORDS}principle P1 { ask resident  yes => granted }\n`;
    client.open('file:///a.tenet', text);
    await client.untilCodes('file:///a.tenet', 'outcome-unused', 'no-decision');
    const before = client.diagnostics.get('file:///a.tenet')?.find(({ code }) => code === 'no-decision');
    client.published.length = 0;
    client.change('file:///a.tenet', { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, '\n\n');
    await client.until(() => client.published.length > 0);
    const after = client.diagnostics.get('file:///a.tenet')?.find(({ code }) => code === 'no-decision');
    expect(after?.range.start.line).toBe((before?.range.start.line ?? 0) + 2);
});

test('shows how far the first reading is', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `file:///w/${index}.tenet`);
    const slow = async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return WORDS;
    };
    const capabilities = { window: { workDoneProgress: true } };
    await start({}, { capabilities, files: { read: slow, find: async () => names } });
    await client.tenet('tenet/policies', {});
    await client.until(() => client.progress.includes('end'));
    expect(client.progress[0]).toBe('begin');
});
