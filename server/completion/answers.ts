// What may stand where an answer, a cell or a band says what it matches: what the subject can be and nothing before or
// after the cursor says yet.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Candidate } from './candidate.js';
import { answersOfRule } from './paths.js';
import type { Place } from './position.js';
import type { Slot } from './slots.js';
import { loweredOf } from './types.js';
import { answersFor, coveredBy, parametersFor } from './values.js';

/** The answers that a path can name, if it is one that the name at the cursor stands in. */
export function pathAnswers({ checked, place }: Slot): readonly Candidate[] | undefined {
    const holder = place.owner()?.$container?.$container as Ast.PathStep | Ast.Answered | undefined;
    if (holder?.$type === 'PathStep') return answersOfRule(checked.scope, holder.rule.rule, holder.rule.step);
    if (holder?.$type !== 'Answered') return undefined;
    const { subject } = holder;
    return subject.$type === 'Reference' ? answersOfRule(checked.scope, subject.name, subject.member) : [];
}

export function patternNames(slot: Slot): readonly Candidate[] {
    const onPath = pathAnswers(slot);
    if (onPath) return onPath;
    const { checked, place } = slot;
    const { scope } = checked;
    const asked = askedAt(place);
    const pattern = place.owner()?.$container?.$type;
    if (pattern === 'BoundPattern' || pattern === 'RangePattern')
        return parametersFor(scope, loweredOf(scope, asked?.subject)).map((each) => ({ ...each, rank: 1 }));
    const table = asked?.kind === 'Table';
    const used = table ? new Set<string>() : coveredBy(scope, usedAnswers(place));
    const values = answersFor(scope, asked?.subject).filter(({ label }) => !used.has(label));
    // Nothing but unknown is left after `otherwise`.
    const open = used.has('otherwise') ? values.filter(({ label }) => label === 'unknown') : values;
    const alone = !table && place.words.at(-1) !== ',' && !/^[ \t]*(?:=>|,)/.test(place.after);
    const offered = open.map((each) => ({ rank: 1, ...each, ...(alone ? { insert: `${each.label} => ` } : {}) }));
    const single = open.filter(({ kind }) => kind !== 'category').map(({ label }) => label);
    const inOneGo = alone && place.startsLine && asked?.kind === 'Question' && single.length > 1;
    return inOneGo ? [allAnswers(single), ...offered] : offered;
}

/** All answers that are still missing, in one go. */
function allAnswers(labels: readonly string[]): Candidate {
    const width = Math.max(...labels.map((label) => label.length));
    const line = (label: string, index: number) => `${label.padEnd(width)} => \${${index + 1}:next}`;
    return {
        label: labels.slice(0, 4).join(', ') + (labels.length > 4 ? ', …' : ''),
        kind: 'declaration',
        detail: 'all answers that are missing',
        insert: labels.map((label) => `${label.padEnd(width)} => next`).join('\n'),
        snippet: labels.map(line).join('\n'),
        rank: 0,
    };
}

interface Asked {
    readonly kind: 'Question' | 'Table' | 'PointsBands';
    readonly subject: Ast.Expression | undefined;
}

/** What the question, table column or bands at the cursor look at. */
export function askedAt(place: Place): Asked | undefined {
    const ast = place.partial();
    if (!ast) return undefined;
    let found: Ast.Question | Ast.Table | Ast.PointsBands | undefined;
    for (const node of AstUtils.streamAst(ast)) {
        if (node.$type === 'Question' || node.$type === 'Table' || node.$type === 'PointsBands')
            found = node as typeof found;
    }
    if (!found) return undefined;
    const subject = found.$type === 'Table' ? found.columns[columnAt(place)] : found.subject;
    return { kind: found.$type, subject };
}

/** The column of a table that the cursor is in, from 0. */
export function columnAt({ before }: Pick<Place, 'before'>): number {
    const row = before.slice(before.lastIndexOf('\n') + 1);
    return Math.max(0, row.split('|').length - 2);
}

/** Patterns of the question at the cursor, those after the cursor included. */
function usedAnswers({ words, after }: Place): ReadonlySet<string> {
    const from = Math.max(words.lastIndexOf('ask'), words.lastIndexOf('{'));
    const behind = after.split(/\bask\b|\bstep\b|\}/, 1)[0] ?? '';
    const used = new Set<string>();
    for (const text of [words.slice(from + 1).join(' '), behind]) {
        for (const [, patterns] of text.matchAll(/([^>\n]*?)\s*=>/g)) {
            for (const pattern of (patterns ?? '').split(/[\s,]+/)) if (pattern !== '') used.add(pattern);
        }
    }
    return used;
}
