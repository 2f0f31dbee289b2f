// What the Variables view shows where a replay stands. The references are the same at every stop: 1 to 6 are the scopes, a
// step of the path has one above them.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { l10n } from 'vscode';
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
        scope(l10n.t('Case facts'), FACTS, 'arguments'),
        scope(l10n.t('Worked out so far'), WORKED_OUT, 'locals'),
        scope(l10n.t('Path so far'), PATH),
        scope(l10n.t('Still open'), OPEN),
        scope(l10n.t('Outcome so far'), OUTCOME),
        scope(l10n.t('Parameters'), PARAMETERS),
    ];
}

export function variablesAt(standing: Standing, reference: number): DebugProtocol.Variable[] {
    const { trace } = standing;
    const event = eventAt(standing);
    switch (reference) {
        case FACTS:
            return trace.facts.map((fact) => factVariable(standing, fact.name));
        case WORKED_OUT:
            return workedOut(standing).map(({ name, title, text }) =>
                plain(name, text, title ?? l10n.t('worked out'), name),
            );
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
                return plain(name, question ?? l10n.t('not looked at so far'), l10n.t('fact'), name);
            });
        case OUTCOME:
            return outcomeVariables(standing);
        case PARAMETERS:
            return trace.parameters.map(({ name, title, text }) =>
                plain(name, text, title ?? l10n.t('parameter'), name),
            );
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
        ...worked.map(({ name }) => ({ name, type: l10n.t('worked out') })),
        ...parameters.map(({ name }) => ({ name, type: l10n.t('parameter') })),
        ...rules.map((name) => ({ name, type: l10n.t('rule') })),
    ];
}

/** What a rule has answered by now; undefined if the name is no rule that the case comes to. */
export function answerOf({ trace, index }: Standing, rule: string): string | undefined {
    const step = trace.decision.steps.slice(0, trace.events[index]?.steps).findLast((each) => each.rule === rule);
    if (step) return `${step.short} → ${step.led}`;
    return trace.events.some((event) => event.rule === rule) ? l10n.t('not answered so far') : undefined;
}

/** A value as somebody types it, for the server to read: a set is a list, what the view adds to a value is taken off. */
export function readTyped(text: string): unknown {
    const bare = withoutAdded(text.replace(/\s*\([^()]*\)/g, '')).trim();
    if (bare === '' || bare === 'not given' || bare === ADDED.unknown || bare === 'unknown') return null;
    const set = /^\{(.*)\}$/.exec(bare);
    const inside = set?.[1] ?? (bare.includes(', ') ? bare : undefined);
    if (inside !== undefined) return inside.split(',').flatMap((each) => each.trim() || []);
    return bare === 'none' ? [] : bare;
}

/** What the view adds to the value of a fact, after a comma. */
const ADDED = { default: l10n.t('by default'), unknown: l10n.t('not given'), supposed: l10n.t('supposed') };

/** The value of a fact as it is, whatever the view says of where it comes from. */
export function withoutAdded(value: string): string {
    const added = Object.values(ADDED).find((each) => value.endsWith(`, ${each}`));
    return added === undefined ? value : withoutAdded(value.slice(0, -added.length - 2));
}

function eventAt({ trace, index }: Standing): TraceEvent {
    return trace.events[index] as TraceEvent;
}

function factVariable({ trace, suppose }: Standing, name: string): DebugProtocol.Variable {
    const fact = trace.facts.find((each) => each.name === name);
    const sources = { given: undefined, default: ADDED.default, unknown: ADDED.unknown, missing: undefined };
    const source = Object.hasOwn(suppose, name) ? ADDED.supposed : sources[fact?.source ?? 'given'];
    return {
        name,
        value: [fact?.text ?? '', ...(source === undefined ? [] : [source])].join(', '),
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
            plain(
                l10n.t('duty {0}', index + 1),
                `${audience === null ? '' : `${audience} `}${modality} ${text}`,
                l10n.t('duty'),
            ),
        );
        return [
            plain(l10n.t('outcome'), decision.outcome?.title ?? decision.label, l10n.t('outcome')),
            ...(decision.decidedBy === null ? [] : [plain(l10n.t('decided by'), decision.decidedBy, l10n.t('rule'))]),
            ...(decision.reason === null ? [] : [plain(l10n.t('reason'), decision.reason, l10n.t('reason'))]),
            ...duties,
            ...(failure === null ? [] : [plain(l10n.t('expected'), failure, l10n.t('expectation'))]),
        ];
    }
    if (!outcome) return [plain(l10n.t('outcome'), l10n.t('open'), l10n.t('outcome'))];
    return [
        plain(l10n.t('outcome'), outcome.text, l10n.t('outcome')),
        plain(l10n.t('decided by'), outcome.rule, l10n.t('rule')),
        ...(outcome.reason === null ? [] : [plain(l10n.t('reason'), outcome.reason, l10n.t('reason'))]),
    ];
}

function stepVariables({ decision }: TraceResult, number: number): DebugProtocol.Variable[] {
    const step = decision.steps[number - 1];
    if (!step) return [];
    return [
        plain(l10n.t('question'), step.question, l10n.t('question')),
        plain(l10n.t('answer'), step.answer, l10n.t('answer')),
        ...step.values.map(({ fact, text, question }) => plain(fact, text, question ?? l10n.t('fact'), fact)),
        ...step.citations.map(({ text }) => plain(l10n.t('cites'), text, l10n.t('citation'))),
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
