// What a case gives, together with all the cases that it is like.

import type { CaseNode, Scope } from '../../language/syntax/scope.js';
import type { Name } from '../../language/syntax/symbols.js';
import { plainText } from '../../language/syntax/text.js';
import { code } from '../markdown.js';

/** Facts that a case or scenario takes over, by the case that gives them; of a scenario its own too. */
export function factsOfCase(scope: Scope, symbol: Name): readonly string[] {
    if (symbol.kind !== 'case' && symbol.kind !== 'scenario') return [];
    const lines: string[] = [];
    const given = new Set<string>();
    const seen = new Set<string>();
    for (let name: string | undefined = symbol.name; name !== undefined && !seen.has(name); ) {
        seen.add(name);
        const node: CaseNode | undefined = scope.cases.get(name)?.node;
        const own = node && node.$type !== 'ScenarioTable' ? node.givens : [];
        const facts = own.filter(({ fact }) => !given.has(fact)).map((each) => code(plainText(each)));
        for (const { fact } of own) given.add(fact);
        const isSelf = seen.size === 1;
        // What a case gives itself stands in its declaration above.
        if (facts.length > 0 && (!isSelf || symbol.kind === 'scenario'))
            lines.push(`${isSelf ? 'Gives' : `From ${code(name)}:`} ${facts.join(', ')}`);
        name = node?.base;
    }
    return lines.length === 0 ? [] : [lines.join('  \n')];
}
