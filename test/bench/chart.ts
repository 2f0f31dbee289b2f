// Charts of the example and of random policies beside dagre and Graphviz on the same cards: time, crossings, edges
// through cards. `cold` is the first picture after the warm-up. Graphviz is measured where `dot` is installed.

import { spawnSync } from 'node:child_process';
import dagre from '@dagrejs/dagre';
import { arrange, type Chart, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { composeCard, composePill } from '../../language/flowchart/compose.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart, loadEngine } from '../../language/flowchart/layout.js';
import type { Box, Point, Scene } from '../../language/flowchart/scene.js';
import { composeSheets } from '../../language/flowchart/sheets.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { LIGHT } from '../../language/flowchart/theme.js';
import { warmUp } from '../../language/flowchart/warm-up.js';
import { intended } from '../flowchart/crime.js';
import { randomPolicy } from '../flowchart/random.js';

const ROUNDS = 9;

interface Drawing {
    readonly boxes: ReadonlyMap<string, Box>;
    readonly edges: readonly { readonly from: string; readonly to: string; readonly points: readonly Point[] }[];
}

interface Row {
    readonly chart: string;
    readonly engine: string;
    readonly cards: number;
    readonly 'cold CPU ms': number | string;
    readonly 'warm CPU ms': number;
    readonly crossings: number;
    readonly 'through cards': number;
}

const rows: Row[] = [];
const charts: readonly (readonly [string, Chart])[] = [
    ['crime assessment', arrange(decisionGraph(intended), DEFAULT_ARRANGEMENT)],
    ...[45, 105, 290].map((count): readonly [string, Chart] => [
        `random ${count} questions`,
        arrange(decisionGraph(randomPolicy(7, count)), { outcomes: 'repeated', folded: [] }),
    ]),
];

const before = cpuTime();
await loadEngine();
const loading = cpuTime() - before;
await warmUp();
const warming = cpuTime() - before - loading;
for (const [name, chart] of charts) {
    let cold = cpuTime();
    let scene = await layoutChart(chart, { direction: 'down' });
    renderSvg(scene, LIGHT, {});
    cold = cpuTime() - cold;
    const warm = await median(async () => {
        scene = await layoutChart(chart, { direction: 'down' });
        renderSvg(scene, LIGHT, {});
    });
    rows.push({
        chart: name,
        engine: 'ours (ELK)',
        cards: chart.cards.length,
        'cold CPU ms': Math.round(cold),
        'warm CPU ms': warm,
        ...faults(fromScene(scene)),
    });
    const previous = scene;
    const edit = await median(async () => {
        renderSvg(await layoutChart(chart, { direction: 'down', previous }), LIGHT, {});
    });
    rows.push({
        chart: name,
        engine: 'ours, while editing',
        cards: chart.cards.length,
        'cold CPU ms': '',
        'warm CPU ms': edit,
        ...faults(fromScene(await layoutChart(chart, { direction: 'down', previous }))),
    });
    let drawing = byDagre(chart);
    const dagreTime = await median(async () => {
        drawing = byDagre(chart);
    });
    rows.push({
        chart: name,
        engine: 'dagre',
        cards: chart.cards.length,
        'cold CPU ms': '',
        'warm CPU ms': dagreTime,
        ...faults(drawing),
    });
    for (const splines of ['ortho', 'polyline'] as const) {
        const started = performance.now();
        const found = byGraphviz(chart, splines);
        const time = Math.round(performance.now() - started);
        if (found)
            rows.push({
                chart: name,
                engine: `dot, ${splines}`,
                cards: chart.cards.length,
                'cold CPU ms': time,
                'warm CPU ms': time,
                ...faults(found),
            });
    }
}
console.log(
    `Engine loaded in ${Math.round(loading)} ms and warmed up in ${Math.round(warming)} ms: an editor does that while it is idle.`,
);
console.table(rows);
const sheets = await median(async () => {
    await composeSheets(decisionGraph(intended));
});
console.log(`Sheets of the crime assessment: ${sheets} ms.`);

/** Process time, which other work on the machine does not change. */
async function median(run: () => Promise<void>): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        const start = cpuTime();
        await run();
        times.push(cpuTime() - start);
    }
    return Math.round(times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number);
}

function cpuTime(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

function sizes(chart: Chart): ReadonlyMap<string, { readonly width: number; readonly height: number }> {
    return new Map(chart.cards.map((card) => [card.id, composeCard(card, () => '00', 0)]));
}

function fromScene(scene: Scene): Drawing {
    return { boxes: new Map(scene.cards.map((card) => [card.id, card])), edges: scene.edges };
}

function byDagre(chart: Chart): Drawing {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 38, edgesep: 16 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const [id, { width, height }] of sizes(chart)) graph.setNode(id, { width, height });
    for (const link of chart.links) {
        const pill = link.text === '' ? { width: 0, height: 0 } : composePill(link.text, 2);
        graph.setEdge(link.from, link.to, { width: pill.width, height: pill.height, labelpos: 'c' }, link.id);
    }
    dagre.layout(graph);
    const boxes = new Map(
        graph.nodes().map((id: string) => {
            const { x = 0, y = 0, width, height } = graph.node(id);
            return [id, { x: x - width / 2, y: y - height / 2, width, height }] as const;
        }),
    );
    const edges = graph
        .edges()
        .map((edge) => ({ from: edge.v, to: edge.w, points: (graph.edge(edge) as { points: Point[] }).points }));
    return { boxes, edges };
}

function byGraphviz(chart: Chart, splines: 'ortho' | 'polyline'): Drawing | undefined {
    const names = new Map(chart.cards.map((card, index) => [card.id, `n${index}`]));
    const ids = new Map([...names].map(([id, name]) => [name, id]));
    const nodes = [...sizes(chart)].map(
        ([id, { width, height }]) =>
            `${names.get(id)} [shape=box fixedsize=true width=${width / 72} height=${height / 72}]`,
    );
    const edges = chart.links.map(
        (link) =>
            `${names.get(link.from)} -> ${names.get(link.to)} [label="${'x'.repeat(Math.min(12, link.text.length))}"]`,
    );
    const text = `digraph { graph [splines=${splines} nodesep=0.4 ranksep=0.5] ${[...nodes, ...edges].join('\n')} }`;
    const { status, stdout } = spawnSync('dot', ['-Tjson0'], { input: text, encoding: 'utf8', maxBuffer: 1e8 });
    if (status !== 0) return undefined;
    const json = JSON.parse(stdout) as {
        objects: { name: string; pos: string; width: string; height: string; _gvid: number }[];
        edges: { tail: number; head: number; pos: string }[];
    };
    const nameOf = new Map(json.objects.map((one) => [one._gvid, ids.get(one.name) as string]));
    const boxes = new Map(
        json.objects.map((one) => {
            const [x = 0, y = 0] = one.pos.split(',').map(Number);
            const [width, height] = [Number(one.width) * 72, Number(one.height) * 72];
            return [ids.get(one.name) as string, { x: x - width / 2, y: y - height / 2, width, height }] as const;
        }),
    );
    const drawn = json.edges.map((edge) => {
        const points = edge.pos
            .split(' ')
            .filter((part) => !/^[es],/u.test(part))
            .map((part): Point => {
                const [x = 0, y = 0] = part.split(',').map(Number);
                return { x, y };
            });
        return { from: nameOf.get(edge.tail) as string, to: nameOf.get(edge.head) as string, points };
    });
    return { boxes, edges: drawn };
}

function faults({ boxes, edges }: Drawing): Pick<Row, 'crossings' | 'through cards'> {
    const segments = edges.flatMap((edge) =>
        edge.points.slice(1).map((to, index) => ({ edge, from: edge.points[index] as Point, to })),
    );
    let crossings = 0;
    segments.forEach((one, index) => {
        for (const other of segments.slice(index + 1)) if (one.edge !== other.edge && cross(one, other)) crossings++;
    });
    let through = 0;
    for (const edge of edges)
        for (const [id, box] of boxes)
            if (id !== edge.from && id !== edge.to && segments.some((one) => one.edge === edge && hits(one, box)))
                through++;
    return { crossings, 'through cards': through };
}

interface Segment {
    readonly from: Point;
    readonly to: Point;
}

function cross(a: Segment, b: Segment): boolean {
    const side = (p: Point, q: Point, r: Point): number =>
        Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
    return (
        side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
        side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0
    );
}

function hits(segment: Segment, box: Box): boolean {
    const steps = 24;
    return Array.from({ length: steps + 1 }, (_, step) => step / steps).some((share) => {
        const x = segment.from.x + (segment.to.x - segment.from.x) * share;
        const y = segment.from.y + (segment.to.y - segment.from.y) * share;
        return x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;
    });
}
