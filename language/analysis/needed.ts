// Which facts a case must give for its way through the flow to be the same. Missing facts are lazy (`condition.ts`):
// this is the one place of the analysis that knows them.

import type { Condition, LinearForm } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Score, ScorePart } from '../model/policy.js';
import { type Machine, type MachineNode, run } from './machine.js';

type Truth = 'yes' | 'no' | 'unknown' | 'missing';

/**
 * Facts without which one of the conditions would say something else. Those at their default go without saying; of the
 * others each is left out if no condition comes to need it.
 */
export function needed(
    machine: Machine,
    cells: ArrayLike<number>,
    conditions: readonly Condition[],
): ReadonlySet<string> {
    const { space, policy } = machine;
    const given = new Set<string>();
    for (const [name, fact] of space.facts) {
        const variables = space.ofFact.get(name) ?? [];
        const isNominal = variables.every((variable) => cells[variable] === space.nominal[variable]);
        if (isNominal && (fact.default !== undefined || fact.maybeUnknown)) continue;
        given.add(name);
    }
    const readers = readersOf(machine, conditions);
    const isMissed = (fact: string) =>
        (readers.get(fact) ?? []).some((condition) => truthGiven(condition, machine, cells, given) === 'missing');
    for (const name of [...given].reverse()) {
        const fact = space.facts.get(name);
        if (fact?.default !== undefined || fact?.maybeUnknown) continue;
        if (name === policy.clock && !isNewest(machine, cells)) continue;
        given.delete(name);
        if (isMissed(name)) given.add(name);
    }
    return given;
}

/** The conditions that read each fact, through definitions and scores too. */
function readersOf({ policy }: Machine, conditions: readonly Condition[]): ReadonlyMap<string, readonly Condition[]> {
    const readers = new Map<string, Condition[]>();
    const read = (condition: Condition, facts: Iterable<string>) => {
        for (const fact of facts) {
            const known = readers.get(fact);
            if (!known) readers.set(fact, [condition]);
            else if (known.at(-1) !== condition) known.push(condition);
        }
    };
    const factsOfScore = (name: string) => policy.scores.find((score) => score.name === name)?.facts ?? [];
    for (const condition of conditions) {
        for (const part of eachPart(condition)) {
            switch (part.kind) {
                case 'fact':
                case 'member':
                case 'contains':
                    read(condition, [part.fact]);
                    break;
                case 'compare':
                    for (const term of part.form.flatMap(({ value }) => value.terms)) {
                        read(condition, term.of === 'fact' ? [term.name] : factsOfScore(term.name));
                    }
                    break;
                case 'known':
                    if (part.of.kind === 'score') read(condition, factsOfScore(part.of.score));
                    break;
                case 'definition':
                    read(condition, policy.definitions.find(({ name }) => name === part.name)?.facts ?? []);
                    break;
                default:
                    break;
            }
        }
    }
    return readers;
}

/** Everything that is asked of a case on its way through the flow. */
export function conditionsOnWay(machine: Machine, cells: ArrayLike<number>): readonly Condition[] {
    return run(machine, cells).steps.flatMap(({ place, exit }) =>
        conditionsBefore(machine.nodes[place] as MachineNode, exit),
    );
}

/** What a node asks of a case until it leaves by the exit. */
function conditionsBefore({ node }: MachineNode, exit: number): readonly Condition[] {
    const guards = node.guards.slice(0, exit + 1).map(({ guard }) => guard.condition);
    const answers = node.answers.slice(0, Math.max(0, exit - node.guards.length + 1)).map((answer) => answer.when);
    return [...guards, ...answers];
}

/** Whether the case has the versions that a case without a day gets. */
function isNewest({ space, policy }: Machine, cells: ArrayLike<number>): boolean {
    const [variable] = space.ofFact.get(policy.clock as string) ?? [];
    return variable !== undefined && cells[variable] === space.nominal[variable];
}

function truthGiven(
    condition: Condition,
    machine: Machine,
    cells: ArrayLike<number>,
    given: ReadonlySet<string>,
): Truth {
    const { reader, space } = machine;
    const within = (part: Condition) => truthGiven(part, machine, cells, given);
    const decided = (): Truth => {
        const { yes, no } = reader.truthOf(condition);
        if (space.store.contains(yes, cells)) return 'yes';
        return space.store.contains(no, cells) ? 'no' : 'unknown';
    };
    const isMissing = (fact: string): boolean => {
        const declared = space.facts.get(fact);
        return !given.has(fact) && declared?.default === undefined && !declared?.maybeUnknown;
    };
    switch (condition.kind) {
        case 'fact':
        case 'member':
        case 'contains':
            return isMissing(condition.fact) ? 'missing' : decided();
        case 'compare':
            return ofForm(formNow(condition.form, machine, cells), machine, within, isMissing, cells) ?? decided();
        case 'known':
            if (condition.of.kind === 'fact') return decided();
            if (condition.of.kind === 'condition') {
                return within(condition.of.condition) === 'missing' ? 'missing' : decided();
            }
            return ofScore(condition.of.score, machine, within) === 'missing' ? 'missing' : decided();
        case 'not':
        case 'established':
            return within(condition.of) === 'missing' ? 'missing' : decided();
        case 'and': {
            const parts = condition.of.map(within);
            return parts.includes('no') || !parts.includes('missing') ? decided() : 'missing';
        }
        case 'or': {
            const parts = condition.of.map(within);
            return parts.includes('yes') || !parts.includes('missing') ? decided() : 'missing';
        }
        case 'at-least': {
            const parts = condition.of.map(within);
            const count = (which: Truth) => parts.filter((part) => part === which).length;
            const isDecided = count('yes') >= condition.count || parts.length - count('no') < condition.count;
            return isDecided || !parts.includes('missing') ? decided() : 'missing';
        }
        case 'definition': {
            const definition = machine.policy.definitions.find((each) => each.name === condition.name);
            return definition?.value.kind === 'condition' ? within(definition.value.condition) : decided();
        }
        case 'constant':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return decided();
    }
}

function formNow(
    versions: readonly { readonly value: LinearForm }[],
    machine: Machine,
    cells: ArrayLike<number>,
): LinearForm {
    const all = machine.reader.versionsOf(versions as never);
    const now = all.find(({ when }) => machine.space.store.contains(when, cells)) ?? all[all.length - 1];
    return (now as unknown as { value: LinearForm }).value;
}

/** Unknown as soon as a term is, else missing if one is; undefined if all terms are there. */
function ofForm(
    form: LinearForm,
    machine: Machine,
    within: (part: Condition) => Truth,
    isMissing: (fact: string) => boolean,
    cells: ArrayLike<number>,
): Truth | undefined {
    const { reader, space } = machine;
    const terms = form.terms.map((term): Truth => {
        if (term.of === 'score') return ofScore(term.name, machine, within);
        if (isMissing(term.name)) return 'missing';
        return space.store.contains(reader.factIsKnown(term.name), cells) ? 'yes' : 'unknown';
    });
    if (terms.includes('unknown')) return 'unknown';
    return terms.includes('missing') ? 'missing' : undefined;
}

function ofScore(name: string, machine: Machine, within: (part: Condition) => Truth): Truth {
    const score = machine.policy.scores.find((each) => each.name === name) as Score;
    const parts = score.parts.map((part) => ofPart(part, within));
    if (parts.includes('unknown')) return 'unknown';
    return parts.includes('missing') ? 'missing' : 'yes';
}

function ofPart(part: ScorePart, within: (part: Condition) => Truth): Truth {
    const guard = part.guard ? within(part.guard) : 'yes';
    if (guard !== 'yes') return guard === 'no' ? 'yes' : guard;
    for (const { when } of part.branches) {
        const applies = within(when);
        if (applies !== 'no') return applies;
    }
    if (!part.known) return 'yes';
    const looked = within(part.known);
    return looked === 'no' ? 'unknown' : looked;
}
