import { beforeAll, describe, expect, it, vi } from 'vitest';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { caseOverlay, coverageOverlay } from '../../language/flowchart/case-overlay.js';
import { compareCharts } from '../../language/flowchart/changes.js';
import { problemsOn, unreachableOverlay } from '../../language/flowchart/findings-overlay.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { composeSheets } from '../../language/flowchart/sheets.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { LIGHT } from '../../language/flowchart/theme.js';
import { traceVerdict } from '../../language/flowchart/trace.js';
import { analyse } from '../../language/index.js';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { checkExample, EXAMPLES, policy as policyOf } from '../support.js';
import { type Drawn, drawExample } from './examples.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const names = ['asIntended', 'asPublished', 'grants', 'parking'] as const;
const drawn = new Map<string, Drawn>();
beforeAll(async () => {
    for (const name of names) drawn.set(name, await drawExample(name));
});
const get = (name: (typeof names)[number]): Drawn => drawn.get(name) as Drawn;

describe('the path of a case', () => {
    it.each(names)('runs without a hole from the start to the outcome: every scenario of %s', (name) => {
        const { policy, scene, scenarios } = get(name);
        expect(scenarios.length).toBeGreaterThan(5);
        const cards = new Map(scene.cards.map((card) => [card.id, card]));
        const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
        for (const { facts, title } of scenarios) {
            const verdict = interpret(policy, facts);
            const trace = traceVerdict(policy, scene, verdict);
            if (verdict.kind === 'not-effective') {
                expect(trace.cards).toEqual([]);
                continue;
            }
            const touched = new Set(trace.cards);
            for (const step of verdict.path) expect(touched.has(step.rule), `${title}: ${step.rule}`).toBe(true);
            let at = 'start';
            for (const id of trace.edges) {
                const edge = edges.get(id);
                const isReview = edge?.from.endsWith('<=');
                expect(isReview || edge?.from === at, `${title}: ${id} after ${at}`).toBe(true);
                at = edge?.to ?? '';
            }
            if (verdict.kind !== 'outcome') continue;
            const last = cards.get(at);
            expect(last?.role, title).toBe('outcome');
            const outcome = policy.outcomes.find((one) => one.name === verdict.outcome);
            const stands = last?.label.startsWith('Outcome: The outcome stands');
            expect(stands || last?.label.startsWith(`Outcome: ${outcome?.title}`), `${title}: ${last?.label}`).toBe(
                true,
            );
        }
    });

    it('shows answers, values and ticks', () => {
        const { policy, graph, scene, scenarios } = get('asIntended');
        const scenario = scenarios.find((one) => one.title.startsWith('S45')) as Drawn['scenarios'][number];
        const verdict = interpret(policy, scenario.facts);
        const overlay = caseOverlay(policy, graph, scene, {
            title: scenario.title,
            facts: scenario.facts,
            verdict,
            truthOf: (condition) => truthOf(policy, scenario.facts, condition),
        });
        expect(overlay.cards.P1?.answer).toBe('Yes');
        expect(overlay.cards['P3.b']?.values).toEqual(['£120']);
        expect(overlay.checks['P4.c']).toEqual(['yes', 'yes']);
        expect(overlay.summary).toMatch(/^Path: \d+ questions\. Outcome: Assessed out \(VL\.c\)\.$/u);
        const svg = renderSvg(scene, LIGHT, { case: overlay });
        expect(svg).toContain('>£120</text>');
        expect(svg).not.toBe(renderSvg(scene, LIGHT, {}));
    });

    it('marks the row of a table that decides, and what is only supposed', () => {
        const { policy, graph, scene, scenarios } = get('parking');
        const scenario = scenarios.find((one) => one.title === 'After misuse') as Drawn['scenarios'][number];
        const { facts } = scenario;
        const verdict = interpret(policy, facts);
        const decided = { title: '', facts, verdict, truthOf: () => 'yes' as const, supposed: ['vehicle'] };
        const overlay = caseOverlay(policy, graph, scene, decided);
        const label = verdict.path.find(({ rule }) => rule === 'P2')?.label;
        expect(overlay.rows).toEqual({ P2: label });
        const row = scene.cards.find(({ id }) => id === 'P2')?.rows?.find((one) => one.label === label);
        const card = scene.cards.find(({ id }) => id === 'P2');
        if (!row || !card) throw new Error('The table has no such row');
        expect(scene.cards.find(({ id }) => id === 'P2')?.rows?.length).toBe(3);
        // The row's own text stands inside the marked box, and no other row's does.
        const svg = renderSvg(scene, LIGHT, { case: overlay });
        expect(svg).toContain(`<rect x="${card.x + row.x - 6}" y="${card.y + row.y + 1}"`);
        const inside = card.lines
            .filter((line) => line.y > row.y && line.y < row.y + row.height)
            .map(({ text }) => text);
        expect(inside).toEqual([label?.replace('row ', ''), '–', '–']);
        // Only what looks at the vehicle is supposed: the exemption and the table.
        expect(overlay.supposed?.map((id) => id.split('/')[0])).toEqual(['E', 'P2']);
        expect(svg.match(/\(supposed\)<\/title>/gu)).toHaveLength(2);
        expect(renderSvg(scene, LIGHT, {})).not.toContain('supposed');
    });

    it.each(names)('goes on from sheet to sheet: every scenario of %s', async (name) => {
        const { policy, graph, scenarios } = get(name);
        const { sheets } = await composeSheets(graph);
        for (const { facts, title } of scenarios.slice(0, 12)) {
            const verdict = interpret(policy, facts);
            if (verdict.kind !== 'outcome') continue;
            const seen = new Set<string>();
            for (const { scene } of sheets) {
                const trace = traceVerdict(policy, scene, verdict);
                const passed = new Set(trace.edges);
                for (const id of trace.cards) seen.add(id);
                // Whatever the path touches on a sheet it has come to by a line, but for where it begins.
                for (const card of scene.cards.filter(({ id }) => trace.cards.includes(id))) {
                    const isEntered = scene.edges.some((edge) => edge.to === card.id && passed.has(edge.id));
                    const isBeginning = card.role === 'start' || card.role === 'entry';
                    expect(isEntered || isBeginning, `${title}: ${card.id}`).toBe(true);
                }
            }
            for (const { rule } of verdict.path) expect(seen.has(rule), `${title}: ${rule}`).toBe(true);
        }
    });

    it('says which fact is missing, and that the policy is silent', () => {
        const { policy, graph, scene } = get('asPublished');
        const facts = new Map([['offence', 'burglary']]);
        const missing = interpret(policy, new Map());
        const overlay = caseOverlay(policy, graph, scene, {
            title: 'x',
            facts: new Map(),
            verdict: missing,
            truthOf: () => 'missing',
        });
        expect(overlay.cards.M?.answer).toBe('not given');
        expect(overlay.summary).toContain('offence not given');
        const silent = interpret(policy, facts);
        expect(silent.kind).toBe('no-outcome');
        const second = caseOverlay(policy, graph, scene, {
            title: 'x',
            facts,
            verdict: silent,
            truthOf: () => 'unknown',
        });
        expect(second.cards.P1?.answer).toBe('no answer fits');
    });
});

describe('coverage', () => {
    it('counts cases on cards and edges', () => {
        const { policy, scene, scenarios } = get('asIntended');
        const verdicts = scenarios.map(({ facts }) => interpret(policy, facts));
        const effective = verdicts.filter((verdict) => verdict.kind !== 'not-effective').length;
        const coverage = coverageOverlay(policy, scene, verdicts);
        expect(coverage.cases).toBe(scenarios.length);
        expect(coverage.cards.M).toBe(effective);
        const asked = verdicts.filter((verdict) => verdict.path.some((step) => step.rule === 'P5')).length;
        expect(coverage.cards.P5).toBe(asked);
        const svg = renderSvg(scene, LIGHT, { coverage: coverageOverlay(policy, scene, verdicts.slice(0, 1)) });
        expect(svg).toContain('>not tested</text>');
    });
});

describe('what the analysis found', () => {
    it('marks what cannot be reached though the flow leads there', async () => {
        const policy = await policyOf(`policy p
fact a "A?": yes/no
fact b "B?": yes/no
outcome yes1 "Yes" as accept
outcome no1 "No" as refuse
principle P1 "One" { ask a yes => next no => no1 }
principle P2 "Two" { ask a yes => yes1 no => go to P3 }
principle P3 "Three" { ask b yes => yes1 no => no1 }`);
        const graph = decisionGraph(policy);
        const scene = await layoutChart(arrange(graph, DEFAULT_ARRANGEMENT), { direction: 'down' });
        const overlay = unreachableOverlay(policy, scene, analyse(policy));
        expect(overlay.cards).toContain('P3');
        expect(overlay.cards).toContain('P3/yes=>yes1');
        expect(overlay.edges).toContain('P2/no');
        expect(overlay.cards).not.toContain('P2');
        expect(renderSvg(scene, LIGHT, { unreachable: overlay })).toContain('>cannot be reached</text>');
        expect(problemsOn(scene, analyse(policy)).P3).toContain('P3');
    });

    it('says so of everything set apart, without any finding', () => {
        const svg = renderSvg(get('asPublished').scene, LIGHT, {});
        expect(svg.match(/>cannot be reached<\/text>/gu)?.length).toBe(6);
    });
});

describe('changes', () => {
    it('shows added, removed and changed on one picture', async () => {
        const edit = (uri: string, text: string): string =>
            uri.endsWith('vocabulary.tenet')
                ? text.replace('cites "Principle 3" = £50', 'cites "Principle 3" = £100')
                : text.replace(/ {2}step b "Recorded vehicle"[\s\S]*?\n {2}\}\n/u, '');
        const before = decisionGraph((await checkExample(EXAMPLES.asIntended, edit)).policy as Drawn['policy']);
        const after = get('asIntended').graph;
        const { overlay, chart } = compareCharts(before, after, DEFAULT_ARRANGEMENT);
        expect(overlay.cards['VL.b']).toEqual({ kind: 'added' });
        expect(overlay.cards['P3.b']).toEqual({ kind: 'changed', before: '£100', after: '£50' });
        expect(overlay.cards.P1).toBeUndefined();
        const scene = await layoutChart(chart, { direction: 'down' });
        const svg = renderSvg(scene, LIGHT, { changes: overlay });
        expect(svg).toContain('>+ added</text>');
        expect(svg).toContain('>~ £50 was £100</text>');

        const back = compareCharts(after, before, DEFAULT_ARRANGEMENT);
        expect(back.overlay.cards['VL.b']).toEqual({ kind: 'removed' });
        const both = await layoutChart(back.chart, { direction: 'down' });
        expect(renderSvg(both, LIGHT, { changes: back.overlay })).toContain('>− removed</text>');
    });

    it('finds none between equal policies', () => {
        const { graph } = get('asIntended');
        expect(compareCharts(graph, graph, DEFAULT_ARRANGEMENT).overlay).toEqual({ cards: {}, edges: {} });
    });
});
