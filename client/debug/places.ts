// Which line a breakpoint comes to stand on, or why a replay can never stop there.

import { l10n } from 'vscode';
import type { BreakpointsResult } from '../../server/protocol.js';

export type Placed =
    | { readonly kind: 'placed'; readonly line: number; readonly character: number; readonly exact: boolean }
    | { readonly kind: 'refused'; readonly reason: string };

/**
 * Finds the place for a breakpoint. Lines and characters count from 0.
 *
 * @param character where an inline breakpoint is wanted; the nearest place on the line is taken
 * @param replayed the policy that is being replayed
 */
export function placeBreakpoint(
    { places, declarations, policy }: BreakpointsResult,
    line: number,
    character: number | undefined,
    replayed: string,
): Placed {
    if (!policy)
        return refused(l10n.t('This file belongs to no policy that can be replayed: look for its errors first.'));
    if (policy.uri !== replayed)
        return refused(l10n.t('This line belongs to ‘{0}’, which is not being replayed.', policy.name));
    const here = places.filter(({ range }) => range.start.line === line);
    if (character !== undefined && here.length > 0) {
        const distance = (at: number): number => Math.abs(at - character);
        const [nearest] = [...here].sort(
            (a, b) => distance(a.range.start.character) - distance(b.range.start.character),
        );
        if (nearest) return { kind: 'placed', line, character: nearest.range.start.character, exact: true };
    }
    const [first] = here;
    if (first) return { kind: 'placed', line, character: first.range.start.character, exact: false };
    const declaration = declarations.find(({ range }) => range.start.line <= line && line <= range.end.line);
    if (!declaration) return refused(l10n.t('Nothing is looked at on this line.'));
    const { range } = declaration;
    const inside = places.filter(
        ({ range: { start } }) => range.start.line <= start.line && start.line <= range.end.line,
    );
    const around = inside.findLast(({ range: each }) => each.start.line < line && line <= each.end.line);
    const next = inside.find(({ range: { start } }) => start.line > line);
    const moved = around ?? next;
    if (moved) {
        const { start } = moved.range;
        return { kind: 'placed', line: start.line, character: start.character, exact: false };
    }
    return refused(REASONS[declaration.keyword] ?? l10n.t('Nothing is looked at on this line.'));
}

const SCENARIO = l10n.t('A scenario is what is replayed: set breakpoints on rules, answers and definitions.');

const REASONS: Readonly<Record<string, string>> = {
    fact: l10n.t(
        'A fact is looked at by rules: start debugging and choose “Break on Value Read” at it in the Variables view.',
    ),
    parameter: l10n.t('A parameter is only read: set the breakpoint where a rule uses it.'),
    outcome: l10n.t('An outcome is given by rules: set the breakpoint on an answer that leads to it.'),
    choice: l10n.t('Values are only read: set the breakpoint on an answer.'),
    category: l10n.t('A category is only read: set the breakpoint where a rule uses it.'),
    on: l10n.t('Duties are worked out after the decision: a replay cannot stop at them.'),
    guarantee: l10n.t('A guarantee is proved of all cases: no single case comes past it.'),
    case: SCENARIO,
    scenario: SCENARIO,
};

function refused(reason: string): Placed {
    return { kind: 'refused', reason };
}
