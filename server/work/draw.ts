// Flowcharts from plain data to plain data: the picture of a view, and what its files are made of.

import { type Arrangement, arrange, type Chart, isLarge } from '../../language/flowchart/arrange.js';
import { caseOverlay, coverageOverlay } from '../../language/flowchart/case-overlay.js';
import { compareCharts } from '../../language/flowchart/changes.js';
import { directionFor, USUAL_WIDTH } from '../../language/flowchart/direction.js';
import { gapsIn, problemsOn, unreachableOverlay } from '../../language/flowchart/findings-overlay.js';
import { type DecisionGraph, decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { type ChangesOverlay, entryOf, type Overlay } from '../../language/flowchart/overlay.js';
import type { Scene } from '../../language/flowchart/scene.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, editorTheme, LIGHT, type Theme } from '../../language/flowchart/theme.js';
import type { Facts, Finding, Policy } from '../../language/index.js';
import { truthOf } from '../../language/run/interpret.js';
import type { Verdict } from '../../language/run/verdict.js';
import type { ChartTheme, Direction } from '../protocol.js';

export interface ChartInput {
    readonly policy: Policy;
    /** Problems, and what no case comes to. */
    readonly findings: readonly Finding[];
    readonly arrangement: Arrangement;
    readonly direction: Direction | 'auto';
    /** Of the view, for `auto`. */
    readonly width?: number;
    /** Another version, to show what changed. */
    readonly base?: Policy;
    readonly overlay: OverlayInput;
}

export interface OverlayInput {
    readonly decided?: {
        readonly title: string;
        readonly facts: Facts;
        readonly verdict: Verdict;
        /** Facts that are only supposed. */
        readonly supposed?: readonly string[];
    };
    /** Of the scenarios, for coverage. */
    readonly verdicts?: readonly Verdict[];
    readonly showsFindings: boolean;
    /** The card at which a replay stands. */
    readonly position?: string;
}

/** A picture as it was drawn; the next one of the same view stays as close to it as it can. */
export interface Drawn {
    /** The same for charts that differ in nothing but where their texts stand. */
    readonly key: string;
    readonly scene: Scene;
}

export interface ViewInput extends ChartInput {
    readonly theme: ChartTheme;
    readonly previous?: Drawn;
}

export interface ViewOutput extends Drawn {
    /** Complete, escaped, without scripts or remote references. */
    readonly svg: string;
    readonly summary: string;
    readonly parts: readonly { readonly id: string; readonly title: string; readonly folded: boolean }[];
    readonly isLarge: boolean;
    /** Problems by card. */
    readonly problems: Readonly<Record<string, string>>;
}

export async function drawView(input: ViewInput): Promise<ViewOutput> {
    const { key, scene, graph, overlayOf } = await drawChart(input, input.previous);
    const overlay = overlayOf(scene);
    const svg = renderSvg(scene, themeOf(input.theme), overlay, { legend: 'shown', title: 'hidden' });
    const folded = new Set(scene.cards.flatMap(({ role, id }) => (role === 'part' ? [id] : [])));
    return {
        key,
        scene,
        svg,
        summary: summaryOf(graph, scene, overlay),
        parts: graph.parts.map(({ id, title }) => ({ id, title, folded: folded.has(id) })),
        isLarge: isLarge(graph, input.arrangement.outcomes),
        problems: overlay.problems ?? {},
    };
}

/** What the picture says, in a sentence. */
function summaryOf(graph: DecisionGraph, scene: Scene, { case: shown, coverage, changes }: Overlay): string {
    if (shown) return shown.summary;
    if (coverage) {
        const answers = scene.edges.filter(({ kind }) => kind === 'answer');
        const taken = answers.filter(({ id }) => (entryOf(coverage.edges, id) ?? 0) > 0).length;
        return `${coverage.cases} scenarios take ${taken} of ${answers.length} ways on.`;
    }
    if (changes) {
        const kinds = [...Object.values(changes.cards)].map(({ kind }) => kind);
        const count = (wanted: string): number => kinds.filter((kind) => kind === wanted).length;
        return `${count('added')} added, ${count('removed')} removed, ${count('changed')} changed.`;
    }
    return `${graph.questions.length} questions.`;
}

/** A chart that is laid out, with what lies over a picture of it. */
export interface DrawnChart extends Drawn {
    readonly graph: DecisionGraph;
    readonly chart: Chart;
    readonly overlayOf: (scene: Scene) => Overlay;
}

export async function drawChart(input: ChartInput, previous: Drawn | undefined): Promise<DrawnChart> {
    const { policy, findings, arrangement, base } = input;
    const graph = decisionGraph(policy, gapsIn(policy, findings));
    const compared = base && compareCharts(decisionGraph(base), graph, arrangement);
    const chart = compared?.chart ?? arrange(graph, arrangement);
    const last = previous?.scene;
    const direction =
        input.direction === 'auto' ? directionFor(chart, input.width ?? USUAL_WIDTH, last?.direction) : input.direction;
    // Origins move with every key; what is drawn does not.
    const key = JSON.stringify([direction, chart], (name, value) => (name.endsWith('rigin') ? undefined : value));
    const scene =
        last && previous?.key === key
            ? refreshOrigins(last, graph)
            : await layoutChart(chart, { direction, ...(last?.direction === direction ? { previous: last } : {}) });
    const drawn = compared?.graph ?? graph;
    const changes = compared?.overlay;
    return { key, scene, graph: drawn, chart, overlayOf: (on) => overlayOn(input, drawn, on, changes) };
}

function overlayOn(
    { policy, findings, overlay }: ChartInput,
    graph: DecisionGraph,
    scene: Scene,
    changes: ChangesOverlay | undefined,
): Overlay {
    const { decided, verdicts, showsFindings, position } = overlay;
    const shown = showsFindings ? findings : [];
    return {
        ...(decided
            ? {
                  case: caseOverlay(policy, graph, scene, {
                      ...decided,
                      truthOf: (condition) => truthOf(policy, decided.facts, condition),
                  }),
              }
            : {}),
        ...(verdicts ? { coverage: coverageOverlay(policy, scene, verdicts) } : {}),
        ...(showsFindings
            ? { unreachable: unreachableOverlay(policy, scene, shown), problems: problemsOn(scene, shown) }
            : {}),
        ...(changes ? { changes } : {}),
        ...(position === undefined ? {} : { position }),
    };
}

/** The picture as it was, leading to where things stand now. */
function refreshOrigins(scene: Scene, graph: DecisionGraph): Scene {
    const origins = new Map(graph.questions.map(({ id, origin }) => [id, origin]));
    const parts = new Map(graph.parts.map(({ id, origin }) => [id, origin]));
    return {
        ...scene,
        groups: scene.groups.map((group) => ({ ...group, origin: parts.get(group.id) ?? group.origin })),
        cards: scene.cards.map((card) => {
            const origin = origins.get(card.id) ?? parts.get(card.id) ?? card.origin;
            return origin ? { ...card, origin } : card;
        }),
    };
}

function themeOf(theme: ChartTheme): Theme {
    const palettes = { light: LIGHT, dark: DARK, 'contrast-light': CONTRAST_LIGHT, 'contrast-dark': CONTRAST_DARK };
    const palette = palettes[theme.base] ?? LIGHT;
    return theme.kind === 'editor' ? editorTheme(palette) : palette;
}
