// Everything that can be proved of one policy, as findings in the order of the text. Each check stands alone: one that
// runs out of nodes says so and leaves the others as exact as they are.

import type { Finding } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import { findBandFaults } from './bands.js';
import { findIrrelevantComparedFacts } from './compared-facts.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, NONE, Stopped } from './diagram.js';
import { findIdleDuties } from './duties.js';
import { findGaps } from './gaps.js';
import { findBrokenGuarantees } from './guarantees.js';
import { findIdleAnswers } from './idle-answers.js';
import { findIdleDistinctions } from './idle-distinctions.js';
import { findRedundantSteps } from './idle-steps.js';
import { findIrrelevantFacts } from './irrelevance.js';
import { createMachine } from './machine.js';
import { findUnexempted } from './mandatory.js';
import { createMemory, type Memory, settle } from './memory.js';
import { findOverlaps } from './overlaps.js';
import { findIdleConditions } from './parts.js';
import { findSilencedAnswers } from './periods.js';
import { findUnreachable } from './reachability.js';
import { findRedundantAnswers } from './redundancy.js';
import { isSearched, searchFindings } from './search.js';
import { buildSpace } from './space.js';
import { createStudy, finding, type Study } from './study.js';
import { TooManyCombinations } from './theory.js';
import { findSilentUnknowns } from './unknowns.js';
import { listed } from './words.js';

export interface AnalysisOptions {
    /** Nodes that diagrams may take; beyond it a check is reported as not decided. */
    readonly budget?: number;
    /** Asked now and then; once it says yes, what has been found so far is returned. */
    readonly shouldStop?: () => boolean;
    /** `quick` leaves out what takes seconds on policies of hundreds of rules: redundant answers, irrelevant facts. */
    readonly extent?: 'quick' | 'full';
    /** What earlier analyses of this policy have left: it is read and written, and makes this one faster, never other. */
    readonly memory?: Memory;
    /** `search` puts questions one by one to a solver, as is done where sets of all cases take too much. */
    readonly engine?: 'diagrams' | 'search';
}

export interface Check {
    /** What it proves, to be named where it cannot be decided. */
    readonly about: string;
    readonly find: (study: Study, memory: Memory) => Iterable<Finding>;
    /** Too slow for every keystroke on large policies. */
    readonly isSlow?: boolean;
}

export const CHECKS: readonly Check[] = [
    { about: 'what no case comes to', find: findUnreachable },
    { about: 'which cases have no outcome', find: findGaps },
    { about: 'which conditions decide nothing', find: findIdleConditions },
    { about: 'which answers overlap', find: findOverlaps },
    { about: 'its guarantees', find: findBrokenGuarantees },
    { about: 'its mandatory categories', find: findUnexempted },
    { about: 'which duties never apply', find: findIdleDuties },
    { about: 'where unknown counts as no', find: findSilentUnknowns },
    { about: 'the bands of its scores', find: findBandFaults },
    { about: 'which versions silence an answer', find: findSilencedAnswers },
    { about: 'which answers say too much', find: findIdleAnswers },
    { about: 'which answers are redundant', find: findRedundantAnswers, isSlow: true },
    { about: 'which steps are redundant', find: findRedundantSteps, isSlow: true },
    { about: 'which facts never matter', find: findIrrelevantFacts, isSlow: true },
    { about: 'which distinctions never matter', find: findIdleDistinctions, isSlow: true },
    { about: 'which compared facts never matter', find: findIrrelevantComparedFacts, isSlow: true },
];

export function analyse(policy: Policy, options: AnalysisOptions = {}): readonly Finding[] {
    const {
        budget = DEFAULT_NODE_BUDGET,
        shouldStop = () => false,
        extent = 'full',
        memory = createMemory(),
        engine = 'diagrams',
    } = options;
    const findings: Finding[] = [];
    try {
        const limits = { budget, shouldStop };
        const study = engine === 'search' ? 'too large' : studyOf(policy, limits, findings);
        const checks = CHECKS.filter((check) => extent === 'full' || !check.isSlow);
        if (study === 'too large') searchFor(policy, limits, checks, findings);
        else if (study) for (const check of checks) decide(study, check, memory, findings);
        if (extent === 'full') settle(memory);
    } catch (error) {
        if (!(error instanceof Stopped)) throw error;
    }
    return findings.map((each) => ofWhich(each, policy)).sort(byPlace);
}

/** A vocabulary may serve several policies: what is found of one of them there says of which. */
function ofWhich(found: Finding, { title, name, origin }: Policy): Finding {
    if (found.origin.uri === origin.uri) return found;
    return { ...found, message: `${found.message} This is about the policy ‘${title ?? name}’.` };
}

function studyOf(policy: Policy, limits: Study['limits'], findings: Finding[]): Study | 'too large' | undefined {
    if (policy.start === null) return undefined;
    try {
        const study = createStudy(policy, limits);
        if (study.space.possible !== NONE) return study;
        findings.push(impossible(policy));
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return 'too large';
    }
    return undefined;
}

/** Single cases in place of sets of them: less is asked, and what is asked is decided as exactly. */
function searchFor(policy: Policy, limits: Study['limits'], checks: readonly Check[], findings: Finding[]): void {
    if (policy.start === null) return;
    const abouts = checks.map(({ about }) => about);
    try {
        const study = searchStudy(policy, limits);
        if (study.space.possible === NONE) {
            findings.push(impossible(policy));
            return;
        }
        for (const found of searchFindings(study, abouts.filter(isSearched))) findings.push(found);
        const left = abouts.filter((about) => !isSearched(about));
        findings.push(notDecided(policy, listed(left, 'and'), 'information'));
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        const why = error instanceof TooManyCombinations ? `: ${error.message}` : '';
        const what = findings.length === 0 ? 'anything' : 'all there is to say';
        findings.push(notDecided(policy, what + why, 'warning'));
    }
}

function searchStudy(policy: Policy, limits: Study['limits']) {
    const space = buildSpace([policy], limits);
    const machine = createMachine(policy, space);
    return { policy, space, machine, reader: machine.reader, limits };
}

/** What a check found before it ran out of nodes is as exact as ever, unless the search says all there is. */
function decide(study: Study, { about, find, isSlow = false }: Check, memory: Memory, findings: Finding[]): void {
    if (study.limits.shouldStop()) throw new Stopped();
    const found: Finding[] = [];
    try {
        for (const each of find(study, memory)) found.push(each);
        findings.push(...found);
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) {
            findings.push(...found);
            throw error;
        }
        // What is slow is beside the point on policies of such size; what is quick is not.
        const open = () => [...found, notDecided(study.policy, about, isSlow ? 'information' : 'warning')];
        findings.push(...(searched(study, about) ?? open()));
    }
}

/** What the search finds in place of a check that ran out of nodes; undefined if it cannot say. */
function searched({ policy, limits }: Study, about: string): readonly Finding[] | undefined {
    if (!isSearched(about)) return undefined;
    try {
        return [...searchFindings(searchStudy(policy, limits), [about])];
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    }
}

/** Of all that is declared only the days of the policy and those of its date can be at odds. */
function impossible({ origin, clock, facts }: Policy): Finding {
    const date = facts.find(({ name }) => name === clock);
    if (!date) return finding('impossible-facts', origin, 'No case at all can satisfy what is declared.');
    const message = `No case is possible: the policy is not in force on any day that ‘${date.name}’ may have.`;
    const related = [{ message: `the days that ‘${date.name}’ may have`, origin: date.origin }];
    return finding('impossible-facts', origin, message, { related });
}

function notDecided(policy: Policy, about: string, severity: Finding['severity']): Finding {
    return finding('not-decided', policy.origin, `This policy is too entangled to prove ${about}.`, { severity });
}

/** By document and position; at one place the more severe first. */
function byPlace(a: Finding, b: Finding): number {
    const [p, q] = [a.origin.range.start, b.origin.range.start];
    if (a.origin.uri !== b.origin.uri) return a.origin.uri < b.origin.uri ? -1 : 1;
    return p.line - q.line || p.character - q.character || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
