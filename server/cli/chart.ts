// `tenet chart`: a policy as a picture, as a page to print, as Mermaid, or in words; on it the path of a case or what
// scenarios cover.

import { extname, resolve, sep } from 'node:path';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { caseOverlay, coverageOverlay } from '../../language/flowchart/case-overlay.js';
import { gapsIn, unreachableOverlay } from '../../language/flowchart/findings-overlay.js';
import { type DecisionGraph, decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { renderMermaid } from '../../language/flowchart/mermaid.js';
import type { Overlay } from '../../language/flowchart/overlay.js';
import { renderPng } from '../../language/flowchart/png.js';
import type { Scene } from '../../language/flowchart/scene.js';
import { composeSheets, renderSheets } from '../../language/flowchart/sheets.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { DARK, LIGHT } from '../../language/flowchart/theme.js';
import {
    numbersOf,
    renderWalkthroughText,
    type Walkthrough,
    walkThrough,
} from '../../language/flowchart/walkthrough.js';
import { analyse, interpret, isoFromDay, type Policy, truthOf } from '../../language/index.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { scenarioNamed, scenariosOf } from './suites.js';
import type { Terminal } from './terminal.js';

type Format = 'svg' | 'png' | 'html' | 'mermaid' | 'text';

export interface ChartOptions {
    readonly format?: Format;
    readonly case?: string;
    readonly overlay?: 'coverage';
    readonly theme: 'light' | 'dark';
    readonly json?: boolean;
    readonly out?: string;
}

export const CHART_JSON_VERSION = 1;

const FORMATS: Readonly<Record<string, Format>> = {
    '.svg': 'svg',
    '.png': 'png',
    '.html': 'html',
    '.mmd': 'mermaid',
    '.mermaid': 'mermaid',
    '.txt': 'text',
};

/** Dots for each pixel of the picture. */
const PNG_SCALE = 2;

export async function chart(path: string, options: ChartOptions, terminal: Terminal): Promise<ExitCode> {
    if (options.json && options.format)
        throw new WrongUsage(`--json and --format ${options.format} cannot go together`);
    const format = options.format ?? FORMATS[extname(options.out ?? '').toLowerCase()] ?? 'svg';
    if (format === 'png' && options.out === undefined && process.stdout.isTTY) {
        throw new WrongUsage('a PNG is no text: give --out FILE, or send it on');
    }
    if (format === 'html' && (options.case !== undefined || options.overlay !== undefined)) {
        throw new WrongUsage(
            '--format html is for printing the policy itself: --case and --overlay need svg, png or text',
        );
    }
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const { policy } = loaded;
    const findings = analyse(policy);
    const graph = decisionGraph(policy, gapsIn(policy, findings));
    const arranged = arrange(graph, DEFAULT_ARRANGEMENT);
    const scene = await layoutChart(arranged, { direction: 'down' });
    const overlay: Overlay = {
        unreachable: unreachableOverlay(policy, scene, findings),
        ...(await casesOn(loaded, graph, scene, options)),
    };
    const words = () => walkThrough(graph, numbersOf(scene), overlay.case);
    const output = options.json
        ? jsonText(policy, words())
        : format === 'mermaid'
          ? renderMermaid(arranged, scene)
          : format === 'text'
            ? renderWalkthroughText(words())
            : await picture(format, { policy, graph, scene, overlay, theme: options.theme });
    await writeOutput(terminal, options.out, output);
    return FINE;
}

/** What is laid over the picture: the path of a scenario, or what all of them touch. */
async function casesOn(
    loaded: LoadedPolicy,
    graph: DecisionGraph,
    scene: Scene,
    options: ChartOptions,
): Promise<Pick<Overlay, 'case' | 'coverage'>> {
    const { policy } = loaded;
    if (options.case === undefined && options.overlay === undefined) return {};
    const scenarios = await scenariosOf(loaded);
    const overlay: { case?: Overlay['case']; coverage?: Overlay['coverage'] } = {};
    if (options.case !== undefined) {
        const { title, facts } = scenarioNamed(scenarios, options.case);
        const verdict = interpret(policy, facts);
        const decided = {
            title,
            facts,
            verdict,
            truthOf: (condition: Parameters<typeof truthOf>[2]) => truthOf(policy, facts, condition),
        };
        overlay.case = caseOverlay(policy, graph, scene, decided);
    }
    if (options.overlay === 'coverage') {
        const verdicts = scenarios.map(({ facts }) => interpret(policy, facts));
        overlay.coverage = coverageOverlay(policy, scene, verdicts);
    }
    return overlay as Pick<Overlay, 'case' | 'coverage'>;
}

interface Drawn {
    readonly policy: Policy;
    readonly graph: DecisionGraph;
    readonly scene: Scene;
    readonly overlay: Overlay;
    readonly theme: 'light' | 'dark';
}

async function picture(format: 'svg' | 'png' | 'html', drawn: Drawn): Promise<string | Uint8Array> {
    const { policy, graph, scene, overlay } = drawn;
    const theme = drawn.theme === 'dark' ? DARK : LIGHT;
    const { FONTS, fontFaces, loadResvg } = await import('./chart-assets.js');
    switch (format) {
        case 'svg':
            return `${renderSvg(scene, theme, overlay, { legend: 'shown', title: 'shown', fontFaces: fontFaces() })}\n`;
        case 'png': {
            const svg = renderSvg(scene, theme, overlay);
            const result = renderPng(svg, { resvg: await loadResvg(), fonts: FONTS, scale: PNG_SCALE });
            if (result.kind === 'failed') throw new WrongUsage(result.message);
            return result.bytes;
        }
        case 'html': {
            const imprint = { version: '', inForce: inForce(policy), generated: '' };
            return `${renderSheets(await composeSheets(graph), graph, imprint, fontFaces())}\n`;
        }
    }
}

function inForce({ effective: { from, until } }: Policy): string {
    const since = from === undefined ? '' : `from ${isoFromDay(from)}`;
    const to = until === undefined ? '' : `until ${isoFromDay(until)}`;
    const dates = [since, to].filter((text) => text !== '').join(' ');
    return dates === '' ? '' : `in force ${dates}`;
}

function jsonText({ name }: Policy, { title, sections }: Walkthrough): string {
    return `${JSON.stringify({ version: CHART_JSON_VERSION, policy: name, title, sections }, null, 2)}\n`;
}
