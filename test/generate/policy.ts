// Random small policies, valid as lowering would make them, and random cases for them. Everything is drawn through
// fast-check, so a failing pair can be replayed from its seed and shrinks.

import type fc from 'fast-check';
import type { Condition } from '../../language/model/condition.js';
import type {
    Answer,
    Choice,
    Definition,
    Duty,
    Fact,
    FlowNode,
    Guarantee,
    Guard,
    Outcome,
    Policy,
    Rule,
    Score,
    ScorePart,
    Step,
    Target,
} from '../../language/model/policy.js';
import type { Type } from '../../language/model/type.js';
import { atomOn, condition, dated, factsRead, type Vocabulary } from './conditions.js';
import { type Draw, drawn } from './draw.js';
import { origin } from './origin.js';
import { answersOf, subjectOf, type Written } from './questions.js';

/** Any small policy. */
export function policies(): fc.Arbitrary<Policy> {
    return drawn(randomPolicy);
}

const DAY = 19_000;

/** Builds a policy out of random choices. */
export function randomPolicy(draw: Draw): Policy {
    const clock = draw.chance(40) ? 'day' : undefined;
    const versionDays = clock ? [DAY + 10, DAY + 20] : [];
    const choices = draw.times(1, 2, (index) => randomChoice(draw, `Choice${index}`));
    const categories = draw.times(0, 2, (index) => {
        const choice = draw.pick(choices);
        const members = dated(draw, { versionDays }, () => draw.some(choice.values.map((value) => value.name)));
        return {
            name: `category${index}`,
            mandatory: false,
            choice: choice.name,
            members,
            citations: [],
            origin: origin(),
        };
    });
    const facts = randomFacts(draw, choices, clock);
    const words = {
        values: new Map(choices.map((choice) => [choice.name, choice.values.map((value) => value.name)])),
        facts,
        categories,
        definitions: [] as Definition[],
        scores: [] as Score[],
        constants: new Map([
            ['number', [-5, 0, 9, 10]],
            ['money', [0, 4999, 5000]],
            ['duration', [0, 60, 1200]],
            ['date', [DAY, DAY + 15, DAY + 20]],
        ]),
        versionDays,
    };
    for (let index = draw.int(0, 3); index > 0; index--) {
        if (draw.chance(40)) words.scores.push(randomScore(draw, words, `score${words.scores.length}`));
        else words.definitions.push(randomDefinition(draw, words, `defined${words.definitions.length}`));
    }
    const outcomes = randomOutcomes(draw);
    const effective = clock && draw.chance(50) ? { from: DAY, ...(draw.chance(50) ? { until: DAY + 30 } : {}) } : {};
    const { rules, flow } = randomRules(draw, words, outcomes);
    return {
        kind: 'policy',
        name: 'random',
        origin: origin(),
        effective,
        ...(clock ? { clock } : {}),
        choices,
        categories,
        facts,
        parameters: [],
        definitions: words.definitions,
        scores: words.scores,
        outcomes,
        rules,
        flow,
        // Reviews alone ask nothing: there is no outcome for them to look at.
        start: rules.some((rule) => rule.kind !== 'review') ? 0 : null,
        duties: draw.times(0, 4, (index) => randomDuty(draw, words, outcomes, flow, index)),
        guarantees: draw.times(0, 2, (index) => randomGuarantee(draw, words, outcomes, index)),
    };
}

// ---- vocabulary

function randomChoice(draw: Draw, name: string): Choice {
    const values = draw.times(2, 4, (index) => ({ name: `v${index}`, origin: origin() }));
    return { name, values, origin: origin() };
}

function randomFacts(draw: Draw, choices: readonly Choice[], clock: string | undefined): readonly Fact[] {
    const types: readonly (() => Type)[] = [
        () => ({ kind: 'boolean' }),
        () => ({ kind: 'boolean' }),
        () => ({ kind: 'boolean' }),
        () => ({ kind: 'choice', choice: draw.pick(choices).name }),
        () => ({ kind: 'choice', choice: draw.pick(choices).name }),
        () => ({ kind: 'set', choice: draw.pick(choices).name }),
        () => ({ kind: 'number', scale: 1 }),
        () => ({ kind: 'money', currency: 'GBP', scale: 2 }),
        () => ({ kind: 'duration', unit: 'minutes' }),
        () => ({ kind: 'date' }),
    ];
    const facts = draw.times(2, 6, (index) => randomFact(draw, `fact${index}`, draw.pick(types)(), choices));
    if (clock === undefined) return facts;
    const maybeUnknown = draw.chance(25);
    return [...facts, { name: clock, type: { kind: 'date' }, maybeUnknown, citations: [], origin: origin() }];
}

function randomFact(draw: Draw, name: string, type: Type, choices: readonly Choice[]): Fact {
    const maybeUnknown = draw.chance(50);
    const range = type.kind === 'number' && draw.chance(30) ? { range: { min: 0, max: 10 } } : {};
    const standard = draw.chance(30) ? { default: defaultOf(draw, type, choices) } : {};
    return { name, type, maybeUnknown, ...range, ...standard, citations: [], origin: origin() };
}

function defaultOf(draw: Draw, type: Type, choices: readonly Choice[]): boolean | string | number | readonly string[] {
    switch (type.kind) {
        case 'boolean':
            return draw.chance(50);
        case 'choice':
            return draw.pick(valuesOf(choices, type.choice));
        case 'set':
            return draw.some(valuesOf(choices, type.choice));
        case 'number':
        case 'money':
        case 'duration':
            return draw.pick([0, 10]);
        case 'date':
            return DAY;
    }
}

function valuesOf(choices: readonly Choice[], name: string): readonly string[] {
    return choices.find((choice) => choice.name === name)?.values.map((value) => value.name) ?? [];
}

function randomDefinition(draw: Draw, words: Vocabulary, name: string): Definition {
    const meaning = condition(draw, words, 2);
    const value = { kind: 'condition', condition: meaning } as const;
    return { name, value, facts: factsRead(meaning, words), citations: [], origin: origin() };
}

function randomScore(draw: Draw, words: Vocabulary, name: string): Score {
    const parts = draw.times(1, 3, () => (draw.chance(50) ? randomPoints(draw, words) : randomBands(draw, words)));
    const conditions = parts.flatMap((part) => [
        ...(part.guard ? [part.guard] : []),
        ...part.branches.map((branch) => branch.when),
        ...(part.known ? [part.known] : []),
    ]);
    const facts = [...new Set(conditions.flatMap((each) => factsRead(each, words)))];
    return { name, scale: 0, parts, facts, citations: [], origin: origin() };
}

function randomPoints(draw: Draw, words: Vocabulary): ScorePart {
    const branches = [{ label: 'points', when: condition(draw, words, 1), points: draw.int(-2, 5), origin: origin() }];
    return { kind: 'points', branches, origin: origin() };
}

function randomBands(draw: Draw, words: Vocabulary): ScorePart {
    const fact = draw.pick(words.facts);
    const looked: Condition = { kind: 'known', of: { kind: 'fact', fact: fact.name } };
    const branches = draw.times(1, 3, (index): ScorePart['branches'][number] => ({
        label: `band ${index}`,
        when: draw.chance(20) ? { kind: 'not', of: looked } : { kind: 'established', of: atomOn(draw, words, fact) },
        points: draw.int(-2, 5),
        origin: origin(),
    }));
    const guard = draw.chance(30) ? { guard: condition(draw, words, 1) } : {};
    return { kind: 'bands', ...guard, branches, known: looked, text: fact.name, origin: origin() };
}

function randomOutcomes(draw: Draw): readonly Outcome[] {
    const plain = (name: string, tone: Outcome['tone']): Outcome => ({ name, tone, refines: [], origin: origin() });
    const outcomes = [plain('granted', 'accept'), plain('refused', 'refuse')];
    if (draw.chance(50)) outcomes.push({ ...plain('refusedForNow', 'pending'), refines: ['refused'] });
    if (draw.chance(50)) outcomes.push(plain('referred', 'refer'));
    return outcomes;
}

/** The outcomes of these names and all that refine them. */
function refinementsOf(names: readonly string[], outcomes: readonly Outcome[]): readonly string[] {
    return outcomes
        .filter(({ name, refines }) => names.includes(name) || refines.some((parent) => names.includes(parent)))
        .map((outcome) => outcome.name);
}

// ---- rules and the flow

function randomRules(
    draw: Draw,
    words: Vocabulary,
    outcomes: readonly Outcome[],
): { readonly rules: readonly Rule[]; readonly flow: readonly FlowNode[] } {
    const exemptions = draw.times(0, 2, (index) => ({
        kind: 'exemption' as const,
        name: `E${index}`,
        steps: [] as string[],
    }));
    const principles = draw.times(draw.chance(95) ? 1 : 0, 4, (index) => ({
        kind: 'principle' as const,
        name: `P${index}`,
        steps: draw.chance(30) ? ['a', 'b'].map((step) => `P${index}.${step}`) : [],
    }));
    const reviews = draw.times(0, 2, (index) => {
        const of = draw.some(outcomes.map((outcome) => outcome.name));
        return { name: `R${index}`, of, covers: refinementsOf(of, outcomes) };
    });
    const asked = [...exemptions, ...principles];
    const reviewNodes = reviews.flatMap((review) => review.covers.map((outcome) => ({ review, outcome })));
    const nodeCount = asked.reduce((sum, rule) => sum + Math.max(1, rule.steps.length), 0);

    /** The node of the first review from number `from` on that looks at the outcome. */
    const reviewOf = (outcome: string, from: number): number | null => {
        const found = reviewNodes.findIndex((each) => each.outcome === outcome && reviews.indexOf(each.review) >= from);
        return found < 0 ? null : nodeCount + found;
    };
    const decide = (from: number): Target => {
        const outcome = draw.pick(outcomes).name;
        const reason = draw.chance(50) ? { reason: `because of ${outcome}` } : {};
        return { kind: 'decide', outcome, ...reason, citations: [], then: reviewOf(outcome, from), origin: origin() };
    };
    const next = (index: number): Target =>
        index + 1 < nodeCount
            ? { kind: 'go', to: index + 1, written: 'next', origin: origin() }
            : { kind: 'end', origin: origin() };
    const anywhere = (index: number): Target => {
        if (draw.chance(50)) return decide(0);
        if (index + 2 >= nodeCount || draw.chance(70)) return next(index);
        return { kind: 'go', to: draw.int(index + 1, nodeCount - 1), written: 'go to', origin: origin() };
    };

    const flow: FlowNode[] = [];
    const add = (
        rule: string,
        kind: FlowNode['kind'],
        guards: FlowNode['guards'],
        written: Written,
        reviewing?: string,
    ) => {
        const conditions = [...guards.map(({ guard }) => guard.condition), ...written.answers.map(({ when }) => when)];
        flow.push({
            index: flow.length,
            kind,
            rule,
            ...(reviewing === undefined ? {} : { reviewing }),
            guards,
            question: `${rule}?`,
            ...written,
            unique: false,
            facts: [...new Set(conditions.flatMap((each) => factsRead(each, words)))],
            origin: origin(),
        });
        return flow.length - 1;
    };
    const randomGuard = (): Guard => ({ condition: condition(draw, words, 1), text: 'guard', origin: origin() });

    const head = (name: string) => {
        return { name, title: `Title of ${name}`, citations: [], notes: [], origin: origin(), nameOrigin: origin() };
    };
    const rules: Rule[] = [];
    for (const rule of asked) {
        const start = flow.length;
        if (rule.kind === 'exemption') {
            const written = exemptionAnswers(draw, words, decide, next(start));
            rules.push({ ...head(rule.name), kind: 'exemption', node: add(rule.name, 'exemption', [], written) });
            continue;
        }
        const guard = draw.chance(30) ? randomGuard() : undefined;
        const names = rule.steps.length === 0 ? [rule.name] : rule.steps;
        const past = next(start + names.length - 1);
        const steps: Step[] = [];
        for (const name of names) {
            const index = flow.length;
            const guards = guard && index === start ? [{ guard, skip: past }] : [];
            if (rule.steps.length > 0 && draw.chance(20)) guards.push({ guard: randomGuard(), skip: next(index) });
            const written = answersOf(draw, words, () => anywhere(index));
            const isTable = written.subjects.length > 1;
            add(name, isTable ? 'table' : 'question', guards, written);
            steps.push({ ...head(name), kind: 'step', node: index });
        }
        rules.push({
            ...head(rule.name),
            kind: 'principle',
            ...(guard ? { guard } : {}),
            ...(rule.steps.length === 0 ? { node: start, steps: [] } : { steps }),
        });
    }
    for (const [number, review] of reviews.entries()) {
        // The copies of a review differ in nothing but where its outcomes go on to.
        const guard = draw.chance(40) ? randomGuard() : undefined;
        const drafts = answersOf(draw, words, () =>
            draw.chance(60) ? decide(number + 1) : { kind: 'end', origin: origin() },
        );
        const nodes = review.covers.map((outcome) => {
            const stand: Target = { kind: 'stand', then: reviewOf(outcome, number + 1), origin: origin() };
            const answers = drafts.answers.map((each) =>
                each.target.kind === 'end' ? { ...each, target: stand } : each,
            );
            const guards = guard ? [{ guard, skip: stand }] : [];
            return add(review.name, 'review', guards, { ...drafts, answers }, outcome);
        });
        rules.push({ ...head(review.name), kind: 'review', of: review.of, nodes });
    }
    return { rules, flow };
}

function exemptionAnswers(draw: Draw, words: Vocabulary, decide: (from: number) => Target, next: Target): Written {
    const when = condition(draw, words, 2);
    const established: Condition = { kind: 'established', of: when };
    const answer = (label: string, form: Answer['form'], holds: Condition, target: Target): Answer => {
        return { label, form, when: holds, target, patterns: [], origin: origin(), labelOrigin: origin() };
    };
    const excepts = draw.times(0, 2, (index) => {
        const lifted: Condition = { kind: 'established', of: { kind: 'and', of: [when, condition(draw, words, 1)] } };
        return answer(`except ${index + 1}`, 'except', lifted, draw.chance(50) ? next : decide(0));
    });
    const answers = [
        ...excepts,
        answer('yes', 'patterns', established, decide(0)),
        answer('no', 'implied', { kind: 'not', of: established }, next),
    ];
    return { subjects: [subjectOf(when, factsRead(when, words))], answers };
}

// ---- duties and guarantees

function randomDuty(
    draw: Draw,
    words: Vocabulary,
    outcomes: readonly Outcome[],
    flow: readonly FlowNode[],
    index: number,
): Duty {
    const onWritten = draw.some(outcomes.map((outcome) => outcome.name));
    const when = draw.chance(75) ? { when: dutyCondition(draw, words, flow), whenText: 'when' } : {};
    return {
        on: refinementsOf(onWritten, outcomes),
        onWritten,
        modality: draw.pick(['must', 'should', 'may'] as const),
        ...(draw.chance(50) ? { audience: 'applicant' } : {}),
        text: `duty ${index}`,
        ...when,
        citations: [],
        origin: origin(),
    };
}

function dutyCondition(draw: Draw, words: Vocabulary, flow: readonly FlowNode[]): Condition {
    const atoms = draw.times(1, 3, (): Condition => {
        if (flow.length === 0 || draw.chance(30)) return condition(draw, words, 1);
        const node = draw.pick(flow);
        const rule = draw.chance(50) ? node.rule : (node.rule.split('.')[0] as string);
        switch (draw.int(0, 2)) {
            case 0:
                return { kind: 'decided-by', rule };
            case 1:
                return { kind: 'asked', rule };
            default:
                return {
                    kind: 'answered',
                    rule: node.rule,
                    answers: draw.some(node.answers.map((each) => each.label)),
                };
        }
    });
    const part: Condition = { kind: draw.pick(['and', 'or'] as const), of: atoms };
    return draw.chance(30) ? { kind: 'not', of: part } : part;
}

function randomGuarantee(draw: Draw, words: Vocabulary, outcomes: readonly Outcome[], index: number): Guarantee {
    const outcomesWritten = [draw.pick(outcomes).name];
    return {
        title: `guarantee ${index}`,
        ...(draw.chance(80) ? { when: condition(draw, words, 1) } : {}),
        quantifier: draw.pick(['always', 'never'] as const),
        outcomes: refinementsOf(outcomesWritten, outcomes),
        outcomesWritten,
        citations: [],
        origin: origin(),
    };
}
