// A decided case as places where a replay can stand, and the places where it can be made to stop.

import type { Policy } from '../language/index.js';
import { decide, type KnownCase } from './cases.js';
import { labelOf, onClient, policyRef, tellDecision } from './decision.js';
import type { BreakpointsResult, DecisionStep, Origin, TraceEvent, TraceResult } from './protocol.js';
import type { Workspace } from './workspace.js';

export function traceCase(workspace: Workspace, known: KnownCase): TraceResult {
    const decided = decide(known);
    const { policy, policyUri, verdict } = decided;
    const decision = tellDecision(workspace, decided);
    const events: TraceEvent[] = [];
    let outcomeSoFar: string | null = null;
    const stillOpen = (from: number): readonly string[] => {
        const seen = new Set(verdict.path.slice(0, from).flatMap(({ node }) => policy.flow[node]?.facts ?? []));
        return policy.facts.map(({ name }) => name).filter((name) => !seen.has(name));
    };
    for (const [index, step] of decision.steps.entries()) {
        const frames = framesOf(workspace, policy, policyUri, step.rule);
        const base = { rule: step.rule, frames, values: step.values };
        const title = step.title === null ? '' : ` ${step.title}`;
        events.push({
            ...base,
            kind: 'question',
            name: `${step.rule}${title}`,
            origin: questionOrigin(policy, step, workspace),
            outcomeSoFar,
            stillOpen: stillOpen(index),
        });
        const target = verdict.path[index]?.target;
        if (target?.kind === 'decide') outcomeSoFar = target.outcome;
        events.push({
            ...base,
            kind: step.decides ? 'decided' : step.answer.startsWith('except') ? 'exception' : 'answer',
            name: `${step.rule}${title} (${step.answer})`,
            origin: step.origin,
            answer: step.answer,
            outcomeSoFar,
            stillOpen: stillOpen(index + 1),
        });
    }
    const last = events.at(-1);
    const stuck = verdict.kind === 'missing' || verdict.kind === 'no-outcome' ? verdict.at : null;
    const node = stuck === null ? undefined : policy.flow[stuck];
    const origin = node ? onClient(workspace, node.origin) : (last?.origin ?? onClient(workspace, policy.origin));
    events.push({
        kind: verdict.kind === 'missing' ? 'missing' : 'end',
        name: labelOf(policy, verdict),
        rule: node?.rule ?? last?.rule ?? policy.name,
        origin,
        frames: node ? framesOf(workspace, policy, policyUri, node.rule) : (last?.frames ?? []),
        values: last?.values ?? [],
        outcomeSoFar,
        stillOpen: verdict.missing,
    });
    return { policy: policyRef(workspace, policyUri, policy), decision, events };
}

export function listBreakpoints(workspace: Workspace, uri: string): BreakpointsResult {
    const policy = workspace.lastGoodOf(uri)?.policy;
    if (!policy) return { places: [], rules: [] };
    const places = policy.flow.flatMap(({ rule, subjects, answers, origin }) => [
        { origin: subjects[0]?.origin ?? origin, rule },
        ...answers.filter(({ form }) => form !== 'implied').map((answer) => ({ origin: answer.origin, rule })),
    ]);
    return {
        places: places
            .filter(({ origin }) => origin.uri === uri)
            .map(({ origin, rule }) => ({ range: origin.range, rule })),
        rules: [...new Set(policy.flow.map(({ rule }) => rule))],
    };
}

function questionOrigin(policy: Policy, step: DecisionStep, workspace: Workspace): Origin {
    const node = policy.flow.find(({ rule }) => rule === step.rule);
    return node ? onClient(workspace, node.subjects[0]?.origin ?? node.origin) : step.origin;
}

/** The rule, the principle that it is a step of, the policy. */
function framesOf(workspace: Workspace, policy: Policy, policyUri: string, rule: string): TraceEvent['frames'] {
    const frames: { name: string; origin: Origin }[] = [];
    for (const each of policy.rules) {
        if (each.name !== rule && !(each.kind === 'principle' && rule.startsWith(`${each.name}.`))) continue;
        const step = each.kind === 'principle' ? each.steps.find(({ name }) => name === rule) : undefined;
        if (step) frames.push({ name: named(step.name, step.title), origin: onClient(workspace, step.nameOrigin) });
        frames.push({ name: named(each.name, each.title), origin: onClient(workspace, each.nameOrigin) });
    }
    return [...frames, { name: policy.title ?? policy.name, origin: { ...onClient(workspace, policy.origin) } }].map(
        (frame, index, all) =>
            index === all.length - 1
                ? { ...frame, origin: { ...frame.origin, uri: workspace.clientUri(policyUri) } }
                : frame,
    );
}

function named(name: string, title: string | undefined): string {
    return title === undefined ? name : `${name} ${title}`;
}
