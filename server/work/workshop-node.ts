// The worker thread that draws and reviews, on node: its entry point.

import { JOBS } from './jobs.js';
import { serveThread } from './thread.js';

export { JOBS };

serveThread(JOBS);
