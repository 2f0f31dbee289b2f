// Files and the policies in them.

import type { Origin } from '../../language/model/origin.js';

export interface DocumentParams {
    readonly uri: string;
}

/** A policy as pickers and headings name it. */
export interface PolicyRef {
    readonly uri: string;
    readonly name: string;
    readonly title: string | null;
}

export interface PoliciesResult {
    /** In order of their URIs. */
    readonly policies: readonly (PolicyRef & {
        readonly origin: Origin;
        readonly rules: number;
        readonly scenarios: number;
        readonly errors: number;
        /** Whether the text can be decided by now; if not, the last good version answers. */
        readonly current: boolean;
    })[];
}
