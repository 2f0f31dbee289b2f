// What a replay can be made to stop at wherever it happens, as the Breakpoints view lists it.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { l10n } from 'vscode';
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
        label: l10n.t('Stop where the outcome is decided'),
        isOn: true,
        holds: ({ decides }) => decides === true,
        paused: l10n.t('Paused where the outcome is decided'),
    },
    {
        id: 'missing',
        label: l10n.t('Stop when an answer is missing'),
        isOn: true,
        holds: ({ kind }) => kind === 'missing',
        paused: l10n.t('Paused where an answer is missing'),
        trouble: {
            name: l10n.t('an answer is missing'),
            tell: (_, { decision }) => {
                const asked = decision.missing.map(({ fact, question }) => (question ? `${fact} (${question})` : fact));
                return l10n.t(
                    'The case cannot go on without {0}. Give it in the Variables view to see what would follow.',
                    asked.join(', '),
                );
            },
        },
    },
    {
        id: 'noOutcome',
        label: l10n.t('Stop when no answer fits'),
        isOn: true,
        holds: ({ kind }) => kind === 'no-outcome',
        paused: l10n.t('Paused where no answer fits'),
        trouble: {
            name: l10n.t('no answer fits'),
            tell: ({ rule }) =>
                l10n.t('No answer of {0} fits this case, so it has no outcome.', rule ?? l10n.t('the rule')),
        },
    },
    {
        id: 'failed',
        label: l10n.t('Stop when the scenario fails'),
        isOn: true,
        holds: ({ kind }, { failure }) => kind === 'end' && failure !== null,
        paused: l10n.t('Paused at the end: the scenario fails'),
        trouble: {
            name: l10n.t('the scenario fails'),
            tell: (_, { failure }) => l10n.t('The scenario fails: {0}.', failure ?? ''),
        },
    },
    {
        id: 'exception',
        label: l10n.t('Stop when an exception applies'),
        isOn: false,
        holds: ({ exception }) => exception === true,
        paused: l10n.t('Paused where an exception applies'),
    },
    {
        id: 'fails',
        label: l10n.t('Stop when a condition fails'),
        isOn: false,
        holds: ({ kind, truth }) => truth === 'no' && kind !== 'missing',
        paused: l10n.t('Paused where a condition fails'),
    },
    {
        id: 'unknown',
        label: l10n.t('Stop when an unknown fact is met'),
        isOn: false,
        holds: ({ unknown }) => unknown,
        paused: l10n.t('Paused where an unknown fact is met'),
    },
];

export function filtersForClient(): DebugProtocol.ExceptionBreakpointsFilter[] {
    return FILTERS.map(({ id, label, isOn }) => ({
        filter: id,
        label,
        default: isOn,
        supportsCondition: true,
        conditionDescription: l10n.t('Stop only if this holds, as in: income > £16,000'),
    }));
}
