// Lowers scores: sums of points that conditions and bands give.

import type * as Ast from '../generated/ast.js';
import type { Score, ScorePart } from '../model/policy.js';
import { AnswerOrder, labelOrigin } from './answer-order.js';
import { factsOf } from './conditions.js';
import type { DeclarationNode } from './document.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { decimalsOf } from './literal.js';
import { lowerPatterns } from './patterns.js';
import { parseDecimal, toScaled } from './rational.js';
import { lowerSubject, type Subject, subjectKnown } from './subject.js';
import { plainText } from './text.js';
import { lowerCitations, titled } from './vocabulary.js';

/** Undefined after a finding. */
export function lowerScore(environment: Environment, node: Ast.Score, declaration: DeclarationNode): Score | undefined {
    const scale = Math.max(0, ...node.items.flatMap(pointsOf).map(decimalsOf));
    const points = (text: string) => toScaled(parseDecimal(text), 10 ** scale) ?? 0;
    const parts: ScorePart[] = [];
    let complete = true;
    for (const item of node.items) {
        const part = item.$type === 'ConditionalPoints' ? lowerPoints(item) : lowerBands(item);
        if (part) parts.push(part);
        else complete = false;
    }
    if (!complete) return undefined;
    const conditions = parts.flatMap((part) => [
        ...(part.guard ? [part.guard] : []),
        ...part.branches.map((branch) => branch.when),
        ...(part.known ? [part.known] : []),
    ]);
    return {
        name: node.name,
        ...titled(node.title),
        scale,
        parts,
        facts: factsOf(environment, conditions),
        citations: lowerCitations(declaration, node.cites),
        origin: originOf(declaration, node),
    };

    function lowerPoints(item: Ast.ConditionalPoints): ScorePart | undefined {
        const when = lowerCondition(environment, item.condition);
        const origin = originOf(declaration, item);
        const label = plainText(item.condition);
        return when && { kind: 'points', branches: [{ label, when, points: points(item.points), origin }], origin };
    }

    function lowerBands(item: Ast.PointsBands): ScorePart | undefined {
        const lowered = lowerExpression(environment, item.subject);
        const subject = lowered && lowerSubject(environment, item.subject, lowered);
        const guard = item.condition && lowerCondition(environment, item.condition);
        if (!subject || (item.condition && !guard)) return undefined;
        const branches: ScorePart['branches'][number][] = [];
        const order = new AnswerOrder(environment);
        let whole = true;
        for (const band of item.bands) {
            const branch = lowerBand(subject, band);
            if (branch && order.admits(band, branch.label, labelOrigin(environment, band))) branches.push(branch);
            else whole = false;
        }
        if (!whole) return undefined;
        return {
            kind: 'bands',
            ...(guard ? { guard } : {}),
            text: plainText(item.subject),
            branches,
            known: subjectKnown(subject),
            origin: originOf(declaration, item),
        };
    }

    function lowerBand(subject: Subject, band: Ast.Band): ScorePart['branches'][number] | undefined {
        const origin = originOf(declaration, band);
        if (band.otherwise)
            return { label: 'otherwise', when: subjectKnown(subject), points: points(band.points), origin };
        const patterns = lowerPatterns(environment, subject, band.patterns);
        return patterns && { label: patterns.label, when: patterns.when, points: points(band.points), origin };
    }
}

function pointsOf(item: Ast.ScoreItem): readonly string[] {
    return item.$type === 'ConditionalPoints' ? [item.points] : item.bands.map((band) => band.points);
}
