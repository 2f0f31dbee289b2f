// `tenet explain`: what would change the decision of a case, and why it does not get an outcome.

import { resolve, sep } from 'node:path';
import {
    type Change,
    factsJson,
    interpret,
    nearestChanges,
    type Parting,
    type Policy,
    tellVerdict,
    type Verdict,
    verdictSentence,
    type WhyNot,
    whyNot,
} from '../../language/index.js';
import { type CaseOptions, caseFrom } from './case-input.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { columnsOf, padded, plain, type Terminal } from './terminal.js';

export interface ExplainOptions extends CaseOptions {
    readonly not?: string;
    readonly json?: boolean;
    readonly out?: string;
}

export async function explain(path: string, options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const { policy } = loaded;
    const { not } = options;
    if (not !== undefined && !policy.outcomes.some(({ name }) => name === not)) {
        const names = policy.outcomes.map(({ name }) => name).join(', ');
        throw new WrongUsage(`there is no outcome ‘${plain(not)}’; the outcomes are ${names}`);
    }
    const facts = await caseFrom(loaded, options);
    const verdict = interpret(policy, facts);
    const changes = not === undefined ? nearestChanges(policy, facts) : undefined;
    const reason = not === undefined ? undefined : whyNot(policy, facts, not);
    const shown = options.json
        ? `${JSON.stringify(
              {
                  version: 1,
                  verdict: tellVerdict(policy, verdict),
                  ...(changes ? { changes: changes.map((each) => changeJson(policy, each)) } : {}),
                  ...(reason ? { whyNot: whyNotJson(policy, not ?? '', reason) } : {}),
              },
              null,
              2,
          )}\n`
        : `${[
              terminal.colours.bold(plain(verdictSentence(policy, verdict))),
              ...(changes ? changeLines(policy, changes) : []),
              ...(reason ? whyNotLines(policy, not ?? '', verdict, reason) : []),
          ].join('\n')}\n`;
    await writeOutput(terminal, options.out, shown);
    return FINE;
}

/** What would change a decision, a line each. */
export function changeLines(policy: Policy, changes: readonly Change[]): readonly string[] {
    if (changes.length === 0) return ['Nothing would change this: no other outcome is within reach.'];
    const texts = changes.map(({ text }) => plain(text));
    const width = Math.max(...texts.map(columnsOf).filter((columns) => columns <= WIDEST_CHANGE), 0);
    const lines = changes.flatMap(({ verdict }, index) => {
        const [text = '', end] = [texts[index], endText(policy, verdict)];
        if (columnsOf(text) > width) return [`  ${text}`, `  ${padded('', width)} → ${end}`];
        return [`  ${padded(text, width)} → ${end}`];
    });
    return ['What would change this, with everything else as it is:', ...lines];
}

/** Longer changes have a line of their own. */
const WIDEST_CHANGE = 56;

/** `Assessed in, at VL.b`, `no outcome`. */
function endText(policy: Policy, verdict: Verdict): string {
    if (verdict.kind !== 'outcome') return plain(tellVerdict(policy, verdict));
    return `${titleOf(policy, verdict.outcome)}, at ${verdict.decidedBy}`;
}

function titleOf(policy: Policy, outcome: string): string {
    return plain(policy.outcomes.find(({ name }) => name === outcome)?.title ?? outcome);
}

function whyNotLines(policy: Policy, outcome: string, verdict: Verdict, reason: WhyNot): readonly string[] {
    const title = `‘${titleOf(policy, outcome)}’`;
    switch (reason.kind) {
        case 'it-does':
            return [`The case does get ${title}.`];
        case 'never':
            return [`No case at all gets ${title}: nothing in the policy leads there, with proof.`];
        case 'out-of-reach':
            return [`No change of a few facts leads this case to ${title}.`];
        case 'not-decided':
            return ['This policy is too entangled to prove what would lead there.'];
        case 'change':
            return [
                `Why not ${title}? It would take: ${plain(reason.change.text)}`,
                `  → ${endText(policy, reason.change.verdict)}`,
                ...partingLines(policy, verdict, reason.parting),
                ...reason.others.map(({ text, verdict }) => `  or: ${plain(text)} → ${endText(policy, verdict)}`),
            ];
    }
}

function partingLines(policy: Policy, verdict: Verdict, parting: Parting | null): readonly string[] {
    if (!parting) return [];
    const { here, there } = parting;
    if (here && there && here.node === there.node) {
        const answers = `this case answers ‘${plain(here.label)}’, the other ‘${plain(there.label)}’`;
        return [`  The ways part at ${here.rule} (${plain(here.question)}): ${answers}.`];
    }
    if (!there || here) {
        return here
            ? [`  The ways part before ${here.rule}${there ? `: the other case comes to ${there.rule}` : ''}.`]
            : [];
    }
    const stopped = verdict.kind === 'no-outcome' || verdict.kind === 'missing' ? verdict.at : null;
    const at = stopped === null ? undefined : policy.flow[stopped];
    const question = `${there.rule} (${plain(there.question)})`;
    if (at?.rule !== there.rule) return [`  This case does not come to ${question}.`];
    return [`  ${question} has no answer for this case; the other answers ‘${plain(there.label)}’.`];
}

function changeJson(policy: Policy, { text, facts, verdict }: Change): object {
    return { text, facts: factsJson(policy, facts), verdict: tellVerdict(policy, verdict) };
}

function whyNotJson(policy: Policy, outcome: string, reason: WhyNot): object {
    if (reason.kind !== 'change') return { outcome, kind: reason.kind };
    const others = reason.others.map((each) => changeJson(policy, each));
    return { outcome, kind: reason.kind, change: changeJson(policy, reason.change), others };
}
