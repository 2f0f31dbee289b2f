// The worker thread that proves, on node: its entry point.

import { PROOF_JOBS } from './proofs.js';
import { serveThread } from './thread.js';

export { PROOF_JOBS };

serveThread(PROOF_JOBS);
