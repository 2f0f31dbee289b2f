// What the Variables view shows where a replay stands. The references are the same at every stop: 1 to 6 are the scopes, a
// step of the path has one above them.

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { GivenFacts, TraceEvent, TraceResult } from '../../server/protocol.js';

export const FACTS = 1;
const WORKED_OUT = 2;
const PATH = 3;
const OPEN = 4;
const OUTCOME = 5;
const PARAMETERS = 6;
const STEPS = 100;

/** A replay where it stands: the event is the `index`th. */
export interface Standing {
    readonly trace: TraceResult;
    readonly index: number;
    /** Facts that were changed to see what would follow. */
    readonly suppose: GivenFacts;
}

export function scopesAt(standing: Standing): DebugProtocol.Scope[] {
    const count = (reference: number): number => variablesAt(standing, reference).length;
    const scope = (name: string, reference: number, presentationHint?: string): DebugProtocol.Scope => ({
        name,
        variablesReference: reference,
        namedVariables: count(reference),
        expensive: false,
        ...(presentationHint ? { presentationHint } : {}),
    });
    return [
        scope('Case facts', FACTS, 'arguments'),
        scope('Worked out so far', WORKED_OUT, 'locals'),
        scope('Path so far', PATH),
        scope('Still open', OPEN),
        scope('Outcome so far', OUTCOME),
        scope('Parameters', PARAMETERS),
    ];
}

export function variablesAt(standing: Standing, reference: number): DebugProtocol.Variable[] {
    const { trace } = standing;
    const event = eventAt(standing);
    switch (reference) {
        case FACTS:
            return trace.facts.map((fact) => factVariable(standing, fact.name));
        case WORKED_OUT:
            return workedOut(standing).map(({ name, title, text }) => plain(name, text, title ?? 'worked out', name));
        case PATH:
            return trace.decision.steps.slice(0, event.steps).map((step) => ({
                name: `${step.number}. ${step.rule}`,
                value: `${step.short} → ${step.led}`,
                type: step.question,
                variablesReference: STEPS + step.number,
                presentationHint: { attributes: ['readOnly'] },
            }));
        case OPEN:
            return event.open.map((name) => {
                const question = trace.facts.find((fact) => fact.name === name)?.question;
                return plain(name, question ?? 'not looked at so far', 'fact', name);
            });
        case OUTCOME:
            return outcomeVariables(standing);
        case PARAMETERS:
            return trace.parameters.map(({ name, title, text }) => plain(name, text, title ?? 'parameter', name));
        default:
            return stepVariables(trace, reference - STEPS);
    }
}

/** The facts that were looked at by now, and what was worked out, each at the line where that was. */
export function valuesByLine({ trace, index }: Standing): readonly { uri: string; line: number; text: string }[] {
    const lines = new Map<string, { uri: string; line: number; texts: Set<string> }>();
    for (const { kind, origin, facts, worked } of trace.events.slice(0, index + 1)) {
        const { uri, range } = origin;
        const { line } = range.end;
        const found = lines.get(`${uri} ${line}`) ?? { uri, line, texts: new Set() };
        lines.set(`${uri} ${line}`, found);
        if (worked) found.texts.add(`${worked.name} = ${worked.text}`);
        else if (kind === 'guard' || kind === 'question')
            for (const name of facts) {
                const fact = trace.facts.find((each) => each.name === name);
                if (fact) found.texts.add(`${name} = ${fact.text}`);
            }
    }
    return [...lines.values()].flatMap(({ uri, line, texts }) => {
        return texts.size === 0 ? [] : [{ uri, line, text: [...texts].join(', ') }];
    });
}

/** The names that may be watched, for completion. */
export function namesIn({ facts, parameters, events }: TraceResult): readonly { name: string; type: string }[] {
    const worked = events.flatMap((event) => event.worked ?? []);
    const rules = [...new Set(events.flatMap(({ rule }) => rule ?? []))];
    return [
        ...facts.map(({ name, typeText }) => ({ name, type: typeText })),
        ...worked.map(({ name }) => ({ name, type: 'worked out' })),
        ...parameters.map(({ name }) => ({ name, type: 'parameter' })),
        ...rules.map((name) => ({ name, type: 'rule' })),
    ];
}

/** What a rule has answered by now; undefined if the name is no rule that the case comes to. */
export function answerOf({ trace, index }: Standing, rule: string): string | undefined {
    const step = trace.decision.steps.slice(0, trace.events[index]?.steps).findLast((each) => each.rule === rule);
    if (step) return `${step.short} → ${step.led}`;
    return trace.events.some((event) => event.rule === rule) ? 'not answered so far' : undefined;
}

/** A value as somebody types it, for the server to read: a set is a list, what the view adds to a value is taken off. */
export function readTyped(text: string): unknown {
    const bare = text
        .replace(/\s*\([^()]*\)/g, '')
        .replace(/(, (by default|not given|supposed))+$/, '')
        .trim();
    if (bare === '' || bare === 'not given' || bare === 'unknown') return null;
    const set = /^\{(.*)\}$/.exec(bare);
    const inside = set?.[1] ?? (bare.includes(', ') ? bare : undefined);
    if (inside !== undefined) return inside.split(',').flatMap((each) => each.trim() || []);
    return bare === 'none' ? [] : bare;
}

function eventAt({ trace, index }: Standing): TraceEvent {
    return trace.events[index] as TraceEvent;
}

function factVariable({ trace, suppose }: Standing, name: string): DebugProtocol.Variable {
    const fact = trace.facts.find((each) => each.name === name);
    const sources = { given: '', default: ', by default', unknown: ', not given', missing: '' };
    const source = Object.hasOwn(suppose, name) ? ', supposed' : sources[fact?.source ?? 'given'];
    return {
        name,
        value: `${fact?.text ?? ''}${source}`,
        type: [fact?.question, fact?.typeText].filter((each) => each !== null).join(' · '),
        evaluateName: name,
        variablesReference: 0,
    };
}

function workedOut({ trace, index }: Standing): readonly NonNullable<TraceEvent['worked']>[] {
    return trace.events.slice(0, index + 1).flatMap(({ worked }) => worked ?? []);
}

function outcomeVariables(standing: Standing): DebugProtocol.Variable[] {
    const { trace } = standing;
    const { outcome, kind } = eventAt(standing);
    if (kind === 'end') {
        const { decision, failure } = trace;
        const duties = decision.duties.map(({ text, modality, audience }, index) =>
            plain(`duty ${index + 1}`, `${audience === null ? '' : `${audience} `}${modality} ${text}`, 'duty'),
        );
        return [
            plain('outcome', decision.outcome?.title ?? decision.label, 'outcome'),
            ...(decision.decidedBy === null ? [] : [plain('decided by', decision.decidedBy, 'rule')]),
            ...(decision.reason === null ? [] : [plain('reason', decision.reason, 'reason')]),
            ...duties,
            ...(failure === null ? [] : [plain('expected', failure, 'expectation')]),
        ];
    }
    if (!outcome) return [plain('outcome', 'open', 'outcome')];
    return [
        plain('outcome', outcome.text, 'outcome'),
        plain('decided by', outcome.rule, 'rule'),
        ...(outcome.reason === null ? [] : [plain('reason', outcome.reason, 'reason')]),
    ];
}

function stepVariables({ decision }: TraceResult, number: number): DebugProtocol.Variable[] {
    const step = decision.steps[number - 1];
    if (!step) return [];
    return [
        plain('question', step.question, 'question'),
        plain('answer', step.answer, 'answer'),
        ...step.values.map(({ fact, text, question }) => plain(fact, text, question ?? 'fact', fact)),
        ...step.citations.map(({ text }) => plain('cites', text, 'citation')),
    ];
}

function plain(name: string, value: string, type: string, evaluateName?: string): DebugProtocol.Variable {
    return {
        name,
        value,
        type,
        variablesReference: 0,
        presentationHint: { attributes: ['readOnly'] },
        ...(evaluateName === undefined ? {} : { evaluateName }),
    };
}
