// Everything that can make a running replay stop: breakpoints on lines, rules and facts, and what happens anywhere. Each
// may have a condition, a count of hits, or a message to log instead of stopping.

import type { TraceEvent, TraceResult } from '../../server/protocol.js';
import type { Filter } from './filters.js';

/** What every stop may have besides its place. */
export interface Terms {
    readonly condition?: string;
    readonly hits?: HitTest;
    readonly log?: string;
}

export type HitTest = (hits: number) => boolean;

export interface Stop extends Terms {
    readonly id: number;
    /** What hits are counted by. */
    readonly key: string;
    readonly reason: 'breakpoint' | 'function breakpoint' | 'data breakpoint' | 'filter';
    readonly matches: (trace: TraceResult, index: number) => boolean;
    readonly filter?: Filter;
    /** For the call stack: `Paused on breakpoint`. */
    readonly paused: string;
}

/** `3`, `>= 2`, `% 5`; undefined if it is none of these. */
export function hitTest(text: string): HitTest | undefined {
    const [, operator, digits] = /^\s*(>=|<=|>|<|==?|%)?\s*(\d+)\s*$/.exec(text) ?? [];
    if (digits === undefined) return undefined;
    const count = Number(digits);
    switch (operator) {
        case '>':
            return (hits) => hits > count;
        case '>=':
            return (hits) => hits >= count;
        case '<':
            return (hits) => hits < count;
        case '<=':
            return (hits) => hits <= count;
        case '%':
            return count === 0 ? undefined : (hits) => hits % count === 0;
        default:
            return (hits) => hits === count;
    }
}

/** Comes to a line, or a place in it: where several things are looked at in a row there, the first of them stops. */
export function atLine(uri: string, line: number, character?: number): Stop['matches'] {
    const isThere = (event: TraceEvent | undefined): boolean => {
        if (event === undefined || !isLooking(event) || event.origin.uri !== uri) return false;
        const { start } = event.origin.range;
        return start.line === line && (character === undefined || start.character === character);
    };
    return ({ events }, index) => isThere(events[index]) && !isThere(events[index - 1]);
}

/** Enters a rule, or the first step of a principle that the case comes to. */
export function atRule(name: string): Stop['matches'] {
    const isIn = (rule: string | null | undefined): boolean => rule === name || (rule?.startsWith(`${name}.`) ?? false);
    return ({ events }, index) => isIn(events[index]?.rule) && !isIn(events[index - 1]?.rule);
}

/** Looks at a fact for the first time. */
export function atFact(name: string): Stop['matches'] {
    return ({ events }, index) => events.findIndex(({ facts }) => facts.includes(name)) === index;
}

export function onFilter(filter: Filter): Omit<Stop, 'id'> {
    const { id, paused, holds } = filter;
    const matches: Stop['matches'] = (trace, index) => holds(trace.events[index] as TraceEvent, trace);
    return { key: `filter ${id}`, reason: 'filter', filter, paused, matches };
}

/** What the end, and a case that cannot go on, show has been looked at before. */
function isLooking({ kind }: TraceEvent): boolean {
    return kind !== 'end' && kind !== 'missing' && kind !== 'no-outcome';
}
