// Renders a scene as one SVG text: the same function for the editor, for files and for paper. Only presentation
// attributes are used, so the picture needs no style sheet and passes any content policy. Every text of the policy goes
// through `escapeMarkup`.

import { changeColour, renderBadges } from './badges.js';
import { escapeMarkup } from './escape.js';
import { composeLegend, renderLegend } from './legend.js';
import { ellipsize, measureText } from './measure.js';
import { type Change, type CheckMark, entryOf, type Overlay } from './overlay.js';
import type { Scene, SceneCard, SceneEdge, TextLine } from './scene.js';
import { arrowHead, edgePath, ICONS, outline } from './shapes.js';
import { renderText, round } from './svg-text.js';
import { mixColours, type Theme } from './theme.js';

export interface RenderOptions {
    readonly legend: 'shown' | 'hidden';
    readonly title: 'shown' | 'hidden';
    /** Font faces to carry along, as `@font-face` rules with data addresses. */
    readonly fontFaces?: string;
}

export const FONT_FAMILY = "'Atkinson Hyperlegible', Arial, Helvetica, sans-serif";

const FILE: RenderOptions = { legend: 'shown', title: 'shown' };

export function renderSvg(scene: Scene, theme: Theme, overlay: Overlay, options: RenderOptions = FILE): string {
    const look = lookOf(scene, theme, overlay);
    const legend = options.legend === 'shown' ? composeLegend(scene, overlay) : undefined;
    const width = Math.ceil(scene.width);
    const height = Math.ceil(scene.height + (legend === undefined ? 0 : legend.height));
    const summary = overlay.case === undefined ? '' : ` ${overlay.case.title}. ${overlay.case.summary}`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" `,
        `font-family="${escapeMarkup(FONT_FAMILY)}" role="group" aria-label="${escapeMarkup(`Flowchart: ${scene.title}.${summary}`)}">`,
        options.fontFaces === undefined ? '' : `<style>${options.fontFaces}</style>`,
        `<rect width="${width}" height="${height}" fill="${theme.background}"/>`,
        options.title === 'shown' ? renderTitle(scene, theme, overlay) : '',
        ...scene.sections.map((section) => renderSection(section, theme)),
        ...scene.groups.map((group) => renderGroup(group, theme)),
        ...byProminence(scene.edges, look).map((edge) => renderEdge(edge, look)),
        ...scene.groups.map((group) => renderGroupTitle(group, theme)),
        ...scene.cards.map((card) => renderCard(card, look)),
        ...byProminence(scene.edges, look).map((edge) => renderPill(edge, look)),
        ...scene.cards.map((card) => renderBadges(card, theme, overlay)),
        legend === undefined ? '' : renderLegend(legend, scene.height, theme),
        '</svg>',
    ].join('');
}

/** How prominent each card and edge is under an overlay. */
interface Look {
    readonly theme: Theme;
    readonly overlay: Overlay;
    readonly pathEdges: ReadonlySet<string>;
    readonly deadCards: ReadonlySet<string>;
    readonly deadEdges: ReadonlySet<string>;
    readonly mostCases: number;
}

type Prominence = 'plain' | 'path' | 'dim';

function lookOf(scene: Scene, theme: Theme, overlay: Overlay): Look {
    const deadCards = new Set(overlay.unreachable?.cards);
    for (const card of scene.cards) if (card.section === 'unreachable') deadCards.add(card.id);
    const deadEdges = new Set(overlay.unreachable?.edges);
    for (const edge of scene.edges) if (deadCards.has(edge.from) || deadCards.has(edge.to)) deadEdges.add(edge.id);
    const pathEdges = new Set(overlay.case?.edges);
    const mostCases = Math.max(1, ...Object.values(overlay.coverage?.cards ?? {}));
    return { theme, overlay, pathEdges, deadCards, deadEdges, mostCases };
}

function cardProminence(card: SceneCard, look: Look): Prominence {
    if (look.overlay.case === undefined) return 'plain';
    return Object.hasOwn(look.overlay.case.cards, card.id) ? 'path' : 'dim';
}

function edgeProminence(edge: SceneEdge, look: Look): Prominence {
    if (look.overlay.case === undefined) return 'plain';
    return look.pathEdges.has(edge.id) ? 'path' : 'dim';
}

/** The path is drawn last, over everything that it crosses. */
function byProminence(edges: readonly SceneEdge[], look: Look): readonly SceneEdge[] {
    const onPath = (edge: SceneEdge): boolean => edgeProminence(edge, look) === 'path';
    return [...edges.filter((edge) => !onPath(edge)), ...edges.filter(onPath)];
}

const DIM_SHARE = 0.42;

function shade(colour: string, theme: Theme, prominence: Prominence): string {
    if (prominence !== 'dim' || theme.dimming !== 'mix') return colour;
    return mixColours(colour, theme.background, DIM_SHARE);
}

function dimGroup(theme: Theme, prominence: Prominence): string {
    return prominence === 'dim' && theme.dimming === 'opacity' ? ' opacity="0.45"' : '';
}

function renderTitle(scene: Scene, theme: Theme, overlay: Overlay): string {
    const width = scene.width - 32;
    const title = ellipsize(scene.title, { width, size: 17, weight: 'bold' });
    const heading = `<text x="16" y="29" font-size="17" font-weight="700" fill="${theme.text}">${escapeMarkup(title)}</text>`;
    if (overlay.case === undefined) return heading;
    const line = ellipsize(`${overlay.case.title} · ${overlay.case.summary}`, { width, size: 12, weight: 'bold' });
    return `${heading}<text x="16" y="48" font-size="12" font-weight="700" fill="${theme.path}">${escapeMarkup(line)}</text>`;
}

function renderSection(section: Scene['sections'][number], theme: Theme): string {
    if (section.kind === 'main') return '';
    const dash = section.kind === 'unreachable' ? ' stroke-dasharray="7 5"' : '';
    const frame = `<path d="${outline('question', section)}" fill="none" stroke="${theme.faint}" stroke-width="1.5"${dash}/>`;
    return frame + section.lines.map((line) => renderLine(line, section, theme, 'plain')).join('');
}

function renderGroup(group: Scene['groups'][number], theme: Theme): string {
    const frame = `<path d="${outline('question', group)}" fill="${theme.panel}" stroke="${theme.faint}" stroke-width="1"/>`;
    return `<g data-group="${escapeMarkup(group.id)}">${frame}</g>`;
}

/** Over the edges that come into the group, on a ground of its own. */
function renderGroupTitle(group: Scene['groups'][number], theme: Theme): string {
    const texts = group.lines.map((line) => {
        const width = round(measureText(line.text, line.size, line.weight) + 6);
        const ground = `<rect x="${round(group.x + line.x - 3)}" y="${round(group.y + line.y - line.size)}" width="${width}" height="${line.size + 3}" fill="${theme.panel}"/>`;
        return ground + renderLine(line, group, theme, 'plain');
    });
    return texts.join('');
}

function renderEdge(edge: SceneEdge, look: Look): string {
    const { theme, overlay } = look;
    const prominence = edgeProminence(edge, look);
    const change = entryOf(overlay.changes?.edges, edge.id);
    const untested = overlay.coverage !== undefined && !entryOf(overlay.coverage.edges, edge.id);
    const isPath = prominence === 'path';
    const colour = isPath ? theme.path : change === undefined ? theme.border : changeColour(change.kind, theme);
    const stroke = shade(colour, theme, prominence);
    const heat = entryOf(overlay.coverage?.edges, edge.id);
    const heated = heat === undefined ? 1.5 : 1.5 + (2 * Math.log1p(heat)) / Math.log1p(look.mostCases);
    const width = isPath ? (theme.dimming === 'dotted' ? 4 : 3) : change === undefined ? round(heated) : 2.5;
    const arrow = isPath ? 10 : 8;
    const dashed =
        look.deadEdges.has(edge.id) ||
        untested ||
        edge.kind === 'skip' ||
        edge.kind === 'gap' ||
        change?.kind === 'removed';
    const dotted = prominence === 'dim' && theme.dimming === 'dotted';
    const dash = dashed ? ' stroke-dasharray="5 4"' : dotted ? ' stroke-dasharray="1.5 4"' : '';
    const line = `<path d="${edgePath(edge.points, arrow - 1)}" fill="none" stroke="${stroke}" stroke-width="${width}"${dash}/>`;
    const head = `<path d="${arrowHead(edge.points, arrow)}" fill="${stroke}"/>`;
    return `<g data-edge="${escapeMarkup(edge.id)}"${isPath ? ' data-path=""' : ''}${dimGroup(theme, prominence)}>${line}${head}</g>`;
}

function renderPill(edge: SceneEdge, look: Look): string {
    if (edge.label === undefined) return '';
    const { theme } = look;
    const { x, y, width, height, lines } = edge.label;
    const prominence = edgeProminence(edge, look);
    const isPath = prominence === 'path';
    const radius = Math.min(10, height / 2);
    const border = shade(isPath ? theme.path : theme.faint, theme, prominence);
    const isAnswer = edge.kind === 'answer';
    const isSupposed = look.overlay.case?.supposed?.includes(edge.id) ?? false;
    const dash = isSupposed ? ' stroke-width="2" stroke-dasharray="4 3"' : isAnswer ? '' : ' stroke-dasharray="3 2"';
    const ink = shade(
        isSupposed
            ? theme.path
            : isPath
              ? theme.onPath
              : edge.kind === 'gap'
                ? theme.warning
                : isAnswer
                  ? theme.text
                  : theme.muted,
        theme,
        prominence,
    );
    const fill = isPath && !isSupposed ? theme.path : theme.background;
    const weight = isAnswer ? 700 : 400;
    const texts = lines.map(
        (line, index) =>
            `<text x="${x + width / 2}" y="${y + 14 + index * 14}" font-size="12" font-weight="${weight}" text-anchor="middle" fill="${ink}">${escapeMarkup(line)}</text>`,
    );
    const count =
        look.overlay.coverage === undefined ? '' : ` — ${entryOf(look.overlay.coverage.edges, edge.id) ?? 0}×`;
    const title = `<title>${escapeMarkup(lines.join(' ') + count + (isSupposed ? ' (supposed)' : ''))}</title>`;
    const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${border}"${dash}/>`;
    return `<g data-answer="${escapeMarkup(edge.id)}"${dimGroup(theme, prominence)}>${title}${box}${texts.join('')}</g>`;
}

function renderCard(card: SceneCard, look: Look): string {
    const { theme, overlay } = look;
    const prominence = cardProminence(card, look);
    const foot = footNote(card, look);
    const change = entryOf(overlay.changes?.cards, card.id);
    const label = [card.label, foot?.label ?? '', look.deadCards.has(card.id) ? 'Cannot be reached.' : ''].filter(
        (text) => text !== '',
    );
    const parts = [
        `<title>${escapeMarkup(label.join(' '))}</title>`,
        card.shape === 'part'
            ? renderFrame({ ...card, x: card.x + 5, y: card.y + 5 }, look, prominence, undefined)
            : '',
        renderFrame(card, look, prominence, change),
        renderHeat(card, look),
        renderIcon(card, theme, prominence),
        renderRow(card, look),
        ...card.rules.map(({ from, to }) => {
            const [x, y] = [card.x, card.y];
            const stroke = shade(theme.faint, theme, prominence);
            return `<path d="M${x + from.x} ${y + from.y}L${x + to.x} ${y + to.y}" stroke="${stroke}"/>`;
        }),
        ...card.checks.map((at, index) => {
            const mark = entryOf(overlay.case?.checks, card.id)?.[index];
            return renderCheck({ x: card.x + at.x, y: card.y + at.y }, mark, theme, prominence);
        }),
        ...card.lines.map((line) => renderLine(shortened(line, card, foot?.text), card, theme, prominence)),
        foot === undefined || card.foot === undefined
            ? ''
            : renderText(card.x + card.foot.x, card.y + card.foot.y, foot.text, { ...foot, anchor: 'end', size: 11 }),
    ];
    const id = escapeMarkup(card.id);
    const path = prominence === 'path' ? ' data-path=""' : '';
    return `<g data-card="${id}"${path} role="img" aria-label="${escapeMarkup(label.join(' '))}"${dimGroup(theme, prominence)}>${parts.join('')}</g>`;
}

function renderFrame(card: SceneCard, look: Look, prominence: Prominence, change: Change | undefined): string {
    const { theme } = look;
    const isPath = prominence === 'path';
    const { fill, stroke } = paintOf(card, theme, isPath);
    const colour = change === undefined ? stroke : changeColour(change.kind, theme);
    const isOutcome = card.role === 'outcome';
    const width = change !== undefined ? 3 : isPath ? (isOutcome ? 4 : 2.5) : isOutcome ? 2 : 1.5;
    const dead = look.deadCards.has(card.id) || card.shape === 'end';
    const dotted = prominence === 'dim' && theme.dimming === 'dotted';
    const dash = change?.kind === 'removed' ? '3 3' : dead ? '6 4' : dotted ? '1.5 3' : '';
    const strokeDash = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
    return `<path d="${outline(card.shape, card)}" fill="${shade(fill, theme, prominence)}" stroke="${shade(colour, theme, prominence)}" stroke-width="${width}"${strokeDash}/>`;
}

function paintOf(card: SceneCard, theme: Theme, isPath: boolean): { readonly fill: string; readonly stroke: string } {
    switch (card.shape) {
        case 'start':
            return { fill: theme.start, stroke: theme.start };
        case 'accept':
        case 'refuse':
        case 'refer':
        case 'pending':
        case 'neutral':
            return { fill: theme.tones[card.shape].fill, stroke: theme.tones[card.shape].ink };
        case 'entry':
        case 'reference':
            return { fill: isPath ? theme.pathFill : theme.panel, stroke: isPath ? theme.path : theme.border };
        case 'end':
            return { fill: theme.background, stroke: isPath ? theme.path : theme.warning };
        case 'question':
        case 'computed':
        case 'part':
            return { fill: isPath ? theme.pathFill : theme.card, stroke: isPath ? theme.path : theme.border };
    }
}

function renderIcon(card: SceneCard, theme: Theme, prominence: Prominence): string {
    const { shape } = card;
    if (card.role !== 'outcome' && shape !== 'end') return '';
    const tone =
        shape === 'end' ? { ink: theme.warning, onInk: theme.background } : theme.tones[shape as keyof Theme['tones']];
    const [x, y] = [card.x + 21, card.y + card.height / 2];
    const disc = `<circle cx="${x}" cy="${y}" r="9" fill="${shade(tone.ink, theme, prominence)}"/>`;
    const icon = ICONS[shape as keyof typeof ICONS];
    return `${disc}<path transform="translate(${x} ${y})" d="${icon}" fill="none" stroke="${tone.onInk}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** The row of a table that decides the case. */
function renderRow(card: SceneCard, { overlay, theme }: Look): string {
    const label = entryOf(overlay.case?.rows, card.id);
    const row = card.rows?.find((one) => one.label === label);
    if (label === undefined || row === undefined) return '';
    const [x, y] = [round(card.x + row.x - 6), round(card.y + row.y + 1)];
    const fill = theme.dimming === 'dotted' ? ' fill="none"' : ` fill="${theme.path}" fill-opacity="0.16"`;
    return `<rect x="${x}" y="${y}" width="${round(row.width + 12)}" height="${round(row.height - 2)}" rx="3"${fill} stroke="${theme.path}" stroke-width="1.5"/>`;
}

/** A bar at the left whose depth tells how many cases came by. */
function renderHeat(card: SceneCard, look: Look): string {
    const { coverage } = look.overlay;
    if (coverage === undefined || card.foot === undefined) return '';
    const count = entryOf(coverage.cards, card.id) ?? 0;
    if (count === 0) return '';
    const share = 0.3 + (0.7 * Math.log1p(count)) / Math.log1p(look.mostCases);
    const inset = 0.75;
    const bar = `M${card.x + inset} ${card.y + 6}v${card.height - 12}h6v${12 - card.height}z`;
    return `<path d="${bar}" fill="${look.theme.path}" fill-opacity="${round(share)}"/>`;
}

function renderCheck(
    at: { readonly x: number; readonly y: number },
    mark: CheckMark | undefined,
    theme: Theme,
    prominence: Prominence,
): string {
    const box = (stroke: string, dash: string): string =>
        `<rect x="${at.x + 0.5}" y="${at.y}" width="9" height="9" rx="1.5" fill="none" stroke="${shade(stroke, theme, prominence)}" stroke-width="1.2"${dash}/>`;
    const strokes = (path: string, stroke: string): string =>
        `<path transform="translate(${at.x + 5} ${at.y + 4.5})" d="${path}" fill="none" stroke="${stroke}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>`;
    switch (mark) {
        case undefined:
            return box(theme.border, '');
        case 'yes':
            return strokes(ICONS.accept, theme.tones.accept.ink);
        case 'no':
            return strokes(ICONS.refuse, theme.tones.refuse.ink);
        case 'unknown':
            return strokes(ICONS.end, theme.tones.refer.ink);
        case 'missing':
            return box(theme.tones.refer.ink, ' stroke-dasharray="2 2"');
    }
}

interface FootNote {
    readonly text: string;
    readonly label: string;
    readonly ink: string;
    readonly weight: 'regular' | 'bold';
}

/** What an overlay writes at the foot of a question. */
function footNote(card: SceneCard, look: Look): FootNote | undefined {
    const { theme, overlay } = look;
    if (card.foot === undefined) return undefined;
    if (overlay.case !== undefined) {
        const step = entryOf(overlay.case.cards, card.id);
        if (step === undefined) return undefined;
        const values = step.values.join(', ');
        const width = card.width * 0.62;
        const shown = step.values.length === 1 ? values : (step.answer ?? values);
        const text = ellipsize(shown, { width, size: 11, weight: 'bold' });
        const label = `Answer in this case: ${step.answer ?? 'none'}${values === '' ? '' : ` (${values})`}.`;
        return { text, label, ink: theme.path, weight: 'bold' };
    }
    if (look.deadCards.has(card.id))
        return { text: 'cannot be reached', label: '', ink: theme.warning, weight: 'bold' };
    if (overlay.coverage !== undefined) {
        const count = entryOf(overlay.coverage.cards, card.id) ?? 0;
        if (count === 0) return { text: 'not tested', label: 'Not tested.', ink: theme.warning, weight: 'bold' };
        return {
            text: `${count}×`,
            label: `${count} of ${overlay.coverage.cases} cases.`,
            ink: theme.muted,
            weight: 'bold',
        };
    }
    return undefined;
}

/** A citation makes room for the note beside it. */
function shortened(line: TextLine, card: SceneCard, note: string | undefined): TextLine {
    if (note === undefined || line.part !== 'citation' || card.foot === undefined) return line;
    const width = card.foot.x - line.x - measureText(note, 11, 'bold') - 8;
    return { ...line, text: ellipsize(line.text, { width, size: line.size, weight: line.weight }) };
}

function renderLine(
    line: TextLine,
    at: { readonly x: number; readonly y: number },
    theme: Theme,
    prominence: Prominence,
): string {
    return renderText(round(at.x + line.x), round(at.y + line.y), line.text, {
        ...line,
        ink: shade(theme[line.ink], theme, prominence),
    });
}
