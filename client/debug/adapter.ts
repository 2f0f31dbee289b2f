// The debug adapter: replays one decided case over the Debug Adapter Protocol. A case is decided once, and what is stepped
// through is the record of it, so that going back costs nothing. Whoever runs it hands in a host; of the editor, the files of
// this folder that a replay needs know only the language of its user.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { l10n } from 'vscode';
import type { CaseRef, GivenFacts, TraceEvent, TraceResult } from '../../server/protocol.js';
import { Breakpoints } from './breakpoints.js';
import { filtersForClient } from './filters.js';
import { type Counting, sourceOf, sourcesOf, stackTrace } from './frames.js';
import type { ReplayHost } from './host.js';
import { Position, type Step } from './position.js';
import type { Stop } from './stops.js';
import {
    answerOf,
    FACTS,
    namesIn,
    readTyped,
    type Standing,
    scopesAt,
    valuesByLine,
    variablesAt,
    withoutAdded,
} from './variables.js';

/** Arguments of a launch, as the client resolved them. */
export interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
    readonly case: CaseRef;
    readonly stopOnEntry?: boolean;
    readonly stopOnDecision?: boolean;
}

/** The answer to the request `standing`, which goes beyond the protocol: for views that follow the replay. */
export interface StandingAt {
    readonly policy: string;
    readonly rule: string | null;
    /** `↶ looking back (step 5 of 9)`; empty where the replay has never been further. */
    readonly past: string;
    /** What was looked at by now, by line: `income = £15,000`. */
    readonly values: readonly { readonly uri: string; readonly line: number; readonly text: string }[];
}

/** One case is one thread. */
const THREAD = 1;

type Body = object | undefined;
type Handler = (args: never) => Body | Promise<Body>;

export class ReplayAdapter {
    readonly #host: ReplayHost;
    readonly #send: (message: DebugProtocol.ProtocolMessage) => void;
    readonly #handlers: Readonly<Record<string, Handler>>;
    #queue: Promise<void> = Promise.resolve();
    #sequence = 1;
    readonly #breakpoints: Breakpoints;
    #launch: LaunchArguments | undefined;
    #suppose: GivenFacts = {};
    #trace: TraceResult | undefined;
    #position: Position | undefined;
    #trouble: { readonly name: string; readonly text: string } | undefined;
    #counting: Counting = { linesFrom: 1, columnsFrom: 1 };
    #isOver = false;

    constructor(host: ReplayHost, send: (message: DebugProtocol.ProtocolMessage) => void) {
        this.#host = host;
        this.#send = send;
        this.#handlers = this.#table();
        this.#breakpoints = new Breakpoints({
            host,
            standing: () => this.#standing,
            evaluate: (expression) => this.#host.evaluate(this.#launched.case, this.#suppose, expression),
            counting: () => this.#counting,
            stopsOnDecision: () => this.#launch?.stopOnDecision !== false,
            log: (text, event) => this.#say(text, 'stdout', event),
        });
    }

    /** Takes a message of the client. They are answered one after the other, in order. */
    handle(message: DebugProtocol.ProtocolMessage): Promise<void> {
        if (message.type !== 'request') return this.#queue;
        this.#queue = this.#queue.then(() => this.#answer(message as DebugProtocol.Request));
        return this.#queue;
    }

    async #answer(request: DebugProtocol.Request): Promise<void> {
        const response: DebugProtocol.Response = {
            seq: this.#sequence++,
            type: 'response',
            request_seq: request.seq,
            command: request.command,
            success: true,
        };
        const later: (() => void | Promise<void>)[] = [];
        this.#afterwards = (act) => void later.push(act);
        try {
            const handler = this.#handlers[request.command];
            if (!handler) throw new Error(l10n.t('A replay cannot do ‘{0}’.', request.command));
            response.body = await handler((request.arguments ?? {}) as never);
        } catch (error) {
            response.success = false;
            response.message = messageOf(error);
            response.body = { error: { id: 1, format: '{why}', variables: { why: response.message }, showUser: true } };
        }
        this.#send(response);
        // Events about what was done come after the answer that it was.
        for (const act of later) await act();
    }

    #afterwards: (act: () => void | Promise<void>) => void = () => {};

    #table(): Readonly<Record<string, Handler>> {
        return {
            initialize: (args: DebugProtocol.InitializeRequestArguments) => {
                const from = (isOne: boolean | undefined): number => (isOne === false ? 0 : 1);
                this.#counting = { linesFrom: from(args.linesStartAt1), columnsFrom: from(args.columnsStartAt1) };
                return CAPABILITIES;
            },
            launch: (args: LaunchArguments) => this.#begin(args),
            configurationDone: () => {
                this.#afterwards(() => this.#start());
                return undefined;
            },
            restart: async () => {
                await this.#restart();
                return undefined;
            },
            disconnect: () => undefined,
            terminate: () => {
                this.#afterwards(() => this.#terminate());
                return undefined;
            },
            threads: () => ({ threads: [{ id: THREAD, name: this.#threadName() }] }),
            stackTrace: (args: DebugProtocol.StackTraceArguments) =>
                stackTrace(this.#placed.event, args, this.#host, this.#counting),
            standing: (): StandingAt => ({
                policy: this.#standing.trace.policy.uri,
                rule: this.#placed.event.rule,
                past: this.#lookingBack(),
                values: valuesByLine(this.#standing),
            }),
            scopes: () => ({ scopes: scopesAt(this.#standing) }),
            variables: ({ variablesReference }: DebugProtocol.VariablesArguments) => {
                return { variables: variablesAt(this.#standing, variablesReference) };
            },
            setVariable: (args: DebugProtocol.SetVariableArguments) => this.#setVariable(args),
            setExpression: ({ expression, value }: DebugProtocol.SetExpressionArguments) =>
                this.#changeFact(expression.trim(), value),
            evaluate: (args: DebugProtocol.EvaluateArguments) => this.#evaluate(args),
            completions: (args: DebugProtocol.CompletionsArguments) => this.#complete(args),
            exceptionInfo: () => this.#exceptionInfo(),
            next: () => this.#move(() => this.#step('over')),
            stepIn: () => this.#move(() => this.#step('in')),
            stepOut: () => this.#move(() => this.#step('out')),
            stepBack: () => this.#move(() => this.#back()),
            continue: () => {
                this.#move(() => this.#run());
                return { allThreadsContinued: true };
            },
            reverseContinue: () => this.#move(() => this.#runBack()),
            pause: () => this.#move(() => this.#stopped('pause', l10n.t('Paused'))),
            breakpointLocations: (args: DebugProtocol.BreakpointLocationsArguments) =>
                this.#breakpoints.locations(args),
            setBreakpoints: (args: DebugProtocol.SetBreakpointsArguments) => this.#breakpoints.setLines(args),
            setFunctionBreakpoints: (args: DebugProtocol.SetFunctionBreakpointsArguments) =>
                this.#breakpoints.setRules(args),
            setExceptionBreakpoints: (args: DebugProtocol.SetExceptionBreakpointsArguments) =>
                this.#breakpoints.setFilters(args),
            dataBreakpointInfo: (args: DebugProtocol.DataBreakpointInfoArguments) => this.#breakpoints.factInfo(args),
            setDataBreakpoints: (args: DebugProtocol.SetDataBreakpointsArguments) => this.#breakpoints.setFacts(args),
            loadedSources: () => ({ sources: sourcesOf(this.#standing.trace, this.#host) }),
        };
    }

    // ---- the life of a replay

    async #begin(args: LaunchArguments): Promise<Body> {
        this.#trace = await this.#host.trace(args.case, {});
        this.#launch = args;
        this.#position = new Position(this.#trace.events);
        this.#afterwards(() => this.#event('initialized'));
        return undefined;
    }

    async #start(): Promise<void> {
        const { title, policy, decision } = this.#standing.trace;
        this.#say(l10n.t('Replaying “{0}” ({1}).', title, policy.title ?? policy.name), 'console');
        if (decision.stale) {
            const message = l10n.t('The text has errors: this is a replay with the last version that had none.');
            this.#say(message, 'important');
        }
        await this.#enter();
    }

    async #enter(): Promise<void> {
        if (this.#launch?.stopOnEntry !== false) this.#stopped('entry', l10n.t('Paused at the start'));
        else await this.#run(true);
    }

    /** Decides the case anew, with the text as it is now and the facts as they were. */
    async #restart(): Promise<void> {
        const { case: ref } = this.#launched;
        const wasSupposed = Object.keys(this.#suppose).length > 0;
        this.#suppose = {};
        this.#breakpoints.factsChanged();
        this.#trace = await this.#host.trace(ref, {});
        this.#position = new Position(this.#trace.events);
        if (wasSupposed) {
            this.#host.supposed(ref, {});
            this.#say(l10n.t('The facts are those of the case again.'), 'console');
        }
        this.#afterwards(() => this.#enter());
    }

    #terminate(): void {
        if (this.#isOver) return;
        this.#isOver = true;
        const { decision, failure } = this.#standing.trace;
        this.#say(decision.text, 'stdout');
        if (failure !== null) this.#say(`✗ ${failure}`, 'stderr');
        this.#event('exited', { exitCode: failure === null ? 0 : 1 });
        this.#event('terminated');
    }

    // ---- moving

    #move(act: () => void | Promise<void>): Body {
        this.#afterwards(act);
        return undefined;
    }

    async #step(step: Step): Promise<void> {
        const position = this.#placed;
        const target = position.target(step);
        if (target === undefined) return this.#terminate();
        for (let index = position.index + 1; index < target; index++) {
            const stop = await this.#breakpoints.stopAt(index);
            if (stop) {
                position.stepTo(index);
                return this.#stoppedBy(stop);
            }
        }
        const stop = await this.#breakpoints.stopAt(target);
        position.stepTo(target);
        if (stop) this.#stoppedBy(stop);
        else this.#stopped('step', l10n.t('Paused on step'));
    }

    #back(): void {
        const moved = this.#placed.back();
        const where = moved ? l10n.t('Paused on step') : l10n.t('Paused at the start');
        this.#stopped(moved ? 'step' : 'entry', where);
    }

    /** Runs on; `fromHere` looks at the present place too. */
    async #run(fromHere = false): Promise<void> {
        const position = this.#placed;
        const last = this.#standing.trace.events.length - 1;
        for (let index = position.index + (fromHere ? 0 : 1); index <= last; index++) {
            const stop = await this.#breakpoints.stopAt(index);
            if (!stop) continue;
            position.runTo(index);
            return this.#stoppedBy(stop);
        }
        position.runTo(last);
        this.#terminate();
    }

    async #runBack(): Promise<void> {
        const position = this.#placed;
        for (let index = position.index - 1; index >= 0; index--) {
            const stop = await this.#breakpoints.stopAt(index);
            if (!stop) continue;
            position.runTo(index);
            return this.#stoppedBy(stop);
        }
        position.runTo(0);
        this.#stopped('entry', l10n.t('Paused at the start'));
    }

    // ---- where it stands

    get #launched(): LaunchArguments {
        if (!this.#launch) throw new Error(l10n.t('No case is being replayed.'));
        return this.#launch;
    }

    get #placed(): Position {
        if (!this.#position) throw new Error(l10n.t('No case is being replayed.'));
        return this.#position;
    }

    get #standing(): Standing {
        if (!this.#trace) throw new Error(l10n.t('No case is being replayed.'));
        return { trace: this.#trace, index: this.#placed.index, suppose: this.#suppose };
    }

    /** `↶ looking back (step 5 of 9)`; empty while the replay is where it has never been before. */
    #lookingBack(): string {
        const { trace } = this.#standing;
        const { event, isLookingBack } = this.#placed;
        const count = trace.decision.steps.length;
        const step = event.kind === 'answer' && event.taken ? event.steps : Math.min(event.steps + 1, count);
        return isLookingBack ? l10n.t('↶ looking back (step {0} of {1})', step, count) : '';
    }

    #threadName(): string {
        const { title } = this.#standing.trace;
        const past = this.#lookingBack();
        return past === '' ? title : `${title} ${past}`;
    }

    #stopped(reason: string, description: string, more: Partial<DebugProtocol.StoppedEvent['body']> = {}): void {
        if (reason !== 'exception') this.#trouble = undefined;
        const past = this.#lookingBack();
        this.#event('stopped', {
            reason,
            description: past === '' ? description : `${past}: ${description}`,
            threadId: THREAD,
            allThreadsStopped: true,
            ...more,
        });
    }

    #stoppedBy({ id, filter, reason, paused }: Stop): void {
        const { trace, index } = this.#standing;
        const trouble = filter?.trouble;
        if (!filter) this.#stopped(reason, paused, { hitBreakpointIds: [id] });
        else if (trouble === undefined) this.#stopped(filter.id, paused, { text: paused });
        else {
            const text = trouble.tell(trace.events[index] as TraceEvent, trace);
            this.#trouble = { name: trouble.name, text };
            this.#stopped('exception', paused, { text });
        }
    }

    #exceptionInfo(): Body {
        const { name, text } = this.#trouble ?? { name: l10n.t('stopped'), text: '' };
        return { exceptionId: name, description: text, breakMode: 'always' };
    }

    // ---- values

    async #evaluate({ expression, context }: DebugProtocol.EvaluateArguments): Promise<Body> {
        const name = expression.trim();
        const answered = answerOf(this.#standing, name);
        if (answered !== undefined) return { result: answered, type: l10n.t('rule'), variablesReference: 0 };
        const result = await this.#host.evaluate(this.#launched.case, this.#suppose, name);
        if (result.kind === 'value') return { result: result.text, type: result.typeText, variablesReference: 0 };
        if (context !== 'repl') throw new Error(result.message);
        return { result: result.message, variablesReference: 0 };
    }

    #complete({ text, column }: DebugProtocol.CompletionsArguments): Body {
        const before = text.slice(0, column - this.#counting.columnsFrom);
        const start = /[\w-]*$/.exec(before)?.[0] ?? '';
        const targets = namesIn(this.#standing.trace)
            .filter(({ name }) => name.toLowerCase().startsWith(start.toLowerCase()))
            .map(({ name, type }) => ({
                label: name,
                detail: type,
                type: 'variable',
                start: before.length - start.length,
                length: start.length,
            }));
        return { targets };
    }

    #setVariable({ variablesReference, name, value }: DebugProtocol.SetVariableArguments): Promise<Body> {
        if (variablesReference !== FACTS) throw new Error(l10n.t('Only the facts of the case can be changed.'));
        return this.#changeFact(name, value);
    }

    /** What if a fact were another: the case is decided anew, and the replay stands where it stood, as far as it can. */
    async #changeFact(name: string, value: string): Promise<Body> {
        const { case: ref } = this.#launched;
        const before = this.#standing.trace;
        if (!before.facts.some((fact) => fact.name === name))
            throw new Error(l10n.t('‘{0}’ is no fact of the case.', name));
        const suppose = { ...this.#suppose, [name]: readTyped(value) };
        const trace = await this.#host.trace(ref, suppose);
        const position = this.#placed.within(trace.events);
        const isElsewhere = position.index !== this.#placed.index;
        this.#suppose = suppose;
        this.#trace = trace;
        this.#position = position;
        this.#breakpoints.factsChanged();
        this.#host.supposed(ref, suppose);
        const [variable] = variablesAt(this.#standing, FACTS).filter((each) => each.name === name);
        const shown = withoutAdded(variable?.value ?? '');
        const [was, is] = [before.decision.label, trace.decision.label];
        const what = l10n.t('What if {0} is {1}', name, shown);
        const now = was === is ? l10n.t('still {0}', is) : l10n.t('{0}, not {1}', is, was);
        const told = [
            `${what}: ${now}.`,
            ...(isElsewhere ? [l10n.t('The way parts before this place: the replay went back to where.')] : []),
            l10n.t('Restart takes it back.'),
        ];
        this.#say(told.join(' '), 'console');
        this.#afterwards(() => this.#stopped('what-if', what, { preserveFocusHint: true }));
        return { value: variable?.value ?? shown, variablesReference: 0 };
    }

    // ---- telling the client

    #say(text: string, category: string, event?: TraceEvent): void {
        const start = event?.origin.range.start;
        this.#event('output', {
            category,
            output: `${text}\n`,
            ...(event && start
                ? {
                      source: sourceOf(event.origin.uri, this.#host),
                      line: start.line + this.#counting.linesFrom,
                      column: start.character + this.#counting.columnsFrom,
                  }
                : {}),
        });
    }

    #event(event: string, body?: object): void {
        const message: DebugProtocol.Event = { seq: this.#sequence++, type: 'event', event };
        if (body) message.body = body;
        this.#send(message);
    }
}

const CAPABILITIES: DebugProtocol.Capabilities = {
    supportsConfigurationDoneRequest: true,
    supportsStepBack: true,
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    supportsFunctionBreakpoints: true,
    supportsDataBreakpoints: true,
    supportsBreakpointLocationsRequest: true,
    supportsSetVariable: true,
    supportsSetExpression: true,
    supportsRestartRequest: true,
    supportsTerminateRequest: true,
    supportsEvaluateForHovers: true,
    supportsCompletionsRequest: true,
    supportsExceptionInfoRequest: true,
    supportsExceptionFilterOptions: true,
    supportsLoadedSourcesRequest: true,
    exceptionBreakpointFilters: filtersForClient(),
};

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
