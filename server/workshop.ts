// The workshop: where pictures are drawn and policies reviewed, away from the thread that answers while somebody types.

import type { Crew } from './work/crew.js';
import type { Jobs } from './work/jobs.js';

export type Workshop = Crew<Jobs>;
