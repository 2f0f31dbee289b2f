// Vocabulary that a policy declares and never uses. Only the policy's own file: a shared vocabulary may serve others.

import type { SyntaxFindingCode } from '../model/codes.js';
import type { Finding } from '../model/finding.js';
import { type Context, report } from '../syntax/context.js';
import type { LoweredFile } from '../syntax/policy.js';
import { type Name, originOfSymbol, type SymbolKind } from '../syntax/symbols.js';

const CODES: Partial<Record<SymbolKind, SyntaxFindingCode>> = {
    fact: 'fact-unused',
    category: 'category-unused',
    parameter: 'parameter-unused',
    definition: 'definition-unused',
    score: 'score-unused',
    outcome: 'outcome-unused',
};

/** A fact that only scenarios give decides nothing, so they do not count as use. */
const DECIDES_NOTHING: ReadonlySet<string> = new Set(['Case', 'Scenario', 'ScenarioTable']);

export function checkUnused(lowered: LoweredFile): readonly Finding[] {
    const { header, policyFile } = lowered;
    // With an error anywhere, what looks unused may be used where the text cannot be read.
    if (header?.$type !== 'PolicyHeader' || !policyFile || !lowered.policy) return [];
    const context: Context = { findings: [], occurrences: [] };
    const used = new Set<Name>();
    for (const { symbol, role, place } of lowered.occurrences) {
        if (role === 'use' && !DECIDES_NOTHING.has(place.declaration.ast?.$type ?? '')) used.add(symbol);
    }
    for (const { symbol, role } of lowered.occurrences) {
        const code = CODES[symbol.kind];
        if (role !== 'declaration' || !code || used.has(symbol) || symbol.declaration.document !== policyFile) continue;
        if (symbol.kind === 'category' && 'mandatory' in symbol.node && symbol.node.mandatory) continue;
        const verb = symbol.kind === 'outcome' ? 'leads to' : symbol.kind === 'fact' ? 'reads' : 'uses';
        const message = `Nothing ${verb} the ${symbol.kind} ‘${symbol.name}’.`;
        report(context, code, originOfSymbol(symbol), message, { unnecessary: true });
    }
    return context.findings;
}
