// Where the sets of cases grow too large: the same questions put one by one to a solver, over the same cells. What can
// happen is shown by a case that is run again; what cannot is as certain as a proof by diagrams, but comes without reasons.

import type { Condition } from '../model/condition.js';
import type { Finding, Witness } from '../model/finding.js';
import type { Answer, FlowNode, Guarantee } from '../model/policy.js';
import { BudgetExceeded, type Diagram } from './diagram.js';
import { type Encoding, encode } from './encode.js';
import { subjectsKnown, subjectsOrigin } from './gaps.js';
import { forbiddenEnds } from './guarantees.js';
import { type Exit, type Machine, type MachineNode, type Place, run } from './machine.js';
import { type Literal, negated } from './solver.js';
import { finding, type Study } from './study.js';
import { fewFacts, simplified } from './witness.js';
import { headOf, listed, nameOutcome, nameRule, tellFacts } from './words.js';

/** What one question may take; the hardest measured took some hundreds. */
const MOST_CONFLICTS = 50_000;

type Searched = Pick<Study, 'policy' | 'machine' | 'space' | 'reader' | 'limits'>;

/** What the search answers, as the checks of the same names say it. */
const SEARCHES: ReadonlyMap<string, (study: Searched, search: Search) => Iterable<Finding>> = new Map([
    ['what no case comes to', unreachable],
    ['which cases have no outcome', gaps],
    ['its guarantees', guarantees],
]);

export function isSearched(about: string): boolean {
    return SEARCHES.has(about);
}

/** What these checks find. Throws if a question takes too much. */
export function* searchFindings(study: Searched, abouts: readonly string[]): Generator<Finding> {
    const search = createSearch(study);
    for (const about of abouts) {
        const find = SEARCHES.get(about);
        if (find) yield* find(study, search);
    }
}

function* unreachable(study: Searched, search: Search): Generator<Finding> {
    yield* unreachableRules(study, search);
    yield* unreachableAnswers(study, search);
    yield* unreachableOutcomes(study, search);
}

function* guarantees(study: Searched, search: Search): Generator<Finding> {
    for (const guarantee of study.policy.guarantees) yield* broken(study, search, guarantee);
}

// ---- asking

interface Search {
    readonly encoding: Encoding;
    /** A case for which all of these hold, as cells; undefined if there is none. */
    readonly find: (...literals: readonly Literal[]) => Int32Array | undefined;
    /** Whether some case leaves the node by the exit. */
    readonly isTaken: (place: Place, exit: number) => boolean;
    readonly comes: (place: Place) => boolean;
    /** Whether some case is put the question of the node. */
    readonly isAsked: (place: Place) => boolean;
}

function createSearch({ machine, limits }: Searched): Search {
    const encoding = encode(machine);
    const { solver, comes, leaves } = encoding;
    const taken = machine.nodes.map(({ exits }) => new Uint8Array(exits.length));
    const reached = new Uint8Array(machine.placeCount);
    const find = (...literals: readonly Literal[]): Int32Array | undefined => {
        machine.space.store.pause();
        const model = solver.solve(literals, MOST_CONFLICTS);
        if (model === undefined) throw new BudgetExceeded('a question takes too many conflicts');
        if (model === false) return undefined;
        const cells = encoding.cellsOf(model);
        const { steps, end } = run(machine, cells);
        for (const { place, exit } of steps) {
            reached[place] = 1;
            (taken[place] as Uint8Array)[exit] = 1;
        }
        reached[end] = 1;
        return cells;
    };
    // From the end: a case that comes far shows much on its way.
    for (let place = machine.nodes.length - 1; place >= 0; place--) {
        for (const [exit, literal] of (leaves[place] as readonly Literal[]).entries()) {
            if (limits.shouldStop()) machine.space.store.pause();
            if (taken[place]?.[exit] !== 1) find(literal);
        }
    }
    for (let place = machine.nodes.length; place < machine.placeCount; place++) {
        if (reached[place] !== 1) find(comes[place] as Literal);
    }
    const isTaken = (place: Place, exit: number) => taken[place]?.[exit] === 1;
    return {
        encoding,
        find,
        isTaken,
        comes: (place) => reached[place] === 1,
        isAsked: (place) => {
            const { guards, exits } = machine.nodes[place] as MachineNode;
            return exits.some((_, exit) => exit >= guards.length && isTaken(place, exit));
        },
    };
}

/** A witness of the case, with facts at their defaults as long as it still shows what it should. */
function witnessFor(
    { machine, space }: Searched,
    cells: Int32Array,
    shows: (cells: Int32Array) => boolean,
    conditions: readonly Condition[] = [],
): Witness {
    // The case is run again: were the search wrong, this would show.
    if (!shows(cells)) throw new Error('a case that was found does not show what was looked for');
    const few = simplified(space, cells, (each) => space.store.contains(space.possible, each) && shows(each));
    return { facts: fewFacts(machine, few, conditions), smallest: false };
}

function leavesBy(machine: Machine, cells: Int32Array, place: Place, exit: number): boolean {
    return run(machine, cells).steps.some((step) => step.place === place && step.exit === exit);
}

// ---- what no case comes to

function* unreachableRules({ policy }: Searched, { isAsked, comes }: Search): Generator<Finding> {
    const unreachable = (name: string, place: Place) => {
        const head = headOf(policy, name) ?? (policy.flow[place] as FlowNode);
        const message = `No case comes to ${nameRule(policy, name)}.`;
        return finding('step-unreachable', head.origin, message, { unnecessary: true });
    };
    for (const rule of policy.rules) {
        switch (rule.kind) {
            case 'exemption':
                if (!isAsked(rule.node)) yield unreachable(rule.name, rule.node);
                break;
            case 'principle': {
                const places = [...rule.steps.map(({ node }) => node), ...(rule.node === undefined ? [] : [rule.node])];
                if (!places.some(isAsked)) yield unreachable(rule.name, places[0] as Place);
                else for (const { name, node } of rule.steps) if (!isAsked(node)) yield unreachable(name, node);
                break;
            }
            case 'review': {
                if (rule.nodes.some(isAsked)) break;
                const because = rule.nodes.some(comes)
                    ? ''
                    : ', since no case is about to get an outcome that it looks at';
                const message = `The review ${nameRule(policy, rule.name)} never looks at a case${because}.`;
                yield finding('review-never', rule.origin, message, { unnecessary: true });
                break;
            }
        }
    }
}

function* unreachableAnswers(study: Searched, search: Search): Generator<Finding> {
    const { policy, machine, reader } = study;
    const { encoding, find, isAsked, isTaken } = search;
    for (const [place, node] of policy.flow.entries()) {
        // A review has a node for each outcome that it looks at, all with the same answers.
        const places =
            node.kind === 'review'
                ? policy.flow.filter(({ rule }) => rule === node.rule).map(({ index }) => index)
                : [place];
        if (places.find(isAsked) !== place) continue;
        const exitOf = (at: Place, index: number) => (machine.nodes[at] as MachineNode).guards.length + index;
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied') continue;
            const name = nameRule(policy, node.rule);
            if (!places.some((at) => isTaken(at, exitOf(at, index)))) {
                const message = `${subjectOf(answer)} of ${name} is never given: no case that fits it gets that far.`;
                yield finding(codeOf(answer), answer.labelOrigin, message, { unnecessary: true });
                continue;
            }
            if (answer.form !== 'patterns' || answer.patterns.length < 2) continue;
            for (const pattern of answer.patterns) {
                const fits = encoding.literalOf(reader.truthOf(pattern.when).yes);
                const fitting = places.some((at) => {
                    // Cases that no earlier answer takes leave by this exit or by a later one.
                    const leaving = (encoding.leaves[at] as readonly Literal[]).slice(exitOf(at, index));
                    return find(encoding.any(leaving), fits) !== undefined;
                });
                if (fitting) continue;
                const message = `No case that comes to ${name} fits ‘${pattern.text}’.`;
                yield finding('answer-unreachable', pattern.origin, message, {
                    unnecessary: true,
                    severity: 'warning',
                });
            }
        }
    }
}

function codeOf({ form }: Answer) {
    if (form === 'except') return 'except-no-effect';
    return form === 'otherwise' ? 'otherwise-unreachable' : 'answer-unreachable';
}

function subjectOf({ form, label }: Answer): string {
    if (form === 'row') return `R${label.slice(1)}`;
    return form === 'except' ? `The exception ${label.replace(/\D+/u, '')}`.trimEnd() : `The answer ‘${label}’`;
}

function* unreachableOutcomes({ policy, machine }: Searched, { comes, isTaken }: Search): Generator<Finding> {
    for (const outcome of policy.outcomes) {
        const family = policy.outcomes.filter(
            ({ name, refines }) => name === outcome.name || refines.includes(outcome.name),
        );
        if (family.some(({ name }) => comes(machine.outcomes.get(name) as Place))) continue;
        const deciding = machine.nodes.flatMap(({ exits }, place) =>
            exits.flatMap((exit, i) => {
                const isDeciding = exit.kind === 'answer' && exit.target.kind === 'decide';
                return isDeciding && exit.target.outcome === outcome.name ? [isTaken(place, i)] : [];
            }),
        );
        // An outcome that nothing leads to is a fault of the text, found without proof.
        if (deciding.length === 0) continue;
        const isDead = !deciding.includes(true);
        const why = isDead ? 'no case gets an answer that leads to it' : 'a review changes it in every case';
        yield finding(
            'outcome-unreachable',
            outcome.origin,
            `No case ends in ${nameOutcome(policy, outcome.name)}: ${why}.`,
            {
                severity: isDead ? 'information' : 'warning',
            },
        );
    }
}

// ---- gaps

function* gaps(study: Searched, search: Search): Generator<Finding> {
    const { policy, machine, space } = study;
    for (const [place, { node, exits }] of machine.nodes.entries()) {
        const name = nameRule(policy, node.rule);
        for (const [index, exit] of exits.entries()) {
            if (!search.isTaken(place, index)) continue;
            const leaving = search.encoding.leaves[place]?.[index] as Literal;
            if (exit.kind !== 'gap') {
                if (exit.target.kind === 'end') yield* pastTheLast(study, search, place, index);
                continue;
            }
            const known: Diagram = subjectsKnown(study, node);
            const literal = search.encoding.literalOf(known);
            const conditions = node.subjects.flatMap(({ value }) =>
                value.kind === 'condition' ? [value.condition] : [],
            );
            for (const isKnown of [true, false]) {
                const cells = search.find(leaving, isKnown ? literal : negated(literal));
                if (!cells) continue;
                const shows = (each: Int32Array) =>
                    leavesBy(machine, each, place, index) && space.store.contains(known, each) === isKnown;
                const witness = witnessFor(study, cells, shows, conditions);
                const unknown = `does not say what happens where ${listed(
                    node.subjects.map(({ text }) => `‘${text}’`),
                    'or',
                )} is unknown`;
                const message = `${name} ${isKnown ? 'has no answer for some cases' : unknown}, so such a case has no outcome.`;
                yield finding(isKnown ? 'no-decision' : 'unknown-not-handled', subjectsOrigin(node), message, {
                    witness,
                });
            }
        }
    }
}

function* pastTheLast(study: Searched, search: Search, place: Place, index: number): Generator<Finding> {
    const { policy, machine } = study;
    const { node, exits } = machine.nodes[place] as MachineNode;
    const exit = exits[index] as Exclude<Exit, { kind: 'gap' }>;
    const cells = search.find(search.encoding.leaves[place]?.[index] as Literal);
    if (!cells) return;
    const witness = witnessFor(study, cells, (each) => leavesBy(machine, each, place, index));
    const name = nameRule(policy, node.rule);
    if (exit.kind === 'skip') {
        const { guard } = node.guards[exit.guard] as FlowNode['guards'][number];
        const message = `${name} is passed over where ‘${guard.text}’ is not yes, and no rule is left to give an outcome.`;
        yield finding('no-decision', guard.origin, message, { witness });
        return;
    }
    const answer = node.answers[exit.answer] as Answer;
    const isImplied = answer.form === 'implied';
    const message = `Where ${name} ${isImplied ? 'does not apply' : `is answered ‘${answer.label}’`} no rule is left to give an outcome.`;
    yield finding('no-decision', isImplied ? answer.labelOrigin : answer.origin, message, { witness });
}

// ---- guarantees

function* broken(study: Searched, search: Search, guarantee: Guarantee): Generator<Finding> {
    const { machine, policy, reader, space } = study;
    const { encoding, find } = search;
    const applies = guarantee.when ? reader.truthOf(guarantee.when).yes : space.possible;
    const literal = encoding.literalOf(applies);
    if (!find(literal)) {
        const message = `The guarantee ‘${guarantee.title}’ speaks of no case: nothing can satisfy its condition.`;
        yield finding('guarantee-vacuous', guarantee.origin, message);
        return;
    }
    const ends = forbiddenEnds(study, guarantee);
    const cells = find(literal, encoding.any(ends.map((place) => encoding.comes[place] as Literal)));
    if (!cells) return;
    const isForbidden = (each: Int32Array) => ends.includes(run(machine, each).end);
    const shows = (each: Int32Array) => space.store.contains(applies, each) && isForbidden(each);
    const witness = witnessFor(study, cells, shows, guarantee.when ? [guarantee.when] : []);
    const allowed = listed(
        guarantee.outcomesWritten.map((name) => `‘${name}’`),
        'or',
    );
    const message = `The guarantee ‘${guarantee.title}’ (${guarantee.quantifier} ${allowed}) is broken by the case ${tellFacts(policy, witness.facts)}.`;
    yield finding('guarantee-broken', guarantee.origin, message, { witness });
}
