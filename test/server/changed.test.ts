// Which scenarios are changed, and which an edit makes run again.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestClient } from './client.js';

const URI = 'file:///p.tenet';
const TEXT = `policy p
fact a: yes/no
outcome x
outcome y
principle P1 { ask a  yes => x  no => y }
case base { a: yes }
scenario "one" like base { expect x }
scenario "two" { a: no  expect y }
scenario "wrong" { a: no  expect x }
`;
const id = (title: string): string => `${URI}#${title}`;

let client: TestClient;

beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
    client.open(URI, TEXT);
});
afterEach(() => client.close());

const changed = async (files?: Record<string, string | null>) => {
    const { ids, open } = await client.tenet('tenet/changedScenarios', {
        bases: files ? [{ uri: URI, files }] : [],
        alsoOpen: true,
    });
    return files ? ids : [ids, open];
};

/** Ids of what a run of what is affected came to. */
async function affected(): Promise<readonly string[]> {
    client.forgetReceived();
    await client.tenet('tenet/run', { run: 'a', affectedOnly: true });
    return client.notifications('tenet/runResults').flatMap(({ results }) => results.map((each) => each.id));
}

test('against another version: those whose policy, facts or expectations are others', async () => {
    expect(await changed({ [URI]: TEXT })).toEqual([]);
    expect(await changed({ [URI]: `// a comment\n\n${TEXT}` })).toEqual([]);
    expect(
        await changed({ [URI]: TEXT.replace('scenario "two" { a: no  expect y', 'scenario "two" { a: yes  expect y') }),
    ).toEqual([id('two')]);
    expect(await changed({ [URI]: TEXT.replace('case base { a: yes }', 'case base { a: no }') })).toEqual([id('one')]);
    const all = [id('one'), id('two'), id('wrong')];
    expect(await changed({ [URI]: TEXT.replace('no => y', 'no => x') })).toEqual(all);
    expect(await changed({ [URI]: null })).toEqual(all);
    expect(await changed({ [URI]: TEXT.replace('scenario "one" like base { expect x }\n', '') })).toEqual([id('one')]);
});

test('without another version: those that did not pass as they are', async () => {
    expect(await changed()).toEqual([[], [id('one'), id('two'), id('wrong')]]);
    await client.tenet('tenet/run', { run: '1' });
    expect(await changed()).toEqual([[], [id('wrong')]]);
    client.edit(URI, 'scenario "two" { a: no', 'scenario "two" {  a: no');
    expect(await changed()).toEqual([[], [id('wrong')]]);
    client.edit(URI, 'yes => x', 'yes => y');
    expect(await changed()).toEqual([[id('one'), id('two')], [id('wrong')]]);
    client.edit(URI, 'yes => y', 'yes => x');
    expect(await changed()).toEqual([[], [id('wrong')]]);
});

test('an edit makes only those run again that may come out otherwise', async () => {
    const scenarios = (ids: readonly string[]) => ids.filter((each) => !each.includes('#check'));
    expect(scenarios(await affected())).toEqual([id('one'), id('two'), id('wrong')]);
    expect(await affected()).toEqual([]);
    client.edit(URI, 'scenario "wrong" { a: no  expect x }', 'scenario "wrong" { a: no  expect y }');
    expect(await affected()).toEqual([id('wrong'), id('check/scenarios')]);
    client.edit(URI, 'policy p', 'policy p\n\n// nothing new');
    expect(await affected()).toEqual([]);
    client.edit(URI, 'no => y', 'no => x');
    expect(scenarios(await affected())).toEqual([id('one'), id('two'), id('wrong')]);
});
