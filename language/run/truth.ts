// The four truths of the compiled evaluator as small integers, so that tables can be indexed by them. The codes of a
// yes/no fact in a row are the same ones.

export type Truth = 0 | 1 | 2 | 3;
export const NO: Truth = 0;
export const YES: Truth = 1;
export const UNKNOWN: Truth = 2;
export const MISSING: Truth = 3;

/** What a one-place connective makes of each truth. A missing truth stays missing under all of them. */
export type Mapping = readonly [Truth, Truth, Truth, Truth];
export const NOT: Mapping = [YES, NO, UNKNOWN, MISSING];
export const ESTABLISHED: Mapping = [NO, YES, NO, MISSING];
export const KNOWN: Mapping = [YES, YES, NO, MISSING];

/** No > missing > unknown > yes. */
export function both(left: Truth, right: Truth): Truth {
    if (left === NO || right === NO) return NO;
    if (left === MISSING || right === MISSING) return MISSING;
    return left === UNKNOWN || right === UNKNOWN ? UNKNOWN : YES;
}

/** Yes > missing > unknown > no. */
export function either(left: Truth, right: Truth): Truth {
    if (left === YES || right === YES) return YES;
    if (left === MISSING || right === MISSING) return MISSING;
    return left === UNKNOWN || right === UNKNOWN ? UNKNOWN : NO;
}

/** At least `needed` of the truths are yes. */
export function enough(needed: number, yes: number, unknown: number, missing: number): Truth {
    if (yes >= needed) return YES;
    if (yes + unknown + missing < needed) return NO;
    const missingDecides = missing > 0 && (yes + missing >= needed || yes + unknown < needed);
    return missingDecides ? MISSING : UNKNOWN;
}
