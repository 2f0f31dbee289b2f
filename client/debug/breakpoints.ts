// The breakpoints of a replay: on lines and places within them, on rules, on facts, and on what may happen anywhere. What
// cannot stop it is told back with the reason.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { l10n } from 'vscode';
import type { EvaluateResult, TraceEvent } from '../../server/protocol.js';
import { DECIDED, FILTERS } from './filters.js';
import { type Counting, sourceOf } from './frames.js';
import type { ReplayHost } from './host.js';
import { placeBreakpoint } from './places.js';
import { atFact, atLine, atRule, hitTest, onFilter, type Stop, type Terms } from './stops.js';
import { answerOf, FACTS, type Standing } from './variables.js';

/** The replay that is to be stopped. */
export interface Replayed {
    readonly host: ReplayHost;
    readonly standing: () => Standing;
    readonly evaluate: (expression: string) => Promise<EvaluateResult>;
    readonly counting: () => Counting;
    readonly stopsOnDecision: () => boolean;
    readonly log: (text: string, event: TraceEvent | undefined) => void;
}

interface Wanted {
    readonly condition?: string;
    readonly hitCondition?: string;
    readonly logMessage?: string;
}

interface Told {
    readonly breakpoints: DebugProtocol.Breakpoint[];
}

export class Breakpoints {
    readonly #replayed: Replayed;
    /** By file or kind: each request of the client replaces what it is about. */
    readonly #stops = new Map<string, readonly Stop[]>();
    /** By place, since the client sets all breakpoints of a file anew whenever one of them changes. */
    readonly #hits = new Map<string, number>();
    readonly #truths = new Map<string, Promise<boolean>>();
    #lastId = 0;

    constructor(replayed: Replayed) {
        this.#replayed = replayed;
    }

    /** What stops the replay at an event. Messages to be logged are, and hits are counted. */
    async stopAt(index: number): Promise<Stop | undefined> {
        const { trace } = this.#replayed.standing();
        let found: Stop | undefined;
        for (const stop of [...this.#stops.values()].flat()) {
            if (stop.filter?.id === DECIDED && !this.#replayed.stopsOnDecision()) continue;
            if (!stop.matches(trace, index)) continue;
            if (stop.condition !== undefined && !(await this.#holds(stop.condition))) continue;
            const hits = (this.#hits.get(stop.key) ?? 0) + 1;
            this.#hits.set(stop.key, hits);
            if (stop.hits && !stop.hits(hits)) continue;
            if (stop.log === undefined) found ??= stop;
            else this.#replayed.log(await this.#filledIn(stop.log, index), trace.events[index]);
        }
        return found;
    }

    /** Conditions are worked out once, as the facts of a case stay while it is replayed; unless they were changed. */
    factsChanged(): void {
        this.#truths.clear();
    }

    async locations({ source, line, endLine = line }: DebugProtocol.BreakpointLocationsArguments): Promise<Told> {
        const { host, standing, counting } = this.#replayed;
        const { linesFrom, columnsFrom } = counting();
        const { places } = await host.breakpoints(host.uriOf(source.path ?? ''), standing().trace.policy.uri);
        const isInside = (at: number): boolean => line <= at && at <= endLine;
        const breakpoints = places.flatMap(({ range: { start } }) => {
            const at = { line: start.line + linesFrom, column: start.character + columnsFrom };
            return isInside(at.line) ? [{ ...at, verified: true }] : [];
        });
        return { breakpoints };
    }

    async setLines({ source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments): Promise<Told> {
        const { host, standing, counting } = this.#replayed;
        const { linesFrom, columnsFrom } = counting();
        const uri = host.uriOf(source.path ?? '');
        const { policy } = standing().trace;
        const places = await host.breakpoints(uri, policy.uri);
        return this.#set(`lines of ${uri}`, breakpoints, (each) => {
            const column = each.column === undefined ? undefined : each.column - columnsFrom;
            const placed = placeBreakpoint(places, each.line - linesFrom, column, policy.uri);
            if (placed.kind === 'refused') return { reason: placed.reason, told: { line: each.line } };
            const { line, character, exact } = placed;
            const told = { line: line + linesFrom, column: character + columnsFrom, source: sourceOf(uri, host) };
            return {
                told,
                stop: {
                    key: `${uri} ${line} ${exact ? character : ''}`,
                    reason: 'breakpoint',
                    matches: atLine(uri, line, exact ? character : undefined),
                    paused: l10n.t('Paused on breakpoint'),
                },
            };
        });
    }

    async setRules({ breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments): Promise<Told> {
        const { host, standing } = this.#replayed;
        const { uri } = standing().trace.policy;
        const { rules } = await host.breakpoints(uri, uri);
        const all = new Set(rules.flatMap((rule) => [rule, rule.split('.')[0] ?? rule]));
        return this.#set('rules', breakpoints, ({ name }) => {
            if (!all.has(name)) {
                const some = [...all].slice(0, 20).join(', ');
                return { reason: l10n.t('There is no rule ‘{0}’. The rules are {1}.', name, some) };
            }
            const paused = l10n.t('Paused on rule {0}', name);
            return { stop: { key: `rule ${name}`, reason: 'function breakpoint', matches: atRule(name), paused } };
        });
    }

    factInfo(args: DebugProtocol.DataBreakpointInfoArguments): DebugProtocol.DataBreakpointInfoResponse['body'] {
        const { variablesReference, name } = args;
        const isFact = this.#replayed.standing().trace.facts.some((fact) => fact.name === name);
        if (!isFact || (variablesReference !== undefined && variablesReference !== FACTS))
            return { dataId: null, description: l10n.t('Only facts of the case can be waited for.') };
        return {
            dataId: name,
            description: l10n.t('{0} is first used', name),
            accessTypes: ['read'],
            canPersist: true,
        };
    }

    setFacts({ breakpoints }: DebugProtocol.SetDataBreakpointsArguments): Promise<Told> {
        const { facts } = this.#replayed.standing().trace;
        return this.#set('facts', breakpoints, ({ dataId }) => {
            if (!facts.some(({ name }) => name === dataId))
                return { reason: l10n.t('‘{0}’ is no fact of this case.', dataId) };
            const paused = l10n.t('Paused where {0} is first used', dataId);
            return { stop: { key: `fact ${dataId}`, reason: 'data breakpoint', matches: atFact(dataId), paused } };
        });
    }

    setFilters({ filters, filterOptions = [] }: DebugProtocol.SetExceptionBreakpointsArguments): Promise<Told> {
        const plain = filters.map((filterId) => ({ filterId }));
        const all: readonly DebugProtocol.ExceptionFilterOptions[] = [...plain, ...filterOptions];
        return this.#set('filters', all, ({ filterId }) => {
            const filter = FILTERS.find(({ id }) => id === filterId);
            return filter ? { stop: onFilter(filter) } : { reason: l10n.t('There is no ‘{0}’ to stop at.', filterId) };
        });
    }

    async #set<T extends Wanted>(
        key: string,
        wanted: readonly T[],
        place: (each: T) => {
            readonly stop?: Omit<Stop, 'id'>;
            readonly reason?: string;
            readonly told?: Partial<DebugProtocol.Breakpoint>;
        },
    ): Promise<Told> {
        const stops: Stop[] = [];
        const told: DebugProtocol.Breakpoint[] = [];
        for (const each of wanted) {
            const id = ++this.#lastId;
            const placed = place(each);
            const terms = placed.stop ? await this.#termsOf(each) : { reason: placed.reason ?? '' };
            if (placed.stop && !('reason' in terms)) {
                stops.push({ id, ...placed.stop, ...terms });
                told.push({ id, verified: true, ...placed.told });
            } else {
                const message = 'reason' in terms ? terms.reason : '';
                told.push({ id, verified: false, ...placed.told, message });
            }
        }
        this.#stops.set(key, stops);
        return { breakpoints: told };
    }

    /** The condition, count and message of a breakpoint, or what is wrong with them. */
    async #termsOf(wanted: Wanted): Promise<Terms | { readonly reason: string }> {
        const { condition = '', hitCondition = '', logMessage = '' } = wanted;
        if (condition.trim() !== '') {
            const result = await this.#replayed.evaluate(condition);
            if (result.kind === 'problem') return { reason: result.message };
            if (result.truth === null)
                return { reason: l10n.t('‘{0}’ is no condition, but {1}.', condition, result.typeText) };
        }
        const hits = hitCondition.trim() === '' ? undefined : hitTest(hitCondition);
        if (hitCondition.trim() !== '' && !hits)
            return { reason: l10n.t('‘{0}’ is no count of hits, such as 3, >= 2 or % 5.', hitCondition) };
        return {
            ...(condition.trim() === '' ? {} : { condition }),
            ...(hits ? { hits } : {}),
            ...(logMessage === '' ? {} : { log: logMessage }),
        };
    }

    #holds(condition: string): Promise<boolean> {
        const known = this.#truths.get(condition);
        if (known) return known;
        const asked = this.#replayed
            .evaluate(condition)
            .then((result) => result.kind === 'value' && result.truth === 'yes');
        this.#truths.set(condition, asked);
        return asked;
    }

    /** A message with the values of what stands in braces. */
    async #filledIn(message: string, index: number): Promise<string> {
        let text = '';
        for (const part of message.split(/(\{[^{}]+\})/)) {
            const inside = /^\{([^{}]+)\}$/.exec(part)?.[1]?.trim();
            text += inside === undefined ? part : await this.#valueOf(inside, index);
        }
        return text;
    }

    async #valueOf(expression: string, index: number): Promise<string> {
        const answered = answerOf({ ...this.#replayed.standing(), index }, expression);
        if (answered !== undefined) return answered;
        const result = await this.#replayed.evaluate(expression);
        return result.kind === 'value' ? result.text : `{${expression}: ${result.message}}`;
    }
}
