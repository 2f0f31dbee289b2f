// What the result of a scenario hangs on, as a short text: the policy as it decides, the facts and what is expected. Where
// things stand in the text, comments and layout change nothing, so that only what may come out differently is run again.

import type { CheckedFile, Policy, Scenario } from '../language/index.js';
import { scenariosIn } from './scenarios.js';

/**
 * The fingerprints of the scenarios of a file by their ids: the same for two that are bound to come out the same. Nothing
 * where the policy has errors: then nothing is known of what they come to.
 */
export function fingerprintsIn(checked: CheckedFile): ReadonlyMap<string, string> {
    const known = byFile.get(checked);
    if (known) return known;
    const { policy } = checked;
    const made = new Map(
        policy && scenariosIn(checked).map(({ id, scenario }) => [id, fingerprintOf(policy, scenario)]),
    );
    byFile.set(checked, made);
    return made;
}

/** One fingerprint for the scenarios of several files. */
export function fingerprintOfAll(files: readonly CheckedFile[]): string {
    return hash(files.flatMap((each) => [...fingerprintsIn(each).values()]).join(' '));
}

const byFile = new WeakMap<CheckedFile, ReadonlyMap<string, string>>();

function fingerprintOf(policy: Policy, { facts, expectations }: Scenario): string {
    return hash(`${policyFingerprint(policy)} ${plain([[...facts].sort(byName), expectations])}`);
}

/** The same for two policies that are written alike. */
export function policyFingerprint(policy: Policy): string {
    const known = fingerprints.get(policy);
    if (known !== undefined) return known;
    const made = hash(plain(policy));
    fingerprints.set(policy, made);
    return made;
}

const fingerprints = new WeakMap<Policy, string>();

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
    return a < b ? -1 : 1;
}

/** Everything but the places in the text: `origin`, `nameOrigin`, … */
function plain(value: unknown): string {
    return JSON.stringify(value, (name, each) => (name.endsWith('rigin') ? undefined : each));
}

/** FNV-1a (Fowler, Noll, Vo) with two starting values: 64 bits, more than enough to tell versions of a text apart. */
function hash(text: string): string {
    let [a, b] = [0x811c9dc5, 0x01000193];
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b ^ code, 0x01000193) + index;
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
