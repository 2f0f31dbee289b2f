// Duties left out, hung on any outcome instead of some, and their conditions left out or changed.

import type { Condition } from '../model/condition.js';
import type { Duty, Policy } from '../model/policy.js';
import type { Mutant } from './mutant.js';
import { changedConditions } from './mutant-conditions.js';

export function* changedDuties(policy: Policy, seen: Set<Condition>): Generator<Mutant> {
    for (const [index, duty] of policy.duties.entries()) {
        const { text, when, whenText, on, onWritten, origin } = duty;
        const name = `the duty ‘${text}’${onWritten.length === 0 ? '' : ` on ${onWritten.join(', ')}`}`;
        const change = (what: string, changed: Duty | undefined): Mutant => ({
            kind: 'duty',
            text: `${name} ${what}`,
            origin,
            policy: { ...policy, duties: policy.duties.flatMap((each, i) => (i !== index ? each : (changed ?? []))) },
        });
        yield change('is left out', undefined);
        if (on.length > 0) yield change('applies after any outcome', { ...duty, on: [], onWritten: [] });
        if (!when) continue;
        const { when: _condition, whenText: _text, ...always } = duty;
        yield change(`applies without ‘when ${whenText ?? 'its condition'}’`, always);
        yield* changedConditions(policy, when, name, origin, seen);
    }
}
