// Bands of a magnitude, in a question or in the points of a score: put in order, and neighbours that come to the same made
// one. Both leave every decision as it is, unless an answer that no case gets shows that the order was meant otherwise. And
// the bands that a question lacks.

import { type AstNode, AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import { plainText } from '../../language/syntax/text.js';
import { declarationAt } from '../names.js';
import { containsPosition } from '../positions.js';
import { type Action, type ActionContext, type FileEdit, removal, textAt } from './action.js';

/** From `low` to `high`, in the unit that all bands of the question have; a bound may belong to it or not. */
interface Interval {
    readonly low: number;
    readonly high: number;
    readonly hasLow: boolean;
    readonly hasHigh: boolean;
}

type Band = Ast.Answer | Ast.Band;

export function arrangeBands(context: ActionContext): readonly Action[] {
    const { checked, range, uri, workspace } = context;
    const declaration = declarationAt(checked, range.start);
    if (!declaration?.ast || declaration.problems.length > 0) return [];
    const around = [...AstUtils.streamAst(declaration.ast)].filter(
        (node): node is Ast.Question | Ast.PointsBands =>
            (node.$type === 'Question' || node.$type === 'PointsBands') &&
            containsPosition(originOf(declaration, node).range, range.start),
    );
    const node = around.at(-1);
    if (!node || /\/\/|\/\*/.test(withoutTexts(textAt(workspace, originOf(declaration, node))))) return [];
    const bands: readonly Band[] = node.$type === 'Question' ? node.answers : node.bands;
    return [...sort(context, declaration, bands), ...merge({ workspace, uri }, declaration, bands)];
}

function sort(context: ActionContext, declaration: DeclarationNode, bands: readonly Band[]): readonly Action[] {
    const { workspace, uri, findings } = context;
    const listed = bands.flatMap((band) => {
        const interval = intervalOf(band);
        return interval ? [{ band, interval }] : [];
    });
    const unit = new Set(listed.flatMap(({ band }) => unitsOf(band)));
    if (listed.length < 2 || unit.size > 1) return [];
    const all = listed.map(({ interval }) => interval);
    const isDown = all.every(({ high }) => high === Number.POSITIVE_INFINITY);
    const sorted = [...listed].sort(({ interval: a }, { interval: b }) =>
        isDown ? b.low - a.low || Number(a.hasLow) - Number(b.hasLow) : a.high - b.high || a.low - b.low,
    );
    if (sorted.every(({ band }, index) => band === listed[index]?.band)) return [];
    const isApart = all.every((one, index) => all.slice(index + 1).every((other) => !meet(one, other)));
    const hides = findings.some(({ code }) => code === 'answer-unreachable');
    if (!isApart && !hides) return [];
    const edits = listed.flatMap(({ band }, index): FileEdit[] => {
        const other = sorted[index]?.band;
        if (!other || other === band) return [];
        const newText = textAt(workspace, originOf(declaration, other));
        return [{ uri, range: originOf(declaration, band).range, newText }];
    });
    const kind = isApart ? 'refactor.rewrite' : 'quickfix';
    return [{ title: 'Sort the bands', kind, edits }];
}

/** Neighbours with one answer: where one takes in the other it stays, else the first takes the patterns of both. */
function merge(
    { workspace, uri }: Pick<ActionContext, 'workspace' | 'uri'>,
    declaration: DeclarationNode,
    bands: readonly Band[],
): readonly Action[] {
    const edits: FileEdit[] = [];
    let [before] = bands;
    for (const band of bands.slice(1)) {
        const isSame = before && !before.otherwise && !band.otherwise && leadsTo(before) === leadsTo(band);
        if (!before || !isSame || !isMagnitude(before) || !isMagnitude(band)) {
            before = band;
            continue;
        }
        const [one, other] = [intervalOf(before), intervalOf(band)];
        if (one && other && includes(other, one)) {
            edits.push(removal(workspace, originOf(declaration, before)));
            before = band;
        } else if (one && other && includes(one, other)) {
            edits.push(removal(workspace, originOf(declaration, band)));
        } else {
            // Chains would put several texts in one place: the next use of the action takes them.
            if (edits.length > 0) break;
            const last = before.patterns.at(-1);
            if (!last) break;
            const { range } = originOf(declaration, last);
            const more = band.patterns.map((pattern) => textAt(workspace, originOf(declaration, pattern))).join(', ');
            edits.push({ uri, range: { start: range.end, end: range.end }, newText: `, ${more}` });
            edits.push(removal(workspace, originOf(declaration, band)));
            break;
        }
    }
    return edits.length > 0 ? [{ title: 'Merge bands that come to the same', kind: 'refactor.rewrite', edits }] : [];
}

/**
 * Patterns that take exactly what no answer of a question takes, as far as literals tell, to stand after the others; none
 * where that cannot be seen in the text.
 *
 * @param type of the fact that is asked about, for its range
 */
export function missingBands({ answers }: Ast.Question, type: Ast.Type | undefined): readonly string[] {
    const asked = answers.filter((each) => plainText(each.patterns[0] ?? each) !== 'unknown');
    const intervals = asked.map(intervalOf).filter((each) => each !== undefined);
    const units = new Set(asked.flatMap((each) => unitsOf(each)));
    if (intervals.length === 0 || intervals.length < asked.length || units.size > 1) return [];
    const texts = new Map<number, string>();
    for (const { patterns } of asked)
        for (const operand of patterns.flatMap(operandsOf))
            texts.set(numberOf(operand) ?? Number.NaN, plainText(operand));
    const [least, most] = rangeOf(type);
    const bands: string[] = [];
    // What lies below `from` has been taken, by an answer or by a band that is added.
    let from = { value: Number.NEGATIVE_INFINITY, isTaken: true };
    for (const { low, high, hasLow, hasHigh } of intervals.toSorted(
        (a, b) => a.low - b.low || Number(b.hasLow) - Number(a.hasLow),
    )) {
        const isGap = low > from.value || (low === from.value && !hasLow && !from.isTaken);
        if (isGap && low > least) bands.push(`${hasLow ? 'under' : 'at most'} ${texts.get(low)}`);
        if (high > from.value) from = { value: high, isTaken: hasHigh };
        else if (high === from.value) from = { value: high, isTaken: from.isTaken || hasHigh };
    }
    if (from.value < most) bands.push(`${from.isTaken ? 'over' : 'at least'} ${texts.get(from.value)}`);
    return bands;
}

function rangeOf(type: Ast.Type | undefined): readonly [number, number] {
    const { min, max } = (type ?? {}) as { readonly min?: Ast.Literal; readonly max?: Ast.Literal };
    const least = type?.$type === 'DurationType' ? 0 : Number.NEGATIVE_INFINITY;
    return [(min && numberOf(min)) ?? least, (max && numberOf(max)) ?? Number.POSITIVE_INFINITY];
}

function operandsOf(pattern: Ast.Pattern): readonly Ast.Operand[] {
    return pattern.$type === 'RangePattern' ? [pattern.low, pattern.high] : [pattern.value];
}

function leadsTo(band: Band): string {
    return band.$type === 'Band' ? band.points : plainText(band.target);
}

/** Values of a choice are no bands. */
function isMagnitude({ patterns }: Band): boolean {
    return patterns.length > 0 && patterns.every((pattern) => pattern.$type !== 'ValuePattern');
}

function intervalOf({ patterns, otherwise }: Band): Interval | undefined {
    const [pattern] = patterns;
    if (otherwise || !pattern || patterns.length > 1) return undefined;
    const everything = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, hasLow: false, hasHigh: false };
    if (pattern.$type === 'RangePattern') {
        const [low, high] = [numberOf(pattern.low), numberOf(pattern.high)];
        return low === undefined || high === undefined ? undefined : { low, high, hasLow: true, hasHigh: true };
    }
    if (pattern.$type !== 'BoundPattern') return undefined;
    const value = numberOf(pattern.value);
    if (value === undefined) return undefined;
    switch (pattern.bound.replace(/\s+/g, '')) {
        case 'atmost':
            return { ...everything, high: value, hasHigh: true };
        case 'under':
            return { ...everything, high: value };
        case 'atleast':
            return { ...everything, low: value, hasLow: true };
        case 'over':
            return { ...everything, low: value };
        default:
            return undefined;
    }
}

/** The number of a literal; a name may stand for another one on another day. */
function numberOf(operand: Ast.Operand): number | undefined {
    if (operand.$type === 'Reference') return undefined;
    if (operand.$type === 'DateLiteral') return Date.parse(operand.text) || undefined;
    const [number] = /-?\d[\d,]*(\.\d+)?/.exec(operand.text) ?? [];
    return number === undefined ? undefined : Number(number.replaceAll(',', ''));
}

/** What stands around the numbers: months do not compare with days, nor £ with €. */
function unitsOf(band: Band): readonly string[] {
    const operands: readonly AstNode[] = band.patterns.flatMap(operandsOf);
    return operands.map((each) => {
        const text = 'text' in each && typeof each.text === 'string' ? each.text : '';
        return each.$type === 'DateLiteral' ? 'date' : text.replace(/-?\d[\d,]*(\.\d+)?/, '').trim();
    });
}

function meet(a: Interval, b: Interval): boolean {
    return !isBelow(a, b) && !isBelow(b, a);
}

function isBelow(a: Interval, b: Interval): boolean {
    return a.high < b.low || (a.high === b.low && !(a.hasHigh && b.hasLow));
}

function includes(outer: Interval, inner: Interval): boolean {
    const low = outer.low < inner.low || (outer.low === inner.low && (outer.hasLow || !inner.hasLow));
    const high = outer.high > inner.high || (outer.high === inner.high && (outer.hasHigh || !inner.hasHigh));
    return low && high;
}

function withoutTexts(text: string): string {
    return text.replace(/"(?:\\.|[^"\\])*"/g, '');
}
