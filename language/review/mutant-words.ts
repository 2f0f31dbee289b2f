// How changes name the version that they concern.

import { isoFromDay } from '../model/calendar.js';
import type { Day } from '../model/value.js';

/** ` (from 2024-04-01)`, ` (before the first version)`. */
export function versionStartText(from: Day | null): string {
    return from === null ? ' (first version)' : ` (from ${isoFromDay(from)})`;
}
