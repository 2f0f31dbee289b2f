// The names that a file can see: its own and those of the files it uses, each kind in its namespace. Value names belong
// to their choice, so two choices may share them; facts, parameters, definitions and scores share one namespace.

import type { AstNode } from 'langium';
import type * as Ast from '../generated/ast.js';
import { type Context, relatedDeclaration, report } from './context.js';
import type { DeclarationNode, SourceFile } from './document.js';
import { linksOf } from './project.js';
import { type Name, originOfPlace, type Place, type SymbolKind } from './symbols.js';

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
    /** Names that may be declared where the text cannot be read, so nothing is said about them. */
    readonly doubtful: Doubtful;
}

export interface Doubtful {
    has(name: string): boolean;
}

/** Names in declarations that do not parse; all names, if some used file is not there. */
export function doubtfulNames(files: readonly SourceFile[]): Doubtful {
    const uris = new Set(files.map(({ uri }) => uri));
    const lacking = files.some(
        (file) => linksOf(file).used.some((target) => !uris.has(target)) || file.declarations.some(hidesName),
    );
    if (lacking) return { has: () => true };
    const names = new Set<string>();
    for (const { declarations } of files) {
        for (const { problems, text } of declarations) {
            if (problems.length > 0) for (const word of wordsOf(text)) names.add(word);
        }
    }
    return names;
}

/** Words with a meaning of their own wherever a value stands. */
const RESERVED_NAMES = new Set(['yes', 'no', 'unknown', 'known']);

/** Whether a declaration is so broken that nobody can tell which name it declares, or which file it brings in. */
function hidesName({ keyword, name, problems }: DeclarationNode): boolean {
    if (problems.length === 0 || NAMELESS.has(keyword)) return false;
    return OPENS_FILES.has(keyword) || name === undefined;
}

const NAMELESS: ReadonlySet<string> = new Set(['on', 'guarantee', 'scenario']);

/** The header may have swallowed a `use`, and says which policy's rules a suite sees. */
const OPENS_FILES: ReadonlySet<string> = new Set(['use', 'policy', 'scenarios']);

/**
 * Collects the names declared in `files`; duplicates and reserved names are reported once each.
 *
 * @param policyFile the file whose rules count: rules of other policies that are used for their vocabulary stay out
 */
export function collectScope(
    context: Context,
    files: readonly SourceFile[],
    policyFile: SourceFile | undefined,
    doubtful: Doubtful,
): Scope {
    const scope = {
        choices: new Map<string, Declared<Ast.Choice>>(),
        categories: new Map<string, Declared<Ast.Category>>(),
        variables: new Map<string, Declared<VariableNode>>(),
        outcomes: new Map<string, Declared<Ast.Outcome>>(),
        rules: new Map<string, Declared<RuleNode>>(),
        cases: new Map<string, Declared<CaseNode>>(),
        doubtful,
    };
    for (const file of files) {
        for (const declaration of file.declarations) {
            const node = declaration.ast;
            switch (node?.$type) {
                case 'Choice':
                    declare(context, scope.choices, 'choice', declaration, node);
                    checkTypeName(context, declaration, node);
                    declareValues(context, declaration, node);
                    break;
                case 'Category':
                    declare(context, scope.categories, 'category', declaration, node);
                    break;
                case 'Fact':
                case 'Parameter':
                case 'Definition':
                case 'Score':
                    declare(context, scope.variables, VARIABLE_KINDS[node.$type], declaration, node);
                    break;
                case 'Outcome':
                    declare(context, scope.outcomes, 'outcome', declaration, node);
                    break;
                case 'Exemption':
                case 'Principle':
                case 'Review':
                    if (file !== policyFile) break;
                    declare(context, scope.rules, RULE_KINDS[node.$type], declaration, node);
                    if (node.$type === 'Principle') declareSteps(context, declaration, node);
                    break;
                case 'Case':
                    declare(context, scope.cases, 'case', declaration, node);
                    break;
                case 'Scenario':
                case 'ScenarioTable':
                    declare(context, scope.cases, 'scenario', declaration, node);
                    break;
            }
        }
    }
    return scope;
}

const VARIABLE_KINDS = { Fact: 'fact', Parameter: 'parameter', Definition: 'definition', Score: 'score' } as const;
const RULE_KINDS = { Exemption: 'exemption', Principle: 'principle', Review: 'review' } as const;

function declare<T extends AstNode>(
    context: Context,
    map: Map<string, Declared<T>>,
    kind: SymbolKind,
    declaration: DeclarationNode,
    node: T & { readonly name?: string; readonly title?: string; readonly question?: string },
): void {
    const name = kind === 'scenario' ? node.title : node.name;
    // A syntax error before the name leaves none.
    if (name === undefined) return;
    const title = node.question ?? node.title;
    const symbol: Name = { kind, name, declaration, node, ...(title === undefined ? {} : { title }) };
    const place = { declaration, node, property: kind === 'scenario' ? 'title' : 'name' };
    context.occurrences.push({ symbol, place, role: 'declaration' });
    if (kind !== 'scenario') checkReserved(context, place, name);
    const before = map.get(name);
    if (!before) {
        map.set(name, { symbol, declaration, node, broken: declaration.problems.length > 0 });
        return;
    }
    const related = { related: [relatedDeclaration(before.symbol)] };
    if (kind === 'scenario') {
        const message = `There is another scenario ‘${name}’.`;
        report(context, 'scenario-duplicate-title', originOfPlace(place), message, related);
    } else {
        const message = `‘${name}’ is declared twice: there is another ${before.symbol.kind} of this name.`;
        report(context, 'name-duplicate', originOfPlace(place), message, related);
    }
}

/** `fact day: date` means the type, so no choice may be called so. */
const TYPE_NAMES: ReadonlySet<string> = new Set(['number', 'money', 'duration', 'date']);

function checkTypeName(context: Context, declaration: DeclarationNode, node: Ast.Choice): void {
    if (!TYPE_NAMES.has(node.name)) return;
    const message = `‘${node.name}’ is a type of the language, so a choice cannot be called so: choose another name.`;
    report(context, 'name-reserved', originOfPlace({ declaration, node, property: 'name' }), message);
}

function checkReserved(context: Context, place: Place, name: string): void {
    if (!RESERVED_NAMES.has(name)) return;
    const message = `‘${name}’ is a word of the language and cannot be a name: choose another.`;
    report(context, 'name-reserved', originOfPlace(place), message);
}

/** The symbol of a value of a choice; one for each declaration, made on demand. */
export function valueSymbol(declaration: DeclarationNode, choice: Ast.Choice, value: Ast.ChoiceValue): Name {
    return memberSymbol('value', declaration, choice.name, value);
}

export function stepSymbol(declaration: DeclarationNode, principle: Ast.Principle, step: Ast.Step): Name {
    return memberSymbol('step', declaration, principle.name, step);
}

function memberSymbol(
    kind: 'value' | 'step',
    declaration: DeclarationNode,
    container: string,
    node: Ast.ChoiceValue | Ast.Step,
): Name {
    const known = memberSymbols.get(node);
    if (known && known.declaration === declaration) return known;
    const title = node.title === undefined ? {} : { title: node.title };
    const symbol: Name = { kind, name: node.name, container, declaration, node, ...title };
    memberSymbols.set(node, symbol);
    return symbol;
}

const memberSymbols = new WeakMap<AstNode, Name>();

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
        } else checkReserved(context, place, value.name);
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

function wordsOf(text: string): readonly string[] {
    return text.match(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g) ?? [];
}
