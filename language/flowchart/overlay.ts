// What can be laid over a scene without moving anything in it: the path of a case, coverage, what cannot be reached,
// changes, problems. Plain JSON, keyed by the ids of cards and edges; several may be shown at once.

export interface Overlay {
    readonly case?: CaseOverlay;
    readonly coverage?: CoverageOverlay;
    readonly unreachable?: UnreachableOverlay;
    readonly changes?: ChangesOverlay;
    /** Cards with something wrong, and what. */
    readonly problems?: Readonly<Record<string, string>>;
    /** The card at which a replay stands. */
    readonly position?: string;
}

export const NO_OVERLAY: Overlay = {};

export interface CaseOverlay {
    readonly title: string;
    /** `Path: 11 questions. Outcome: Assessed out (Principle 4).` */
    readonly summary: string;
    /** Cards on the path, outcomes included; for a question the answer and the values it rests on. */
    readonly cards: Readonly<Record<string, { readonly answer?: string; readonly values: readonly string[] }>>;
    readonly edges: readonly string[];
    /** How the lines of checklists came out. */
    readonly checks: Readonly<Record<string, readonly CheckMark[]>>;
    /** Of tables the row that decided, by its label. */
    readonly rows?: Readonly<Record<string, string>>;
    /** Edges whose answer is only supposed. */
    readonly supposed?: readonly string[];
}

export type CheckMark = 'yes' | 'no' | 'unknown' | 'missing';

export interface CoverageOverlay {
    /** How many cases touched a card or an edge; what is not listed was not touched. */
    readonly cards: Readonly<Record<string, number>>;
    readonly edges: Readonly<Record<string, number>>;
    readonly cases: number;
}

export interface UnreachableOverlay {
    readonly cards: readonly string[];
    readonly edges: readonly string[];
}

export interface ChangesOverlay {
    readonly cards: Readonly<Record<string, Change>>;
    readonly edges: Readonly<Record<string, Change>>;
}

export type Change =
    | { readonly kind: 'added' }
    | { readonly kind: 'removed' }
    | { readonly kind: 'changed'; readonly before: string; readonly after: string };

/** An entry of a record whose keys are names of a policy: `constructor` is a name like any other. */
export function entryOf<T>(record: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
    return record !== undefined && Object.hasOwn(record, id) ? record[id] : undefined;
}
