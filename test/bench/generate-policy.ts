// Seeded synthetic policies of the shape of real ones, for benchmarks: chapters of ten tables, a few facts that are asked
// everywhere (an offence of 300 values in categories, amounts with a dozen thresholds), most asked once or twice nearby.

import type { Condition } from '../../language/model/condition.js';
import type { Origin } from '../../language/model/origin.js';
import type { Answer, Category, Fact, FlowNode, Policy, Target } from '../../language/model/policy.js';

export interface GeneratedShape {
    readonly facts: number;
    readonly seed: number;
    /** In how many of a hundred places a condition reads any fact at all in place of one nearby. */
    readonly farSharing?: number;
}

const OFFENCES = 300;
const GLOBALS = 8;
const THRESHOLDS = 12;
const CHAPTER = 10;

const OUTCOMES = ['in', 'out', 'refer', 'pending'] as const;
const TONES = { in: 'accept', out: 'refuse', refer: 'refer', pending: 'pending' } as const;

export function generatePolicy({ facts: factCount, seed, farSharing = 0 }: GeneratedShape): Policy {
    const random = createRandom(seed);
    const offences = Array.from({ length: OFFENCES }, (_, i) => `offence${i}`);
    const facts: Fact[] = [factOf('offence', { kind: 'choice', choice: 'Offence' })];
    const choices = [
        { name: 'Offence', values: offences.map((name) => ({ name, origin: origin() })), origin: origin() },
    ];
    const categories = Array.from({ length: Math.max(8, Math.floor(factCount / 20)) }, (_, i): Category => {
        const start = random.int(0, OFFENCES - 2);
        const width = random.int(3, OFFENCES / 6);
        const members = offences.slice(start, start + width);
        return {
            name: `category${i}`,
            mandatory: false,
            choice: 'Offence',
            members: [{ from: null, value: members }],
            citations: [],
            origin: origin(),
        };
    });
    const thresholds = new Map<string, readonly number[]>();

    const newFact = (name: string, kind: number, cuts: number): Fact => {
        let fact: Fact;
        if (kind < 0.6) fact = factOf(name, { kind: 'boolean' });
        else if (kind < 0.8) {
            const values = Array.from({ length: random.int(3, 6) }, (_, i) => ({
                name: `${name}v${i}`,
                origin: origin(),
            }));
            choices.push({ name: `${name}Choice`, values, origin: origin() });
            fact = factOf(name, { kind: 'choice', choice: `${name}Choice` });
        } else {
            fact = factOf(name, { kind: 'money', currency: 'GBP', scale: 2 }, { min: 0, max: 100_000_000 });
            thresholds.set(
                name,
                Array.from({ length: cuts }, () => random.int(1, 9_999) * 100),
            );
        }
        facts.push(fact);
        return fact;
    };
    const globals = [facts[0] as Fact];
    for (let i = 1; i < GLOBALS; i++) globals.push(newFact(`global${i}`, i < GLOBALS * 0.6 ? 0 : 0.9, THRESHOLDS));

    const atomOn = ({ name, type }: Fact): Condition => {
        if (type.kind === 'boolean') {
            const asked: Condition = { kind: 'fact', fact: name };
            return random.chance(0.8) ? asked : { kind: 'not', of: asked };
        }
        if (type.kind === 'choice') {
            if (name === 'offence') {
                const category = random.pick(categories);
                return { kind: 'member', fact: name, values: category.members, category: category.name };
            }
            const values = (choices.find((each) => each.name === type.choice)?.values ?? []).map((each) => each.name);
            const some = values.filter((_, i) => i === 0 || random.chance(0.4)).slice(0, values.length - 1);
            return { kind: 'member', fact: name, values: [{ from: null, value: some }] };
        }
        const cut = random.pick(thresholds.get(name) ?? [0]);
        const operator = random.pick(['<', '>='] as const);
        const form = [
            { from: null, value: { terms: [{ of: 'fact' as const, name, coefficient: 1 }], constant: -cut } },
        ];
        return { kind: 'compare', operator, form, text: `${name} ${operator} £${cut / 100}` };
    };

    const nodeCount = factCount;
    const flow: FlowNode[] = [];
    const local = factCount - facts.length;
    let made = 0;
    let chapter: Fact[] = [];
    for (let index = 0; index < nodeCount; index++) {
        if (index % CHAPTER === 0) chapter = [];
        const fresh: Fact[] = [];
        while (made < Math.round(((index + 1) * local) / nodeCount))
            fresh.push(newFact(`fact${made++}`, random.next(), random.int(1, 3)));
        const nearby = () => {
            if (farSharing > 0 && random.chance(farSharing / 100)) return random.pick(facts);
            if (random.chance(0.15)) return random.pick(globals);
            if (random.chance(0.3) && chapter.length > 0) return random.pick(chapter);
            return random.pick(fresh.length > 0 ? fresh : chapter.length > 0 ? chapter : globals);
        };
        chapter.push(...fresh);
        const read = new Set<Fact>();
        const conjunction = (): Condition => {
            const used = new Set<Fact>();
            const distinct = (draw: () => Fact): Condition[] => {
                for (let tries = 0; tries < 12; tries++) {
                    const fact = draw();
                    if (used.has(fact)) continue;
                    used.add(fact);
                    read.add(fact);
                    return [atomOn(fact)];
                }
                return [];
            };
            const parts = distinct(() => random.pick(chapter.length > 0 ? chapter : globals));
            for (let more = random.int(1, 2); more > 0; more--) {
                const either = [...distinct(nearby), ...(random.chance(0.2) ? distinct(nearby) : [])];
                if (either.length > 0)
                    parts.push(either.length === 1 ? (either[0] as Condition) : { kind: 'or', of: either });
            }
            return { kind: 'and', of: parts };
        };
        const isLast = index === nodeCount - 1;
        const decide = (outcome: string): Target => ({
            kind: 'decide',
            outcome,
            citations: [],
            then: null,
            origin: origin(),
        });
        const go = (to: number): Target => ({ kind: 'go', to, written: 'go to', origin: origin() });
        const answers = Array.from({ length: random.int(1, 3) }, (_, row): Answer => {
            const decides = isLast || random.chance(0.5);
            const target = decides
                ? decide(random.pick(OUTCOMES))
                : go(Math.min(nodeCount - 1, index + random.int(2, 3)));
            return answerOf(`row ${row + 1}`, conjunction(), target);
        });
        const rest = answerOf(
            `row ${answers.length + 1}`,
            { kind: 'constant', value: 'yes' },
            isLast ? decide('out') : go(index + 1),
        );
        flow.push({
            index,
            kind: 'table',
            rule: `P${index}`,
            guards: [],
            question: `P${index}?`,
            subjects: [...read].map((fact) => ({
                text: fact.name,
                type: fact.type,
                facts: [fact.name],
                value: { kind: 'fact', fact: fact.name },
                origin: origin(),
            })),
            unique: false,
            answers: [...answers, rest],
            facts: [...read].map((fact) => fact.name),
            origin: origin(),
        });
    }
    const head = { citations: [], notes: [] };
    return {
        kind: 'policy',
        name: `synthetic${factCount}`,
        origin: origin(),
        effective: {},
        choices,
        categories,
        facts,
        parameters: [],
        definitions: [],
        scores: [],
        outcomes: OUTCOMES.map((name) => ({ name, tone: TONES[name], refines: [], origin: origin() })),
        rules: flow.map((node) => ({
            ...head,
            kind: 'principle',
            name: node.rule,
            node: node.index,
            steps: [],
            origin: origin(),
            nameOrigin: origin(),
        })),
        flow,
        start: 0,
        duties: [],
        guarantees: [
            {
                title: 'Offences of the first category with the first global are never out',
                when: {
                    kind: 'and',
                    of: [
                        {
                            kind: 'member',
                            fact: 'offence',
                            values: categories[0]?.members ?? [],
                            category: 'category0',
                        },
                        { kind: 'fact', fact: 'global1' },
                    ],
                },
                quantifier: 'never',
                outcomes: ['out'],
                outcomesWritten: ['out'],
                citations: [],
                origin: origin(),
            },
        ],
    };
}

/** The policy with a few answers led elsewhere, as a next version of it might be. */
export function nextVersion(policy: Policy, seed: number): Policy {
    const random = createRandom(seed);
    const flow = [...policy.flow];
    for (let edits = 0; edits < 3; edits++) {
        const place = random.int(0, flow.length - 1);
        const node = flow[place] as FlowNode;
        const answers = node.answers.map((answer, i): Answer => {
            if (i > 0) return answer;
            const outcome = answer.target.kind === 'decide' && answer.target.outcome === 'out' ? 'refer' : 'out';
            return { ...answer, target: { kind: 'decide', outcome, citations: [], then: null, origin: answer.origin } };
        });
        flow[place] = { ...node, answers };
    }
    return { ...policy, flow };
}

function answerOf(label: string, when: Condition, target: Target): Answer {
    return { label, when, target, form: 'row', patterns: [], origin: origin(), labelOrigin: origin() };
}

function factOf(name: string, type: Fact['type'], range?: Fact['range']): Fact {
    const bounds = range ? { range } : {};
    return { name, type, ...bounds, maybeUnknown: false, citations: [], origin: origin() };
}

let line = 0;

function origin(): Origin {
    line++;
    return { uri: 'synthetic.tenet', range: { start: { line, character: 0 }, end: { line, character: 1 } } };
}

/** Mulberry32: small, fast and the same everywhere. */
function createRandom(seed: number) {
    let state = seed >>> 0;
    const next = (): number => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    const int = (low: number, high: number) => low + Math.floor(next() * (Math.floor(high) - low + 1));
    return {
        next,
        int,
        chance: (share: number) => next() < share,
        pick: <T>(from: readonly T[]): T => from[int(0, from.length - 1)] as T,
    };
}
