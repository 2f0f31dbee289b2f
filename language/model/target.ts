// Where an answer leads.

import type { Target } from './policy.js';

/** The place in the flow where a case goes on; null where it has come to its end. */
export function destination(target: Target): number | null {
    switch (target.kind) {
        case 'go':
            return target.to;
        case 'decide':
        case 'stand':
            return target.then;
        case 'end':
            return null;
    }
}
