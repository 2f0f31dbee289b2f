// `tenet fmt`: brings files into the canonical layout; what does not parse is left as it is.

import { format, parseFile } from '../../language/index.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { findPolicyFiles, nameOfFile } from './files.js';
import { openOutput } from './output.js';
import { decoded, type ReadText, readText } from './read.js';
import { counted, plain, type Terminal } from './terminal.js';

export interface FmtOptions {
    readonly check?: boolean;
    readonly json?: boolean;
}

export const FMT_JSON_VERSION = 1;

export async function fmt(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<ExitCode> {
    if (paths.includes('-')) return formatInput(paths, options, terminal);
    const found = await findPolicyFiles(paths);
    const problems = [...found.problems];
    const changed: string[] = [];
    const files: { file: string; changed: boolean }[] = [];
    for (const path of found.paths) {
        const file = nameOfFile(path);
        const read = await readText(path);
        if (read.kind === 'problem') {
            problems.push(`${file}: ${read.message}`);
            continue;
        }
        noteSyntaxErrors(file, read.text, terminal);
        const formatted = format(read.text);
        files.push({ file, changed: formatted !== read.text });
        if (formatted === read.text) continue;
        changed.push(file);
        if (!options.check) await replace(path, formatted, read);
    }
    for (const line of problems) terminal.note(`tenet: ${plain(line)}`);
    await terminal.write(options.json ? jsonText(files) : told(changed, files.length, options, terminal));
    if (problems.length > 0) return WRONG;
    return options.check && changed.length > 0 ? FOUND : FINE;
}

/** From standard input to standard output, for editors. */
async function formatInput(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<ExitCode> {
    if (paths.length > 1 || options.json) throw new WrongUsage('- stands alone: fmt then reads standard input');
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    const read = decoded(Buffer.concat(chunks));
    if (read.kind === 'problem') throw new WrongUsage(`standard input: ${read.message}`);
    noteSyntaxErrors('standard input', read.text, terminal);
    const formatted = format(read.text);
    if (options.check) return formatted === read.text ? FINE : FOUND;
    await terminal.write(formatted);
    return FINE;
}

async function replace(path: string, text: string, before: Extract<ReadText, { kind: 'text' }>): Promise<void> {
    const output = await openOutput(path);
    await output.write(before.hasMark ? `\ufeff${text}` : text);
    await output.finish();
}

function noteSyntaxErrors(file: string, text: string, terminal: Terminal): void {
    const count = parseFile('', text).declarations.filter(({ problems }) => problems.length > 0).length;
    if (count === 0) return;
    const what = counted(count, 'declaration');
    terminal.note(`tenet: ${plain(file)}: ${what} with a syntax error left as ${count === 1 ? 'it is' : 'they are'}`);
}

function jsonText(files: readonly { readonly file: string; readonly changed: boolean }[]): string {
    const changed = files.filter((each) => each.changed).length;
    const summary = { files: files.length, changed };
    return `${JSON.stringify({ version: FMT_JSON_VERSION, files, summary }, null, 2)}\n`;
}

function told(changed: readonly string[], count: number, { check }: FmtOptions, { colours }: Terminal): string {
    const lines = changed.map((file) => `${colours.yellow(check ? '✗' : '✎')} ${plain(file)}`);
    const of = counted(count, 'file');
    if (changed.length === 0) return `${colours.green('✓')} ${of} in the canonical layout\n`;
    const verb = check ? 'would change' : 'formatted';
    return `${[...lines, `${changed.length} of ${of} ${verb}`].join('\n')}\n`;
}
