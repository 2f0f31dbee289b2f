// How a case comes out before and after a change to the policy, in words.

import { expectedText } from '../run/path.js';
import type { Verdict } from '../run/verdict.js';
import { otherDuties } from './same-duties.js';

/** `in at M`; where the other verdict differs in what is to be done alone, `out at P1 with “the report is closed”`. */
export function endText(verdict: Verdict, other: Verdict): string {
    const end = expectedText(verdict);
    if (end !== expectedText(other)) return end;
    const told = otherDuties(verdict, other).map((text) => {
        return `${verdict.duties.some((duty) => duty.text === text) ? 'with' : 'without'} “${text}”`;
    });
    return [end, ...told].join(' ');
}

/** Both in one line: `in at M; changed, out at P1`, `in at M with “tell the victim”; changed, without it`. */
export function changeText(verdict: Verdict, changed: Verdict): string {
    const [before, after] = [endText(verdict, changed), endText(changed, verdict)];
    const duties = otherDuties(verdict, changed);
    const [only] = duties;
    if (expectedText(verdict) !== expectedText(changed) || duties.length !== 1) return `${before}; changed, ${after}`;
    const had = verdict.duties.some(({ text }) => text === only);
    return `${before}; changed, ${had ? 'without' : 'with'} it`;
}
