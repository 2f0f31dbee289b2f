// Declarations that nothing uses, and values that are given twice.

import { applyEdits, format } from '../format/format.js';
import type * as Ast from '../generated/ast.js';
import type { Fix } from '../model/finding.js';
import { type DeclarationNode, originAt } from '../syntax/document.js';
import { plainText } from '../syntax/text.js';
import { difference, removal } from './cuts.js';
import { nodeAround, type Repair, type Site, spanOf } from './place.js';

/** Takes away a declaration whose name stands nowhere else: scenarios may still give a fact that no rule reads. */
export function withoutDeclaration({ declaration, files }: Site): Fix | undefined {
    const { ast, document, problems } = declaration;
    if (!ast?.$cstNode || !('name' in ast) || problems.length > 0) return undefined;
    const isElsewhere = files.some((file) =>
        file.declarations.some((each) => each !== declaration && wordsOf(each).has(ast.name as string)),
    );
    if (isElsewhere) return undefined;
    const { text } = document;
    const { start, end } = spanOf(ast);
    const cut = removal(text, { start: declaration.offset + start, end: declaration.offset + end });
    const without = applyEdits(text, [{ offset: cut.start, length: cut.end - cut.start, text: '' }]);
    const edit = difference(text, format(text) === text ? format(without) : without);
    const whole = { ...declaration, text, line: 0, character: 0 };
    const origin = originAt(whole, edit.start, edit.end - edit.start);
    return {
        title: `Remove the ${ast.$type.toLowerCase()} ‘${ast.name}’`,
        edits: [{ origin, text: edit.text }],
    };
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
