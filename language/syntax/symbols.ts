// Declared names and the places where they are used: what definition, references, rename and highlighting live on.

import { type AstNode, GrammarUtils } from 'langium';
import type { Origin } from '../model/origin.js';
import { type DeclarationNode, originAt, originOf } from './document.js';

export type SymbolKind =
    | 'policy'
    | 'choice'
    | 'value'
    | 'category'
    | 'fact'
    | 'parameter'
    | 'definition'
    | 'score'
    | 'outcome'
    | 'exemption'
    | 'principle'
    | 'step'
    | 'review'
    | 'case'
    | 'scenario';

export interface Name {
    readonly kind: SymbolKind;
    /** As written where it is declared. */
    readonly name: string;
    /** What tells it from its namesakes: the choice of a value, the principle of a step. */
    readonly container?: string;
    /** Title or question. */
    readonly title?: string;
    readonly declaration: DeclarationNode;
    readonly node: AstNode;
}

/** The property of a syntax node that holds a name; its range is computed when somebody asks. */
export interface Place {
    readonly declaration: DeclarationNode;
    readonly node: AstNode;
    readonly property: string;
    readonly index?: number;
    /** Of a text in quotation marks, the part that is the name. */
    readonly within?: { readonly start: number; readonly length: number };
}

export interface Occurrence {
    readonly symbol: Name;
    readonly place: Place;
    readonly role: 'declaration' | 'use';
}

export function originOfPlace({ declaration, node, property, index, within }: Place): Origin {
    const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
    if (cst && within) return originAt(declaration, cst.offset + within.start, within.length);
    return originOf(declaration, cst ?? node);
}

/** Where the symbol's own name stands. */
export function originOfSymbol({ declaration, node }: Name): Origin {
    return originOfPlace({ declaration, node, property: 'title' in node && !('name' in node) ? 'title' : 'name' });
}

/** `P4.a`, `Vehicle.car`, `income`. */
export function qualifiedName(symbol: Name): string {
    return symbol.container ? `${symbol.container}.${symbol.name}` : symbol.name;
}

/** For messages: "fact", "value of Vehicle". */
export function describeKind(symbol: Name): string {
    return symbol.kind === 'value' ? `value of ${symbol.container}` : symbol.kind;
}
