// The worker that proves, in a browser: its entry point.

import { PROOF_JOBS } from './proofs.js';
import { benchOf } from './web-worker.js';

Object.assign(globalThis, { tenetProver: benchOf(PROOF_JOBS) });
