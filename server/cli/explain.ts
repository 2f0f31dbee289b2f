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
              ...(reason ? whyNotLines(policy, not ?? '', reason) : []),
          ].join('\n')}\n`;
    await writeOutput(terminal, options.out, shown);
    return FINE;
}

/** What would change a decision, a line each. */
export function changeLines(policy: Policy, changes: readonly Change[]): readonly string[] {
    if (changes.length === 0) return ['Nothing would change this: no other outcome is within reach.'];
    const texts = changes.map(({ text }) => plain(text));
    const width = Math.min(60, Math.max(...texts.map(columnsOf)));
    const lines = changes.map(({ verdict }, index) => {
        return `  ${padded(texts[index] ?? '', width)} → ${plain(tellVerdict(policy, verdict))}`;
    });
    return ['What would change this, with everything else as it is:', ...lines];
}

function whyNotLines(policy: Policy, outcome: string, reason: WhyNot): readonly string[] {
    switch (reason.kind) {
        case 'it-does':
            return [`The case does get ‘${outcome}’.`];
        case 'out-of-reach':
            return [`No change of a few facts leads this case to ‘${outcome}’.`];
        case 'not-decided':
            return ['This policy is too entangled to prove what would lead there.'];
        case 'change':
            return [
                `Why not ‘${outcome}’? It would take: ${plain(reason.change.text)}`,
                `  → ${plain(tellVerdict(policy, reason.change.verdict))}`,
                ...partingLines(reason.parting),
                ...reason.others.map(
                    ({ text, verdict }) => `  or: ${plain(text)} → ${plain(tellVerdict(policy, verdict))}`,
                ),
            ];
    }
}

function partingLines(parting: Parting | null): readonly string[] {
    if (!parting) return [];
    const { here, there } = parting;
    if (here && there && here.node === there.node) {
        const answers = `this case answers ‘${plain(here.label)}’, the other ‘${plain(there.label)}’`;
        return [`  The ways part at ${here.rule} (${plain(here.question)}): ${answers}.`];
    }
    if (there && !here) return [`  This case is not asked ${there.rule} (${plain(there.question)}).`];
    return here
        ? [`  The ways part before ${here.rule}${there ? `: the other case comes to ${there.rule}` : ''}.`]
        : [];
}

function changeJson(policy: Policy, { text, facts, verdict }: Change): object {
    return { text, facts: factsJson(policy, facts), verdict: tellVerdict(policy, verdict) };
}

function whyNotJson(policy: Policy, outcome: string, reason: WhyNot): object {
    if (reason.kind !== 'change') return { outcome, kind: reason.kind };
    const others = reason.others.map((each) => changeJson(policy, each));
    return { outcome, kind: reason.kind, change: changeJson(policy, reason.change), others };
}
