// What a replay can be made to stop at wherever it happens, as the Breakpoints view lists it.

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TraceEvent, TraceResult } from '../../server/protocol.js';

export interface Filter {
    readonly id: string;
    readonly label: string;
    readonly isOn: boolean;
    readonly holds: (event: TraceEvent, trace: TraceResult) => boolean;
    /** What to say where it has stopped. */
    readonly paused: string;
    /** Why the case cannot go on or is not as it should be, for the box in the text; absent where nothing is wrong. */
    readonly trouble?: { readonly name: string; readonly tell: (event: TraceEvent, trace: TraceResult) => string };
}

export const DECIDED = 'decided';

export const FILTERS: readonly Filter[] = [
    {
        id: DECIDED,
        label: 'Stop where the outcome is decided',
        isOn: true,
        holds: ({ decides }) => decides === true,
        paused: 'Paused where the outcome is decided',
    },
    {
        id: 'missing',
        label: 'Stop when an answer is missing',
        isOn: true,
        holds: ({ kind }) => kind === 'missing',
        paused: 'Paused where an answer is missing',
        trouble: {
            name: 'an answer is missing',
            tell: (_, { decision }) => {
                const asked = decision.missing.map(({ fact, question }) => (question ? `${fact} (${question})` : fact));
                const hint = 'Give it in the Variables view to see what would follow.';
                return `The case cannot go on without ${asked.join(', ')}. ${hint}`;
            },
        },
    },
    {
        id: 'noOutcome',
        label: 'Stop when no answer fits',
        isOn: true,
        holds: ({ kind }) => kind === 'no-outcome',
        paused: 'Paused where no answer fits',
        trouble: {
            name: 'no answer fits',
            tell: ({ rule }) => `No answer of ${rule ?? 'the rule'} fits this case, so it has no outcome.`,
        },
    },
    {
        id: 'failed',
        label: 'Stop when the scenario fails',
        isOn: true,
        holds: ({ kind }, { failure }) => kind === 'end' && failure !== null,
        paused: 'Paused at the end: the scenario fails',
        trouble: { name: 'the scenario fails', tell: (_, { failure }) => `The scenario fails: ${failure ?? ''}.` },
    },
    {
        id: 'exception',
        label: 'Stop when an exception applies',
        isOn: false,
        holds: ({ exception }) => exception === true,
        paused: 'Paused where an exception applies',
    },
    {
        id: 'fails',
        label: 'Stop when a condition fails',
        isOn: false,
        holds: ({ kind, truth }) => truth === 'no' && kind !== 'missing',
        paused: 'Paused where a condition fails',
    },
    {
        id: 'unknown',
        label: 'Stop when an unknown fact is met',
        isOn: false,
        holds: ({ unknown }) => unknown,
        paused: 'Paused where an unknown fact is met',
    },
];

export function filtersForClient(): DebugProtocol.ExceptionBreakpointsFilter[] {
    return FILTERS.map(({ id, label, isOn }) => ({
        filter: id,
        label,
        default: isOn,
        supportsCondition: true,
        conditionDescription: 'Stop only if this holds, as in: income > £16,000',
    }));
}
