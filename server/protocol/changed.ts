// Scenarios that may come out otherwise than they did.

import type { FileTexts } from './comparison.js';

export interface ChangedParams {
    /** Policies and suites with the files of another version; the others are held against their last pass. */
    readonly bases: readonly { readonly uri: string; readonly files: FileTexts }[];
    /** Tell also those that never passed. */
    readonly alsoOpen?: boolean;
}

export interface ChangedResult {
    readonly ids: readonly string[];
    /** Where asked for: without another version to be held against, and never passed so far. */
    readonly open: readonly string[];
}
