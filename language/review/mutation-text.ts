// How a case comes out before and after a change to the policy, in words.

import type { Verdict } from '../run/verdict.js';
import { otherDuties } from './same-duties.js';
import { expectedText } from './scenario-text.js';

/** `in at M`; where the other verdict differs in what is to be done alone, `out at P1 with “the report is closed”`. */
export function endText(verdict: Verdict, other: Verdict): string {
    const end = expectedText(verdict);
    if (end !== expectedText(other)) return end;
    const told = otherDuties(verdict, other).map((text) => {
        return `${verdict.duties.some((duty) => duty.text === text) ? 'with' : 'without'} “${text}”`;
    });
    return [end, ...told].join(' ');
}
