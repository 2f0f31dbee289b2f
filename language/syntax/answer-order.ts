// The order of answers and bands: none twice, and none after `otherwise` but `unknown`.

import type * as Ast from '../generated/ast.js';
import type { Origin } from '../model/origin.js';
import { report } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';

/** Takes the answers of one question in their order. */
export class AnswerOrder {
    private readonly labels = new Set<string>();
    private otherwise = false;

    constructor(private readonly environment: Environment) {}

    /** False after a finding. */
    admits(node: Ast.Answer | Ast.Band, label: string, origin: Origin): boolean {
        if (this.labels.has(label)) {
            report(this.environment, 'answer-duplicate', origin, `The answer ‘${label}’ is written twice.`);
            return false;
        }
        this.labels.add(label);
        if (this.otherwise && !node.patterns.some(isUnknown)) {
            const message = '‘otherwise’ takes all that is left, so it comes last; only ‘unknown’ may follow it.';
            report(this.environment, 'answer-after-otherwise', origin, message);
            return false;
        }
        this.otherwise ||= node.otherwise;
        return true;
    }
}

/** What stands before the arrow of an answer. */
export function labelOrigin(environment: Environment, node: Ast.Answer | Ast.Band): Origin {
    const { uri, range } = originOf(environment.declaration, node);
    const { start } = range;
    if (node.otherwise) {
        return { uri, range: { start, end: { ...start, character: start.character + 'otherwise'.length } } };
    }
    const last = node.patterns.at(-1);
    return { uri, range: { start, end: last ? originOf(environment.declaration, last).range.end : range.end } };
}

function isUnknown(pattern: Ast.Pattern): boolean {
    return pattern.$type === 'ValuePattern' && pattern.value.$type === 'Reference' && pattern.value.name === 'unknown';
}
