// Comments in a piece of text. What somebody wrote stays, wherever it stands.

/** The comments in a piece of text, in order, each with its signs. */
export function commentsIn(text: string): readonly string[] {
    const found = text.match(/"(?:\\.|[^"\\])*"|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g) ?? [];
    return found.filter((each) => !each.startsWith('"')).map((each) => each.trimEnd());
}

export function hasComment(text: string): boolean {
    return commentsIn(text).length > 0;
}
