// The crime assessment policy as intended, written by hand: the function a programmer would write today, over plain
// objects. The benchmark's base, and a third opinion on what the policy says.

export interface CrimeCase {
    /** Days since 1970-01-01. */
    readonly assessmentDate: number;
    readonly offence: string;
    readonly injuryMinor: boolean | null;
    readonly aggravatingPip2: boolean | null;
    readonly victimSupports: boolean | null;
    readonly suspectIdentifiedBy: string;
    /** Pence. */
    readonly value: number | null;
    readonly cctvKnown: boolean;
    readonly exactTimeKnown: boolean;
    readonly cctvViewingMinutes: number | null;
    readonly cctvCapturesOffence: boolean;
    readonly clearFacialImage: boolean;
    readonly imageLinkedByOtherEvidence: boolean;
    readonly cctvReady: boolean;
    readonly forensicOpportunity: boolean;
    readonly vehicleKnownForDishonesty: boolean;
    readonly repeatMowpVehicle: boolean;
    readonly tracker: string;
    readonly itemsLeftAtScene: boolean;
    readonly vrmRecorded: boolean;
    readonly publicInterest: string;
    readonly supervisorDecision: string;
    readonly officerProposes: string;
}

const START = Date.UTC(2017, 8, 4) / 86_400_000;
const SECOND_LIST = Date.UTC(2018, 3, 1) / 86_400_000;
const MANDATORY = new Set([
    'homicide',
    'kidnap',
    'sexual-offence',
    'firearms',
    'hate-crime',
    'domestic-violence',
    'gbh',
]);
const LOW_VALUE = new Set([
    'other-theft',
    'shoplifting',
    'mowp-fuel',
    'tfmv',
    'criminal-damage',
    'criminal-damage-mv',
    'mv-interference',
]);

/** The outcome, or `not-effective`. */
export function decideByHand(crime: CrimeCase): string {
    if (crime.assessmentDate < START) return 'not-effective';
    const { offence } = crime;
    if (offence === 'gbh') {
        if (crime.injuryMinor === false || crime.aggravatingPip2 === true) return 'in';
        if (crime.injuryMinor === null || crime.aggravatingPip2 === null) return 'refer';
    } else if (MANDATORY.has(offence) || (offence === 'acid-attack' && crime.assessmentDate >= SECOND_LIST)) {
        return 'in';
    }
    if (crime.victimSupports === null) return 'refer';
    if (!crime.victimSupports) return out(crime);
    if (crime.suspectIdentifiedBy !== 'none') return 'in';
    const fuel = offence === 'mowp-fuel';
    const fuelKnown = crime.vehicleKnownForDishonesty || crime.repeatMowpVehicle;
    if (LOW_VALUE.has(offence) && crime.value !== null && crime.value <= 5_000) {
        return fuel && fuelKnown ? 'in' : out(crime);
    }
    const found =
        crime.cctvKnown &&
        (crime.exactTimeKnown || (crime.cctvViewingMinutes !== null && crime.cctvViewingMinutes <= 20));
    const usable = crime.clearFacialImage && (crime.cctvCapturesOffence || crime.imageLinkedByOtherEvidence);
    if (found && usable && crime.cctvReady) return 'in';
    const lead = crime.tracker === 'active' || crime.vrmRecorded;
    if (crime.forensicOpportunity && !(fuel ? fuelKnown : lead)) return out(crime);
    if (fuel) return fuelKnown ? 'in' : out(crime);
    return lead ? 'in' : out(crime);
}

function out(crime: CrimeCase): string {
    if (crime.publicInterest === 'none') return 'out';
    return crime.supervisorDecision === 'none' ? 'refer' : crime.supervisorDecision;
}
