// The path of a case as a person tells it: question by question, with the answer, where it leads, and the facts behind it.

import {
    type ConsultedFact,
    consulted,
    describeValue,
    type FlowNode,
    type PathStep,
    type Policy,
    type Verdict,
} from '../../language/index.js';
import { type Colours, columnsOf, padded, plain, wrapped } from './terminal.js';

export interface PathTelling {
    readonly policy: Policy;
    readonly facts: ReadonlyMap<string, ConsultedFact['value']>;
    readonly colours: Colours;
    readonly width: number;
    /** Step to be pointed at, from 1. */
    readonly mark?: number;
}

export function pathLines(verdict: Verdict, telling: PathTelling): readonly string[] {
    const { policy, colours, width, mark } = telling;
    const stop = stopOf(verdict, policy);
    const rules = [...verdict.path.map(({ rule }) => rule), stop?.rule ?? ''];
    const ruleWidth = Math.max(2, ...rules.map((rule) => columnsOf(plain(rule))));
    const lines = verdict.path.flatMap((step, index) => {
        const pointer = index + 1 === mark ? colours.red('▸') : ' ';
        const rule = colours.bold(padded(plain(step.rule), ruleWidth));
        const room = width - ruleWidth - 8;
        const asked = wrapped(questionText(step.title, step.question), room);
        const isLast = index === verdict.path.length - 1;
        const target = ` → ${targetText(policy, step, isLast)}`;
        const facts = factsText(telling, step);
        const indent = ' '.repeat(ruleWidth + 4);
        const fits = columnsOf(`${step.label}${target}   ${facts}`) <= room;
        const answer = `${colours.bold(plain(step.label))}${colours.dim(target)}`;
        return [
            `${pointer} ${rule}  ${asked[0]}`,
            ...asked.slice(1).map((line) => `${indent}${line}`),
            `${indent}${answer}${facts !== '' && fits ? colours.dim(`   ${facts}`) : ''}`,
            ...(facts === '' || fits ? [] : wrapped(facts, room).map((line) => `${indent}${colours.dim(line)}`)),
        ];
    });
    const told = [...lines, ...stopLines(verdict, stop, telling, ruleWidth)];
    return told.length > 0 ? told : ['  no question was asked'];
}

/** The question at which a case without an outcome came to a stop. */
function stopOf(verdict: Verdict, policy: Policy): FlowNode | undefined {
    const at = verdict.kind === 'missing' || verdict.kind === 'no-outcome' ? verdict.at : null;
    return at === null ? undefined : policy.flow[at];
}

function stopLines(
    verdict: Verdict,
    node: FlowNode | undefined,
    { policy, colours, width }: PathTelling,
    ruleWidth: number,
): readonly string[] {
    const indent = ' '.repeat(ruleWidth + 4);
    if (!node) return verdict.kind === 'no-outcome' ? [`${indent}${colours.yellow('no rule is left')}`] : [];
    const question = wrapped(questionText(titleOf(policy, node.rule), node.question), width - ruleWidth - 8);
    const why =
        verdict.kind === 'missing'
            ? `not answered: ${verdict.missing.join(', ')} ${verdict.missing.length === 1 ? 'is' : 'are'} missing`
            : 'no answer fits';
    return [
        `  ${colours.bold(padded(plain(node.rule), ruleWidth))}  ${question[0]}`,
        ...question.slice(1).map((line) => `${indent}${line}`),
        `${indent}${colours.yellow(why)}`,
    ];
}

/** The title of a rule, or of a step by its qualified name. */
function titleOf(policy: Policy, name: string): string | undefined {
    const steps = policy.rules.flatMap((rule) => (rule.kind === 'principle' ? rule.steps : []));
    return [...policy.rules, ...steps].find((rule) => rule.name === name)?.title;
}

/** The question after the title of its rule, unless they say the same. */
function questionText(title: string | null | undefined, question: string): string {
    const asked = plain(question);
    return !title || plain(title) === asked ? asked : `${plain(title)}: ${asked}`;
}

function targetText(policy: Policy, { target }: PathStep, isLast: boolean): string {
    switch (target.kind) {
        case 'go':
            return target.written === 'next' && !isLast ? 'next' : `on to ${policy.flow[target.to]?.rule}`;
        case 'decide':
            return target.reason === undefined ? target.outcome : `${target.outcome}, because ${plain(target.reason)}`;
        case 'stand':
            return 'the outcome stands';
        case 'end':
            return 'the end, without an outcome';
    }
}

function factsText({ policy, facts }: PathTelling, step: PathStep): string {
    const texts = consulted(policy, facts, step).map(({ fact, value, source }) => {
        const declared = policy.facts.find(({ name }) => name === fact);
        const shown = declared ? plain(describeValue(policy, declared, value)) : '';
        const origin = source === 'given' ? '' : source === 'default' ? ' by default' : ', not given';
        return `${fact}: ${shown}${origin}`;
    });
    return texts.join(' · ');
}
