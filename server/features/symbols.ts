// The contents of a file (policy → principles → steps, scenarios → rows), and names in the whole workspace.

import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import type * as Ast from '../../language/generated/ast.js';
import type { Range } from '../../language/index.js';
import { type DeclarationNode, originOf, type SourceFile } from '../../language/syntax/document.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { plainText } from '../../language/syntax/text.js';
import { rangeOfDeclaration } from '../names.js';
import { contains, positionAt, positionsOf } from '../positions.js';
import type { Workspace } from '../workspace.js';

/** What a list of names offers at most; a longer list helps nobody. */
const MAX_FOUND = 1_000;

const KINDS: Readonly<Record<string, SymbolKind>> = {
    PolicyHeader: SymbolKind.Module,
    SuiteHeader: SymbolKind.Module,
    Choice: SymbolKind.Enum,
    ChoiceValue: SymbolKind.EnumMember,
    Category: SymbolKind.Array,
    Fact: SymbolKind.Field,
    Parameter: SymbolKind.Constant,
    Definition: SymbolKind.Function,
    Score: SymbolKind.Number,
    Outcome: SymbolKind.Event,
    Exemption: SymbolKind.Class,
    Principle: SymbolKind.Class,
    Review: SymbolKind.Class,
    Step: SymbolKind.Method,
    Duties: SymbolKind.Interface,
    Guarantee: SymbolKind.Interface,
    Case: SymbolKind.Object,
    Scenario: SymbolKind.Operator,
    ScenarioTable: SymbolKind.Struct,
    ScenarioRow: SymbolKind.Operator,
};

export function listDocumentSymbols(workspace: Workspace, uri: string): DocumentSymbol[] {
    const file = workspace.file(uri);
    if (!file) return [];
    const symbols = file.declarations.flatMap((declaration) => symbolOf(declaration) ?? []);
    const header = symbols.find(({ kind }) => kind === SymbolKind.Module);
    if (!header) return symbols;
    const end = positionAt(positionsOf(file.text), file.text.length);
    const children = symbols.filter((each) => each !== header && !isAbove(each.range, header.range));
    const above = symbols.filter((each) => each !== header && isAbove(each.range, header.range));
    return [...above, { ...header, range: { start: header.range.start, end }, children }];
}

/** Names, qualified names and titles that hold the letters of the query in order, best ones first. */
export function findWorkspaceSymbols(workspace: Workspace, query: string): WorkspaceSymbol[] {
    const found: { symbol: WorkspaceSymbol; rank: number }[] = [];
    for (const uri of workspace.each()) {
        const add = (symbol: DocumentSymbol, containerName: string): void => {
            const qualified = containerName === '' ? symbol.name : `${containerName}.${symbol.name}`;
            const ranks = [symbol.name, qualified, symbol.detail ?? ''].map((text) => rankOf(query, text));
            const rank = Math.min(...ranks.map((each) => each ?? Number.POSITIVE_INFINITY));
            if (Number.isFinite(rank)) {
                const location = { uri: workspace.clientUri(uri), range: symbol.selectionRange };
                // Rules name steps so, and clients look for the query in the name.
                const name = symbol.kind === SymbolKind.Method ? qualified : symbol.name;
                found.push({ symbol: { name, kind: symbol.kind, containerName, location }, rank });
            }
            for (const child of symbol.children ?? []) add(child, symbol.name);
        };
        for (const symbol of listDocumentSymbols(workspace, uri)) add(symbol, '');
    }
    found.sort((a, b) => a.rank - b.rank);
    return found.slice(0, MAX_FOUND).map(({ symbol }) => symbol);
}

function symbolOf(declaration: DeclarationNode): DocumentSymbol | undefined {
    const { ast } = declaration;
    const range = rangeOfDeclaration(declaration);
    if (!ast || declaration.problems.length > 0) return brokenSymbol(declaration, range);
    const kind = KINDS[ast.$type];
    if (kind === undefined) return undefined;
    const { name, detail, property } = labelOf(ast, declaration.document);
    const selection = originOfPlace({ declaration, node: ast, property }).range;
    const children = childrenOf(declaration, ast);
    return {
        name: name || '(no name yet)',
        detail,
        kind,
        range,
        selectionRange: contains(range, selection) ? selection : range,
        ...(children.length > 0 ? { children } : {}),
    };
}

function brokenSymbol({ keyword, name }: DeclarationNode, range: Range): DocumentSymbol | undefined {
    if (keyword === '' || name === undefined) return undefined;
    const kind = KINDS[keyword.charAt(0).toUpperCase() + keyword.slice(1)] ?? SymbolKind.Variable;
    return { name: name.replace(/^"|"$/g, '') || '(no name yet)', detail: keyword, kind, range, selectionRange: range };
}

function labelOf(
    ast: Ast.Declaration,
    file: SourceFile,
): { readonly name: string; readonly detail: string; readonly property: string } {
    switch (ast.$type) {
        case 'SuiteHeader':
            return { name: `scenarios for ${ast.policy}`, detail: '', property: 'policy' };
        case 'Fact':
            return { name: ast.name, detail: ast.question ?? '', property: 'name' };
        case 'Scenario':
        case 'ScenarioTable':
        case 'Guarantee':
            return { name: ast.title, detail: ast.$type === 'Guarantee' ? 'guarantee' : '', property: 'title' };
        case 'Duties':
            return {
                name: `on ${ast.any ? 'any outcome' : ast.outcomes.join(', ')}`,
                detail: '',
                property: 'outcomes',
            };
        case 'Use':
            return { name: ast.path, detail: file.uri, property: 'path' };
        default:
            return { name: ast.name, detail: ast.title ?? '', property: 'name' };
    }
}

function childrenOf(declaration: DeclarationNode, ast: Ast.Declaration): DocumentSymbol[] {
    switch (ast.$type) {
        case 'Choice':
            return ast.values.map((value) => childOf(declaration, value, 'name', value.name, value.title ?? ''));
        case 'Principle':
            return ast.steps.map((step) => childOf(declaration, step, 'name', step.name, step.title ?? ''));
        case 'ScenarioTable':
            return ast.rows.map((row, index) =>
                childOf(
                    declaration,
                    row,
                    'cells',
                    `row ${index + 1}`,
                    [...row.cells, row.verdict].map((cell) => (cell ? plainText(cell) : '')).join(' · '),
                ),
            );
        default:
            return [];
    }
}

function childOf(
    declaration: DeclarationNode,
    node: Ast.ChoiceValue | Ast.Step | Ast.ScenarioRow,
    property: string,
    name: string,
    detail: string,
): DocumentSymbol {
    const { range } = originOf(declaration, node);
    const selection = originOfPlace({ declaration, node, property }).range;
    return {
        name: name || '(no name yet)',
        detail,
        kind: KINDS[node.$type] ?? SymbolKind.Variable,
        range,
        selectionRange: contains(range, selection) ? selection : range,
    };
}

function isAbove(range: Range, header: Range): boolean {
    return range.start.line < header.start.line;
}

/** 0 is the same, then a start, a part, scattered letters; undefined is no match. Blanks count for nothing. */
function rankOf(query: string, name: string): number | undefined {
    const [wanted, text] = [query, name].map((each) => each.toLowerCase().replace(/\s+/g, '')) as [string, string];
    if (wanted === '') return 4;
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    if (text.includes(wanted)) return 2;
    let at = 0;
    for (const letter of wanted) {
        at = text.indexOf(letter, at) + 1;
        if (at === 0) return undefined;
    }
    return 3;
}
