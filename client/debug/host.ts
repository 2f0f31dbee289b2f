// What a replay needs of whoever runs it: the server's answers, and how the client writes the names of files. Every
// promise may fail with an error whose message is for the user.

import type { BreakpointsResult, CaseRef, EvaluateResult, GivenFacts, TraceResult } from '../../server/protocol.js';

export interface ReplayHost {
    trace(ref: CaseRef, suppose: GivenFacts): Promise<TraceResult>;
    breakpoints(uri: string, policy: string): Promise<BreakpointsResult>;
    evaluate(ref: CaseRef, suppose: GivenFacts, expression: string): Promise<EvaluateResult>;
    /** A path of the client as a URI in the server's spelling, and the way back. */
    uriOf(path: string): string;
    pathOf(uri: string): string;
    /** The case is looked at with other facts now. */
    supposed(ref: CaseRef, suppose: GivenFacts): void;
}
