// Flowcharts for views and files: what is known goes to the workshop, a picture comes back. A view keeps its last picture,
// so that cards stay where they were while the text is edited, and so that there is something to show while it has errors.

import type { CancellationToken } from 'vscode-languageserver';
import type { SheetOptions } from '../language/flowchart/export.js';
import { PAPERS } from '../language/flowchart/paper.js';
import type { Finding, Policy } from '../language/index.js';
import { fileName } from '../language/syntax/paths.js';
import type { ActiveCase } from './active-case.js';
import { basePolicy } from './base.js';
import { decide, findCase } from './cases.js';
import { onClient, policyRef } from './decision.js';
import { type EditionHost, editionOf } from './edition.js';
import type { Proofs } from './proofs.js';
import type {
    ExportFlowchartParams,
    ExportResult,
    FlowchartParams,
    FlowchartResult,
    GivenFacts,
    OverlayParams,
    Scene,
    Settings,
} from './protocol.js';
import { resultsOfPolicy } from './scenarios.js';
import { plainUri } from './uris.js';
import type { ChartInput, Drawn, OverlayInput } from './work/draw.js';
import type { Workshop } from './workshop.js';
import type { Workspace } from './workspace.js';

/** What files of pictures need besides the language. */
export interface ChartAssets {
    /** The font, regular and bold, as TrueType files. */
    readonly fonts: readonly Uint8Array[];
    /** `@resvg/resvg-wasm`, the renderer of PNG files. */
    readonly resvg: Uint8Array;
}

/** More views than anybody has open. */
const MOST_VIEWS = 50;

const NO_POLICY = 'There is no policy without errors to draw: look at its problems first.';

export class Charts {
    private readonly views = new Map<string, Drawn>();

    constructor(
        private readonly workspace: Workspace,
        private readonly proofs: Proofs,
        private readonly activeCase: ActiveCase,
        private readonly workshop: Workshop,
        private readonly assets: () => Promise<ChartAssets | undefined>,
        private readonly editionHost: EditionHost,
    ) {}

    async draw(
        params: FlowchartParams,
        settings: Settings['flowchart'],
        token?: CancellationToken,
    ): Promise<FlowchartResult> {
        const policyUri = this.workspace.policyUriOf(plainUri(params.uri));
        const policy = policyUri === undefined ? undefined : this.workspace.lastGoodOf(policyUri)?.policy;
        if (policyUri === undefined || !policy) return { kind: 'none', message: NO_POLICY };
        const stale = this.staleness(policyUri);
        const input = await this.input(policyUri, policy, params, settings);
        const previous = params.view === undefined ? undefined : this.views.get(params.view);
        const drawn = await this.workshop.do(
            'drawView',
            { ...input, theme: params.theme, ...(previous ? { previous } : {}) },
            token,
        );
        const { key, scene, svg, summary, parts, isLarge, problems } = drawn;
        if (params.view !== undefined) this.keep(params.view, { key, scene });
        const ref = policyRef(this.workspace, policyUri, policy);
        return {
            kind: 'chart',
            policy: ref,
            scene: this.onClient(scene),
            svg,
            summary,
            parts,
            isLarge,
            stale,
            findings: problems,
        };
    }

    async export(
        params: ExportFlowchartParams,
        settings: Settings['flowchart'],
        token?: CancellationToken,
    ): Promise<ExportResult> {
        const policyUri = this.workspace.policyUriOf(plainUri(params.uri));
        const checked = policyUri === undefined ? undefined : this.workspace.checked(policyUri);
        const policy = checked?.policy;
        if (policyUri === undefined || !policy) return { kind: 'problem', message: NO_POLICY };
        const { format, theme = 'light' } = params;
        const sheets = format === 'html' ? await this.sheets(params, checked.files) : {};
        const { fonts = [], resvg } = (await this.assets()) ?? {};
        const { findings: _, ...input } = await this.input(policyUri, policy, params, settings);
        const scale = Math.min(3, Math.max(1, params.scale ?? 2));
        const file = fileName(policyUri).replace(/\.tenet$/, '');
        return this.workshop.do(
            'exportChart',
            { ...input, file, format, theme, sheets, fonts, scale, ...(format === 'png' && resvg ? { resvg } : {}) },
            token,
        );
    }

    private async sheets(
        { paper, footer }: ExportFlowchartParams,
        files: Parameters<typeof editionOf>[0],
    ): Promise<SheetOptions> {
        const edition = await editionOf(files, this.editionHost);
        // A client may send anything.
        const known = PAPERS.find((each) => each === paper);
        return { edition, ...(known ? { paper: known } : {}), ...(footer?.trim() ? { footer } : {}) };
    }

    private keep(view: string, drawn: Drawn): void {
        this.views.delete(view);
        this.views.set(view, drawn);
        const [oldest] = this.views.keys();
        if (this.views.size > MOST_VIEWS && oldest !== undefined) this.views.delete(oldest);
    }

    private async input(
        policyUri: string,
        policy: Policy,
        { direction, width, outcomes, folded, overlay = {} }: Omit<FlowchartParams, 'theme'>,
        settings: Settings['flowchart'],
    ): Promise<ChartInput> {
        const base = overlay.changes && (await basePolicy(overlay.changes.uri ?? policyUri, overlay.changes.files));
        return {
            policy,
            findings: this.findings(policyUri),
            arrangement: { outcomes: outcomes ?? settings.outcomes, folded: folded ?? 'auto' },
            direction: direction ?? settings.direction,
            ...(width === undefined ? {} : { width }),
            ...(base ? { base } : {}),
            overlay: this.overlay(policyUri, policy, overlay),
        };
    }

    private overlay(policyUri: string, policy: Policy, params: OverlayParams): OverlayInput {
        const decided = this.decidedFor(params, policy);
        return {
            ...(decided ? { decided } : {}),
            ...(params.coverage
                ? { verdicts: resultsOfPolicy(this.workspace, policyUri).map(({ result }) => result.verdict) }
                : {}),
            showsFindings: params.findings === true,
            ...(params.position === undefined ? {} : { position: params.position }),
        };
    }

    private decidedFor(params: OverlayParams, policy: Policy): OverlayInput['decided'] {
        if (params.case === undefined) return undefined;
        if (params.case === 'active') {
            const active = this.activeCase.decided();
            return active?.policy.name === policy.name ? pathOf(active, this.activeCase.suppose) : undefined;
        }
        const found = findCase(this.workspace, params.case, params.suppose);
        return found.kind === 'case' ? pathOf({ ...decide(found), title: found.title }, params.suppose) : undefined;
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

/** What an overlay needs of a decided case, and nothing that hangs on it. */
function pathOf(
    { title, facts, verdict }: NonNullable<OverlayInput['decided']>,
    suppose: GivenFacts = {},
): OverlayInput['decided'] {
    return { title, facts, verdict, supposed: Object.keys(suppose) };
}
