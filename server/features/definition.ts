// Where a name is declared, what type it has, where a citation, an expected duty, a `use` or a `source` leads.

import type { LocationLink } from 'vscode-languageserver';
import type * as Ast from '../../language/generated/ast.js';
import type { Origin, Position } from '../../language/index.js';
import { resolvePath } from '../../language/syntax/paths.js';
import { type Name, originOfPlace, originOfSymbol } from '../../language/syntax/symbols.js';
import { citationAt, placeOfCitation } from '../citations.js';
import { declarationAt, nameAt, rangeOfDeclaration } from '../names.js';
import { containsPosition, NOWHERE } from '../positions.js';
import type { Workspace } from '../workspace.js';
import { expectedDutyAt } from './expected-duty.js';

export function findDefinition(workspace: Workspace, uri: string, position: Position): LocationLink[] {
    const name = nameAt(workspace, uri, position);
    if (name) return [linkTo(workspace, name.symbol, name.range)];
    const checked = workspace.checked(uri);
    const declaration = checked && declarationAt(checked, position);
    if (!checked || !declaration?.ast) return [];
    const citation = citationAt(declaration, position);
    if (citation) {
        const place = placeOfCitation(workspace, uri, citation.text);
        return place ? [plainLink(workspace, place.origin, citation.range)] : [];
    }
    const duty = expectedDutyAt(checked, declaration, position);
    if (duty) {
        return duty.duties.map(({ origin, textOrigin }) => ({
            ...plainLink(workspace, origin, duty.range),
            targetSelectionRange: textOrigin.range,
        }));
    }
    const path = pathOf(declaration.ast);
    const origin = path && originOfPlace({ declaration, node: declaration.ast, property: path.property });
    if (!path || !origin || !containsPosition(origin.range, position)) return [];
    return [plainLink(workspace, { uri: resolvePath(uri, path.text), range: NOWHERE }, origin.range)];
}

/** The choice of a fact, the outcome behind a refinement, the choice of a value. */
export function findTypeDefinition(workspace: Workspace, uri: string, position: Position): LocationLink[] {
    const name = nameAt(workspace, uri, position);
    if (!name) return [];
    const { symbol, checked, range } = name;
    const target = typeNameOf(symbol);
    const declared =
        target === undefined
            ? undefined
            : symbol.kind === 'outcome'
              ? checked.scope.outcomes.get(target)
              : checked.scope.choices.get(target);
    return declared ? [linkTo(workspace, declared.symbol, range)] : [];
}

export function linkTo(
    workspace: Workspace,
    symbol: Name,
    originSelectionRange: LocationLink['originSelectionRange'],
): LocationLink {
    const { range } = originOfSymbol(symbol);
    const whole = rangeOfDeclaration(symbol.declaration);
    const targetRange = containsPosition(whole, range.start) ? whole : range;
    return {
        targetUri: workspace.clientUri(symbol.declaration.document.uri),
        targetRange,
        targetSelectionRange: range,
        ...(originSelectionRange ? { originSelectionRange } : {}),
    };
}

/** The path in a `use`, or after `source`. */
export function pathOf(ast: Ast.Declaration): { readonly text: string; readonly property: string } | undefined {
    if (ast.$type === 'Use' && ast.path) return { text: ast.path, property: 'path' };
    if (ast.$type === 'PolicyHeader' && ast.source) return { text: ast.source, property: 'source' };
    return undefined;
}

function plainLink(workspace: Workspace, target: Origin, originSelectionRange: Origin['range']): LocationLink {
    return {
        targetUri: workspace.clientUri(target.uri),
        targetRange: target.range,
        targetSelectionRange: target.range,
        originSelectionRange,
    };
}

function typeNameOf({ kind, node, container }: Name): string | undefined {
    if (kind === 'value') return container;
    if (kind === 'category') return (node as Ast.Category).choice;
    if (kind === 'outcome') return (node as Ast.Outcome).parent;
    if (kind !== 'fact') return undefined;
    const { type } = node as Ast.Fact;
    return type?.$type === 'ChoiceType' || type?.$type === 'SetType' ? type.choice : undefined;
}
