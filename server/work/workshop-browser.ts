// The worker that draws and reviews, in a browser: its entry point.

import { JOBS } from './jobs.js';
import { benchOf } from './web-worker.js';

Object.assign(globalThis, { tenetWorkshop: benchOf(JOBS) });
