// The duties that an `expect duty "…"` speaks of.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { CheckedFile, Origin, Position, Range } from '../../language/index.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { plainText } from '../../language/syntax/text.js';
import { codeBlock } from '../markdown.js';
import { containsPosition } from '../positions.js';

export interface ExpectedDuty {
    /** The text in the scenario. */
    readonly range: Range;
    /** Wherever the policy says it. */
    readonly duties: readonly Said[];
}

interface Said {
    readonly origin: Origin;
    /** Its text alone. */
    readonly textOrigin: Origin;
    readonly node: Ast.Duty;
    readonly on: Ast.Duties;
}

export function expectedDutyAt(
    { policyFile }: CheckedFile,
    declaration: DeclarationNode,
    position: Position,
): ExpectedDuty | undefined {
    if (declaration.ast?.$type !== 'Scenario') return undefined;
    for (const node of AstUtils.streamAst(declaration.ast)) {
        if (node.$type !== 'DutyExpectation') continue;
        const { range } = originOfPlace({ declaration, node, property: 'text' });
        if (!containsPosition(range, position)) continue;
        const { text } = node as Ast.DutyExpectation;
        return { range, duties: (policyFile?.declarations ?? []).flatMap((each) => saidIn(each, text)) };
    }
    return undefined;
}

/** As they are written, with the outcomes that they hang on. */
export function describeDuties(duties: readonly Said[]): string {
    return duties
        .map(({ node, on }) => {
            const outcomes = on.any ? 'any outcome' : on.outcomes.join(', ');
            return codeBlock(`on ${outcomes}\n  ${plainText(node)}`);
        })
        .join('\n\n');
}

function saidIn(declaration: DeclarationNode, text: string): readonly Said[] {
    const on = declaration.ast;
    if (on?.$type !== 'Duties') return [];
    return on.duties
        .filter((node) => node.text === text)
        .map((node) => ({
            origin: originOf(declaration, node),
            textOrigin: originOfPlace({ declaration, node, property: 'text' }),
            node,
            on,
        }));
}
