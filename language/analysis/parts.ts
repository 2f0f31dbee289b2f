// Conditions that say less than they seem to: a guard that always holds where it stands, and parts that decide nothing
// there. A part decides nothing if putting yes, or no, in its place changes the condition in no case that comes to it;
// parts are tried from the last to the first, each without those found idle before, so that all of them can be removed.

import type { Condition } from '../model/condition.js';
import { partsOf } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { FlowNode, Guard } from '../model/policy.js';
import { printCondition } from '../model/print.js';
import { type Diagram, NONE } from './diagram.js';
import type { Place } from './machine.js';
import { isAsked, whyNone } from './reachability.js';
import { finding, type Related, type Study } from './study.js';
import { NO, type Truth, YES } from './truth.js';
import { askedCases } from './walk.js';
import { nameRule, quoteTitled, ruleOf } from './words.js';

export function findIdleConditions(study: Study): readonly Finding[] {
    const { policy } = study;
    return [
        ...policy.flow.flatMap((node, place) => [
            ...idleGuards(study, node, place),
            ...idleSubject(study, node, place),
        ]),
        ...definitionsOf(study),
        ...equalCategories(study),
    ];
}

/** What of a condition matters: whether it is yes, or also whether it is no rather than unknown. */
type Use = 'yes' | 'yes and no';

interface Standing {
    readonly condition: Condition;
    readonly origin: Origin;
    readonly use: Use;
    /** The cases that come to the condition. */
    readonly cases: Diagram;
    /** Where it stands, in words: `in ‘P4.c’ (It shows the offender)`. */
    readonly where: string;
    /** To explain why the cases that would make a difference do not come. */
    readonly goal?: { readonly place: Place; readonly exit: number };
}

// ---- guards and subjects

function idleGuards(study: Study, node: FlowNode, place: Place): readonly Finding[] {
    const { policy, space } = study;
    return node.guards.flatMap(({ guard }, exit) => {
        const standings = standingsOf(study, guard);
        // One that stands at several nodes is judged at the first of them, for all.
        if (standings[0]?.place !== place || standings[0].exit !== exit) return [];
        const name = nameRule(policy, ruleOf(policy, node)?.name ?? node.rule);
        if (standings.every(({ cases, holds }) => space.store.isSubset(cases, holds))) {
            const [first] = standings as readonly [GuardStanding];
            const related = whyNone(study, { place, exit, cases: space.store.not(first.holds) });
            const message = `‘only when ${guard.text}’ always holds for the cases that come to ${name}.`;
            return [finding('condition-always-true-here', guard.origin, message, { related, equals: 'yes' })];
        }
        const [{ cases, holds }, ...others] = standings as readonly [GuardStanding, ...GuardStanding[]];
        if (others.length > 0 || space.store.and(cases, holds) === NONE) return [];
        const { condition, origin } = guard;
        return idleParts(study, { condition, origin, use: 'yes', cases, where: `in ${name}`, goal: { place, exit } });
    });
}

interface GuardStanding {
    readonly place: Place;
    readonly exit: number;
    readonly cases: Diagram;
    readonly holds: Diagram;
}

/** Where a guard is put to cases: a principle's own at each step that can be entered, a review's at each of its nodes. */
function standingsOf({ machine, walk, space }: Study, guard: Guard): readonly GuardStanding[] {
    const at = JSON.stringify(guard.origin);
    return machine.nodes.flatMap(({ node, guards }, place) => {
        let cases = walk.reach[place] as Diagram;
        return node.guards.flatMap((other, exit) => {
            const holds = guards[exit] as Diagram;
            const standing = { place, exit, cases, holds };
            cases = space.store.and(cases, holds);
            return standing.cases !== NONE && JSON.stringify(other.guard.origin) === at ? [standing] : [];
        });
    });
}

function idleSubject(study: Study, node: FlowNode, place: Place): readonly Finding[] {
    const { policy, walk, space, reader } = study;
    if (!isAsked(study, place) || node.kind === 'review') return [];
    const cases = askedCases(walk, place);
    return node.subjects.flatMap((subject) => {
        if (subject.value.kind !== 'condition') return [];
        const { condition } = subject.value;
        const { yes, no } = reader.truthOf(condition);
        // Then its other answers are reported: what is idle is the question.
        if (space.store.isSubset(cases, yes) || space.store.isSubset(cases, no)) return [];
        const use = node.kind === 'exemption' ? 'yes' : 'yes and no';
        const where = `in ${nameRule(policy, node.rule)}`;
        const goal = { place, exit: node.guards.length };
        return idleParts(study, { condition, origin: subject.origin, use, cases, where, goal });
    });
}

// ---- definitions

function definitionsOf(study: Study): readonly Finding[] {
    const { policy, reader, space } = study;
    const findings: Finding[] = [];
    const seen = new Map<string, string>();
    for (const { name, title, value, origin } of policy.definitions) {
        if (value.kind !== 'condition') continue;
        const { yes, no } = reader.truthOf(value.condition);
        const label = quoteTitled(name, title);
        const cases = space.possible;
        if (space.store.isSubset(cases, yes) || space.store.isSubset(cases, no)) {
            const which = space.store.isSubset(cases, yes) ? 'yes' : 'no';
            findings.push(finding('definition-constant', origin, `${label} is ${which} in every case.`));
            continue;
        }
        const where = `in the definition of ${label}`;
        findings.push(...idleParts(study, { condition: value.condition, origin, use: 'yes and no', cases, where }));
        const key = `${space.store.and(cases, yes)} ${space.store.and(cases, no)}`;
        const twin = seen.get(key);
        if (twin === undefined) seen.set(key, label);
        else findings.push(finding('definitions-equal', origin, `${label} says the same as ${twin} in every case.`));
    }
    return findings;
}

/** Categories of one choice that have the same members at any time: they need no proof. */
function equalCategories({ policy }: Study): readonly Finding[] {
    const seen = new Map<string, string>();
    return policy.categories.flatMap(({ name, title, choice, mandatory, members, origin }) => {
        // The first version stands for all days before it too; one that is as the one before changes nothing.
        const told = members.map(({ from, value }, index) => [index === 0 ? null : from, [...value].sort().join()]);
        const sets = told.filter(([, values], index) => index === 0 || values !== told[index - 1]?.[1]);
        // A category that is mandatory says more than its members.
        const key = JSON.stringify([choice, mandatory, sets]);
        const label = quoteTitled(name, title);
        const twin = seen.get(key);
        if (twin !== undefined) {
            return [finding('definitions-equal', origin, `The category ${label} has the same values as ${twin}.`)];
        }
        seen.set(key, label);
        return [];
    });
}

// ---- parts

/** A part of a condition by the way to it: the indices of parts from the whole down. */
type Way = readonly number[];

function idleParts(study: Study, standing: Standing): readonly Finding[] {
    const leaves = leavesOf(standing.condition);
    if (leaves.length < 2) return [];
    const { store } = study.space;
    const replaced = new Map<string, Truth>();
    const findings: Finding[] = [];
    let current = study.reader.truthOf(standing.condition);
    for (const { way, leaf } of [...leaves].reverse()) {
        if (leaf.kind === 'constant') continue;
        const { yes, no } = study.reader.truthOf(leaf);
        for (const put of [YES, NO]) {
            const changed = truthWith(study, standing.condition, [], new Map(replaced).set(keyOf(way), put));
            if (!isSame(study, current, changed, standing)) continue;
            replaced.set(keyOf(way), put);
            current = changed;
            // Without a place of its own a part cannot be taken out of the text.
            const equals = leaf.origin && constantFor(study, standing, way, put);
            const text = printCondition(leaf, study.policy);
            const origin = leaf.origin ?? standing.origin;
            if (store.isSubset(standing.cases, yes)) {
                const related = whyNever(study, standing, store.not(yes));
                const message = `‘${text}’ is always yes ${standing.where}.`;
                findings.push(finding('condition-always-true-here', origin, message, { related, equals }));
            } else if (store.isSubset(standing.cases, no)) {
                const related = whyNever(study, standing, store.not(no));
                const message = `‘${text}’ is always no ${standing.where}.`;
                findings.push(finding('condition-always-false-here', origin, message, { related, equals }));
            } else {
                const decisive = decisiveCases(study, standing, leaf, way, put, replaced);
                const related = whyNever(study, standing, decisive);
                const message = `‘${text}’ decides nothing ${standing.where}: without it every case goes the same way.`;
                findings.push(
                    finding('condition-no-effect', origin, message, {
                        related,
                        equals,
                        unnecessary: leaf.origin !== undefined,
                    }),
                );
            }
            break;
        }
    }
    return findings;
}

/**
 * What may stand in place of one part alone, all others as they are: parts are found idle one after the other, and what
 * is idle once another is gone may matter as long as that one stands.
 */
function constantFor(study: Study, standing: Standing, way: Way, put: Truth): Finding['equals'] {
    const { condition } = standing;
    const whole = study.reader.truthOf(condition);
    const constant = [put, YES, NO].find((each) => {
        return isSame(study, whole, truthWith(study, condition, [], new Map([[keyOf(way), each]])), standing);
    });
    return constant && (constant === YES ? 'yes' : 'no');
}

/** The cases in which the part would make a difference to the rest of the condition, if they came. */
function decisiveCases(
    study: Study,
    standing: Standing,
    leaf: Condition,
    way: Way,
    put: Truth,
    replaced: ReadonlyMap<string, Truth>,
): Diagram {
    const { store } = study.space;
    const others = new Map(replaced);
    others.delete(keyOf(way));
    const left = truthWith(study, standing.condition, [], others);
    const right = truthWith(study, standing.condition, [], new Map(others).set(keyOf(way), put));
    const { yes, no } = study.reader.truthOf(leaf);
    const differs = store.or(store.minus(left.yes, right.yes), store.minus(right.yes, left.yes));
    return store.and(differs, put === YES ? store.not(yes) : store.not(no));
}

function isSame({ space }: Study, a: Truth, b: Truth, { use, cases }: Standing): boolean {
    const within = (f: Diagram) => space.store.and(cases, f);
    return within(a.yes) === within(b.yes) && (use === 'yes' || within(a.no) === within(b.no));
}

function truthWith(study: Study, condition: Condition, way: Way, replaced: ReadonlyMap<string, Truth>): Truth {
    const put = replaced.get(keyOf(way));
    if (put) return put;
    if (![...replaced.keys()].some((key) => way.length === 0 || key.startsWith(`${keyOf(way)}.`))) {
        return study.reader.truthOf(condition);
    }
    const parts = partsOf(condition).map((part, i) => truthWith(study, part, [...way, i], replaced));
    return study.reader.combine(condition, parts);
}

function leavesOf(condition: Condition, way: Way = []): readonly { readonly way: Way; readonly leaf: Condition }[] {
    const parts = partsOf(condition);
    if (parts.length === 0) return [{ way, leaf: condition }];
    return parts.flatMap((part, i) => leavesOf(part, [...way, i]));
}

function keyOf(way: Way): string {
    return way.join('.');
}

function whyNever(study: Study, { goal }: Standing, cases: Diagram): readonly Related[] {
    return goal === undefined || cases === NONE ? [] : whyNone(study, { ...goal, cases });
}
