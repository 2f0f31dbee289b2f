// Langium's parser for one declaration. All keywords are soft (they are names too wherever the grammar takes one) but for
// the few that would make an expression or an answer ambiguous.

import './node20.js';
import type { IToken, TokenType } from 'chevrotain';
import {
    AbstractParserErrorMessageProvider,
    type CstNode,
    createDefaultCoreModule,
    createDefaultSharedCoreModule,
    DefaultLexer,
    DefaultTokenBuilder,
    DefaultValueConverter,
    EmptyFileSystem,
    type Grammar,
    type GrammarAST,
    inject,
    type LangiumCoreServices,
    type LangiumSharedCoreServices,
    type LexerResult,
    type ValueType,
} from 'langium';
import type { Declaration } from '../generated/ast.js';
import { TenetGeneratedModule, TenetGeneratedSharedModule } from '../generated/module.js';
import { encodeExpected, expectedAlong } from './expected.js';
import { RESERVED_WORDS } from './reserved.js';
import type { SyntaxProblem } from './situation.js';
import { firstProblem } from './syntax-problems.js';

export interface ParsedDeclaration {
    /** Present even after a syntax error, then with holes. */
    readonly ast: Declaration;
    /** The first thing that is wrong; whatever follows it would mislead. */
    readonly problem?: SyntaxProblem;
}

/** Parses the text of one declaration. Never throws; reports the first thing that is wrong. */
export function parseDeclaration(text: string): ParsedDeclaration {
    const { LangiumParser, Lexer } = parserServices().parser;
    const { value: ast, lexerErrors, parserErrors } = LangiumParser.parse<Declaration>(text);
    if (lexerErrors.length === 0 && parserErrors.length === 0) return { ast };
    const problem = firstProblem(text, Lexer.tokenize(text).tokens, lexerErrors, parserErrors);
    return problem ? { ast, problem } : { ast };
}

let services: LangiumCoreServices | undefined;

/** The parser's services, made on first use: the grammar's self-analysis costs some 50 ms. */
export function parserServices(): LangiumCoreServices {
    if (services) return services;
    const shared: LangiumSharedCoreServices = inject(
        createDefaultSharedCoreModule(EmptyFileSystem),
        TenetGeneratedSharedModule,
    );
    services = inject(createDefaultCoreModule({ shared }), TenetGeneratedModule, {
        parser: {
            TokenBuilder: () => new SoftKeywords(),
            Lexer: (core: LangiumCoreServices) => new ContextLexer(core),
            ValueConverter: () => new UnclosedTexts(),
            ParserErrorMessageProvider: () => new ExpectedTokens(),
        },
    });
    shared.ServiceRegistry.register(services);
    return services;
}

export class SoftKeywords extends DefaultTokenBuilder {
    override buildTokens(grammar: Grammar): TokenType[] {
        const tokens = super.buildTokens(grammar) as TokenType[];
        const name = tokens.find((token) => token.name === 'ID') as TokenType;
        for (const token of tokens) {
            if (/^[a-z]+$/.test(token.name) && !RESERVED_WORDS.has(token.name)) token.CATEGORIES = [name];
        }
        return tokens;
    }
}

/**
 * Tells words apart that the grammar alone cannot, by the words around them.
 *
 * The `or` of a list of values (`is car or van`) from the operator (`is car or badge = yes`): it stands between names
 * that nothing else follows. The list binds tightest, so `x is a or b and c` means `(x is a or b) and c`.
 *
 * The answer `asked => …` from the condition `P1 asked`: no condition on the path has an arrow after it.
 */
export class ContextLexer extends DefaultLexer {
    override tokenize(text: string): LexerResult {
        const result = super.tokenize(text);
        const { tokens } = result;
        let depth = 0;
        for (let index = 0; index < tokens.length; index++) {
            switch (tokens[index]?.image) {
                case 'is':
                    this.retagList(tokens, index);
                    break;
                case 'asked': {
                    const next = tokens[index + 1]?.image;
                    if (next === '=>' || (next === ',' && depth === 0)) this.retag(tokens[index], 'ID');
                    break;
                }
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
            }
        }
        return result;
    }

    private retagList(tokens: readonly IToken[], is: number): void {
        let at = tokens[is + 1]?.image === 'not' ? is + 2 : is + 1;
        if (STATES.has(tokens[at]?.image ?? '')) return;
        for (; tokens[at + 1]?.image === 'or' && isBareName(tokens, at + 2); at += 2)
            this.retag(tokens[at + 1], 'OR_OF_LIST');
    }

    private retag(token: IToken | undefined, name: string): void {
        const type = this.tokenTypes[name];
        if (!token || !type) return;
        token.tokenType = type;
        token.tokenTypeIdx = type.tokenTypeIdx as number;
    }
}

const STATES = new Set(['known', 'unknown']);
const GOES_ON = new Set([
    'is',
    'has',
    'answered',
    'asked',
    '.',
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '+',
    '-',
    '*',
    '/',
    '(',
]);

function isBareName(tokens: readonly IToken[], at: number): boolean {
    const token = tokens[at];
    if (!token || !/^[A-Za-z_]/.test(token.image) || RESERVED_WORDS.has(token.image)) return false;
    const next = tokens[at + 1]?.image ?? '';
    // `count of (`, `decided by P1`
    const phrase = (token.image === 'count' && next === 'of') || (token.image === 'decided' && next === 'by');
    return !GOES_ON.has(next) && !phrase;
}

/** Takes the quotes off a text, also off one that was never closed. */
class UnclosedTexts extends DefaultValueConverter {
    protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cst: CstNode): ValueType {
        if (rule.name !== 'STRING') return super.runConverter(rule, input, cst);
        const closed = input.length > 1 && input.endsWith('"');
        return unescapeText(input.slice(1, closed ? -1 : undefined));
    }
}

function unescapeText(text: string): string {
    return text.includes('\\') ? text.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char) : text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Only names what was expected; `syntax-problems.ts` makes a sentence of it. */
class ExpectedTokens extends AbstractParserErrorMessageProvider {
    override buildMismatchTokenMessage({ expected }: { expected: TokenType }): string {
        return encodeExpected({ names: [expected.name], ahead: 0 });
    }

    override buildNotAllInputParsedMessage(): string {
        return encodeExpected({ names: [], ahead: 0 });
    }

    override buildNoViableAltMessage(options: { expectedPathsPerAlt: TokenType[][][]; actual: IToken[] }): string {
        return encodeExpected(expectedAlong(options.expectedPathsPerAlt.flat(), options.actual));
    }

    override buildEarlyExitMessage(options: { expectedIterationPaths: TokenType[][]; actual: IToken[] }): string {
        return encodeExpected(expectedAlong(options.expectedIterationPaths, options.actual));
    }
}
