// Gets everything ready for the first picture: loads the layout engine and has it draw a small one, since code runs several
// times slower the first time than later. A host calls it while there is nothing else to do.

import { arrange, DEFAULT_ARRANGEMENT } from './arrange.js';
import type { DecisionGraph, Destination, Exit, Question } from './graph.js';
import { layoutChart } from './layout.js';
import { NO_OVERLAY } from './overlay.js';
import { renderSvg } from './svg.js';
import { LIGHT } from './theme.js';

export async function warmUp(): Promise<void> {
    const chart = arrange(SMALL, DEFAULT_ARRANGEMENT);
    renderSvg(await layoutChart(chart, { direction: 'down' }), LIGHT, NO_OVERLAY);
}

const origin = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

/** A part with steps, and more ways to one question: what makes the engine use most of its code. */
const SMALL: DecisionGraph = {
    policy: 'small',
    title: 'Small',
    start: 'P1.a',
    parts: [{ id: 'P1', title: 'First', citations: [], notes: [], origin }],
    questions: [
        question('P1.a', 'P1', [exit('P1.a', 'yes', to('P1.b')), exit('P1.a', 'no', to('P2'))]),
        question('P1.b', 'P1', [exit('P1.b', 'yes', to('P3')), exit('P1.b', 'no', to('P2'))]),
        question('P2', undefined, [exit('P2', 'yes', outcome('in')), exit('P2', 'no', to('P3'))]),
        question('P3', undefined, [exit('P3', 'yes', outcome('in')), exit('P3', 'no', outcome('out'))]),
    ],
};

function question(id: string, part: string | undefined, exits: readonly Exit[]): Question {
    return {
        id,
        kind: 'question',
        ...(part === undefined ? {} : { part }),
        text: 'Is this a question of some length?',
        guards: [],
        citations: [],
        notes: [],
        facts: [],
        exits,
        reviewing: [],
        reachable: true,
        origin,
        nameOrigin: origin,
    };
}

function exit(from: string, label: string, destination: Destination): Exit {
    return { id: `${from}/${label}`, kind: 'answer', labels: [label], text: label, to: destination, origin };
}

function to(id: string): Destination {
    return { kind: 'question', question: id };
}

function outcome(name: string): Destination {
    return { kind: 'outcome', outcome: name, title: name, tone: 'neutral', citations: [], stands: false };
}
