// The active case while its scenario is edited: it is followed by its place, and where it is gone that is said.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActiveCaseState } from '../../server/protocol.js';
import { TestClient } from './client.js';

const uri = 'file:///case.tenet';
const TEXT = `policy case "Case"
fact old: yes/no
outcome granted as accept
outcome refused as refuse
principle P { ask old  yes => granted  no => refused }
scenario "Old" { old: yes  expect granted }
scenario "Young" { old: no  expect refused }
scenario table "Both" {
  | old | expect  |
  | yes | granted |
  | no  | refused |
}
`;

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
    client.open(uri, TEXT);
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const choose = (id: string): Promise<ActiveCaseState> =>
    client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id: `${uri}#${id}` } });

/** What is told of the active case after an edit. */
async function after(edit: () => void): Promise<ActiveCaseState | undefined> {
    client.forgetReceived();
    edit();
    await client.until(() => client.notifications('tenet/activeCaseChanged').length > 0);
    return client.notifications('tenet/activeCaseChanged').at(-1);
}

test('stays while its title is changed, and while that cannot be read', async () => {
    await choose('Young');
    const renamed = await after(() => client.edit(uri, '"Young"', '"Not old"'));
    expect(renamed).toMatchObject({
        case: { kind: 'scenario', id: `${uri}#Not old` },
        title: 'Not old',
        status: 'Not old → refused',
        problem: null,
    });
    const typing = await after(() => client.edit(uri, '"Not old"', '"Not o'));
    expect(typing).toMatchObject({ title: 'Not old', problem: null, decision: { stale: true, label: 'refused' } });
    const typed = await after(() => client.edit(uri, '"Not o {', '"Not so old" {'));
    expect(typed).toMatchObject({ case: { id: `${uri}#Not so old` }, decision: { stale: false } });
});

test('stays the same row when others come before it', async () => {
    expect(await choose('Both/2')).toMatchObject({ decision: { label: 'refused' } });
    const moved = await after(() =>
        client.edit(uri, '  | yes | granted |\n', '  | yes | granted |\n  | yes | granted |\n'),
    );
    expect(moved).toMatchObject({ case: { id: `${uri}#Both/3` }, decision: { label: 'refused' } });
});

test('is said to be gone once its scenario is', async () => {
    await choose('Young');
    const gone = await after(() => client.edit(uri, 'scenario "Young" { old: no  expect refused }\n', ''));
    expect(gone).toMatchObject({
        decision: null,
        status: 'Young: case is gone',
        problem: 'The case is gone: there is no scenario “Young” any more.',
    });
});

test('has a status that fits into a status bar', async () => {
    const title = 'A scenario whose title goes on and on and tells everything that there is to be told of it';
    client.open(uri, TEXT.replace('"Young"', `"${title}"`));
    const state = await choose(title);
    expect(state.title).toBe(title);
    expect(state.status).toMatch(/^A scenario whose title goes on .* … → refused$/);
    expect(state.status?.length).toBeLessThanOrEqual(60);
});
