// Edits that the server makes and the client applies.

import type { Origin, Range } from '../../language/model/origin.js';
import type { CaseRef, GivenFacts } from './deciding.js';

export interface SaveScenarioParams {
    /** The policy or suite that shall hold it. */
    readonly uri: string;
    readonly title?: string;
    /** A case to start from; `facts` are put in the place of its own. */
    readonly case?: CaseRef;
    readonly facts: GivenFacts;
    /** Without an expectation the actual one is written. */
    readonly expect?: string;
}

export interface AcceptActualParams {
    readonly id: string;
}

/** For the client to apply as one step; null: there is nothing to do, and why. */
export interface EditResult {
    readonly edit: WorkspaceEdit | null;
    readonly reason: string | null;
    /** What to select afterwards, as it stands after the edit. */
    readonly select?: Origin;
}

/** As in the Language Server Protocol. */
export interface WorkspaceEdit {
    readonly changes: {
        readonly [uri: string]: readonly { readonly range: Range; readonly newText: string }[];
    };
}

export interface MissingScenariosResult extends EditResult {
    /** `4 scenarios reach the 6 answers that none reached; no fewer can.` */
    readonly summary: string;
}
