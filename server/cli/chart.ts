// `tenet chart`: a policy as a picture, as a page to print, as Mermaid, or in words; on it the path of a case or what
// scenarios cover.

import { extname, resolve, sep } from 'node:path';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { caseOverlay, coverageOverlay } from '../../language/flowchart/case-overlay.js';
import { type ChartFormat, type ChartSource, chartFile, type SheetOptions } from '../../language/flowchart/export.js';
import { gapsIn, unreachableOverlay } from '../../language/flowchart/findings-overlay.js';
import { fontFaces } from '../../language/flowchart/fonts.js';
import { type DecisionGraph, decisionGraph } from '../../language/flowchart/graph.js';
import type { Edition } from '../../language/flowchart/imprint.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import type { Overlay } from '../../language/flowchart/overlay.js';
import type { PaperName } from '../../language/flowchart/paper.js';
import { renderPng } from '../../language/flowchart/png.js';
import type { Scene } from '../../language/flowchart/scene.js';
import { numbersOf, type Walkthrough, walkThrough } from '../../language/flowchart/walkthrough.js';
import { analyse, filesOf, interpret, type Policy, truthOf } from '../../language/index.js';
import { editionOf } from '../edition.js';
import { gitRevisions } from '../git.js';
import { loadResvg } from '../resvg.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { scenarioNamed, scenariosOf } from './suites.js';
import type { Terminal } from './terminal.js';

export interface ChartOptions {
    readonly format?: ChartFormat;
    readonly case?: string;
    readonly overlay?: 'coverage';
    readonly theme: 'light' | 'dark';
    readonly paper?: PaperName;
    readonly footer?: string;
    readonly json?: boolean;
    readonly out?: string;
}

export const CHART_JSON_VERSION = 1;

const FORMATS: Readonly<Record<string, ChartFormat>> = {
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
    for (const name of ['paper', 'footer'] as const) {
        if (options[name] !== undefined && (format !== 'html' || options.json))
            throw new WrongUsage(`--${name} is for sheets to print: give --format html too`);
    }
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const { policy } = loaded;
    const findings = analyse(policy);
    const graph = decisionGraph(policy, gapsIn(policy, findings));
    const arranged = arrange(graph, DEFAULT_ARRANGEMENT);
    const scene = await layoutChart(arranged, { direction: 'down' });
    const shown = await shownOn(loaded, graph, options);
    const source: ChartSource = {
        policy,
        graph,
        chart: arranged,
        scene,
        overlayOf: (on) => ({ unreachable: unreachableOverlay(policy, on, findings), ...shown(on) }),
    };
    const output = options.json
        ? jsonText(policy, walkThrough(graph, numbersOf(scene), source.overlayOf(scene).case))
        : await fileOf(format, source, options, loaded);
    await writeOutput(terminal, options.out, output);
    return FINE;
}

/** What is laid over a picture: the path of a scenario, or what all of them touch. */
async function shownOn(
    loaded: LoadedPolicy,
    graph: DecisionGraph,
    options: ChartOptions,
): Promise<(scene: Scene) => Pick<Overlay, 'case' | 'coverage'>> {
    const { policy } = loaded;
    if (options.case === undefined && options.overlay === undefined) return () => ({});
    const scenarios = await scenariosOf(loaded);
    const parts: ((scene: Scene) => Pick<Overlay, 'case' | 'coverage'>)[] = [];
    if (options.case !== undefined) {
        const { title, facts } = scenarioNamed(scenarios, options.case);
        const decided = {
            title,
            facts,
            verdict: interpret(policy, facts),
            truthOf: (condition: Parameters<typeof truthOf>[2]) => truthOf(policy, facts, condition),
        };
        parts.push((scene) => ({ case: caseOverlay(policy, graph, scene, decided) }));
    }
    if (options.overlay === 'coverage') {
        const verdicts = scenarios.map(({ facts }) => interpret(policy, facts));
        parts.push((scene) => ({ coverage: coverageOverlay(policy, scene, verdicts) }));
    }
    return (scene) => Object.assign({}, ...parts.map((part) => part(scene)));
}

async function fileOf(
    format: ChartFormat,
    source: ChartSource,
    { theme, paper, footer }: ChartOptions,
    loaded: LoadedPolicy,
): Promise<string | Uint8Array> {
    if (format === 'mermaid' || format === 'text') return chartFile(format, source, { theme, fontFaces: '' });
    const { FONTS, RESVG } = await import('./chart-assets.js');
    const sheets: SheetOptions = {
        ...(paper === undefined ? {} : { paper }),
        ...(footer === undefined ? {} : { footer }),
        ...(format === 'html' ? { edition: await editionOfLoaded(loaded) } : {}),
    };
    const text = await chartFile(format, source, { theme, fontFaces: fontFaces(FONTS), sheets });
    if (format !== 'png') return text;
    const result = renderPng(text, { resvg: await loadResvg(RESVG), fonts: FONTS, scale: PNG_SCALE });
    if (result.kind === 'failed') throw new WrongUsage(result.message);
    return result.bytes;
}

function editionOfLoaded({ checked, project }: LoadedPolicy): Promise<Edition> {
    const files = filesOf(project, checked.policyFile ?? checked.file).map(({ uri, text }) => {
        return { uri: `file://${uri.startsWith('/') ? '' : '/'}${uri}`, text };
    });
    const { SOURCE_DATE_EPOCH: epoch } = process.env;
    return editionOf(files, { revisions: gitRevisions, ...(epoch === undefined ? {} : { sourceDateEpoch: epoch }) });
}

function jsonText({ name }: Policy, walkthrough: Walkthrough): string {
    return `${JSON.stringify({ version: CHART_JSON_VERSION, policy: name, ...walkthrough }, null, 2)}\n`;
}
