// The worker that proves, in a browser: its entry point.

import { answerProof, type ProofRequest } from './prover.js';

self.onmessage = ({ data }: MessageEvent<ProofRequest>) => self.postMessage(answerProof(data));
