// What can be said of scenarios without running them: expectations that no case can meet, scenarios that are one and the
// same case to the policy, and facts that a scenario gives in vain.

import type { Finding } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import type { Expectation, Scenario } from '../model/scenario.js';
import type { AnalysisOptions } from './analyse.js';
import { completeCells } from './case-for.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, NONE } from './diagram.js';
import { type Exit, type MachineNode, type Place, run } from './machine.js';
import { createStudy, finding, type Study } from './study.js';
import { takenCases } from './walk.js';
import { nameOutcome, nameRule } from './words.js';

export function analyseScenarios(
    policy: Policy,
    scenarios: readonly Scenario[],
    options: AnalysisOptions = {},
): readonly Finding[] {
    if (policy.start === null) return [];
    const { budget = DEFAULT_NODE_BUDGET, shouldStop = () => false } = options;
    try {
        const study = createStudy(policy, { budget, shouldStop });
        return [
            ...scenarios.flatMap((scenario) => impossible(study, scenario)),
            ...duplicates(study, scenarios),
            ...scenarios.flatMap((scenario) => givenInVain(study, scenario)),
        ];
    } catch (error) {
        // The policy's own analysis says that it is too entangled.
        if (error instanceof BudgetExceeded) return [];
        throw error;
    }
}

// ---- what cannot pass

function impossible(study: Study, scenario: Scenario): readonly Finding[] {
    const outcomes = scenario.expectations.filter((each) => each.kind === 'outcome');
    const [first, ...others] = outcomes;
    const contrary = first && others.find((other) => !isCompatible(study.policy, first.outcome, other.outcome));
    if (first && contrary) {
        const message = `No case ends both in ‘${first.outcome}’ and in ‘${contrary.outcome}’, so this scenario cannot pass.`;
        return [finding('scenario-impossible', contrary.origin, message)];
    }
    const none = scenario.expectations.find((each) => each.kind === 'no-outcome' || each.kind === 'not-effective');
    if (first && none) {
        const message = `No case has an outcome and none at once, so this scenario cannot pass.`;
        return [finding('scenario-impossible', none.origin, message)];
    }
    return outcomes.flatMap((expectation) => {
        const message = whyNever(study, expectation);
        return message ? [finding('scenario-impossible', expectation.origin, message)] : [];
    });
}

function isCompatible(policy: Policy, a: string, b: string): boolean {
    const refines = (one: string, other: string) =>
        policy.outcomes.find((outcome) => outcome.name === one)?.refines.includes(other) ?? false;
    return a === b || refines(a, b) || refines(b, a);
}

function whyNever(
    { policy, machine, walk }: Study,
    { outcome, at }: Extract<Expectation, { kind: 'outcome' }>,
): string | undefined {
    const family = policy.outcomes.filter((each) => each.name === outcome || each.refines.includes(outcome));
    const isReached = family.some(({ name }) => walk.reach[machine.outcomes.get(name) as Place] !== NONE);
    if (!isReached) return `No case at all ends in ${nameOutcome(policy, outcome)}, so this scenario cannot pass.`;
    if (at === undefined) return undefined;
    const decides = machine.nodes.some(
        ({ node }, place) =>
            (node.rule === at || node.rule.startsWith(`${at}.`)) &&
            node.answers.some((answer, index) => {
                const { target } = answer;
                const isNamed = target.kind === 'decide' && family.some(({ name }) => name === target.outcome);
                return isNamed && takenCases(walk, place, index) !== NONE;
            }),
    );
    if (decides) return undefined;
    return `No case at all is decided as ${nameOutcome(policy, outcome)} by ${nameRule(policy, at)}, so this scenario cannot pass.`;
}

// ---- duplicates

/** The same values of all facts that the flow reads: two values of one interval are two tests of its bounds. */
function duplicates({ policy }: Study, scenarios: readonly Scenario[]): readonly Finding[] {
    const seen = new Map<string, Scenario>();
    const read = new Set(policy.flow.flatMap((node) => node.facts));
    for (const duty of policy.duties) if (duty.when) for (const name of factsNamed(duty.when)) read.add(name);
    if (policy.clock !== undefined) read.add(policy.clock);
    return scenarios.flatMap((scenario) => {
        const given = policy.facts
            .filter(({ name }) => read.has(name))
            .map((fact) => {
                const left = fact.default ?? (fact.maybeUnknown ? null : 'missing');
                const value = scenario.facts.has(fact.name) ? scenario.facts.get(fact.name) : left;
                return Array.isArray(value) ? [...value].sort() : value;
            });
        // What a scenario expects is no part of the case, but two expectations of one case are worth having.
        const expected = scenario.expectations.map(({ origin: _, ...rest }) => JSON.stringify(rest)).sort();
        const key = JSON.stringify([given, expected]);
        const twin = seen.get(key);
        if (!twin) {
            seen.set(key, scenario);
            return [];
        }
        const message = `To the policy ‘${scenario.title}’ is the same case as ‘${twin.title}’, with the same expectations.`;
        const related = [{ message: `‘${twin.title}’`, origin: twin.titleOrigin }];
        return [finding('scenario-duplicate', scenario.titleOrigin, message, { related })];
    });
}

// ---- facts given in vain

function givenInVain({ policy, space, machine }: Study, scenario: Scenario): readonly Finding[] {
    // The columns of a table serve all its rows, and what a case shares with others is not said for this one.
    if (scenario.table) return [];
    const cells = completeCells(space, scenario.facts);
    if (!cells) return [];
    const read = new Set(policy.duties.flatMap((duty) => (duty.when ? factsNamed(duty.when) : [])));
    const { steps } = run(machine, cells);
    const looked = steps.filter(({ place, exit }) => isAsked(machine.nodes[place] as MachineNode, exit));
    for (const { place } of steps) for (const fact of machine.nodes[place]?.node.facts ?? []) read.add(fact);
    if (policy.clock !== undefined) read.add(policy.clock);
    if (looked.length === 0) return [];
    return [...scenario.givenAt].flatMap(([fact, origin]) => {
        if (read.has(fact) || !within(origin, scenario.origin)) return [];
        const message = `Nothing that this scenario comes to looks at ‘${fact}’.`;
        return [finding('scenario-fact-irrelevant', origin, message)];
    });
}

function isAsked({ exits }: MachineNode, exit: number): boolean {
    return (exits[exit] as Exit).kind !== 'skip';
}

function factsNamed(condition: unknown): readonly string[] {
    const names: string[] = [];
    JSON.stringify(condition, (key, value) => {
        if ((key === 'fact' || key === 'name') && typeof value === 'string') names.push(value);
        return value;
    });
    return names;
}

function within(inner: Scenario['origin'], outer: Scenario['origin']): boolean {
    const after = (a: Scenario['origin']['range']['start'], b: typeof a) =>
        a.line > b.line || (a.line === b.line && a.character >= b.character);
    return (
        inner.uri === outer.uri &&
        after(inner.range.start, outer.range.start) &&
        after(outer.range.end, inner.range.end)
    );
}
