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
        const question = wrapped(plain(step.question), width - ruleWidth - 8);
        const isLast = index === verdict.path.length - 1;
        const answer = `${colours.bold(plain(step.label))}${colours.dim(` → ${targetText(policy, step, isLast)}`)}`;
        const facts = telling.facts && factsText(telling, step);
        const indent = ' '.repeat(ruleWidth + 4);
        return [
            `${pointer} ${rule}  ${question[0]}`,
            ...question.slice(1).map((line) => `${indent}${line}`),
            `${indent}${answer}${facts === '' ? '' : colours.dim(`   ${facts}`)}`,
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
    { colours, width }: PathTelling,
    ruleWidth: number,
): readonly string[] {
    const indent = ' '.repeat(ruleWidth + 4);
    if (!node) return verdict.kind === 'no-outcome' ? [`${indent}${colours.yellow('no rule is left')}`] : [];
    const question = wrapped(plain(node.question), width - ruleWidth - 8);
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
