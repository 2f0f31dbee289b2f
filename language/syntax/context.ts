// What every lowering function works with: where to report, and what to remember of the names that it resolved.

import type { AstNode } from 'langium';
import { SYNTAX_CODES, type SyntaxFindingCode } from '../model/codes.js';
import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import { nearest } from '../model/spelling.js';
import { type DeclarationNode, originOf } from './document.js';
import { type Name, type Occurrence, originOfPlace, originOfSymbol, type Place } from './symbols.js';

export interface Context {
    readonly findings: Finding[];
    readonly occurrences: Occurrence[];
}

export type Extra = Partial<Omit<Finding, 'code' | 'severity' | 'message' | 'origin'>>;

export function report(
    context: Context,
    code: SyntaxFindingCode,
    origin: Origin,
    message: string,
    extra?: Extra,
): void {
    context.findings.push({ code, severity: SYNTAX_CODES[code].severity, message, origin, ...extra });
}

export function reportAt(
    context: Context,
    code: SyntaxFindingCode,
    declaration: DeclarationNode,
    node: AstNode,
    message: string,
    extra?: Extra,
): void {
    report(context, code, originOf(declaration, node), message, extra);
}

export function mention(context: Context, symbol: Name, place: Place): void {
    context.occurrences.push({ symbol, place, role: 'use' });
}

/** Reports a name that is not declared, with the nearest one that is. */
export function reportUnknownName(
    context: Context,
    place: Place,
    what: string,
    name: string,
    candidates: Iterable<string>,
    hint = '',
): void {
    const suggestion = nearest(name, candidates);
    const message = suggestion
        ? `There is no ${what} ‘${name}’. Did you mean ‘${suggestion}’?`
        : `There is no ${what} ‘${name}’.${hint ? ` ${hint}` : ''}`;
    report(context, 'name-unknown', originOfPlace(place), message, {
        expected: what,
        actual: name,
        ...(suggestion ? { suggestion } : {}),
    });
}

export function relatedDeclaration(symbol: Name): { message: string; origin: Origin } {
    return { message: `‘${symbol.name}’ is declared here`, origin: originOfSymbol(symbol) };
}
