// The names that a file can see: its own and those of the files it uses, each kind in its namespace. Value names belong
// to their choice, so two choices may share them; facts, parameters, definitions and scores share one namespace.

import type { AstNode } from 'langium';
import type * as Ast from '../generated/ast.js';
import { type Context, relatedDeclaration, report } from './context.js';
import type { DeclarationNode, SourceFile } from './document.js';
import { type Name, originOfPlace, type SymbolKind } from './symbols.js';

/** A declared name with its syntax; `node` is absent where the declaration does not parse. */
export interface Declared<T extends AstNode> {
    readonly symbol: Name;
    readonly declaration: DeclarationNode;
    readonly node: T;
    /** Its declaration has a syntax error: nothing that hangs on its contents is to be reported. */
    readonly broken: boolean;
}

export type VariableNode = Ast.Fact | Ast.Parameter | Ast.Definition | Ast.Score;
export type RuleNode = Ast.Exemption | Ast.Principle | Ast.Review;
export type CaseNode = Ast.Case | Ast.Scenario | Ast.ScenarioTable;

export interface Scope {
    readonly choices: ReadonlyMap<string, Declared<Ast.Choice>>;
    readonly categories: ReadonlyMap<string, Declared<Ast.Category>>;
    readonly variables: ReadonlyMap<string, Declared<VariableNode>>;
    readonly outcomes: ReadonlyMap<string, Declared<Ast.Outcome>>;
    readonly rules: ReadonlyMap<string, Declared<RuleNode>>;
    /** Cases by name and scenarios by title. */
    readonly cases: ReadonlyMap<string, Declared<CaseNode>>;
    /** Names that stand in a declaration that does not parse: they may be declared, so nothing is said about them. */
    readonly doubtful: ReadonlySet<string>;
}

/** Words with a meaning of their own wherever a value stands. */
const RESERVED_NAMES = new Set(['yes', 'no', 'unknown', 'known']);

/**
 * Collects the names declared in `files`; duplicates and reserved names are reported once each.
 *
 * @param policyFile the file whose rules count: rules of other policies that are used for their vocabulary stay out
 */
export function collectScope(
    context: Context,
    files: readonly SourceFile[],
    policyFile: SourceFile | undefined,
): Scope {
    const choices = new Map<string, Declared<Ast.Choice>>();
    const categories = new Map<string, Declared<Ast.Category>>();
    const variables = new Map<string, Declared<VariableNode>>();
    const outcomes = new Map<string, Declared<Ast.Outcome>>();
    const rules = new Map<string, Declared<RuleNode>>();
    const cases = new Map<string, Declared<CaseNode>>();
    const doubtful = new Set<string>();
    const declare = <T extends AstNode>(
        map: Map<string, Declared<T>>,
        kind: SymbolKind,
        declaration: DeclarationNode,
        node: T & { readonly name?: string; readonly title?: string; readonly question?: string },
    ) => {
        const name = node.name ?? (kind === 'scenario' ? node.title : undefined);
        if (name === undefined) return;
        const title = node.question ?? node.title;
        const symbol: Name = { kind, name, declaration, node, ...(title === undefined ? {} : { title }) };
        const place = { declaration, node, property: kind === 'scenario' ? 'title' : 'name' };
        context.occurrences.push({ symbol, place, role: 'declaration' });
        if (kind !== 'scenario' && RESERVED_NAMES.has(name)) {
            report(
                context,
                'name-reserved',
                originOfPlace(place),
                `‘${name}’ is a word of the language: choose another name.`,
            );
        }
        const before = map.get(name);
        if (!before) {
            map.set(name, { symbol, declaration, node, broken: declaration.problems.length > 0 });
        } else if (kind === 'scenario') {
            report(context, 'scenario-duplicate-title', originOfPlace(place), `There is another scenario ‘${name}’.`, {
                related: [relatedDeclaration(before.symbol)],
            });
        } else {
            const message = `‘${name}’ is declared twice: there is another ${before.symbol.kind} of this name.`;
            report(context, 'name-duplicate', originOfPlace(place), message, {
                related: [relatedDeclaration(before.symbol)],
            });
        }
    };

    for (const file of files) {
        for (const declaration of file.declarations) {
            if (declaration.problems.length > 0) for (const word of words(declaration.text)) doubtful.add(word);
            const node = declaration.ast;
            switch (node?.$type) {
                case 'Choice':
                    declare(choices, 'choice', declaration, node);
                    declareValues(context, declaration, node);
                    break;
                case 'Category':
                    declare(categories, 'category', declaration, node);
                    break;
                case 'Fact':
                    declare(variables, 'fact', declaration, node);
                    break;
                case 'Parameter':
                    declare(variables, 'parameter', declaration, node);
                    break;
                case 'Definition':
                    declare(variables, 'definition', declaration, node);
                    break;
                case 'Score':
                    declare(variables, 'score', declaration, node);
                    break;
                case 'Outcome':
                    declare(outcomes, 'outcome', declaration, node);
                    break;
                case 'Exemption':
                case 'Principle':
                case 'Review':
                    if (file !== policyFile) break;
                    declare(rules, node.$type.toLowerCase() as SymbolKind, declaration, node);
                    if (node.$type === 'Principle') declareSteps(context, declaration, node);
                    break;
                case 'Case':
                    declare(cases, 'case', declaration, node);
                    break;
                case 'Scenario':
                case 'ScenarioTable':
                    declare(cases, 'scenario', declaration, node);
                    break;
            }
        }
    }
    return { choices, categories, variables, outcomes, rules, cases, doubtful };
}

/** The symbol of a value of a choice; one for each declaration, made on demand. */
export function valueSymbol(declaration: DeclarationNode, choice: Ast.Choice, value: Ast.ChoiceValue): Name {
    const known = valueSymbols.get(value);
    if (known && known.declaration === declaration) return known;
    const title = value.title === undefined ? {} : { title: value.title };
    const symbol: Name = {
        kind: 'value',
        name: value.name,
        container: choice.name,
        declaration,
        node: value,
        ...title,
    };
    valueSymbols.set(value, symbol);
    return symbol;
}

export function stepSymbol(declaration: DeclarationNode, principle: Ast.Principle, step: Ast.Step): Name {
    const known = valueSymbols.get(step);
    if (known && known.declaration === declaration) return known;
    const title = step.title === undefined ? {} : { title: step.title };
    const symbol: Name = {
        kind: 'step',
        name: step.name,
        container: principle.name,
        declaration,
        node: step,
        ...title,
    };
    valueSymbols.set(step, symbol);
    return symbol;
}

const valueSymbols = new WeakMap<AstNode, Name>();

function declareValues(context: Context, declaration: DeclarationNode, choice: Ast.Choice): void {
    const seen = new Set<string>();
    for (const value of choice.values) {
        const place = { declaration, node: value, property: 'name' };
        context.occurrences.push({ symbol: valueSymbol(declaration, choice, value), place, role: 'declaration' });
        if (seen.has(value.name)) {
            report(
                context,
                'name-duplicate',
                originOfPlace(place),
                `‘${value.name}’ stands twice in ‘${choice.name}’.`,
            );
        } else if (RESERVED_NAMES.has(value.name)) {
            const message = `‘${value.name}’ is a word of the language: choose another name.`;
            report(context, 'name-reserved', originOfPlace(place), message);
        }
        seen.add(value.name);
    }
}

function declareSteps(context: Context, declaration: DeclarationNode, principle: Ast.Principle): void {
    const seen = new Set<string>();
    for (const step of principle.steps) {
        const place = { declaration, node: step, property: 'name' };
        context.occurrences.push({ symbol: stepSymbol(declaration, principle, step), place, role: 'declaration' });
        if (seen.has(step.name)) {
            const message = `‘${principle.name}’ has another step ‘${step.name}’.`;
            report(context, 'name-duplicate', originOfPlace(place), message);
        }
        seen.add(step.name);
    }
}

function words(text: string): readonly string[] {
    return text.match(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g) ?? [];
}
