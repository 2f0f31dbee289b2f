// Which facts a missing condition still hangs on, as the interpreter has it: those of the parts that are missing
// themselves, all the way down.

import type { Condition } from '../model/condition.js';
import type { Score } from '../model/policy.js';
import { versionOn } from '../model/value.js';
import { type Case, definitionNamed, pointsOf, scoreNamed, termOf, truth } from './conditions.js';

/** The facts that conditions which are missing still hang on, in the order of their declaration. */
export function missingFacts(conditions: readonly Condition[], asked: Case): readonly string[] {
    const names = new Set(conditions.flatMap((condition) => openIn(condition, asked)));
    return asked.policy.facts.map((fact) => fact.name).filter((name) => names.has(name));
}

function openIn(condition: Condition, asked: Case): readonly string[] {
    if (truth(condition, asked) !== 'missing') return [];
    switch (condition.kind) {
        case 'fact':
        case 'member':
        case 'contains':
            return [condition.fact];
        case 'compare':
            return versionOn(condition.form, asked.day).terms.flatMap((term) => {
                if (termOf(term, asked) !== 'missing') return [];
                return term.of === 'fact' ? [term.name] : openInScore(scoreNamed(term.name, asked), asked);
            });
        case 'known':
            if (condition.of.kind === 'condition') return openIn(condition.of.condition, asked);
            return condition.of.kind === 'score' ? openInScore(scoreNamed(condition.of.score, asked), asked) : [];
        case 'not':
        case 'established':
            return openIn(condition.of, asked);
        case 'and':
        case 'or':
        case 'at-least':
            return condition.of.flatMap((part) => openIn(part, asked));
        case 'definition':
            return openIn(definitionNamed(condition.name, asked), asked);
        case 'constant':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [];
    }
}

function openInScore(score: Score, asked: Case): readonly string[] {
    return score.parts.flatMap((part) => {
        const { open } = pointsOf(part, asked);
        return open ? openIn(open, asked) : [];
    });
}
