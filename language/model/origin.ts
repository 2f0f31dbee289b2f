// Where a piece of the model stands in the text. Positions are those of the Language Server Protocol:
// zero-based lines and UTF-16 characters, the end excluded.

export interface Position {
    readonly line: number;
    readonly character: number;
}

export interface Range {
    readonly start: Position;
    readonly end: Position;
}

export interface Origin {
    /** The document, as the host names it: a URI in the editor, a path on the command line. */
    readonly uri: string;
    readonly range: Range;
}
