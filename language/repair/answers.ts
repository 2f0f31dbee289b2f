// Answers, rows, exceptions and bands that can go, with the line they stand on: no case gets them, or every case would
// fare the same without them.

import type { AstNode } from 'langium';
import type * as Ast from '../generated/ast.js';
import { originOf } from '../syntax/document.js';
import { plainText } from '../syntax/text.js';
import { removal } from './cuts.js';
import { isSameRange, nodeAround, type Repair, type Site, spanOf } from './place.js';
import { isNamed } from './references.js';

type Removable = Ast.Answer | Ast.TableRow | Ast.Except;

/** Takes away the answer, or the one pattern of it, that the finding points at. */
export function withoutAnswer(site: Site): Repair | undefined {
    const node = nodeAround(site, isRemovable);
    if (!node) return undefined;
    return node.$type === 'Answer' ? withoutPattern(site, node) : withoutNumbered(site, node);
}

/** Takes away an answer whose cases fare the same without it; what it cites would be lost with it. */
export function withoutRedundantAnswer(site: Site): Repair | undefined {
    const node = nodeAround(site, isRemovable);
    return node?.target.cites ? undefined : withoutAnswer(site);
}

/** Takes away the second of two answers that are alike, if both lead to the same. */
export function withoutDuplicate(site: Site): Repair | undefined {
    const node = nodeAround(site, (each): each is Ast.Answer => each.$type === 'Answer');
    if (node?.$container.$type !== 'Question') return undefined;
    const first = node.$container.answers.find((each) => labelOf(each) === labelOf(node));
    if (!first || first === node || plainText(first.target) !== plainText(node.target)) return undefined;
    return removed(site, node, 'answer');
}

/** Puts the patterns of an answer to those of the earlier one that leads to the same. */
export function merged(site: Site): Repair | undefined {
    const { declaration, finding, files } = site;
    const [earlier] = finding.related ?? [];
    const isAnswer = (each: AstNode): each is Ast.Answer => each.$type === 'Answer';
    const later = nodeAround(site, isAnswer);
    const first = earlier && nodeAround({ ...site, finding: { ...finding, origin: earlier.origin } }, isAnswer);
    const [last, from, to] = [first?.patterns.at(-1), later?.patterns[0], later?.patterns.at(-1)];
    if (!first || !later || !last || !from || !to || first.$container !== later.$container) return undefined;
    const labels = [...labelsOf(first), ...labelsOf(later)];
    if (isNamed(files, ruleAround(later), { kind: 'labels', labels })) return undefined;
    const text = declaration.text.slice(spanOf(from).start, spanOf(to).end);
    if (isCommented(text)) return undefined;
    const { end } = spanOf(last);
    return {
        title: `Merge with ‘${labelOf(first)}’`,
        declaration,
        cuts: [{ start: end, end, text: `, ${text}` }, removal(declaration.text, spanOf(later))],
        claim: { start: spanOf(first).start, end: spanOf(later).end },
    };
}

function isRemovable(node: AstNode): node is Removable {
    return node.$type === 'Answer' || node.$type === 'TableRow' || node.$type === 'Except';
}

function withoutPattern(site: Site, node: Ast.Answer): Repair | undefined {
    const { declaration, finding, files } = site;
    const rule = ruleAround(node);
    const index = node.patterns.findIndex((pattern) => {
        return isSameRange(originOf(declaration, pattern).range, finding.origin.range);
    });
    if (index >= 0 && node.patterns.length > 1) {
        // The answer is named by all of its patterns: without one it has another name.
        if (isNamed(files, rule, { kind: 'labels', labels: labelsOf(node) })) return undefined;
        const label = node.patterns.flatMap((each, at) => (at === index ? [] : [plainText(each)])).join(', ');
        if (node.$container.answers.some((each) => each !== node && labelOf(each as Ast.Answer) === label)) {
            return undefined;
        }
        const [here, before, after] = [index, index - 1, index + 1].map((at) => node.patterns[at]);
        const start = before ? spanOf(before).end : spanOf(here as Ast.Pattern).start;
        const end = before ? spanOf(here as Ast.Pattern).end : spanOf(after as Ast.Pattern).start;
        if (isCommented(declaration.text.slice(start, end))) return undefined;
        const title = `Remove ‘${plainText(here as Ast.Pattern)}’`;
        return { title, declaration, cuts: [{ start, end, text: '' }], claim: spanOf(node) };
    }
    if (node.$container.answers.length < 2) return undefined;
    if (isNamed(files, rule, { kind: 'labels', labels: labelsOf(node) })) return undefined;
    return removed(site, node, 'answer');
}

function withoutNumbered(site: Site, node: Ast.TableRow | Ast.Except): Repair | undefined {
    const kind = node.$type === 'TableRow' ? 'row' : 'except';
    const siblings: readonly Removable[] =
        node.$type === 'TableRow' ? node.$container.rows : (node.$container as Ast.Exemption).excepts;
    if (kind === 'row' && siblings.length < 2) return undefined;
    if (isNamed(site.files, ruleAround(node), { kind, number: siblings.indexOf(node) + 1 })) return undefined;
    return removed(site, node, kind === 'row' ? 'row' : 'exception');
}

function removed({ declaration }: Site, node: AstNode, what: string): Repair {
    const claim = spanOf(node);
    return { title: `Remove this ${what}`, declaration, cuts: [removal(declaration.text, claim)], claim };
}

function labelOf({ otherwise, patterns }: Ast.Answer): string {
    return otherwise ? 'otherwise' : patterns.map(plainText).join(', ');
}

function labelsOf(node: Ast.Answer): readonly string[] {
    return [labelOf(node), ...node.patterns.map(plainText)];
}

/** The rule or step that a node stands in, as paths name it. */
export function ruleAround(node: AstNode): string {
    for (let at: AstNode | undefined = node; at; at = at.$container) {
        if (at.$type === 'Step') return `${(at.$container as Ast.Principle).name}.${(at as Ast.Step).name}`;
        if ('name' in at && typeof at.name === 'string') return at.name;
    }
    return '';
}

export function isCommented(text: string): boolean {
    return text.includes('//') || text.includes('/*');
}
