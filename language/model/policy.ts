// A policy as plain data: what every evaluator, proof, picture and report works on. It holds no syntax nodes and no
// methods and survives `structuredClone`. Tables, steps, exemptions, guards and reviews are lowered into one acyclic
// flow of questions; the tree of rules beside it is for people (titles, notes, the order of a contents list).
//
// Invariants: every name resolves · `flow` is in topological order (targets point forward) · conditions are fully
// typed and linear · all texts are as the author wrote them, untrusted and unescaped.

import type { Condition, LinearForm } from './condition.js';
import type { Origin } from './origin.js';
import type { Type } from './type.js';
import type { Dated, Day, Value } from './value.js';

export interface Policy {
    readonly kind: 'policy';
    readonly name: string;
    readonly title?: string;
    readonly origin: Origin;
    /** First and last day on which the policy applies; absent bounds are open. */
    readonly effective: { readonly from?: Day; readonly until?: Day };
    /** The date fact that says which versions apply (`as of`). */
    readonly clock?: string;
    /** The document that citations point into, as written, relative to the policy's own file. */
    readonly source?: string;
    readonly choices: readonly Choice[];
    readonly categories: readonly Category[];
    readonly facts: readonly Fact[];
    readonly parameters: readonly Parameter[];
    readonly definitions: readonly Definition[];
    readonly scores: readonly Score[];
    readonly outcomes: readonly Outcome[];
    /** Exemptions, principles and reviews in file order. */
    readonly rules: readonly Rule[];
    /** The flow; it starts at index `start` (null: the policy has no rules, so no case gets an outcome). */
    readonly flow: readonly FlowNode[];
    readonly start: number | null;
    readonly duties: readonly Duty[];
    readonly guarantees: readonly Guarantee[];
}

// ---- vocabulary

export interface Choice {
    readonly name: string;
    readonly title?: string;
    readonly values: readonly { readonly name: string; readonly title?: string; readonly origin: Origin }[];
    readonly origin: Origin;
}

export interface Category {
    readonly name: string;
    readonly title?: string;
    readonly mandatory: boolean;
    readonly choice: string;
    readonly members: Dated<readonly string[]>;
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

export interface Fact {
    readonly name: string;
    /** The question as shown to people. */
    readonly question?: string;
    readonly type: Type;
    /** Smallest and largest value allowed, in the type's scaled units; only on quantities. */
    readonly range?: { readonly min?: number; readonly max?: number };
    /** Whether `unknown` is a possible value; then a fact that is not given and has no default is unknown. */
    readonly maybeUnknown: boolean;
    readonly default?: Value;
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

export interface Parameter {
    readonly name: string;
    readonly title?: string;
    readonly type: Type;
    readonly value: Dated<Value>;
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

/** A named expression: a condition, or a quantity. */
export interface Definition {
    readonly name: string;
    readonly title?: string;
    readonly value:
        | { readonly kind: 'condition'; readonly condition: Condition }
        | { readonly kind: 'quantity'; readonly type: Type; readonly form: Dated<LinearForm> };
    /** Names of the facts it reads, through other definitions too, in order of first mention. */
    readonly facts: readonly string[];
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

/**
 * The sum of the points of all parts that apply. A part applies one of its branches: the first whose condition is yes,
 * else none (0 points). The score is unknown when a part is: a branch condition that is unknown before one is yes.
 * Points are integers in units of 10^-scale.
 */
export interface Score {
    readonly name: string;
    readonly title?: string;
    readonly scale: number;
    readonly parts: readonly ScorePart[];
    readonly facts: readonly string[];
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

export interface ScorePart {
    readonly kind: 'points' | 'bands';
    /** `points for X when C`: the part gives nothing where C is no; an unknown C makes it unknown. */
    readonly guard?: Condition;
    /** What the bands look at, as written; absent on plain points. */
    readonly text?: string;
    readonly branches: readonly {
        readonly label: string;
        readonly when: Condition;
        readonly points: number;
        readonly origin: Origin;
    }[];
    /**
     * Bands only: yes exactly where the value that the bands look at is known. Where it is not yes and no branch
     * condition is yes, the score is unknown.
     */
    readonly known?: Condition;
    readonly origin: Origin;
}

export type Tone = 'accept' | 'refuse' | 'refer' | 'pending' | 'neutral';

export interface Outcome {
    readonly name: string;
    readonly title?: string;
    readonly tone: Tone;
    /** The outcome that this one refines, and that one's parent, and so on: nearest first. */
    readonly refines: readonly string[];
    readonly origin: Origin;
}

// ---- rules, for people

export interface Citation {
    /** As written: a heading, or `Heading / paragraph`. */
    readonly text: string;
    readonly origin: Origin;
}

export type Rule = Exemption | Principle | Review;

interface RuleHead {
    readonly name: string;
    readonly title?: string;
    readonly citations: readonly Citation[];
    readonly notes: readonly string[];
    /** The whole declaration. */
    readonly origin: Origin;
    /** The name in it. */
    readonly nameOrigin: Origin;
}

export interface Exemption extends RuleHead {
    readonly kind: 'exemption';
    readonly node: number;
}

export interface Principle extends RuleHead {
    readonly kind: 'principle';
    readonly guard?: Guard;
    /** The flow node of a principle without steps. */
    readonly node?: number;
    readonly steps: readonly Step[];
}

/** Its `name` is qualified: `P4.a`. */
export interface Step extends RuleHead {
    readonly kind: 'step';
    readonly node: number;
}

export interface Review extends RuleHead {
    readonly kind: 'review';
    /** The outcomes it looks at, as written. */
    readonly of: readonly string[];
    /** One flow node for each outcome that can come before it. */
    readonly nodes: readonly number[];
}

/** `only when`: where it is not established, the flow goes past the rule and the rule leaves no trace in the path. */
export interface Guard {
    readonly condition: Condition;
    /** As written. */
    readonly text: string;
    readonly origin: Origin;
}

// ---- the flow

/**
 * One question of the flow. Guards are tried first, outermost first; where one is not yes, the flow goes to `skip`. Then
 * the answers are tried in order: the first whose condition is yes is taken; a condition that needs a missing fact ends
 * the case as missing; no answer taken means that the case has no outcome.
 */
export interface FlowNode {
    readonly index: number;
    readonly kind: 'exemption' | 'question' | 'table' | 'review';
    /** The rule or step it belongs to, qualified: `M`, `P4.a`, `PI`. Unique but for the nodes of one review. */
    readonly rule: string;
    /** Reviews only: the would-be outcome that this node looks at. */
    readonly reviewing?: string;
    /** The principle's own guard on its first step, then the step's; empty if the rule is always asked. */
    readonly guards: readonly { readonly guard: Guard; readonly skip: Target }[];
    /** The question as shown to people: the `ask` text, else the fact's question, else the expression as written. */
    readonly question: string;
    /** What is looked at: one part for a question or exemption, one for each column of a table. As written. */
    readonly subjects: readonly Subject[];
    /** Says that no two rows of the table may match one case. */
    readonly unique: boolean;
    readonly answers: readonly Answer[];
    /** Facts that the guards and answers read, in order of first mention. */
    readonly facts: readonly string[];
    readonly origin: Origin;
}

export interface Subject {
    /** As written. */
    readonly text: string;
    readonly type: Type;
    /** Facts it reads, in order of first mention. */
    readonly facts: readonly string[];
    /** The subject itself: a condition, or the one fact or form that is compared. */
    readonly value:
        | { readonly kind: 'condition'; readonly condition: Condition }
        | { readonly kind: 'fact'; readonly fact: string }
        | { readonly kind: 'quantity'; readonly form: Dated<LinearForm> };
    readonly origin: Origin;
}

export interface Answer {
    /** As shown in a path: `yes`, `at most £50`, `row 2`, `except 1`. Unique within the node. */
    readonly label: string;
    /** Taken when this is yes and no earlier answer was taken. It is never unknown: patterns are matched, not compared. */
    readonly when: Condition;
    /** The cells of a table row as conditions, one a subject; `constant yes` for `-`. Absent on other answers. */
    readonly cells?: readonly Condition[];
    readonly target: Target;
    /** How the answer is written: patterns one by one, `otherwise`, a row, an `except` clause, or an implied answer. */
    readonly form: 'patterns' | 'otherwise' | 'row' | 'except' | 'implied';
    readonly patterns: readonly { readonly text: string; readonly when: Condition; readonly origin: Origin }[];
    /** The whole answer; of an implied one the place that implies it. */
    readonly origin: Origin;
    /** What stands before the arrow. */
    readonly labelOrigin: Origin;
}

/**
 * Where an answer leads.
 * - `go`: to another question.
 * - `decide`: a would-be outcome; `then` is the first review that looks at it, null if it is final.
 * - `stand`: only in reviews: the outcome as it is goes on to the next review that looks at it, or is final.
 * - `end`: past the last rule. The case has no outcome.
 */
export type Target = (
    | { readonly kind: 'go'; readonly to: number; readonly written: 'next' | 'go to' }
    | {
          readonly kind: 'decide';
          readonly outcome: string;
          readonly reason?: string;
          readonly citations: readonly Citation[];
          readonly then: number | null;
      }
    | { readonly kind: 'stand'; readonly then: number | null }
    | { readonly kind: 'end' }
) & {
    /** `next` and `go to` may carry citations too. */
    readonly citations?: readonly Citation[];
    readonly origin: Origin;
};

// ---- duties and guarantees

export type Modality = 'must' | 'should' | 'may';

export interface Duty {
    /** Outcomes it hangs on, refinements included; empty means any outcome. */
    readonly on: readonly string[];
    /** As written, before refinements are added; empty means any outcome. */
    readonly onWritten: readonly string[];
    readonly modality: Modality;
    readonly audience?: string;
    readonly text: string;
    /** May hold path conditions, unlike any other condition of the model. Not established means that it does not apply. */
    readonly when?: Condition;
    /** The condition as written. */
    readonly whenText?: string;
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}

export interface Guarantee {
    readonly title: string;
    /** Absent: it speaks of every case. */
    readonly when?: Condition;
    readonly quantifier: 'always' | 'never';
    /** Refinements included. */
    readonly outcomes: readonly string[];
    readonly outcomesWritten: readonly string[];
    readonly citations: readonly Citation[];
    readonly origin: Origin;
}
