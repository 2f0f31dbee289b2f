// Semantic tokens: words of the language where they are words and not names, and names by what they name. What one
// declaration gives is kept for as long as neither it nor a name in it changes.

import type { CstNode } from 'langium';
import { GrammarAST, isLeafCstNode } from 'langium';
import type { Range, SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { CheckedFile } from '../../language/index.js';
import type { DeclarationNode } from '../../language/syntax/document.js';
import { originOfPlace, type SymbolKind } from '../../language/syntax/symbols.js';
import { occurrencesIn } from '../names.js';
import type { Workspace } from '../workspace.js';

const TYPES = [
    'keyword',
    'string',
    'number',
    'operator',
    'namespace',
    'enum',
    'enumMember',
    'property',
    'variable',
    'function',
    'event',
    'class',
    'method',
    'struct',
    'type',
] as const;
const MODIFIERS = ['declaration', 'readonly'] as const;

export const LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] };

const OF_KIND: Readonly<Record<SymbolKind, (typeof TYPES)[number]>> = {
    policy: 'namespace',
    choice: 'enum',
    value: 'enumMember',
    category: 'enum',
    fact: 'property',
    parameter: 'variable',
    definition: 'function',
    score: 'function',
    outcome: 'event',
    exemption: 'class',
    principle: 'class',
    step: 'method',
    review: 'class',
    case: 'struct',
    scenario: 'string',
};

const OF_TERMINAL: Readonly<Record<string, (typeof TYPES)[number]>> = {
    STRING: 'string',
    MONEY: 'number',
    DATE: 'number',
    DURATION: 'number',
    PERCENT: 'number',
    NUMBER: 'number',
};

interface Token {
    readonly line: number;
    readonly character: number;
    readonly length: number;
    readonly type: number;
    readonly modifiers: number;
}

/** Results by id, so that a client can ask for what changed; of each file the last one only. */
export class TokenStore {
    private readonly builders = new Map<string, SemanticTokensBuilder>();

    full(workspace: Workspace, uri: string): SemanticTokens {
        const builder = this.builderOf(uri);
        builder.previousResult('');
        push(builder, tokensOf(workspace, uri));
        return builder.build();
    }

    delta(workspace: Workspace, uri: string, previous: string): SemanticTokens | SemanticTokensDelta {
        const builder = this.builderOf(uri);
        builder.previousResult(previous);
        push(builder, tokensOf(workspace, uri));
        return builder.buildEdits();
    }

    forget(uri: string): void {
        this.builders.delete(uri);
    }

    private builderOf(uri: string): SemanticTokensBuilder {
        let builder = this.builders.get(uri);
        if (!builder) {
            builder = new SemanticTokensBuilder();
            this.builders.set(uri, builder);
        }
        return builder;
    }
}

export function tokensInRange(workspace: Workspace, uri: string, { start, end }: Range): SemanticTokens {
    const builder = new SemanticTokensBuilder();
    push(
        builder,
        tokensOf(workspace, uri).filter(({ line }) => line >= start.line && line <= end.line),
    );
    return builder.build();
}

function push(builder: SemanticTokensBuilder, tokens: readonly Token[]): void {
    for (const { line, character, length, type, modifiers } of tokens)
        builder.push(line, character, length, type, modifiers);
}

function tokensOf(workspace: Workspace, uri: string): readonly Token[] {
    const checked = workspace.checked(uri);
    if (!checked) return [];
    return checked.file.declarations.flatMap((declaration) => tokensIn(checked, declaration));
}

function tokensIn(checked: CheckedFile, declaration: DeclarationNode): readonly Token[] {
    const cst = declaration.ast?.$cstNode;
    if (!cst) return [];
    const names = new Map<string, { readonly kind: SymbolKind; readonly declares: boolean }>();
    for (const { symbol, place, role } of occurrencesIn(checked, declaration)) {
        const { start } = originOfPlace(place).range;
        names.set(`${start.line}:${start.character}`, { kind: symbol.kind, declares: role === 'declaration' });
    }
    const tokens: Token[] = [];
    const visit = (node: CstNode): void => {
        if (node.hidden) return;
        if (!isLeafCstNode(node)) {
            for (const child of (node as CstNode & { content: CstNode[] }).content) visit(child);
            return;
        }
        const line = node.range.start.line + declaration.line;
        const character = node.range.start.character + (node.range.start.line === 0 ? declaration.character : 0);
        const name = names.get(`${line}:${character}`);
        const type = name ? OF_KIND[name.kind] : lexicalType(node);
        if (!type || node.range.end.line !== node.range.start.line) return;
        tokens.push({
            line,
            character,
            length: node.length,
            type: TYPES.indexOf(type),
            modifiers: (name?.declares ? 1 : 0) | (name?.kind === 'parameter' || name?.kind === 'value' ? 2 : 0),
        });
    };
    visit(cst);
    return tokens;
}

function lexicalType(node: CstNode): (typeof TYPES)[number] | undefined {
    const source = node.grammarSource;
    if (GrammarAST.isKeyword(source)) return /^[a-z]/.test(source.value) ? 'keyword' : undefined;
    if (!GrammarAST.isRuleCall(source)) return undefined;
    const rule = source.rule.$refText;
    return Object.hasOwn(OF_TERMINAL, rule) ? OF_TERMINAL[rule] : VALUE_WORDS.has(node.text) ? 'keyword' : undefined;
}

/** They parse as names, and mean the same everywhere. */
const VALUE_WORDS = new Set(['yes', 'no', 'unknown']);
