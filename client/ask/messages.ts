// What the view "Ask" and its page say to each other. Every text is ready to be shown; the page puts it in as text and never
// as markup.

import type { GivenFacts, Tone } from '../../server/protocol.js';

/** The answers of an interview, in the order in which they were given. The page keeps them, so that a reload goes on. */
export interface Interview {
    /** Of the policy. */
    readonly uri: string;
    readonly answers: readonly Answer[];
}

export type Answer =
    | { readonly fact: string; readonly kind: 'given'; readonly value: GivenFacts[string] }
    /** *Don't know*, of a fact that may not be unknown. */
    | { readonly fact: string; readonly kind: 'skipped' };

export type ToAsk =
    | { readonly kind: 'state'; readonly state: AskState }
    | { readonly kind: 'none'; readonly message: string; readonly offer: Offer }
    /** The question takes the keyboard. */
    | { readonly kind: 'focus' }
    /** The answer that was given last is none. */
    | { readonly kind: 'refused'; readonly fact: string; readonly message: string };

/** The one button of a view that has nothing to ask: begin again, pick a policy of the workspace, open an example. */
export type Offer = 'restart' | 'choose' | 'example';

export interface AskState {
    readonly interview: Interview;
    readonly title: string;
    /** `So far: open · still possible: …` */
    readonly soFar: string;
    readonly answered: readonly AnsweredLine[];
    readonly card: QuestionCard | null;
    /** Questions that may still come. */
    readonly later: readonly string[];
    readonly notNeeded: readonly string[];
    readonly end: End | null;
}

export interface AnsweredLine {
    readonly fact: string;
    /** `Q2 Does the applicant live in the zone?` */
    readonly text: string;
    readonly answer: string;
}

export interface QuestionCard {
    readonly fact: string;
    /** `Q3` */
    readonly number: string;
    readonly text: string;
    readonly why: string;
    readonly citations: readonly string[];
    readonly input:
        | { readonly kind: 'one' | 'many'; readonly choices: readonly Choice[] }
        | { readonly kind: 'date' }
        | { readonly kind: 'text'; readonly hint: string };
    /** What *don't know* comes to. */
    readonly doNotKnow: string;
    /** An earlier answer is being changed. */
    readonly changing: boolean;
    /** As it was answered, in values of the choices or as text. */
    readonly before: readonly string[];
}

export interface Choice {
    readonly value: string;
    readonly label: string;
    /** The key that chooses it. */
    readonly key: string;
}

export interface End {
    readonly tone: Tone | null;
    readonly outcome: string;
    readonly because: string;
    /** What was taken for granted, the answers that nobody knew. */
    readonly assumptions: readonly string[];
    readonly steps: readonly { readonly text: string; readonly decides: boolean }[];
    readonly duties: readonly string[];
}

export type FromAsk =
    | { readonly kind: 'ready' }
    | { readonly kind: 'answer'; readonly fact: string; readonly value: GivenFacts[string] }
    | { readonly kind: 'skip'; readonly fact: string }
    | { readonly kind: 'back' | 'cancel' | Offer }
    | { readonly kind: 'change'; readonly fact: string }
    /** The citation of the open question, or the step of the path, by its place. */
    | { readonly kind: 'cite' | 'step'; readonly index: number }
    | { readonly kind: 'do'; readonly action: EndAction };

export type EndAction = 'save' | 'record' | 'letter' | 'flowchart';
