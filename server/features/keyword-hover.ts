// What a word of the language means where it stands: the grammar knows which of its rules a word belongs to, and that
// tells its meanings apart.

import { CstUtils, type LeafCstNode } from 'langium';
import type { Position, Range } from 'vscode-languageserver';
import { type DeclarationNode, originAt } from '../../language/syntax/document.js';
import { grammarRuleOf } from '../completion/position.js';
import { code } from '../markdown.js';
import { containsPosition } from '../positions.js';
import { DECLARATIONS, DECLARING_RULES, PHRASES, type Phrase, VALUE_WORDS } from '../words-of-language.js';

export interface ExplainedWord {
    readonly text: string;
    readonly range: Range;
}

export function keywordHover(declaration: DeclarationNode, position: Position): ExplainedWord | null {
    const root = declaration.ast?.$cstNode;
    if (!root) return null;
    const leaves = CstUtils.flattenCst(root)
        .filter((leaf) => !leaf.hidden)
        .toArray();
    const at = leaves.findIndex((leaf) => containsPosition(rangeOf(declaration, leaf, leaf), position));
    const found = at < 0 ? undefined : phraseAround(leaves, at);
    if (!found) return null;
    const { phrase, first, last } = found;
    return { text: `${code(phrase.text)}: ${phrase.says}`, range: rangeOf(declaration, first, last) };
}

/** Whether something is said of a word wherever a rule of the grammar has it. */
export function isExplained(word: string, rule: string): boolean {
    const phrases = Object.entries(PHRASES).flatMap(([key, all]) => (key.endsWith(`@${rule}`) ? all : []));
    return [...phrases, ...declaringPhrases(rule)].some(({ text }) => text.split(' ').includes(word));
}

interface Found {
    readonly phrase: Phrase;
    readonly first: LeafCstNode;
    readonly last: LeafCstNode;
}

/** More words than any phrase has. */
const LONGEST_PHRASE = 3;

/** The longest phrase that the leaf is part of. */
function phraseAround(leaves: readonly LeafCstNode[], at: number): Found | undefined {
    let longest: Found | undefined;
    let length = 0;
    for (let start = Math.max(0, at - LONGEST_PHRASE + 1); start <= at; start++) {
        const first = leaves[start] as LeafCstNode;
        for (const phrase of phrasesFrom(first)) {
            const words = phrase.text.split(' ');
            const last = leaves[start + words.length - 1];
            const matches = words.every((word, index) => leaves[start + index]?.text === word);
            if (!last || !matches || start + words.length <= at || words.length <= length) continue;
            longest = { phrase, first, last };
            length = words.length;
        }
    }
    return longest;
}

function phrasesFrom(leaf: LeafCstNode): readonly Phrase[] {
    // Operators stand in no rule that was written, but in what is made of `infix`.
    const rule = (leaf.grammarSource && grammarRuleOf(leaf.grammarSource)) || leaf.astNode.$type;
    const key = `${leaf.text}@${rule}`;
    const own = Object.hasOwn(PHRASES, key) ? (PHRASES[key] ?? []) : [];
    const says = VALUE_RULES.has(rule) && Object.hasOwn(VALUE_WORDS, leaf.text) ? VALUE_WORDS[leaf.text] : undefined;
    return [...own, ...declaringPhrases(rule), ...(says === undefined ? [] : [{ text: leaf.text, says }])];
}

/** Where a value is a name to the grammar. */
const VALUE_RULES: ReadonlySet<string> = new Set(['Reference', 'NamedValue']);

function declaringPhrases(rule: string): readonly Phrase[] {
    if (!DECLARING_RULES.has(rule)) return [];
    return Object.entries(DECLARATIONS).map(([text, { says }]) => ({ text, says }));
}

function rangeOf(declaration: DeclarationNode, first: LeafCstNode, last: LeafCstNode): Range {
    return originAt(declaration, first.offset, last.end - first.offset).range;
}
