// `tenet test`: scenarios with their failures, every reporter, coverage.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfExample, expectReadable, expectValid, folderWith, parsed, tenet, useTenet } from './tenet.js';

useTenet();

const ENTRY = `policy entry "Entry"

choice Ticket { single "Single ticket"  season "Season ticket" }

fact ticket "Which ticket is it?": Ticket
fact guest "Is it a guest?": yes/no default no
fact fee "What was paid?": money GBP or unknown

outcome admitted "Let in" as accept
outcome refused as refuse

principle P1 "Ticket" {
  ask ticket
    season => admitted because "season tickets are good for all days"
    single => next
}

principle P2 "Fee" {
  ask fee
    at least £5  => admitted
    under £5     => refused because "the fee is too low"
    unknown      => refused
}

on refused { must tell visitor "where to pay" }
on admitted { should "keep the ticket" }
`;

const PASSING = `
scenario "A season ticket" { ticket: season  expect admitted at P1  tagged quick }
scenario "No fee" { ticket: single  expect refused at P2 }
`;

const FAILING = `
scenario "Too little" {
  ticket: single  fee: £4.99
  expect admitted at P1
  expect path P1 single, P2 at least £5
  expect duty "keep the ticket"
  expect no duty "where to pay"
}
scenario "Nothing given" { expect admitted }
`;

interface TestJson {
    readonly suites: readonly { readonly file: string; readonly scenarios: readonly { readonly title: string }[] }[];
    readonly broken: readonly { readonly file: string }[];
    readonly summary: Readonly<Record<string, number>>;
}

describe('text', () => {
    test('has a line for each scenario, a summary and the coverage', async () => {
        const folder = folderWith({ 'entry.tenet': ENTRY + PASSING });
        const run = await tenet(['test'], { cwd: folder });
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toMatchInlineSnapshot(`
          "entry.tenet
            ✓ A season ticket  quick
            ✓ No fee

          ✓ 2 scenarios passed
            coverage  entry  3 of 5 answers  60 %
          "
        `);
    });

    test('tells what was expected, what came and the path', async () => {
        const folder = folderWith({ 'entry.tenet': ENTRY + PASSING + FAILING });
        const run = await tenet(['test', '--coverage'], { cwd: folder });
        expect(run.code).toBe(1);
        expectReadable(run.stdout);
        expect(run.stdout).toMatchInlineSnapshot(`
          "entry.tenet
            ✓ A season ticket  quick
            ✓ No fee
            ✗ Too little
            ✗ Nothing given

          ✗ Too little
            entry.tenet:31:10
            expected    admitted at P1
            got         refused at P2
            expected    P1 single, P2 at least £5
            got         P1 single, P2 under £5
            expected    duty “keep the ticket”
            got         duty “where to pay”
            expected    no duty “where to pay”
            got         this duty
            path
              P1  Ticket: Which ticket is it?
                  single → next   ticket: single (Single ticket)
            ▸ P2  Fee: What was paid?
                  under £5 → refused, because the fee is too low   fee: £4.99

          ✗ Nothing given
            entry.tenet:38:10
            expected    admitted
            got         missing ticket
            path
              P1  Ticket: Which ticket is it?
                  not answered: ticket is missing

          No scenario takes these answers of entry
            entry.tenet:20:5  P2 at least £5

          ✗ 2 of 4 scenarios failed
            coverage  entry  4 of 5 answers  80 %
          "
        `);
    });

    test('shows dots for many', async () => {
        const run = await tenet(['test', 'examples']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toContain('·'.repeat(80));
        expect(run.stdout).toMatch(/✓ \d+ scenarios passed/);
    });

    test('says which files have errors and what suffers from them', async () => {
        const folder = folderWith({
            'entry.tenet': ENTRY.replace('ask fee', 'ask fees'),
            'suite.tenet': `scenarios for entry\n\nuse "entry.tenet"\n${PASSING}`,
            'sound.tenet': ENTRY + PASSING,
        });
        const run = await tenet(['test'], { cwd: folder });
        expect(run.code).toBe(1);
        expect(run.stdout).toContain('✗ entry.tenet has 1 error\n\nerror name-unknown');
        expect(run.stdout).toContain('✗ suite.tenet was not run: see entry.tenet');
        expect(run.stdout).toContain('✗ 2 files with errors, 2 scenarios passed');
    });
});

describe('which scenarios', () => {
    test('those of policies and suites, each once', async () => {
        const folder = folderWith({
            'entry.tenet': ENTRY + PASSING,
            'suite.tenet':
                'scenarios for entry\n\nuse "entry.tenet"\n\nscenario "Guest" { ticket: single  expect refused }\n',
        });
        const { suites, summary } = parsed<TestJson>(await tenet(['test', '--json'], { cwd: folder }));
        expect(suites.map(({ file, scenarios }) => [file, scenarios.map(({ title }) => title)])).toEqual([
            ['entry.tenet', ['A season ticket', 'No fee']],
            ['suite.tenet', ['Guest']],
        ]);
        expect(summary).toEqual({ scenarios: 3, passed: 3, failed: 0, broken: 0 });
    });

    test.each([
        ['season', ['A season ticket']],
        ['QUICK', ['A season ticket']],
        ['entry.tenet', ['A season ticket', 'No fee']],
    ])('those that --filter %s finds', async (filter, titles) => {
        const folder = folderWith({ 'entry.tenet': ENTRY + PASSING });
        const run = await tenet(['test', '--filter', filter as string, '--json'], { cwd: folder });
        expect(parsed<TestJson>(run).suites.flatMap((suite) => suite.scenarios.map(({ title }) => title))).toEqual(
            titles,
        );
    });

    test('none is a failure', async () => {
        const folder = folderWith({ 'entry.tenet': ENTRY + PASSING, 'bare.tenet': ENTRY });
        expect(await tenet(['test', '--filter', 'zebra'], { cwd: folder })).toMatchObject({
            code: 1,
            stderr: 'tenet: there is no scenario with ‘zebra’ in its title, tags or file name\n',
        });
        expect(await tenet(['test', 'bare.tenet'], { cwd: folder })).toMatchObject({
            code: 1,
            stderr: 'tenet: there is no scenario\n',
        });
    });
});

describe('reporters', () => {
    const files = {
        'entry.tenet': ENTRY + PASSING + FAILING,
        'bad.tenet': ENTRY.replace('ask fee', 'ask fees'),
    };

    test('json follows its schema', async () => {
        const folder = folderWith(files);
        const run = await tenet(['test', '--json'], { cwd: folder });
        expectValid('test', parsed(run));
        expect(run.code).toBe(1);
        expectValid('test', parsed(await tenet(['test', 'examples', '--reporter', 'json'])));
    });

    test('junit', async () => {
        const folder = folderWith({
            ...files,
            'odd.tenet': `${ENTRY}\nscenario "<&> \\"\u0001\u202e" { ticket: season  expect refused }\n`,
        });
        const run = await tenet(['test', '--reporter', 'junit'], { cwd: folder });
        const xml = run.stdout.replace(/ time="[\d.]+"/g, '');
        expect(xml).toContain('<testsuites name="Tenet" tests="6" failures="3" errors="1">');
        expect(xml).toContain(
            '<testcase name="&lt;&amp;&gt; &quot;\ufffd\ufffd" classname="entry" file="odd.tenet" line="28">',
        );
        expect(xml).toMatchInlineSnapshot(`
          "<?xml version="1.0" encoding="UTF-8"?>
          <testsuites name="Tenet" tests="6" failures="3" errors="1">
          <testsuite name="entry.tenet" tests="4" failures="2" errors="0" skipped="0">
          <testcase name="A season ticket" classname="entry" file="entry.tenet" line="28"/>
          <testcase name="No fee" classname="entry" file="entry.tenet" line="29"/>
          <testcase name="Too little" classname="entry" file="entry.tenet" line="31">
          <failure type="expectation" message="expected admitted at P1, got refused at P2">entry.tenet:31
          expected: admitted at P1
               got: refused at P2
          expected: P1 single, P2 at least £5
               got: P1 single, P2 under £5
          expected: duty “keep the ticket”
               got: “where to pay”
          expected: no duty “where to pay”
               got: “where to pay”
          given: ticket: single, fee: £4.99
          path:
            P1 Ticket — Which ticket is it? single → next (ticket: single (Single ticket))
            P2 Fee — What was paid? under £5 → refused because the fee is too low (fee: £4.99)</failure>
          </testcase>
          <testcase name="Nothing given" classname="entry" file="entry.tenet" line="38">
          <failure type="expectation" message="expected admitted, got missing ticket">entry.tenet:38
          expected: admitted
               got: missing ticket
          given: nothing
          path: no question was asked</failure>
          </testcase>
          </testsuite>
          <testsuite name="odd.tenet" tests="1" failures="1" errors="0" skipped="0">
          <testcase name="&lt;&amp;&gt; &quot;��" classname="entry" file="odd.tenet" line="28">
          <failure type="expectation" message="expected refused, got admitted at P1">odd.tenet:28
          expected: refused
               got: admitted at P1
          given: ticket: season
          path:
            P1 Ticket — Which ticket is it? season → admitted because season tickets are good for all days (ticket: season (Season ticket))</failure>
          </testcase>
          </testsuite>
          <testsuite name="bad.tenet" tests="1" failures="0" errors="1" skipped="0">
          <testcase name="the file has errors" classname="bad.tenet" file="bad.tenet">
          <error type="error" message="There is no fact, parameter, definition or score ‘fees’. Did you mean ‘fee’?">bad.tenet:19:7 name-unknown: There is no fact, parameter, definition or score ‘fees’. Did you mean ‘fee’?</error>
          </testcase>
          </testsuite>
          </testsuites>
          "
        `);
    });

    test('tap', async () => {
        const folder = folderWith(files);
        const run = await tenet(['test', '--reporter', 'tap'], { cwd: folder });
        expect(run.code).toBe(1);
        expect(run.stdout).toMatchInlineSnapshot(`
          "TAP version 14
          1..5
          # entry.tenet
          ok 1 - A season ticket
          ok 2 - No fee
          not ok 3 - Too little
            ---
            message: "expected admitted at P1, got refused at P2"
            severity: "fail"
            at: "entry.tenet:31"
            told:
              - "expected: admitted at P1"
              - "     got: refused at P2"
              - "expected: P1 single, P2 at least £5"
              - "     got: P1 single, P2 under £5"
              - "expected: duty “keep the ticket”"
              - "     got: “where to pay”"
              - "expected: no duty “where to pay”"
              - "     got: “where to pay”"
              - "given: ticket: single, fee: £4.99"
              - "path:"
              - "  P1 Ticket — Which ticket is it? single → next (ticket: single (Single ticket))"
              - "  P2 Fee — What was paid? under £5 → refused because the fee is too low (fee: £4.99)"
            ...
          not ok 4 - Nothing given
            ---
            message: "expected admitted, got missing ticket"
            severity: "fail"
            at: "entry.tenet:38"
            told:
              - "expected: admitted"
              - "     got: missing ticket"
              - "given: nothing"
              - "path: no question was asked"
            ...
          not ok 5 - bad.tenet has errors
            ---
            message: "19: There is no fact, parameter, definition or score ‘fees’. Did you mean ‘fee’?"
            severity: "error"
            at: "bad.tenet"
            told:
              - "19: There is no fact, parameter, definition or score ‘fees’. Did you mean ‘fee’?"
            ...
          "
        `);
    });
});

describe('coverage', () => {
    test('as JSON follows its schema', async () => {
        const folder = copyOfExample('parking-permit');
        const run = await tenet(['test', '--coverage', 'json'], { cwd: folder });
        expect(run).toMatchObject({ code: 0, stderr: 'Coverage written to tenet-coverage.json.\n' });
        const json = JSON.parse(readFileSync(join(folder, 'tenet-coverage.json'), 'utf8'));
        expectValid('coverage', json);
        expect(json.policies[0]).toMatchObject({ policy: 'parkingPermit', file: 'parking-permit.tenet' });
        const [first] = json.policies[0].answers;
        expect(first.scenarios).toHaveLength(first.taken);
        expect(json.policies[0].conditions.figures.all.of).toBeGreaterThan(20);
    });

    test('does not demand what no case can take, and says so', async () => {
        const files = ['as-published.tenet', 'as-published.scenarios.tenet'];
        const folder = copyOfExample('crime-assessment');
        const run = await tenet(['test', ...files, '--coverage', '--min-coverage', '100'], { cwd: folder });
        expect(run.code).toBe(0);
        expect(run.stdout).toContain('No case at all takes these answers of crimeAssessmentAsPublished, with proof');
        expect(run.stdout).toContain('22 of 22 answers  100 %; 14 more that no case can take');
    });

    test('as a page marks what no scenario takes', async () => {
        const folder = folderWith({ 'entry.tenet': `${ENTRY}\nscenario "<b>" { ticket: season  expect admitted }\n` });
        await tenet(['test', '--coverage', 'html', '--coverage-out', 'page.html'], { cwd: folder });
        const page = readFileSync(join(folder, 'page.html'), 'utf8');
        expect(page).toContain(' class="taken"><td>14</td><td>1×</td>');
        expect(page).toContain(' class="untaken"><td>15</td><td>not taken</td>');
        expect(page).toContain('scenario &quot;&lt;b&gt;&quot;');
        expect(page).not.toContain('<b>');
    });

    test.each([
        ['60', 0, ''],
        ['60.1', 1, 'tenet: scenarios cover 60 % of entry, less than 60.1 %\n'],
    ])('of at least %s per cent', async (least, code, stderr) => {
        const folder = folderWith({ 'entry.tenet': ENTRY + PASSING });
        const run = await tenet(['test', '--min-coverage', least as string], { cwd: folder });
        expect(run).toMatchObject({ code, stderr });
    });
});
