// A decided case as places where a replay can stand, and the places where it can be made to stop.

import { describeValue, type Policy, printValue, runScenarios } from '../language/index.js';
import type { Score } from '../language/model/policy.js';
import { printCondition, printDecimal } from '../language/model/print.js';
import { versionOn } from '../language/model/value.js';
import { clockDay, factNamed, lookUp } from '../language/run/given.js';
import { factsAhead, isUnknown, type TraceEvent as LanguageEvent, traceCase } from '../language/run/trace.js';
import { decide, type KnownCase } from './cases.js';
import { type Decided, onClient, policyRef, tellDecision, withParameters } from './decision.js';
import { factsInFlowOrder, typeText } from './fact-info.js';
import { rangeOfDeclaration } from './names.js';
import type { BreakpointsResult, NamedValue, Origin, TracedFact, TraceEvent, TraceResult } from './protocol.js';
import type { Workspace } from './workspace.js';

export function replayCase(workspace: Workspace, known: KnownCase): TraceResult {
    const decided = decide(known);
    const { policy, policyUri, facts } = decided;
    const day = clockDay(policy, facts);
    const failure = known.scenario && [...runScenarios(policy, [{ ...known.scenario, facts }])][0]?.failures[0];
    return {
        policy: policyRef(workspace, policyUri, policy),
        title: known.title,
        decision: tellDecision(workspace, decided),
        failure: failure ? `${failure.actual}, but ${failure.expected} was expected` : null,
        facts: factsInFlowOrder(policy).map((fact) => tracedFact(decided, fact.name)),
        parameters: policy.parameters.map(({ name, title, type, value }) => {
            return { name, title: title ?? null, text: printValue(versionOn(value, day), type) };
        }),
        events: eventsOf(workspace, decided),
    };
}

function tracedFact({ policy, facts }: Decided, name: string): TracedFact {
    const fact = factNamed(policy, name);
    const seen = lookUp(fact, facts);
    const { type, maybeUnknown } = fact;
    const choice = type.kind === 'choice' ? policy.choices.find((each) => each.name === type.choice) : undefined;
    const listed = type.kind === 'boolean' ? ['yes', 'no'] : (choice?.values.map((value) => value.name) ?? []);
    return {
        name,
        question: fact.question ?? null,
        typeText: typeText(fact),
        text: seen.source === 'missing' ? 'not given' : describeValue(policy, fact, seen.value),
        source: seen.source,
        values: [...listed, ...(maybeUnknown ? ['unknown'] : [])],
    };
}

function eventsOf(workspace: Workspace, decided: Decided): readonly TraceEvent[] {
    const { policy, facts, verdict } = decided;
    const seen = new Set<string>();
    const ahead = new Map<number, readonly string[]>();
    const factsFrom = (node: number): readonly string[] => {
        const known = ahead.get(node);
        if (known) return known;
        const names = factsAhead(policy, node);
        const found = policy.facts.map(({ name }) => name).filter((name) => names.has(name));
        ahead.set(node, found);
        return found;
    };
    return traceCase(policy, facts).events.map((event): TraceEvent => {
        for (const name of event.facts) seen.add(name);
        const node = event.node === null ? undefined : policy.flow[event.node];
        const answer = event.answer === undefined ? undefined : node?.answers[event.answer];
        const taken = answer !== undefined && event.truth === 'yes';
        const worked = workedOut(policy, event);
        return {
            kind: event.kind,
            rule: node?.rule ?? null,
            origin: onClient(workspace, event.origin),
            depth: 1 + event.within.length + (PARTS.has(event.kind) ? 1 : 0),
            frames: framesOf(workspace, decided, event),
            text: tell(decided, event),
            ...(event.truth ? { truth: event.truth } : {}),
            ...(answer ? { taken } : {}),
            ...(taken && answer?.form === 'except' ? { exception: true } : {}),
            ...(taken && verdict.kind === 'outcome' && verdict.decidedAt === event.steps - 1 ? { decides: true } : {}),
            facts: event.facts,
            unknown: event.facts.some((name) => isUnknown(policy, facts, name)),
            ...(worked ? { worked } : {}),
            steps: event.steps,
            outcome: outcomeAfter(decided, event.steps),
            open:
                event.node === null || event.kind === 'end'
                    ? verdict.missing
                    : factsFrom(event.node).filter((name) => !seen.has(name)),
        };
    });
}

/** Kinds that stand inside what was gone into. */
const PARTS: ReadonlySet<LanguageEvent['kind']> = new Set(['condition', 'points']);

/** What was looked at, and how it came out. */
function tell(decided: Decided, event: LanguageEvent): string {
    const { policy, facts, verdict } = decided;
    const node = event.node === null ? undefined : policy.flow[event.node];
    switch (event.kind) {
        case 'guard': {
            const guard = node?.guards.find(({ guard: each }) => each.origin === event.origin)?.guard.text ?? '';
            return `only when ${guard}: ${event.truth}${event.truth === 'yes' ? '' : ', passed over'}`;
        }
        case 'question':
            return node?.question ?? '';
        case 'answer': {
            const label = withParameters(policy, facts, node?.answers[event.answer as number]?.label ?? '');
            return event.truth === 'yes' ? `${label}: taken` : `${label}: ${event.truth}`;
        }
        case 'condition':
            return `${event.text}: ${event.truth}`;
        case 'definition':
            return `${event.name}: ${event.truth}`;
        case 'score':
            return `${event.name}: ${tellSum(policy, event)}`;
        case 'points':
            return `${event.text}: ${tellSum(policy, event)}`;
        case 'missing':
            return `needs: ${verdict.missing.join(', ')}`;
        case 'no-outcome':
            return 'no answer fits: this case has no outcome';
        case 'end':
            return tellEnd(decided);
    }
}

function tellEnd({ policy, verdict }: Decided): string {
    switch (verdict.kind) {
        case 'outcome':
            return `outcome: ${policy.outcomes.find(({ name }) => name === verdict.outcome)?.title ?? verdict.outcome}`;
        case 'missing':
            return `no decision yet, needs: ${verdict.missing.join(', ')}`;
        case 'no-outcome':
            return 'no outcome';
        case 'not-effective':
            return 'the policy does not apply on that day';
    }
}

function tellSum(policy: Policy, { sum, name, within }: LanguageEvent): string {
    if (sum === undefined || typeof sum === 'string') return sum ?? '';
    const entered = name ?? within.at(-1)?.name;
    const score: Score | undefined = policy.scores.find((each) => each.name === entered);
    const text = printDecimal(Number(sum), score?.scale ?? 0);
    return `${text} ${text === '1' ? 'point' : 'points'}`;
}

function workedOut(policy: Policy, event: LanguageEvent): NamedValue | undefined {
    if (event.name === undefined || (event.kind !== 'definition' && event.kind !== 'score')) return undefined;
    const declared = [...policy.definitions, ...policy.scores].find(({ name }) => name === event.name);
    const text = event.kind === 'score' ? tellSum(policy, event) : (event.truth ?? '');
    return { name: event.name, title: declared?.title ?? null, text };
}

function outcomeAfter({ policy, verdict }: Decided, steps: number): TraceEvent['outcome'] {
    let found: TraceEvent['outcome'] = null;
    for (const { rule, target } of verdict.path.slice(0, steps)) {
        if (target.kind !== 'decide') continue;
        const title = policy.outcomes.find(({ name }) => name === target.outcome)?.title;
        found = { text: title ?? target.outcome, rule, reason: target.reason ?? null };
    }
    return found;
}

/** Definitions gone into, the rule, the principle that it is a step of, the policy. */
function framesOf(workspace: Workspace, { policy, policyUri, verdict }: Decided, event: LanguageEvent) {
    const node = event.node === null ? undefined : policy.flow[event.node];
    const frames: { name: string; origin: Origin }[] = [];
    let place = event.origin;
    for (const { name, kind, from } of [...event.within].reverse()) {
        const declared = (kind === 'score' ? policy.scores : policy.definitions).find((each) => each.name === name);
        frames.push({ name: named(name, declared?.title), origin: onClient(workspace, place) });
        place = from;
    }
    if (node) {
        const taken = verdict.path.slice(0, event.steps).findLast((step) => step.node === node.index);
        const answer = taken ? ` (${taken.label})` : '';
        for (const each of policy.rules) {
            if (each.name !== node.rule && !(each.kind === 'principle' && node.rule.startsWith(`${each.name}.`)))
                continue;
            const step = each.kind === 'principle' ? each.steps.find(({ name }) => name === node.rule) : undefined;
            const inner = step ?? each;
            frames.push({ name: `${named(inner.name, inner.title)}${answer}`, origin: onClient(workspace, place) });
            if (step) frames.push({ name: named(each.name, each.title), origin: onClient(workspace, each.nameOrigin) });
        }
    }
    const origin = { ...policy.origin, uri: workspace.clientUri(policyUri) };
    return [...frames, { name: policy.title ?? policy.name, origin }];
}

function named(name: string, title: string | undefined): string {
    return title === undefined ? name : `${name} ${title}`;
}

// ---- where a replay can stop

/** The places of a file, as far as cases of the policy (by default, that of the file) come past it. */
export function listBreakpoints(workspace: Workspace, uri: string, replayed?: string): BreakpointsResult {
    const own = workspace.policyUriOf(uri);
    const policyUri = replayed !== undefined && workspace.dependentsOf(uri).includes(replayed) ? replayed : own;
    const checked = policyUri === undefined ? undefined : workspace.lastGoodOf(policyUri);
    const { policy } = checked ?? {};
    const declarations = (workspace.file(uri)?.declarations ?? []).flatMap((declaration) => {
        const { ast, keyword } = declaration;
        if (!ast) return [];
        const name = 'name' in ast && typeof ast.name === 'string' ? ast.name : null;
        return [{ range: rangeOfDeclaration(declaration), keyword, name }];
    });
    if (policyUri === undefined || !policy) return { policy: null, places: [], declarations, rules: [] };
    const found = policy.flow.flatMap(({ rule, subjects, guards, answers, origin }) => [
        ...guards.map(({ guard }) => ({ origin: guard.origin, rule, label: `only when ${guard.text}` })),
        ...(subjects.length > 0 ? subjects : [{ origin, text: rule }]).map((subject) => {
            return { origin: subject.origin, rule, label: subject.text };
        }),
        ...answers
            .filter(({ form }) => form !== 'implied')
            .map(({ origin: place, label }) => ({ origin: place, rule, label })),
    ]);
    for (const { name, origin, value } of policy.definitions) {
        const label = value.kind === 'condition' ? printCondition(value.condition, policy) : name;
        found.push({ origin, rule: name, label });
    }
    for (const { name, origin, parts } of policy.scores) {
        found.push({ origin, rule: name, label: name });
        for (const part of parts) for (const branch of part.branches) found.push({ ...branch, rule: name });
    }
    // A review stands in the flow once for each outcome; what an exemption asks is its first answer.
    const places = [
        ...new Map(
            found.filter(({ origin }) => origin.uri === uri).map((each) => [JSON.stringify(each.origin.range), each]),
        ).values(),
    ].sort((a, b) => compareStarts(a.origin, b.origin));
    return {
        policy: policyRef(workspace, policyUri, policy),
        places: places.map(({ origin, rule, label }) => ({ range: origin.range, rule, label })),
        declarations,
        rules: [...new Set(policy.flow.map(({ rule }) => rule))],
    };
}

function compareStarts({ range: { start: a } }: Origin, { range: { start: b } }: Origin): number {
    return a.line - b.line || a.character - b.character;
}
