// The debugger over its protocol, without an editor: stepping both ways, what makes it stop, what-if, and what it refuses.

import type { DebugProtocol } from '@vscode/debugprotocol';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hitTest } from '../../client/debug/stops.js';
import { readTyped } from '../../client/debug/variables.js';
import { example, TestClient } from '../server/client.js';
import { TestDebugger } from './debugger.js';

const permits = example('test/editor/workspace/permits.tenet');
const crime = example('examples/crime-assessment/as-intended.tenet');
const suite = example('examples/crime-assessment/as-intended.scenarios.tenet');
const path = new URL(permits.uri).pathname;
const scenario = (title: string, uri = permits.uri) => ({ kind: 'scenario', id: `${uri}#${title}` }) as const;
const lineOf = (text: string, from = permits.text): number => from.slice(0, from.indexOf(text)).split('\n').length;

let client: TestClient;
let debug: TestDebugger;

beforeEach(async () => {
    client = await TestClient.start();
    client.open(permits.uri, permits.text);
    debug = new TestDebugger(client);
});
afterEach(() => client.close());

const setLines = (breakpoints: readonly DebugProtocol.SourceBreakpoint[]) =>
    debug.request<DebugProtocol.SetBreakpointsResponse['body']>('setBreakpoints', { source: { path }, breakpoints });

describe('stepping', () => {
    test('steps over conditions to the outcome, and ends', async () => {
        await debug.launch(scenario('Just over the limit'));
        const seen: string[] = [];
        for (let left = 30; left > 0 && !debug.isOver; left--) {
            const { frames, lines } = await debug.place();
            seen.push(`${lines[0]} ${frames.join(' < ')}`);
            await debug.request('next', { threadId: 1 });
        }
        const [of, at] = ["Residents' parking permits", lineOf];
        expect(seen).toEqual([
            `${at('  when vehicle is motorcycle =>')} E Motorcycles < ${of}`,
            `${at('  when vehicle is motorcycle =>')} E Motorcycles (no) < ${of}`,
            `${at('ask resident')} P1 Residence < ${of}`,
            `${at('yes => next')} P1 Residence (yes) < ${of}`,
            `${at('ask income')} P2 Income < ${of}`,
            `${at('at most incomeLimit')} P2 Income < ${of}`,
            `${at('over incomeLimit ')} P2 Income (over incomeLimit) < ${of}`,
            `${at('only when hardship')} H Hardship < ${of}`,
            `${at('only when hardship')} H Hardship < ${of}`,
        ]);
        expect(debug.output).toMatch(/refused, decided by P2/);
        expect(debug.output).toMatch(/refused at P2, but granted was expected/);
        expect(debug.events.find(({ event }) => event === 'exited')?.body).toEqual({ exitCode: 1 });
    });

    test('n steps of any kind and n steps back lead to the same frames and variables', async () => {
        client.open(crime.uri, crime.text);
        client.open(suite.uri, suite.text);
        const { files } = await client.tenet('tenet/scenarios', { uri: suite.uri });
        const ids = (files[0]?.items ?? []).flatMap((item) => (item.kind === 'scenario' ? [item.id] : []));
        expect(ids.length).toBeGreaterThan(20);
        const moves = fc.array(fc.constantFrom('next', 'stepIn', 'stepOut'), { minLength: 1, maxLength: 12 });
        await fc.assert(
            fc.asyncProperty(fc.constantFrom(...ids), fc.nat(6), moves, async (id, ahead, steps) => {
                const session = new TestDebugger(client);
                await session.launch({ kind: 'scenario', id });
                for (let left = ahead; left > 0; left--) await session.request('stepIn', { threadId: 1 });
                const places = [await session.place()];
                for (const step of steps) {
                    await session.request(step, { threadId: 1 });
                    if (session.isOver) break;
                    places.push(await session.place());
                }
                if (session.isOver) return;
                for (const before of places.slice(0, -1).reverse()) {
                    await session.request('stepBack', { threadId: 1 });
                    expect(await session.place()).toEqual(before);
                    expect(await session.threadName()).toContain('looking back');
                }
            }),
            { numRuns: 60, includeErrorInReport: true },
        );
    }, 60_000);

    test('goes into definitions and out of them', async () => {
        client.open(crime.uri, crime.text);
        client.open(suite.uri, suite.text);
        const uri = crime.uri;
        await debug.launch({ kind: 'facts', uri, facts: { offence: 'gbh', assessmentDate: '2020-01-01' } }, {}, () =>
            debug.request('setFunctionBreakpoints', { breakpoints: [{ name: 'GBH' }] }),
        );
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop).toMatchObject({ reason: 'function breakpoint', description: 'Paused on rule GBH' });
        await debug.request('next', { threadId: 1 });
        await debug.request('stepIn', { threadId: 1 });
        const inside = await debug.place();
        expect(inside.frames[0]).toMatch(/^technicalGbh/);
        expect(inside.frames[1]).toMatch(/^GBH/);
        expect(inside.variables['Worked out so far']?.[0]).toMatch(/^technicalGbh = unknown/);
        await debug.request('stepOut', { threadId: 1 });
        expect((await debug.place()).frames[0]).toMatch(/^GBH/);
    });

    test('runs back to where it started, and says so', async () => {
        await debug.launch(scenario('Just over the limit'));
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop?.description).toBe('Paused where the outcome is decided');
        await debug.request('stepBack', { threadId: 1 });
        expect(debug.lastStop?.description).toBe('↶ looking back (step 3 of 3): Paused on step');
        await debug.request('reverseContinue', { threadId: 1 });
        expect(debug.lastStop).toMatchObject({ reason: 'entry' });
        expect(await debug.threadName()).toBe('Just over the limit ↶ looking back (step 1 of 3)');
    });

    test('replays the text as it is now after a restart', async () => {
        await debug.launch(scenario('Just over the limit'));
        client.edit(permits.uri, '= £16,000', '= £17,000');
        await debug.request('restart');
        await debug.request('continue', { threadId: 1 });
        const { variables } = await debug.place();
        expect(variables['Outcome so far']?.[0]).toBe('outcome = Permit granted');
    });
});

describe('variables', () => {
    test('say what is known, worked out, still open and decided', async () => {
        await debug.launch(scenario('Just over the limit'));
        const { variables: first } = await debug.place();
        expect(first).toEqual({
            'Case facts': ['vehicle = car', 'resident = yes', 'income = £16,000.01', 'hardship = no, by default'],
            'Worked out so far': [],
            'Path so far': [],
            'Still open': [
                'resident = Does the applicant live in the zone?',
                "income = What is the household's yearly income?",
                'hardship = Would a refusal cause hardship?',
            ],
            'Outcome so far': ['outcome = open'],
            Parameters: ['incomeLimit = £16,000'],
        });
        await debug.request('continue', { threadId: 1 });
        const { variables } = await debug.place();
        expect(variables['Path so far']).toEqual([
            '1. E = no → next',
            '2. P1 = yes → next',
            "3. P2 = £16,000.01 is over £16,000 → refused because the household's income is over the limit",
        ]);
        expect(variables['Outcome so far']?.slice(0, 2)).toEqual(['outcome = Permit refused', 'decided by = P2']);
        expect(variables['Still open']).toEqual(['hardship = Would a refusal cause hardship?']);
    });

    test('a fact that is changed shows what would follow, at the same step', async () => {
        await debug.launch(scenario('Just over the limit'));
        await debug.request('continue', { threadId: 1 });
        await debug.request('stepBack', { threadId: 1 });
        const before = await debug.place();
        const set = { variablesReference: 1, name: 'income', value: '£15,000' };
        expect(await debug.request('setVariable', set)).toMatchObject({ value: '£15,000, supposed' });
        expect(debug.lastStop).toMatchObject({ reason: 'what-if' });
        expect(debug.output).toMatch(/What if income is £15,000: granted, not refused/);
        expect(debug.supposed).toEqual([{ income: '£15,000' }]);
        await debug.request('continue', { threadId: 1 });
        const { variables } = await debug.place();
        expect(variables['Outcome so far']?.[0]).toBe('outcome = Permit granted');
        await debug.request('restart');
        expect(debug.supposed.at(-1)).toEqual({});
        expect((await debug.place()).variables['Case facts']).toEqual(before.variables['Case facts']);
    });

    test('a value that cannot be is refused, and nothing changes', async () => {
        await debug.launch(scenario('Just over the limit'));
        const before = await debug.place();
        const set = (name: string, value: string) =>
            debug.request('setVariable', { variablesReference: 1, name, value });
        await expect(set('income', 'much')).rejects.toThrow(/income.*cannot be "much"/);
        await expect(set('vehicle', 'cra')).rejects.toThrow(/Did you mean ‘car’/);
        await expect(
            debug.request('setVariable', { variablesReference: 6, name: 'incomeLimit', value: '£1' }),
        ).rejects.toThrow(/Only the facts/);
        expect(await debug.place()).toEqual(before);
    });

    test('names and conditions are evaluated where it stands', async () => {
        await debug.launch(scenario('Just over the limit'));
        const evaluate = async (expression: string, context = 'watch') =>
            (await debug.request<{ result: string }>('evaluate', { expression, context })).result;
        expect(await evaluate('income > incomeLimit')).toBe('yes');
        expect(await evaluate('income - incomeLimit')).toBe('£0.01');
        expect(await evaluate('P1')).toBe('not answered so far');
        await debug.request('continue', { threadId: 1 });
        expect(await evaluate('P1')).toBe('yes → next');
        await expect(evaluate('incme', 'hover')).rejects.toThrow(/income/);
        expect(await evaluate('incme', 'repl')).toMatch(/income/);
        const { targets } = await debug.request<DebugProtocol.CompletionsResponse['body']>('completions', {
            text: 'resident and inc',
            column: 17,
        });
        expect(targets.map(({ label }) => label)).toEqual(['income', 'incomeLimit']);
    });
});

describe('breakpoints', () => {
    test('stand on rules, answers and conditions, move to them, or come back with the reason', async () => {
        let told: DebugProtocol.Breakpoint[] = [];
        const lines = [
            'ask resident',
            'no  => refused',
            'principle P2',
            'fact income',
            'scenario "Just',
            'guarantee "Nob',
        ];
        await debug.launch(scenario('Just over the limit'), {}, async () => {
            ({ breakpoints: told } = await setLines([
                ...lines.map((text) => ({ line: lineOf(text) })),
                { line: 2 },
                { line: 3 },
            ]));
        });
        const asked = lineOf('ask income');
        expect(told.slice(0, 3).map(({ verified, line }) => [verified, line])).toEqual([
            [true, lineOf('ask resident')],
            [true, lineOf('no  => refused')],
            [true, asked],
        ]);
        expect(told.slice(3).map(({ verified, message }) => `${verified} ${message}`)).toEqual([
            expect.stringMatching(/^false A fact is looked at by rules/),
            expect.stringMatching(/^false A scenario is what is replayed/),
            expect.stringMatching(/^false A guarantee is proved/),
            expect.stringMatching(/^false Nothing is looked at/),
            expect.stringMatching(/^false Nothing is looked at/),
        ]);
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop).toMatchObject({ reason: 'breakpoint', hitBreakpointIds: [told[0]?.id] });
        await debug.request('continue', { threadId: 1 });
        expect((await debug.place()).lines[0]).toBe(asked);
        await debug.request('reverseContinue', { threadId: 1 });
        expect((await debug.place()).lines[0]).toBe(lineOf('ask resident'));
    });

    test('in a file of another policy come back with the reason', async () => {
        client.open(crime.uri, crime.text);
        await debug.launch(scenario('Just over the limit'));
        const { breakpoints } = await debug.request<DebugProtocol.SetBreakpointsResponse['body']>('setBreakpoints', {
            source: { path: new URL(crime.uri).pathname },
            breakpoints: [{ line: lineOf('ask victimSupports', crime.text) }],
        });
        expect(breakpoints[0]).toMatchObject({ verified: false, message: expect.stringMatching(/crimeAssessment/) });
    });

    test('stop only where their condition holds, and say what is wrong with it', async () => {
        const line = lineOf('ask income');
        await debug.launch(scenario('Just over the limit'), { stopOnEntry: false, stopOnDecision: false }, async () => {
            const { breakpoints } = await setLines([
                { line: lineOf('ask resident'), condition: 'income < £10,000' },
                { line, condition: 'income > incomeLimit and resident' },
                { line: lineOf('unknown             =>'), condition: 'incme > £1' },
                { line: lineOf('no  => refused'), condition: 'income' },
            ]);
            expect(breakpoints.map(({ verified }) => verified)).toEqual([true, true, false, false]);
            expect(breakpoints[2]?.message).toMatch(/income/);
            expect(breakpoints[3]?.message).toMatch(/is no condition/);
        });
        expect((await debug.place()).lines[0]).toBe(line);
    });

    test('count their hits over restarts', async () => {
        await debug.launch(scenario('Just over the limit'), {}, () =>
            setLines([{ line: lineOf('ask income'), hitCondition: '2' }]),
        );
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop?.description).toBe('Paused where the outcome is decided');
        await debug.request('restart');
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop?.reason).toBe('breakpoint');
    });

    test('log instead of stopping', async () => {
        await debug.launch(scenario('Just over the limit'), { stopOnEntry: false, stopOnDecision: false }, () =>
            setLines([{ line: lineOf('ask income'), logMessage: 'P1 {P1}, income {income}, {nothing}' }]),
        );
        expect(debug.isOver).toBe(true);
        expect(debug.output).toMatch(/^P1 yes → next, income £16,000\.01, \{nothing: .+\}$/m);
    });

    test('stop where a fact is first used', async () => {
        await debug.launch(scenario('Just over the limit'), {}, async () => {
            const info = await debug.request<{ dataId: string }>('dataBreakpointInfo', {
                variablesReference: 1,
                name: 'income',
            });
            await debug.request('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId }] });
            expect(
                await debug.request('dataBreakpointInfo', { variablesReference: 6, name: 'incomeLimit' }),
            ).toMatchObject({ dataId: null });
        });
        await debug.request('continue', { threadId: 1 });
        expect(debug.lastStop?.description).toBe('Paused where income is first used');
        expect((await debug.place()).lines[0]).toBe(lineOf('ask income'));
    });

    test('of a rule that is not there name those that are', async () => {
        await debug.launch(scenario('Just over the limit'));
        const { breakpoints } = await debug.request<DebugProtocol.SetFunctionBreakpointsResponse['body']>(
            'setFunctionBreakpoints',
            { breakpoints: [{ name: 'P9' }] },
        );
        expect(breakpoints[0]?.message).toBe('There is no rule ‘P9’. The rules are E, P1, P2, H.');
    });

    test('can be had only where something is looked at', async () => {
        await debug.launch(scenario('Just over the limit'));
        const ask = lineOf('ask income');
        const { breakpoints } = await debug.request<DebugProtocol.BreakpointLocationsResponse['body']>(
            'breakpointLocations',
            { source: { path }, line: ask - 1, endLine: ask },
        );
        expect(breakpoints.map(({ line }) => line)).toEqual([ask]);
    });
});

describe('what happens anywhere', () => {
    const run = async (ref: Parameters<TestDebugger['launch']>[0], filters: readonly string[]) => {
        await debug.launch(ref, { stopOnEntry: false }, () => debug.request('setExceptionBreakpoints', { filters }));
        return debug.lastStop;
    };

    test('the filters are those of the Breakpoints view', async () => {
        const { exceptionBreakpointFilters } = await debug.request<DebugProtocol.Capabilities>('initialize');
        expect(exceptionBreakpointFilters?.map((each) => `${each.default ? '☑' : '☐'} ${each.label}`)).toEqual([
            '☑ Stop where the outcome is decided',
            '☑ Stop when an answer is missing',
            '☑ Stop when no answer fits',
            '☑ Stop when the scenario fails',
            '☐ Stop when an exception applies',
            '☐ Stop when a condition fails',
            '☐ Stop when an unknown fact is met',
        ]);
    });

    test('a missing fact stops it, is named, and can be given', async () => {
        const ref = { kind: 'facts', uri: permits.uri, facts: { vehicle: 'car' } } as const;
        expect(await run(ref, ['missing'])).toMatchObject({
            reason: 'exception',
            text: expect.stringMatching(/resident/),
        });
        expect(await debug.request('exceptionInfo')).toMatchObject({ exceptionId: 'an answer is missing' });
        await debug.request('setVariable', { variablesReference: 1, name: 'resident', value: 'no' });
        await debug.request('continue', { threadId: 1 });
        expect(debug.output).toMatch(/refused, decided by P1/);
    });

    test('a failing scenario, a condition that fails, an unknown fact', async () => {
        expect(await run(scenario('Just over the limit'), ['failed'])).toMatchObject({
            reason: 'exception',
            text: 'The scenario fails: refused at P2, but granted was expected.',
        });
        debug = new TestDebugger(client);
        expect(await run(scenario('Just over the limit'), ['fails'])).toMatchObject({ reason: 'fails' });
        debug = new TestDebugger(client);
        expect(await run(scenario('The income limit/3'), ['unknown'])).toMatchObject({ reason: 'unknown' });
        expect((await debug.place()).lines[0]).toBe(lineOf('ask income'));
    });

    test('an exception that applies, and only if a condition holds', async () => {
        const parking = example('examples/parking-permit/parking-permit.tenet');
        client.open(parking.uri, parking.text);
        const ref = scenario('After misuse', parking.uri);
        expect(await run(ref, ['exception'])).toMatchObject({
            reason: 'exception',
            description: 'Paused where an exception applies',
        });
        debug = new TestDebugger(client);
        await debug.launch(ref, { stopOnEntry: false }, () =>
            debug.request('setExceptionBreakpoints', {
                filters: [],
                filterOptions: [{ filterId: 'exception', condition: 'not misused' }],
            }),
        );
        expect(debug.isOver).toBe(true);
    });
});

test('a case that is not there cannot be launched, and the reason is told', async () => {
    await debug.request('initialize');
    await expect(debug.request('launch', { case: scenario('Nothing') })).rejects.toThrow(/no such scenario/);
    await expect(debug.request('stackTrace', { threadId: 1 })).rejects.toThrow(/No case is being replayed/);
    await expect(debug.request('readMemory')).rejects.toThrow(/cannot do ‘readMemory’/);
});

test.each([
    ['gbh (Grievous bodily harm)', 'gbh'],
    ['lease (Lease), licence (Driving licence)', ['lease', 'licence']],
    ['{ lease }', ['lease']],
    ['none', []],
    ['£1,000', '£1,000'],
    ['no, by default', 'no'],
    ['unknown', null],
    ['not given', null],
])('%s is read as a value', (text, value) => {
    expect(readTyped(text)).toEqual(value);
});

test.each([
    ['3', [false, false, true, false]],
    ['>= 3', [false, false, true, true]],
    ['% 2', [false, true, false, true]],
    ['<2', [true, false, false, false]],
])('hits %s', (text, wanted) => {
    expect([1, 2, 3, 4].map((hits) => hitTest(text)?.(hits))).toEqual(wanted);
});

test.each(['often', '% 0', ''])('“%s” is no count of hits', (text) => {
    expect(hitTest(text)).toBeUndefined();
});
