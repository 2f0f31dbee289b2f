// What people say of a decision that the policy and the case do not: who, when, what was done, where they depart from it.

import type { Deviation, Facts, Policy, RecordContext } from '../../language/index.js';
import { interpret } from '../../language/index.js';
import { WrongUsage } from './exit.js';
import { plain } from './terminal.js';

export interface RecordSayings {
    readonly by?: string;
    readonly at?: string;
    readonly reference?: string;
    readonly deviation?: string;
    readonly reason?: string;
    readonly supervisor?: string;
    readonly referredTo?: string;
    readonly referralDecision?: string;
    readonly done?: readonly string[];
}

/** The sayings, checked against the decision; without a date it is now. */
export function contextOf(policy: Policy, facts: Facts, said: RecordSayings): Omit<RecordContext, 'sources' | 'tool'> {
    const { by, reference, referredTo: to, referralDecision: decision } = said;
    const deviation = deviationOf(policy, facts, said);
    const referral = { ...(to === undefined ? {} : { to }), ...(decision === undefined ? {} : { decision }) };
    if (Object.keys(referral).length > 0) refuseWhereNotReferred(policy, facts);
    return {
        at: said.at ?? `${new Date().toISOString().slice(0, 19)}Z`,
        ...(by === undefined ? {} : { by }),
        ...(reference === undefined ? {} : { reference }),
        ...(deviation ? { deviation } : {}),
        referral,
        done: (said.done ?? []).map((text) => dutyNamed(policy, facts, text)),
    };
}

function deviationOf(policy: Policy, facts: Facts, said: RecordSayings): Deviation | undefined {
    const { deviation, reason, supervisor = null } = said;
    if (deviation === undefined) {
        if (reason !== undefined)
            throw new WrongUsage('--reason says why of a deviation: name the outcome with --deviation');
        if (supervisor !== null)
            throw new WrongUsage('--supervisor belongs to a deviation: name the outcome with --deviation');
        return undefined;
    }
    const wanted = deviation.trim().toLowerCase();
    const outcome = policy.outcomes.find(({ name, title }) =>
        [name, title].some((each) => each?.toLowerCase() === wanted),
    );
    if (!outcome) {
        const names = policy.outcomes.map(({ name }) => name).join(', ');
        throw new WrongUsage(`--deviation: there is no outcome ‘${plain(deviation)}’; the outcomes are ${names}`);
    }
    if (reason === undefined || reason.trim() === '') {
        throw new WrongUsage('--deviation: a departure from the policy needs its rationale, with --reason “…”');
    }
    const verdict = interpret(policy, facts);
    if (verdict.kind === 'outcome' && verdict.outcome === outcome.name) {
        throw new WrongUsage(`--deviation: ‘${outcome.name}’ is what the policy decides, so there is no departure`);
    }
    return { proposed: outcome.title ?? outcome.name, rationale: reason, supervisor };
}

function refuseWhereNotReferred(policy: Policy, facts: Facts): void {
    const verdict = interpret(policy, facts);
    const tone = policy.outcomes.find(({ name }) => verdict.kind === 'outcome' && name === verdict.outcome)?.tone;
    if (tone !== 'refer') {
        throw new WrongUsage('--referred-to and --referral-decision are for cases that the policy refers to somebody');
    }
}

/** The duty of the case with these words, or the only one that has them in it. */
function dutyNamed(policy: Policy, facts: Facts, text: string): string {
    const words = interpret(policy, facts).duties.map((duty) => duty.text);
    if (words.includes(text)) return text;
    const fitting = [...new Set(words.filter((each) => each.toLowerCase().includes(text.toLowerCase())))];
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) return only;
    const what = fitting.length === 0 ? 'nothing to be done has' : `${fitting.length} things to be done have`;
    const all = words.length === 0 ? 'nothing is to be done in this case' : `there is: ${words.map(plain).join('; ')}`;
    throw new WrongUsage(`--done: ${what} ‘${plain(text)}’ in it; ${all}`);
}
