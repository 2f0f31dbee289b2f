// Splits a chart into sheets of paper in reading order, each with connectors to and from the others, as one HTML page ready
// for printing. No text on a sheet is smaller than 7.5 points; every ‘Go to’ has its ‘From’.

import { arrange, type Card, type Chart, type Link } from './arrange.js';
import { escapeMarkup } from './escape.js';
import type { DecisionGraph, Question } from './graph.js';
import { layoutChart } from './layout.js';
import { composeLegend, renderLegend } from './legend.js';
import { type CaseOverlay, NO_OVERLAY, type Overlay } from './overlay.js';
import { type Paper, type PaperName, paperOf } from './paper.js';
import type { Scene } from './scene.js';
import { FONT_FAMILY, renderSvg } from './svg.js';
import { LIGHT } from './theme.js';
import { numbersOf, renderWalkthroughHtml, walkThrough } from './walkthrough.js';

export interface SheetSet {
    readonly title: string;
    readonly paper: Paper;
    readonly sheets: readonly Sheet[];
    /** The numbers that all sheets share. */
    readonly numbers: ReadonlyMap<string, number>;
}

export interface Sheet {
    readonly questions: readonly string[];
    readonly scene: Scene;
    /** From pixels of the scene to pixels of the page. */
    readonly scale: number;
}

/** The smallest text of a scene is 11 px high; 7.5 pt are 10 px. */
const LEAST_SCALE = 10 / 11;
const GREATEST_SCALE = 1.15;

export async function composeSheets(graph: DecisionGraph, on: PaperName = 'A4'): Promise<SheetSet> {
    const paper = paperOf(on);
    const open = arrange(graph, { outcomes: 'repeated', folded: [] });
    const whole = await layoutChart(open, { direction: 'down' });
    const chart = withoutContainers(open);
    const numbers = numbersOf(whole);
    const order = [...graph.questions].sort((a, b) => (numbers.get(a.id) ?? 0) - (numbers.get(b.id) ?? 0));
    const runs = await divide(chart, order, numbers, paper);
    const sheetOf = new Map(runs.flatMap((run, index) => run.map((question) => [question.id, index + 1] as const)));
    const sheets: Sheet[] = [];
    for (const [index, run] of runs.entries()) {
        const part = cutOut(chart, new Set(run.map((question) => question.id)), sheetOf, index + 1);
        const scene = await layoutChart(part, { ...onPaper(paper), numbers });
        sheets.push({ questions: run.map((question) => question.id), scene, scale: scaleOf(scene, paper) });
    }
    return { title: graph.title, paper, sheets, numbers };
}

/** `imprint` stands at the foot of each sheet, `overlayOf` gives what is laid over it. */
export function renderSheets(
    set: SheetSet,
    graph: DecisionGraph,
    imprint: string,
    fontFaces: string,
    overlayOf: (scene: Scene) => Overlay = () => NO_OVERLAY,
): string {
    const total = set.sheets.length;
    const footer = (sheet: string): string =>
        `<footer><span>${escapeMarkup(imprint)}</span><span>${sheet}</span></footer>`;
    const overlays = set.sheets.map(({ scene }) => overlayOf(scene));
    const shown = mergedCase(overlays);
    const told = shown === undefined ? '' : `<p class="case">${escapeMarkup(`${shown.title}. ${shown.summary}`)}</p>`;
    const pages = set.sheets.map((sheet, index) => {
        const overlay = overlays[index] ?? NO_OVERLAY;
        const svg = renderSvg(sheet.scene, LIGHT, overlay, { legend: 'hidden', title: 'hidden' });
        const width = Math.round(sheet.scene.width * sheet.scale * 10) / 10;
        const sized = svg.replace(/ width="\d+" height="\d+"/u, ` width="${width}"`);
        const number = `Sheet ${index + 1} of ${total}`;
        const head = `<header><h2>${escapeMarkup(graph.title)}</h2><p>${number}</p></header>${told}`;
        return `<section class="sheet" aria-label="${number}">${head}<div>${sized}</div>${legendOf(sheet.scene, overlay, set.paper)}${footer(number)}</section>`;
    });
    const words = renderWalkthroughHtml(walkThrough(graph, set.numbers, shown));
    return [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">`,
        `<title>${escapeMarkup(graph.title)}</title><style>${fontFaces}${styleOf(set.paper)}</style></head><body><main><h1>${escapeMarkup(graph.title)}</h1>`,
        pages.join(''),
        `<section class="words"><h2>In words</h2>${words}${footer('In words')}</section></main></body></html>`,
    ].join('\n');
}

/** The path of the case over all sheets: each knows its own part of it. */
function mergedCase(overlays: readonly Overlay[]): CaseOverlay | undefined {
    const found = overlays.flatMap((overlay) => overlay.case ?? []);
    const [first] = found;
    if (first === undefined) return undefined;
    const edges = [...new Set(found.flatMap((one) => one.edges))];
    return { ...first, cards: Object.assign({}, ...found.map((one) => one.cards)), edges };
}

/** As wide as the sheet, whatever the scale of its picture. */
function legendOf(scene: Scene, overlay: Overlay, paper: Paper): string {
    const legend = composeLegend(scene, overlay, paper.picture.width);
    const size = `width="${legend.width}" height="${legend.height}" viewBox="0 0 ${legend.width} ${legend.height}"`;
    const family = escapeMarkup(FONT_FAMILY);
    return `<svg class="legend" xmlns="http://www.w3.org/2000/svg" ${size} font-family="${family}" role="group" aria-label="Legend">${renderLegend(legend, 0, LIGHT)}</svg>`;
}

/** On a screen a sheet has its margins around it. */
function styleOf({ name, width, height }: Paper): string {
    return `
@page { size: ${name}; margin: 10mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 13px/1.45 ${FONT_FAMILY}; color: ${LIGHT.text}; background: ${LIGHT.background}; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.sheet { width: ${width}mm; height: ${height}mm; margin: 0 auto; display: flex; flex-direction: column; break-after: page; overflow: hidden; }
.sheet header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 1px solid ${LIGHT.faint}; }
.sheet h2 { font-size: 17px; margin: 4px 0; } .sheet header p { margin: 0; color: ${LIGHT.muted}; }
.sheet div { flex: 1; display: flex; justify-content: center; align-items: flex-start; min-height: 0; }
.sheet svg { display: block; height: auto; } .sheet svg.legend { flex: none; height: revert-layer; } .sheet .case { margin: 4px 0 0; color: ${LIGHT.path}; font-weight: 700; }
footer { display: flex; justify-content: space-between; gap: 16px; border-top: 1px solid ${LIGHT.faint}; color: ${LIGHT.muted}; font-size: 11px; padding-top: 4px; overflow-wrap: anywhere; } footer span:last-child { flex: none; }
.words { max-width: ${width}mm; margin: 0 auto; overflow-wrap: anywhere; } .words li { margin-bottom: 8px; break-inside: avoid; } .words p { margin: 0; } .words ul { margin: 2px 0; }
.words cite { color: ${LIGHT.muted}; font-style: normal; }
@media screen { body { background: #e8ebee; } .sheet, .words { background: ${LIGHT.background}; margin: 12px auto; padding: 6mm 8mm; } .sheet { width: ${width + 16}mm; height: ${height + 14}mm; } .words { max-width: ${width + 16}mm; } }
`;
}

/** On paper a part is named on each of its cards: its container would cross the borders of sheets. */
function withoutContainers(chart: Chart): Chart {
    const parts = new Map(chart.groups.map((group) => [group.id, group.part]));
    const cards = chart.cards.map(({ group, ...card }): Card => {
        const part = parts.get(group ?? '');
        if (part === undefined || card.kind !== 'question') return card;
        const { question } = card;
        const title = [part.title, question.title ?? ''].filter((text) => text !== '').join(': ');
        const citations = [...new Set([...part.citations, ...question.citations])];
        return { ...card, question: { ...question, title, citations } };
    });
    return { ...chart, cards, groups: [] };
}

/** Runs of questions that fill one sheet each. Sections never share a sheet with the main flow. */
async function divide(
    chart: Chart,
    order: readonly Question[],
    numbers: ReadonlyMap<string, number>,
    paper: Paper,
): Promise<readonly (readonly Question[])[]> {
    const runs: (readonly Question[])[] = [];
    const sectionOf = new Map(chart.cards.map((card) => [card.id, card.section]));
    let left = order;
    while (left.length > 0) {
        const section = sectionOf.get(left[0]?.id ?? '');
        const end = left.findIndex((question) => sectionOf.get(question.id) !== section);
        const limit = Math.min(end < 0 ? left.length : end, paper.mostQuestions);
        const count = await mostThatFit(left.slice(0, limit));
        const cut = count === limit && limit < paper.mostQuestions ? count : goodCut(left, count);
        runs.push(left.slice(0, cut));
        left = left.slice(cut);
    }
    return runs;

    /** By halving: a layout is dear. One question always has a sheet. */
    async function mostThatFit(questions: readonly Question[]): Promise<number> {
        let [fits, fails] = [1, questions.length + 1];
        while (fits + 1 < fails) {
            const count = fails > questions.length ? questions.length : Math.floor((fits + fails) / 2);
            const inside = new Set(questions.slice(0, count).map((question) => question.id));
            const elsewhere = new Map(
                order.filter((question) => !inside.has(question.id)).map((question) => [question.id, 88] as const),
            );
            const scene = await layoutChart(cutOut(chart, inside, elsewhere, 1), { ...onPaper(paper), numbers });
            if (scaleOf(scene, paper) >= LEAST_SCALE) fits = count;
            else fails = count;
        }
        return fits;
    }
}

/** Prefers to end a sheet where a part ends, unless that leaves it half empty. */
function goodCut(questions: readonly Question[], count: number): number {
    if (count >= questions.length) return count;
    for (let cut = count; cut >= Math.ceil(count * 0.6); cut--) {
        const [last, next] = [questions[cut - 1], questions[cut]];
        if (last?.part === undefined || last.part !== next?.part) return cut;
    }
    return count;
}

function onPaper({ cardsAcross }: Paper) {
    return { direction: 'down', cardsAcross } as const;
}

function scaleOf(scene: Scene, { picture }: Paper): number {
    return Math.min(picture.width / scene.width, picture.height / scene.height, GREATEST_SCALE);
}

/** The chart of some questions: links that leave it end in references, links that enter it start from entries. */
function cutOut(chart: Chart, inside: ReadonlySet<string>, sheetOf: ReadonlyMap<string, number>, sheet: number): Chart {
    const cards = new Map<string, Card>();
    const links = new Map<string, Link>();
    const byId = new Map(chart.cards.map((card) => [card.id, card]));
    const isQuestion = (id: string): boolean => byId.get(id)?.kind === 'question';
    const entered = new Map<string, { readonly question: string; readonly sheet: number }[]>();
    for (const id of inside) add(id);
    for (const link of chart.links) {
        const starts = inside.has(link.from);
        if (starts && isQuestion(link.to) && !inside.has(link.to)) {
            const to = byId.get(link.to) as Extract<Card, { kind: 'question' }>;
            const id = `${link.from}->${link.to}`;
            const { section, group } = byId.get(link.from) as Card;
            const home = group === undefined ? { section } : { section, group };
            const target = { question: link.to, text: to.question.text, sheet: sheetOf.get(link.to) ?? 0 };
            cards.set(id, { id, ...home, kind: 'reference', ...target });
            links.set(link.id, { ...link, to: id });
        } else if (starts) {
            add(link.to);
            links.set(link.id, link);
        } else if (inside.has(link.to) && isQuestion(link.from)) {
            const from = { question: link.from, sheet: sheetOf.get(link.from) ?? 0 };
            const known = entered.get(link.to) ?? [];
            if (!known.some((one) => one.question === from.question)) entered.set(link.to, [...known, from]);
        } else if (inside.has(link.to)) {
            add(link.from);
            links.set(link.id, link);
        }
    }
    for (const [question, from] of entered) {
        const id = `${question}<=${sheet}`;
        const { section } = byId.get(question) as Card;
        cards.set(id, { id, section, kind: 'entry', text: '', from });
        links.set(id, { id, from: id, to: question, kind: 'start', answers: [], text: '' });
    }
    const inOrder = [...cards.values()].sort((a, b) => orderOf(a) - orderOf(b));
    const sections = new Set(inOrder.map((card) => card.section));
    const groups = new Set(inOrder.flatMap((card) => card.group ?? []));
    return {
        title: chart.title,
        sections: chart.sections.filter((section) => sections.has(section.kind)),
        groups: chart.groups.filter((group) => groups.has(group.id)),
        cards: inOrder,
        links: [...links.values()],
    };

    function add(id: string): void {
        const card = byId.get(id);
        if (card !== undefined) cards.set(id, card);
    }

    function orderOf(card: Card): number {
        const at = chart.cards.findIndex((one) => one.id === card.id);
        return at < 0 ? -1 : at;
    }
}
