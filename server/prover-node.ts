// The worker thread that proves, on node: its entry point.

import { parentPort } from 'node:worker_threads';
import { answerProof, type ProofRequest } from './prover.js';

parentPort?.on('message', (request: ProofRequest) => parentPort?.postMessage(answerProof(request)));
