// Markdown for hovers and completion. Texts of policies are not trusted: whatever could become a link, a picture or markup
// is escaped, so only what the server itself writes can be clicked.

import type { ClientCommands } from './protocol.js';

/** A text of a policy as it reads, on one line: no markup, and no addresses that an editor would make links of. */
export function plain(text: string): string {
    return text
        .replace(/[\\`*_{}[\]#|!<>~&$@]/g, '\\$&')
        .replace(/:(?=\/\/)/g, '\\:')
        .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}\\.`)
        .replace(/\s+/g, ' ');
}

/** A text in code style. */
export function code(text: string): string {
    const flat = text.replace(/\s+/g, ' ');
    const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    return longest > 0 ? `${fence} ${flat} ${fence}` : `${fence}${flat}${fence}`;
}

/** Tenet, coloured by the editor. */
export function codeBlock(text: string): string {
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}tenet\n${text}\n${fence}`;
}

/** Paragraphs of a source document, escaped, as a quotation of at most so many letters. */
export function quotation(text: string, longest = 600): string {
    const cut = text.length > longest ? `${text.slice(0, longest).trimEnd()} …` : text;
    return cut
        .split(/\r\n|\n|\r/)
        .map((line) => `> ${plain(line)}`)
        .join('\n');
}

/** A link that the server itself makes. */
export function link(text: string, target: string): string {
    return `[${plain(text)}](${target.replace(/[()<>\s]/g, escapeSign)})`;
}

/** A link that runs a command of the client. */
export function commandLink<C extends keyof ClientCommands>(text: string, command: C, args: ClientCommands[C]): string {
    return commandLinks([[plain(text), command]], args).join('');
}

/** Links that run several commands with the same arguments; there may be thousands of them in one message. */
export function commandLinks<C extends keyof ClientCommands>(
    commands: readonly (readonly [text: string, command: C])[],
    args: ClientCommands[C],
): readonly string[] {
    const query = encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, escapeSign);
    return commands.map(([text, command]) => `[${text}](command:${command}?${query})`);
}

function escapeSign(sign: string): string {
    return encodeURIComponent(sign).replace('(', '%28').replace(')', '%29');
}

/** What the functions of this file have written, without their markup. */
export function withoutMarkup(markdown: string): string {
    const lines: string[] = [];
    let fence: string | undefined;
    for (const line of markdown.split('\n')) {
        const mark = /^`{3,}/.exec(line)?.[0];
        if (fence !== undefined) {
            if (line === fence) fence = undefined;
            else lines.push(line);
        } else if (mark !== undefined) fence = mark;
        else lines.push(withoutInlineMarkup(line.replace(/^> ?/, '').trimEnd()));
    }
    return lines.join('\n');
}

function withoutInlineMarkup(line: string): string {
    return line.replace(
        /(`+)( ?)(.*?)\2\1|\[((?:\\.|[^\]\\])*)\]\([^)]*\)|\*\*|\\(.)/g,
        (_, _fence: string, _blank: string, code?: string, label?: string, sign?: string) =>
            code ?? (label === undefined ? (sign ?? '') : withoutInlineMarkup(label)),
    );
}
