// What a debugger asks beside the replay: a name, a condition or a sum over the facts of a case. An expression is read as
// the definition that the policy could have, so that names, types and mistakes are those of the language.

import { describeValue, type Facts, type Finding, type Policy, printValue } from '../language/index.js';
import { printDecimal } from '../language/model/print.js';
import { versionOn } from '../language/model/value.js';
import type { Sum } from '../language/run/conditions.js';
import { clockDay, factNamed, lookUp } from '../language/run/given.js';
import { truthOf } from '../language/run/interpret.js';
import { missingFacts } from '../language/run/missing-facts.js';
import { formValue, scoreValue } from '../language/run/trace.js';
import { parseFile } from '../language/syntax/document.js';
import { lowerFile } from '../language/syntax/policy.js';
import type { KnownCase } from './cases.js';
import { typeName, typeText } from './fact-info.js';
import type { EvaluateResult } from './protocol.js';
import type { Workspace } from './workspace.js';

export function evaluate(workspace: Workspace, known: KnownCase, expression: string): EvaluateResult {
    const text = expression.trim().replace(/\s+/g, ' ');
    if (text === '') return problem('There is nothing to work out.');
    return valueOfName(known, text) ?? valueOfExpression(workspace, known, text);
}

function valueOfName({ policy, facts }: KnownCase, name: string): EvaluateResult | undefined {
    const fact = policy.facts.find((each) => each.name === name);
    if (fact) {
        const seen = lookUp(fact, facts);
        if (seen.source === 'missing') return value('not given', typeText(fact), 'missing');
        const told = describeValue(policy, fact, seen.value);
        const truth = fact.type.kind !== 'boolean' ? null : seen.value === null ? 'unknown' : seen.value ? 'yes' : 'no';
        const source = seen.source === 'given' ? '' : seen.source === 'default' ? ', by default' : ', not given';
        return value(`${told}${source}`, typeText(fact), truth);
    }
    const parameter = policy.parameters.find((each) => each.name === name);
    if (parameter) {
        const inForce = versionOn(parameter.value, clockDay(policy, facts));
        return value(printValue(inForce, parameter.type), typeName(parameter.type), null);
    }
    const score = policy.scores.find((each) => each.name === name);
    if (score)
        return value(
            tellSum(scoreValue(policy, facts, score), (sum) => points(sum, score.scale)),
            'score',
            null,
        );
    const definition = policy.definitions.find((each) => each.name === name);
    if (definition) return valueOfDefinition(policy, facts, definition);
    const outcome = policy.outcomes.find((each) => each.name === name);
    return outcome && value(outcome.title ?? outcome.name, 'outcome', null);
}

/** A name that no policy has, so that it stands in nobody's way. */
const WATCHED = 'watched-expression';

function valueOfExpression(
    workspace: Workspace,
    { policy, policyUri, facts }: KnownCase,
    text: string,
): EvaluateResult {
    const checked = workspace.lastGoodOf(policyUri);
    const before = checked?.policyFile;
    if (!checked || !before) return problem('The policy has errors: look at its problems first.');
    const file = parseFile(before.uri, `${before.text}\n\ndefine ${WATCHED} = ${text}\n`, before);
    const added = file.declarations.slice(before.declarations.length);
    const [declaration] = added;
    if (added.length !== 1 || !declaration) return problem('This is more than one condition or sum.');
    const [mistake] = declaration.problems;
    if (mistake) return problem(mistake.message);
    if (declaration.ast?.$type !== 'Definition') return problem('This is no condition and no sum.');
    const lowered = lowerFile(
        file,
        checked.files.map((each) => (each.uri === before.uri ? file : each)),
    );
    const here = ({ origin, severity }: Finding): boolean =>
        severity === 'error' && origin.uri === file.uri && origin.range.start.line >= declaration.line;
    const wrong = lowered.findings.find(here);
    if (wrong) return problem(wrong.message);
    const definition = lowered.policy?.definitions.find(({ name }) => name === WATCHED);
    if (!definition) return problem('This cannot be worked out here.');
    return valueOfDefinition(lowered.policy ?? policy, facts, definition);
}

function valueOfDefinition(
    policy: Policy,
    facts: Facts,
    { value: own }: Policy['definitions'][number],
): EvaluateResult {
    if (own.kind === 'quantity') {
        const { type, form } = own;
        return value(
            tellSum(formValue(policy, facts, form), (sum) => printValue(sum, type)),
            typeName(type),
            null,
        );
    }
    const truth = truthOf(policy, facts, own.condition);
    if (truth !== 'missing') return value(truth, 'condition', truth);
    const names = missingFacts([own.condition], { policy, facts, day: clockDay(policy, facts) });
    return value(`missing: ${names.map((name) => factNamed(policy, name).name).join(', ')}`, 'condition', truth);
}

function tellSum(sum: Sum, print: (sum: number) => string): string {
    return typeof sum === 'bigint' ? print(Number(sum)) : sum;
}

function points(sum: number, scale: number): string {
    const text = printDecimal(sum, scale);
    return `${text} ${text === '1' ? 'point' : 'points'}`;
}

function value(
    text: string,
    typed: string,
    truth: Extract<EvaluateResult, { kind: 'value' }>['truth'],
): EvaluateResult {
    return { kind: 'value', text, truth, typeText: typed };
}

function problem(message: string): EvaluateResult {
    return { kind: 'problem', message };
}
