// Langium's parser for one declaration. All keywords are soft (they are names too wherever the grammar takes one) but for
// the few that would make an expression or an answer ambiguous.

import './node20.js';
import type { ILexingError, IRecognitionException, IToken, TokenType } from 'chevrotain';
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
import { describeExpected, describeToken } from './expected.js';

/** Words that can never be a name, because an expression or an answer could not be told apart. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'has', 'otherwise', 'next']);

/** A syntax error, relative to the text that was parsed. */
export interface SyntaxProblem {
    readonly offset: number;
    readonly length: number;
    readonly message: string;
}

export interface ParsedDeclaration {
    /** Present even after a syntax error, then with holes. */
    readonly ast: Declaration;
    readonly problems: readonly SyntaxProblem[];
}

/** Parses the text of one declaration. Never throws; reports the first thing that is wrong. */
export function parseDeclaration(text: string): ParsedDeclaration {
    const result = parserServices().parser.LangiumParser.parse<Declaration>(text);
    const problems = [
        ...result.lexerErrors.map((error) => lexingProblem(error, text)),
        ...result.parserErrors.map((error) => parsingProblem(error, text)),
    ].sort((a, b) => a.offset - b.offset);
    return { ast: result.value, problems: problems.slice(0, 1) };
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
            Lexer: (core: LangiumCoreServices) => new ListLexer(core),
            ValueConverter: () => new UnclosedTexts(),
            ParserErrorMessageProvider: () => new PlainMessages(),
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
 * Tells the `or` of a list of values (`is car or van`) from the operator (`is car or badge = yes`): it stands between
 * names that nothing else follows. The list binds tightest, so `x is a or b and c` means `(x is a or b) and c`.
 */
export class ListLexer extends DefaultLexer {
    override tokenize(text: string): LexerResult {
        const result = super.tokenize(text);
        const listOr = this.tokenTypes.OR_OF_LIST as TokenType;
        const { tokens } = result;
        for (let index = 0; index < tokens.length; index++) {
            if (tokens[index]?.image !== 'is') continue;
            let at = tokens[index + 1]?.image === 'not' ? index + 2 : index + 1;
            if (STATES.has(tokens[at]?.image ?? '')) continue;
            while (tokens[at + 1]?.image === 'or' && isBareName(tokens, at + 2)) {
                const or = tokens[at + 1] as IToken;
                or.tokenType = listOr;
                or.tokenTypeIdx = listOr.tokenTypeIdx as number;
                at += 2;
            }
        }
        return result;
    }
}

const STATES = new Set(['known', 'unknown', 'empty']);
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

class PlainMessages extends AbstractParserErrorMessageProvider {
    override buildMismatchTokenMessage({ expected, actual }: { expected: TokenType; actual: IToken }): string {
        return `Expected ${describeExpected([expected])} but found ${describeToken(actual)}.`;
    }

    override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: IToken }): string {
        return `${describeToken(firstRedundant, 'start')} does not belong here.`;
    }

    override buildNoViableAltMessage(options: { expectedPathsPerAlt: TokenType[][][]; actual: IToken[] }): string {
        const first = options.expectedPathsPerAlt.flatMap((paths) => paths.flatMap((path) => path.slice(0, 1)));
        return `Expected ${describeExpected(first)} but found ${describeToken(options.actual[0])}.`;
    }

    override buildEarlyExitMessage(options: { expectedIterationPaths: TokenType[][]; actual: IToken[] }): string {
        const first = options.expectedIterationPaths.flatMap((path) => path.slice(0, 1));
        return `Expected ${describeExpected(first)} but found ${describeToken(options.actual[0])}.`;
    }
}

function lexingProblem(error: ILexingError, text: string): SyntaxProblem {
    const found = text.slice(error.offset, error.offset + Math.min(error.length, 20));
    return { offset: error.offset, length: error.length, message: `‘${printable(found)}’ does not belong here.` };
}

function parsingProblem(error: IRecognitionException, text: string): SyntaxProblem {
    const token = error.token;
    if (!Number.isNaN(token.startOffset)) {
        return { offset: token.startOffset, length: token.image.length, message: error.message };
    }
    // The end of the declaration: point at its last character, where something is lacking.
    const end = text.trimEnd().length;
    return { offset: Math.max(0, end - 1), length: Math.min(1, end), message: error.message };
}

function printable(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
    return text.replace(/[\u0000-\u001f\u007f]/g, '·');
}
