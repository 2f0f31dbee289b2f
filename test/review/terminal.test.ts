// The instruments at a terminal: the interview by keyboard alone, without a cursor that moves; long work that shows how far
// it is and can be stopped.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { copyOfExample, expectReadable, tenet, useTenet } from '../cli/tenet.js';
import { HAS_TERMINAL, session } from './pseudo-terminal.js';

vi.setConfig({ testTimeout: 120_000 });
useTenet();

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const MOVES = /\u001b\[[0-9;?]*[A-HJKSTfhlsu]/;

test.skipIf(!HAS_TERMINAL)('an interview by keyboard alone, to its end and on from there', async () => {
    const folder = copyOfExample('crime-assessment');
    const { until, type, screen, ended } = session(['ask', 'as-intended.tenet'], folder);
    const reply = async (keys: string) => {
        await until('> ');
        type(`${keys}\n`);
    };
    const answer = async (question: string, keys: string) => {
        await until(question);
        await reply(keys);
    };
    await answer('On which day is the crime assessed?', '2024-05-01');
    await answer('Which offence is recorded?', 'shoplifting');
    await answer('Does the victim support a prosecution', '?');
    await answer('If the victim cannot be asked', 'y');
    await answer('Who has identified the suspect?', 'b 2');
    await until('Taken back: Which offence is recorded?');
    await answer('Which offence is recorded?', 'burglary');
    await until('No longer needed:');
    await answer('Who has identified the suspect?', 'u');
    await answer('Do you know of any CCTV footage?', 'o');
    await until('So far: open, still possible: Assessed in');
    await until('No longer needed (');
    // The terminal itself takes a letter back.
    await reply('y\u007fn');
    await answer('Could a forensic', '');
    await answer('tracking software', '');
    await answer("Was the suspect's vehicle", '');
    await answer('Did an unidentified', 'n');
    await answer('particular interest', '');
    await answer('What do you propose yourself?', 'out');
    await until('Assessed out, decided by VL.c');
    await until('Assumed: Who has identified the suspect? none (Nobody)');
    await until('[ ] must keep to the Victims');
    // One Enter too many loses nothing.
    await answer('s TITLE save as a scenario', '');
    await answer('s TITLE save as a scenario', 'e');
    await until('What would change this');
    await answer('suspectIdentifiedBy is not none', 's A burglary without a lead');
    await until('Saved as ‘A burglary without a lead’ in as-intended.tenet.');
    await reply('r record.json');
    await until('Record written to record.json.');
    await reply('p');
    await until('# Decision record: Crime assessment');
    await reply('q');
    expect(await ended).toBe(0);
    // A screen reader reads on from where it is: nothing moves the cursor, nothing is drawn twice.
    expect(screen()).not.toMatch(MOVES);
    expectReadable(screen().replaceAll('\r\n', '\n').replaceAll('\b \b', ''));
    expect(readFileSync(join(folder, 'as-intended.tenet'), 'utf8')).toContain('scenario "A burglary without a lead" {');
    expect((await tenet(['replay', 'record.json', 'as-intended.tenet'], { cwd: folder })).code).toBe(0);
});

test.skipIf(!HAS_TERMINAL)('Ctrl-C leaves an interview at once, Ctrl-D ends it', async () => {
    const folder = copyOfExample('parking-permit');
    const first = session(['ask', 'parking-permit.tenet'], folder);
    await first.until('> ');
    first.type('\u0003');
    expect(await first.ended).toBe(130);
    const second = session(['ask', 'parking-permit.tenet'], folder);
    await second.until('> ');
    second.type('\u0004');
    await second.until('Stopped before the end');
    expect(await second.ended).toBe(1);
});

test.skipIf(!HAS_TERMINAL)('mutation shows how far it is, and Ctrl-C stops it', async () => {
    const folder = copyOfExample('crime-assessment');
    const args = ['test', 'as-intended.tenet', 'as-intended.scenarios.tenet', '--mutate'];
    const { until, type, screen, ended } = session(args, folder);
    await until('changes to crimeAssessment looked at');
    type('\u0003');
    expect(await ended).toBe(130);
    expect(screen()).not.toContain('changes noticed');
});
