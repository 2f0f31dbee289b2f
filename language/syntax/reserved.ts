// The words that can never be a name: an expression or an answer could not be told apart. All other words of the grammar
// are names too wherever it takes one.

export const RESERVED_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'is', 'has', 'otherwise', 'next']);
