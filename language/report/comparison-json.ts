// What `tenet compare` finds as JSON, in the form of docs/json/compare.schema.json.

import type { Comparison, Course, DivergenceClass } from '../analysis/compare.js';
import type { Policy } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import type { Facts } from '../model/value.js';
import { factsJson, type NameOfFile, placeOf } from './place.js';

export const COMPARE_JSON_VERSION = 1;

/** A scenario that comes out otherwise. */
export interface ScenarioFlip {
    readonly scenario: Scenario;
    /** Verdicts in a few words: `refused at P1`. */
    readonly before: string;
    readonly after: string;
    /** Whether the outcome is another one, and not just the rule that gives it. */
    readonly changesOutcome: boolean;
}

export interface ComparedPolicies {
    readonly comparison: Comparison;
    readonly before: Policy;
    readonly after: Policy;
    readonly flips: readonly ScenarioFlip[];
}

export function comparisonJson({ comparison, before, after, flips }: ComparedPolicies, nameOf: NameOfFile): object {
    return {
        version: COMPARE_JSON_VERSION,
        before: { policy: before.name, file: nameOf(before.origin.uri) },
        after: { policy: after.name, file: nameOf(after.origin.uri) },
        equal: comparison.equal ?? null,
        datesApart: comparison.datesApart,
        inputs: comparison.inputs.map(({ kind, change, name, detail }) => {
            return { kind, change, name, ...(detail === undefined ? {} : { detail }) };
        }),
        partings: comparison.classes.map((each) => partingJson(each, before, after, nameOf)),
        scenarios: flips.map((flip) => ({
            title: flip.scenario.title,
            place: placeOf(flip.scenario.titleOrigin, nameOf),
            before: flip.before,
            after: flip.after,
            changesOutcome: flip.changesOutcome,
        })),
    };
}

function partingJson(parting: DivergenceClass, before: Policy, after: Policy, nameOf: NameOfFile): object {
    const course = ({ text, origin }: Course) => ({ text, ...(origin ? { place: placeOf(origin, nameOf) } : {}) });
    return {
        rule: parting.rule,
        ...(parting.title === undefined ? {} : { title: parting.title }),
        before: course(parting.before),
        after: course(parting.after),
        where: parting.where,
        changes: parting.changes.map(({ before: was, after: is, example, decisions }) => ({
            before: was,
            after: is,
            example: exampleJson(example, before, after),
            ...(decisions ? { decisions } : {}),
        })),
    };
}

/** Facts of both policies; those that both have as the new one declares them. */
function exampleJson(example: Facts, before: Policy, after: Policy): object {
    return { ...factsJson(before, example), ...factsJson(after, example) };
}
