// Dated versions: in order, each once, and one in force whenever the policy applies.

import type * as Ast from '../generated/ast.js';
import { dayFromIso, isoFromDay } from '../model/calendar.js';
import type { Dated, Day } from '../model/value.js';
import { type Context, report } from './context.js';
import type { DeclarationNode } from './document.js';
import { originOfPlace } from './symbols.js';

/** The dates on which the policy applies; dated things must cover them. */
export interface Effective {
    readonly from?: Day;
    readonly until?: Day;
}

/** Lowers versions in their order. Undefined if none can be read; every reason has been reported. */
export function lowerVersions<N extends Ast.CategoryVersion | Ast.DatedValue, T>(
    context: Context,
    declaration: DeclarationNode,
    versions: readonly N[],
    effective: Effective,
    name: string,
    lower: (version: N) => T,
): Dated<T> | undefined {
    const lowered: { from: Day; value: T }[] = [];
    let ordered = true;
    for (const version of versions) {
        const from = dayFromIso(version.from);
        const place = { declaration, node: version, property: 'from' };
        const value = lower(version);
        if (from === undefined) {
            report(context, 'date-invalid', originOfPlace(place), `‘${version.from}’ is not a date of the calendar.`);
            ordered = false;
            continue;
        }
        const before = lowered.at(-1);
        if (before && from <= before.from) {
            const message =
                from === before.from
                    ? `Two versions of ‘${name}’ start on ${version.from}: only one can be in force.`
                    : `The versions of ‘${name}’ are out of order: ${version.from} lies before ${isoFromDay(before.from)}.`;
            report(context, 'version-overlap', originOfPlace(place), message);
            ordered = false;
            continue;
        }
        lowered.push({ from, value });
    }
    const first = lowered[0];
    if (ordered && first && effective.from !== undefined && first.from > effective.from) {
        const message = `‘${name}’ has no version in force from ${isoFromDay(effective.from)}, when the policy starts, to ${isoFromDay(first.from - 1)}.`;
        const place = { declaration, node: versions[0] as N, property: 'from' };
        report(context, 'version-gap', originOfPlace(place), message);
    }
    return lowered.length > 0 ? lowered : undefined;
}
