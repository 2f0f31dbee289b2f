// Which facts a policy asks for.

import type { Origin } from '../../language/model/origin.js';
import type { Type } from '../../language/model/type.js';
import type { PolicyRef } from './documents.js';

export interface FactsResult {
    /** Null if the file belongs to no policy. */
    readonly policy: PolicyRef | null;
    /** In the order of the flow, then those it never asks. */
    readonly facts: readonly FactInfo[];
}

export interface FactInfo {
    readonly name: string;
    readonly question: string | null;
    readonly type: Type;
    /** `money in GBP, from £0` */
    readonly typeText: string;
    readonly maybeUnknown: boolean;
    readonly default: string | null;
    /** Values of a choice or set. */
    readonly values: readonly { readonly name: string; readonly title: string | null }[];
    readonly origin: Origin;
}
