// Origins for models that come from no text: every one its own line, so that mixed-up origins show.

import type { Origin } from '../../language/model/origin.js';

let line = 0;

/** A place that no other element has. */
export function origin(): Origin {
    line++;
    return { uri: 'random.tenet', range: { start: { line, character: 0 }, end: { line, character: 1 } } };
}
