// Names of values and categories, looked up in the one choice that their place expects.

import type * as Ast from '../generated/ast.js';
import type { Dated } from '../model/value.js';
import { mention } from './context.js';
import type { Environment } from './environment.js';
import { zipDated } from './quantity.js';
import { lowerChoiceValue, reportUnknownValue } from './values.js';

/** Names of values and categories of a choice, as a dated list of values. Undefined after a finding. */
export function lowerValues(
    environment: Environment,
    node: Ast.Membership | Ast.Containment | Ast.StateTest | Ast.Reference,
    names: readonly string[],
    choice: string,
): { readonly values: Dated<readonly string[]>; readonly category?: string } | undefined {
    const { scope, declaration } = environment;
    let versions: Dated<readonly string[]> = [{ from: null, value: [] }];
    let complete = true;
    let category: string | undefined;
    for (const [index, name] of names.entries()) {
        const property = PROPERTIES[node.$type];
        const place = { declaration, node, property, ...(property === 'values' ? { index } : {}) };
        const declared = scope.categories.get(name);
        const own = scope.choices.get(choice)?.node.values.some((value) => value.name === name);
        if (!own && declared?.node.choice === choice) {
            mention(environment, declared.symbol, place);
            const lowered = environment.categories.get(name);
            if (names.length === 1) category = name;
            if (lowered) versions = mergeVersions(versions, lowered.members);
            else complete = false;
        } else if (own) {
            lowerChoiceValue(environment, scope, choice, place, name);
            versions = mergeVersions(versions, [{ from: null, value: [name] }]);
        } else {
            complete = false;
            const known = scope.choices.get(choice);
            const near = [...scope.categories.values()].filter((other) => other.node.choice === choice);
            const categories = near.map((other) => other.node.name);
            if (known) reportUnknownValue(environment, scope, known, place, name, categories);
        }
    }
    if (!complete) return undefined;
    const order = new Map(environment.choices.get(choice)?.values.map((value, index) => [value.name, index]));
    const sorted = versions.map(({ from, value }) => ({
        from,
        value: [...value].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    }));
    return { values: sorted, ...(category === undefined ? {} : { category }) };
}

/** Where each kind of syntax holds its names. */
const PROPERTIES = { Membership: 'values', Containment: 'values', StateTest: 'state', Reference: 'name' } as const;

function mergeVersions(a: Dated<readonly string[]>, b: Dated<readonly string[]>): Dated<readonly string[]> {
    return zipDated(a, b, (left, right) => [...new Set([...left, ...right])]);
}
