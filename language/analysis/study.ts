// What the checks of one policy share: the space, the flow walked once, witnesses, and the findings so far.

import type { Condition } from '../model/condition.js';
import type { Finding, Witness } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { ANALYSIS_CODES, type AnalysisCode } from './codes.js';
import { type Diagram, NONE, type Variables } from './diagram.js';
import { createMachine, type Machine } from './machine.js';
import { buildSpace, type Space, type SpaceLimits } from './space.js';
import type { Reader } from './truth.js';
import { type Walk, walkFlow } from './walk.js';
import { createWitnessFinder, type Sight, type WitnessFinder } from './witness.js';

export interface Study {
    readonly policy: Policy;
    readonly space: Space;
    readonly machine: Machine;
    readonly reader: Reader;
    readonly walk: Walk;
    readonly witnesses: WitnessFinder;
    readonly limits: SpaceLimits;
}

export function createStudy(policy: Policy, limits: SpaceLimits): Study {
    const space = buildSpace([policy], limits);
    const machine = createMachine(policy, space);
    const walk = walkFlow(machine, { from: startingCases(space) });
    const witnesses = createWitnessFinder(walk, startingCases(space));
    return { policy, space, machine, reader: machine.reader, walk, witnesses, limits };
}

/** All cases there can be, with nothing yet on their path. */
export function startingCases({ possible, store, dimensions }: Space): Diagram {
    return dimensions.reduce(
        (cases, { kind }, variable) => (kind === 'path' ? store.and(cases, store.literal(variable, [0])) : cases),
        possible,
    );
}

export interface Details {
    readonly related?: readonly Related[];
    readonly witness?: Witness;
    readonly unnecessary?: boolean;
    readonly equals?: Finding['equals'];
    readonly severity?: Finding['severity'];
}

export interface Related {
    readonly message: string;
    readonly origin: Origin;
}

export function finding(code: AnalysisCode, origin: Origin, message: string, details: Details = {}): Finding {
    const { related = [], witness, unnecessary, equals, severity } = details;
    return {
        code,
        severity: severity ?? ANALYSIS_CODES[code].severity,
        message,
        origin,
        ...(related.length > 0 ? { related } : {}),
        ...(witness ? { witness } : {}),
        ...(unnecessary ? { unnecessary } : {}),
        ...(equals ? { equals } : {}),
    };
}

/** A smallest case; further conditions whose facts it must give are named. */
export function witnessOf(study: Study, sight: Sight, conditions: readonly Condition[] = []): Witness {
    return study.witnesses.find(sight, conditions);
}

export function isEmpty(cases: Diagram): boolean {
    return cases === NONE;
}

/** The same cases, told by the variables of `kept` alone. */
export function projected({ space }: Study, cases: Diagram, kept: Variables): Diagram {
    return space.store.exists(
        cases,
        kept.map((each) => (each === 1 ? 0 : 1)),
    );
}
