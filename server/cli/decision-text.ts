// What `tenet decide --explain` says: the verdict in words, the path that led to it, what is to be done.

import type { CompiledPolicy, DecidedLine, FactDecoder, Policy, Verdict } from '../../language/index.js';
import type { CaseText } from './cases.js';
import { pathLines } from './path-text.js';
import { type Colours, plain, type Terminal, wrapped } from './terminal.js';

export interface ExplainTools {
    readonly policy: Policy;
    readonly compiled: CompiledPolicy;
    readonly decoder: FactDecoder;
}

export function explained(
    each: CaseText,
    { policy, compiled, decoder }: ExplainTools,
    terminal: Terminal,
): DecidedLine {
    const { colours, width } = terminal;
    const refused = (message: string): DecidedLine => ({
        text: `${colours.bold(`Case ${each.line}`)}  ${colours.red(plain(message))}\n`,
        ok: false,
    });
    if (each.kind === 'problem') return refused(each.message);
    let json: unknown;
    try {
        json = JSON.parse(each.text);
    } catch (error) {
        return refused(`This is not JSON: ${(error as SyntaxError).message}.`);
    }
    const decoded = decoder.facts(json);
    if (decoded.kind === 'problem') return refused(decoded.problem.message);
    const verdict = compiled.decide(decoded.facts);
    const lines = [
        `${colours.bold(`Case ${each.line}`)}  ${headline(policy, verdict, colours)}`,
        ...pathLines(verdict, { policy, facts: decoded.facts, colours, width }),
        ...dutyLines(verdict, colours, width),
    ];
    return { text: `${lines.join('\n')}\n`, ok: true };
}

function headline(policy: Policy, verdict: Verdict, colours: Colours): string {
    switch (verdict.kind) {
        case 'outcome': {
            const declared = policy.outcomes.find(({ name }) => name === verdict.outcome);
            const title = plain(declared?.title ?? verdict.outcome);
            const reason = verdict.reason === null ? '' : `, because ${plain(verdict.reason)}`;
            return `${colours.bold(title)} (${verdict.outcome}) by ${verdict.decidedBy}${reason}`;
        }
        case 'missing':
            return `${colours.yellow('Not decided')}: ${verdict.missing.map((name) => tellFact(policy, name)).join(', ')} is missing`;
        case 'no-outcome':
            return `${colours.yellow('No outcome')}: the policy is silent on this case`;
        case 'not-effective':
            return `${colours.yellow('Not effective')}: the policy does not apply on this date`;
    }
}

function dutyLines(verdict: Verdict, colours: Colours, width: number): readonly string[] {
    return verdict.duties.flatMap(({ modality, audience, text }) => {
        const whom = audience === null ? '' : ` tell ${plain(audience)}:`;
        return wrapped(`${modality}${whom} ${plain(text)}`, width - 4).map(
            (line, index) => `${index === 0 ? `  ${colours.cyan('•')} ` : '    '}${line}`,
        );
    });
}

function tellFact(policy: Policy, name: string): string {
    const question = policy.facts.find((fact) => fact.name === name)?.question;
    return question === undefined ? name : `${name} (${plain(question)})`;
}
