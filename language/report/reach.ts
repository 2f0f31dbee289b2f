// What scenarios reach of a policy, told obligation by obligation: which of them meet it, or that no case at all can.

import type { Origin } from '../model/origin.js';
import { type NameOfFile, placeOf } from './place.js';

export type ObligationKind = 'answer' | 'outcome' | 'duty' | 'condition' | 'bound';

/** Met of all that can be; what no case can meet is counted apart. */
export interface Figure {
    readonly met: number;
    readonly of: number;
    readonly infeasible: number;
}

export type Figures = Readonly<Record<ObligationKind | 'all', Figure>>;

export interface Reach {
    readonly figures: Figures;
    /** What some case can meet, in flow order. */
    readonly obligations: readonly ReachedObligation[];
    /** Proved to be out of reach of every case. */
    readonly infeasible: readonly ToldObligation[];
    /** Answers of nodes that no case takes: of a review, each would-be outcome by itself. */
    readonly neverTaken: readonly { readonly node: number; readonly answer: number }[];
}

export interface ToldObligation {
    readonly id: string;
    readonly kind: ObligationKind;
    /** The rule or step; absent on outcomes and duties. */
    readonly rule?: string;
    readonly text: string;
    readonly origin: Origin;
}

export interface ReachedObligation extends ToldObligation {
    /** Titles of the scenarios that meet it. */
    readonly scenarios: readonly string[];
}

/** What the kinds are called, in the order in which they are told. */
export const OBLIGATION_KINDS: readonly (readonly [ObligationKind, string])[] = [
    ['answer', 'answers taken'],
    ['outcome', 'outcomes seen'],
    ['duty', 'duties that applied'],
    ['condition', 'conditions that decided, both ways'],
    ['bound', 'bounds, on both sides'],
];

/** In the form of `reach` in docs/json/shared.schema.json. */
export function reachJson({ figures, obligations, infeasible }: Reach, nameOf: NameOfFile): object {
    const told = ({ id, kind, rule, text, origin }: ToldObligation) => {
        return { id, kind, rule: rule ?? null, text, place: placeOf(origin, nameOf) };
    };
    return {
        figures,
        obligations: obligations.map((each) => ({ ...told(each), scenarios: each.scenarios })),
        infeasible: infeasible.map(told),
    };
}
