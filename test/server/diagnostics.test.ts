// What is said about a text while it is typed, and when it is said.

import { afterEach, expect, test } from 'vitest';
import { example, memoryFiles, TestClient } from './client.js';

let client: TestClient;
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const POLICY = `policy small "Small"
fact resident "Resident?": yes/no
outcome yes-please "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Residence" {
  ask resident
    yes => yes-please
    no  => refused
}
`;

test('says what is wrong as it is typed, and takes it back', async () => {
    client = await TestClient.start();
    client.open('file:///a.tenet', POLICY);
    client.edit('file:///a.tenet', 'ask resident', 'ask residnt');
    await client.untilCodes('file:///a.tenet', 'name-unknown');
    client.edit('file:///a.tenet', 'ask residnt', 'ask resident');
    await client.untilCodes('file:///a.tenet');
});

test('checks the examples and finds nothing but what is documented', async () => {
    client = await TestClient.start();
    const { uri, text } = example('examples/crime-assessment/as-intended.scenarios.tenet');
    client.open(uri, text);
    client.edit(uri, 'scenarios for crimeAssessment', 'scenarios for crimeAsessment');
    await client.until(() => client.codes(uri).length > 0);
    expect(client.codes(uri)).toContain('name-unknown');
    client.edit(uri, 'scenarios for crimeAsessment', 'scenarios for crimeAssessment');
    await client.untilCodes(uri);
});

test('refreshes a suite when its policy changes', async () => {
    client = await TestClient.start({ files: memoryFiles(new Map()) });
    client.open('file:///p.tenet', POLICY);
    client.open(
        'file:///s.tenet',
        'scenarios for small\nuse "p.tenet"\nscenario "A" { resident: yes  expect yes-please }\n',
    );
    client.edit('file:///p.tenet', 'outcome yes-please', 'outcome granted');
    await client.until(() => client.codes('file:///s.tenet').includes('name-unknown'));
    client.edit('file:///p.tenet', 'outcome granted', 'outcome yes-please');
    await client.untilCodes('file:///s.tenet');
});
