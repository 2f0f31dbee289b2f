// Flowcharts for views and files. A view keeps its last picture, so that cards stay where they were while the text is
// edited, and so that there is something to show while it has errors. The layout engine is loaded with the first picture.

import { type Arrangement, arrange } from '../language/flowchart/arrange.js';
import { caseOverlay, coverageOverlay } from '../language/flowchart/case-overlay.js';
import { compareCharts } from '../language/flowchart/changes.js';
import { gapsIn, problemsOn, unreachableOverlay } from '../language/flowchart/findings-overlay.js';
import { type DecisionGraph, decisionGraph } from '../language/flowchart/graph.js';
import { layoutChart } from '../language/flowchart/layout.js';
import { renderMermaid } from '../language/flowchart/mermaid.js';
import type { ChangesOverlay, Overlay } from '../language/flowchart/overlay.js';
import type { Scene } from '../language/flowchart/scene.js';
import { composeSheets, renderSheets } from '../language/flowchart/sheets.js';
import { renderSvg } from '../language/flowchart/svg.js';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, editorTheme, LIGHT, type Theme } from '../language/flowchart/theme.js';
import { numbersOf, renderWalkthroughText, walkThrough } from '../language/flowchart/walkthrough.js';
import type { Finding, Policy } from '../language/index.js';
import { checkFile, loadProject } from '../language/index.js';
import { isoFromDay } from '../language/model/calendar.js';
import { truthOf } from '../language/run/interpret.js';
import type { ActiveCase } from './active-case.js';
import { decide, findCase } from './cases.js';
import { type Decided, onClient, policyRef } from './decision.js';
import type { Proofs } from './proofs.js';
import type {
    ChartTheme,
    ExportFlowchartParams,
    ExportResult,
    FileTexts,
    FlowchartParams,
    FlowchartResult,
    OverlayParams,
    Settings,
} from './protocol.js';
import { resultsOfPolicy } from './scenarios.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

/** What only some hosts can do: turn a picture into pixels, give the font. */
export interface ChartAssets {
    readonly fontFaces?: () => Promise<string>;
    readonly png?: (svg: string, scale: number) => Promise<{ readonly base64: string } | { readonly message: string }>;
}

interface Drawn {
    readonly policy: Policy;
    readonly graph: DecisionGraph;
    readonly scene: Scene;
    readonly changes?: ChangesOverlay;
}

interface View {
    readonly key: string;
    readonly drawn: Drawn;
}

/** More views than anybody has open. */
const MOST_VIEWS = 50;

export class Charts {
    private readonly views = new Map<string, View>();

    constructor(
        private readonly workspace: Workspace,
        private readonly proofs: Proofs,
        private readonly activeCase: ActiveCase,
        private readonly assets: ChartAssets,
    ) {}

    async draw(params: FlowchartParams, settings: Settings['flowchart']): Promise<FlowchartResult> {
        const policyUri = this.workspace.policyUriOf(plainUri(params.uri));
        const policy = policyUri === undefined ? undefined : this.workspace.lastGoodOf(policyUri)?.policy;
        if (policyUri === undefined || !policy) {
            return { kind: 'none', message: 'There is no policy without errors to draw: look at its problems first.' };
        }
        const drawn = await this.layOut(policyUri, policy, params, settings);
        const { scene, graph } = drawn;
        const overlay = this.overlay(policyUri, drawn, params.overlay ?? {});
        const svg = renderSvg(scene, themeOf(params.theme), overlay, { legend: 'shown', title: 'hidden' });
        const folded = new Set(scene.cards.flatMap(({ role, id }) => (role === 'part' ? [id] : [])));
        return {
            kind: 'chart',
            policy: policyRef(this.workspace, policyUri, policy),
            scene: this.onClient(scene),
            svg,
            summary: overlay.case?.summary ?? `${graph.questions.length} questions.`,
            parts: graph.parts.map(({ id, title }) => ({ id, title, folded: folded.has(id) })),
            stale: this.staleness(policyUri),
            findings: overlay.problems ?? {},
        };
    }

    async export(params: ExportFlowchartParams, settings: Settings['flowchart']): Promise<ExportResult> {
        const policyUri = this.workspace.policyUriOf(plainUri(params.uri));
        const policy = policyUri === undefined ? undefined : this.workspace.checked(policyUri)?.policy;
        if (policyUri === undefined || !policy)
            return {
                kind: 'problem',
                message: 'There is no policy without errors to draw: look at its problems first.',
            };
        const drawn = await this.layOut(policyUri, policy, params, settings);
        const { scene, graph } = drawn;
        const overlay = this.overlay(policyUri, drawn, params.overlay ?? {});
        const name = `${policy.name}--flow`;
        const theme = params.theme === 'dark' ? DARK : LIGHT;
        switch (params.format) {
            case 'svg': {
                const fontFaces = await this.assets.fontFaces?.();
                const options = { legend: 'shown', title: 'shown', ...(fontFaces ? { fontFaces } : {}) } as const;
                return { kind: 'text', name: `${name}.svg`, text: renderSvg(scene, theme, overlay, options) };
            }
            case 'png': {
                if (!this.assets.png) return { kind: 'problem', message: 'A PNG can only be made on the desktop.' };
                const scale = Math.min(3, Math.max(1, params.scale ?? 2));
                const made = await this.assets.png(renderSvg(scene, theme, overlay), scale);
                if ('message' in made) return { kind: 'problem', message: made.message };
                return { kind: 'bytes', name: `${name}.png`, base64: made.base64 };
            }
            case 'html': {
                const imprint = { version: params.footer ?? '', inForce: inForce(policy), generated: '' };
                const fontFaces = (await this.assets.fontFaces?.()) ?? '';
                const text = renderSheets(await composeSheets(graph), graph, imprint, fontFaces);
                return { kind: 'text', name: `${name}.html`, text };
            }
            case 'mermaid': {
                const chart = arrange(graph, arrangementOf(params, settings));
                return { kind: 'text', name: `${name}.mmd`, text: renderMermaid(chart, scene) };
            }
            case 'text': {
                const told = walkThrough(graph, numbersOf(scene), overlay.case);
                return { kind: 'text', name: `${name}.txt`, text: renderWalkthroughText(told) };
            }
        }
    }

    private async layOut(
        policyUri: string,
        policy: Policy,
        params: Omit<FlowchartParams, 'theme'>,
        settings: Settings['flowchart'],
    ): Promise<Drawn> {
        const findings = this.findings(policyUri);
        const graph = decisionGraph(policy, gapsIn(policy, findings));
        const arrangement = arrangementOf(params, settings);
        const base = params.overlay?.changes && (await basePolicy(policyUri, params.overlay.changes.files));
        const compared = base && compareCharts(decisionGraph(base), graph, arrangement);
        const chart = compared?.chart ?? arrange(graph, arrangement);
        const direction = params.direction ?? settings.direction;
        // Origins move with every key; what is drawn does not.
        const key = JSON.stringify([direction, chart], (name, value) => (name.endsWith('rigin') ? undefined : value));
        const view = params.view === undefined ? undefined : this.views.get(params.view);
        const previous = view?.drawn.scene;
        const kept = view?.key === key ? previous : undefined;
        const scene = kept
            ? refreshOrigins(kept, graph)
            : await layoutChart(chart, { direction, ...(previous?.direction === direction ? { previous } : {}) });
        const drawn: Drawn = {
            policy,
            graph: compared?.graph ?? graph,
            scene,
            ...(compared ? { changes: compared.overlay } : {}),
        };
        if (params.view !== undefined) {
            this.views.delete(params.view);
            this.views.set(params.view, { key, drawn });
            const [oldest] = this.views.keys();
            if (this.views.size > MOST_VIEWS && oldest !== undefined) this.views.delete(oldest);
        }
        return drawn;
    }

    private overlay(policyUri: string, drawn: Drawn, params: OverlayParams): Overlay {
        const { policy, graph, scene, changes } = drawn;
        const decided = this.decidedFor(params, policy);
        const findings = params.findings ? this.findings(policyUri) : [];
        const results = params.coverage ? resultsOfPolicy(this.workspace, policyUri) : [];
        return {
            ...(decided
                ? {
                      case: caseOverlay(policy, graph, scene, {
                          ...decided,
                          truthOf: (condition) => truthOf(policy, decided.facts, condition),
                      }),
                  }
                : {}),
            ...(params.coverage
                ? {
                      coverage: coverageOverlay(
                          policy,
                          scene,
                          results.map(({ result }) => result.verdict),
                      ),
                  }
                : {}),
            ...(params.findings
                ? { unreachable: unreachableOverlay(policy, scene, findings), problems: problemsOn(scene, findings) }
                : {}),
            ...(changes ? { changes } : {}),
            ...(params.position === undefined ? {} : { position: params.position }),
        };
    }

    private decidedFor(params: OverlayParams, policy: Policy): (Decided & { readonly title: string }) | undefined {
        if (params.case === undefined) return undefined;
        if (params.case === 'active') {
            const active = this.activeCase.decided();
            return active?.policy.name === policy.name ? active : undefined;
        }
        const found = findCase(this.workspace, params.case, params.suppose);
        return found.kind === 'case' ? { ...decide(found), title: found.title } : undefined;
    }

    private findings(policyUri: string): readonly Finding[] {
        const errors = this.workspace.findingsOf(policyUri).filter(({ severity }) => severity !== 'hint');
        return [...errors, ...this.proofs.findingsIn(policyUri)];
    }

    private staleness(policyUri: string): { readonly message: string; readonly line: number } | null {
        const checked = this.workspace.checked(policyUri);
        if (!checked || checked === this.workspace.lastGoodOf(policyUri)) return null;
        const error = checked.findings.find(({ severity }) => severity === 'error');
        return { message: error?.message ?? 'The text has errors.', line: error?.origin.range.start.line ?? 0 };
    }

    private onClient(scene: Scene): Scene {
        return {
            ...scene,
            groups: scene.groups.map((group) => ({ ...group, origin: onClient(this.workspace, group.origin) })),
            cards: scene.cards.map((card) =>
                card.origin ? { ...card, origin: onClient(this.workspace, card.origin) } : card,
            ),
        };
    }
}

/** The policy of another version of the files; undefined if it has errors. */
export async function basePolicy(uri: string, files: FileTexts): Promise<Policy | undefined> {
    const texts = new Map(Object.entries(files).map(([each, text]) => [plainUri(each), text]));
    const project = await loadProject({ read: async (each) => texts.get(each) }, [uri]);
    const file = project.files.get(uri);
    return file && checkFile(project, file).policy;
}

function arrangementOf(
    { outcomes, folded }: Pick<FlowchartParams, 'outcomes' | 'folded'>,
    settings: Settings['flowchart'],
): Arrangement {
    return { outcomes: outcomes ?? settings.outcomes, folded: folded ?? 'auto' };
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

function inForce({ effective: { from, until } }: Policy): string {
    const start = from === undefined ? '' : ` from ${isoFromDay(from)}`;
    const end = until === undefined ? '' : ` until ${isoFromDay(until)}`;
    return start + end === '' ? '' : `in force${start}${end}`;
}
