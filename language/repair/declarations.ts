// Declarations that nothing uses, and values that are given twice.

import { applyEdits, format } from '../format/format.js';
import type * as Ast from '../generated/ast.js';
import type { Fix } from '../model/finding.js';
import { type DeclarationNode, originAt } from '../syntax/document.js';
import { plainText } from '../syntax/text.js';
import { difference, removal } from './cuts.js';
import { nodeAround, type Repair, type Site, spanOf } from './place.js';

/** Takes away a declaration whose name stands nowhere else: scenarios may still give a fact that no rule reads. */
export function withoutDeclaration(site: Site): Fix | undefined {
    const { ast } = site.declaration;
    const edits = withoutDeclarations([site]);
    if (!ast || !('name' in ast) || edits.length === 0) return undefined;
    return { title: `Remove the ${ast.$type.toLowerCase()} ‘${ast.name}’`, edits };
}

/** The same of several declarations of one file at once. */
export function withoutDeclarations(sites: readonly Site[]): Fix['edits'] {
    const idle = sites.filter(isIdle);
    const [first] = idle;
    if (!first) return [];
    const { text } = first.declaration.document;
    const spans = idle.map(({ declaration }) => {
        const { start, end } = spanOf(declaration.ast as Ast.Declaration);
        return { start: declaration.offset + start, end: declaration.offset + end };
    });
    const cuts = joined(text, spans).map((span) => removal(text, span));
    const without = applyEdits(
        text,
        cuts.map(({ start, end }) => ({ offset: start, length: end - start, text: '' })),
    );
    const edit = difference(text, format(text) === text ? format(without) : without);
    const whole = { ...first.declaration, text, line: 0, character: 0 };
    return [{ origin: originAt(whole, edit.start, edit.end - edit.start), text: edit.text }];
}

type Span = ReturnType<typeof spanOf>;

/** Neighbours on one line as one, so that the line goes with them. */
function joined(text: string, spans: readonly Span[]): readonly Span[] {
    const all: Span[] = [];
    for (const span of spans.toSorted((a, b) => a.start - b.start)) {
        const last = all.at(-1);
        if (last && /^[ \t]*$/.test(text.slice(last.end, span.start))) all[all.length - 1] = { ...last, end: span.end };
        else all.push(span);
    }
    return all;
}

function isIdle({ declaration, files }: Site): boolean {
    const { ast, problems } = declaration;
    if (!ast?.$cstNode || !('name' in ast) || problems.length > 0) return false;
    const { name } = ast;
    return !files.some((file) =>
        file.declarations.some((each) => each !== declaration && wordsOf(each).has(name as string)),
    );
}

/** Takes away the second of two values given to one fact, if they are the same. */
export function withoutGiven(site: Site): Repair | undefined {
    const node = nodeAround(site, (each): each is Ast.Given => each.$type === 'Given');
    if (!node) return undefined;
    const first = node.$container.givens.find(({ fact }) => fact === node.fact);
    if (!first || first === node || plainText(first.value) !== plainText(node.value)) return undefined;
    const { declaration } = site;
    const claim = spanOf(node);
    return { title: 'Remove the second value', declaration, cuts: [removal(declaration.text, claim)], claim };
}

const known = new WeakMap<DeclarationNode, ReadonlySet<string>>();

/** All words of a declaration but those in comments and texts. */
function wordsOf(declaration: DeclarationNode): ReadonlySet<string> {
    const before = known.get(declaration);
    if (before) return before;
    const code = declaration.text.replace(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n\r])*"?/g, ' ');
    const words = new Set(code.match(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g));
    known.set(declaration, words);
    return words;
}
