// The `tenet` command: its subcommands with their options. Each lies in a file of its own that is loaded when it is
// called, so that help and usage errors cost nothing.

import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { PAPERS } from '../../language/flowchart/paper.js';
import { VERSION } from '../version.js';
import { type ExitCode, INTERRUPTED, WRONG, WrongUsage } from './exit.js';
import { tellSystemError } from './file-error.js';
import { removeUnfinished } from './output.js';
import { plain, processTerminal, type Terminal } from './terminal.js';

type Run<Given extends readonly unknown[]> = (...given: [...Given, Terminal]) => Promise<ExitCode>;

const CODES = `
Exit codes: 0 fine, 1 findings, failures or a difference, 2 wrong usage or a file that cannot be read.`;

const PATHS = new Argument('[paths...]', 'files, folders or patterns; without any, all **/*.tenet below this folder');
const JSON_OPTION = new Option('--json', 'write JSON, as docs/json describes it');

const CHECK = command('check', 'say what is wrong, and prove what can be proved')
    .addArgument(PATHS)
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json', 'sarif', 'github']))
    .addOption(JSON_OPTION)
    .addOption(
        new Option('--severity <least>', 'show and fail on this and worse (else errors and warnings fail)').choices([
            'error',
            'warning',
            'information',
            'hint',
        ]),
    )
    .option('--fix', 'apply safe repairs and unmistakable suggestions')
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./check.js')).check));

const TEST = command('test', 'run scenarios')
    .addArgument(PATHS)
    .option('--filter <text>', 'only scenarios with this in their title, tags or file name')
    .addOption(new Option('--reporter <format>', 'how to write it').choices(['text', 'junit', 'json', 'tap']))
    .addOption(JSON_OPTION)
    .addOption(
        new Option('--coverage [format]', 'show the answers that no scenario takes')
            .choices(['text', 'json', 'html', 'conditions'])
            .preset('text'),
    )
    .option('--coverage-out <file>', 'where to write coverage as json or html')
    .addOption(new Option('--min-coverage <percent>', 'fail below this').argParser(percent))
    .option('--paths', 'show the path of each scenario in short')
    .option('--suggest [file]', 'write the scenarios that are missing, for review; into a suite, or to the terminal')
    .addOption(
        new Option('--mutate [format]', 'change the policy in small ways, and say which changes nothing notices')
            .choices(['text', 'json', 'html'])
            .preset('text'),
    )
    .addOption(new Option('--min-score <percent>', 'with --mutate: fail below this').argParser(percent))
    .option('--watch', 'run again whenever a file changes')
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./test.js')).test));

const DECIDE = command('decide', 'decide cases, one line of JSON each')
    .argument('<policy>', 'a policy file, or a suite of it')
    .option('--facts <file>', 'JSON or lines of JSON; - for standard input')
    .option('--fact <name=value...>', 'one fact; repeat for more')
    .option('--explain', 'tell the path in words')
    .option('--record <to>', 'write the record of each case: into a folder, or as lines of a .jsonl file')
    .option('--by <name>', 'with --record: who decides')
    .option('--at <date>', 'with --record: when; without, now')
    .addOption(JSON_OPTION)
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./decide.js')).decide));

const ASK = command('ask', 'ask about a case, only what is still needed')
    .argument('<policy>', 'a policy file, or a suite of it')
    .option('--save <title>', 'write the case as a scenario')
    .option('--into <file>', 'the suite that it goes into; without, the file named')
    .option('--record <file>', 'write the record of the decision: .json, .md or .html')
    .option('--by <name>', 'with --record: who decides')
    .option('--at <date>', 'with --record: when; without, now')
    .option('--reference <text>', 'with --record: of the case')
    .action(run(async () => (await import('./ask.js')).ask));

const EXPLAIN = command('explain', 'say what would change the decision of a case')
    .argument('<policy>', 'a policy file, or a suite of it')
    .option('--fact <name=value...>', 'one fact; repeat for more')
    .option('--facts <file>', 'a file with the case as JSON')
    .option('--case <scenario>', 'the case of a scenario; its title, or a part of it')
    .option('--not <outcome>', 'why it does not get this outcome')
    .addOption(JSON_OPTION)
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./explain.js')).explain));

const RECORD = command('record', 'write the record of a decision')
    .argument('<policy>', 'a policy file, or a suite of it')
    .option('--fact <name=value...>', 'one fact; repeat for more')
    .option('--facts <file>', 'a file with the case as JSON')
    .option('--case <scenario>', 'the case of a scenario; its title, or a part of it')
    .addOption(new Option('--format <format>', 'md, or what the name of --out says').choices(['md', 'html', 'json']))
    .addOption(JSON_OPTION)
    .option('--by <name>', 'who decides')
    .option('--at <date>', 'when; without, now')
    .option('--reference <text>', 'of the case')
    .option('--deviation <outcome>', 'the outcome proposed instead of the policy’s')
    .option('--reason <text>', 'why it is proposed')
    .option('--supervisor <name>', 'who was consulted on it')
    .option('--referred-to <name>', 'to whom the case went')
    .option('--referral-decision <text>', 'what they decided')
    .option('--done <duty...>', 'what has been done: the words of a duty, or a part of them')
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./record.js')).record));

const REPLAY = command('replay', 'decide records again, and say whether they come out the same')
    .argument('<records...>', 'records as JSON, folders of them, or .jsonl files; a policy file may stand last')
    .option('--policy <file>', 'the policy file; without, the policy of that name below this folder')
    .addOption(JSON_OPTION)
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./replay.js')).replay));

const CHART = command('chart', 'draw a policy as a flowchart')
    .argument('<policy>', 'a policy file, or a suite of it')
    .addOption(
        new Option('--format <format>', 'svg, or what the name of --out says').choices([
            'svg',
            'png',
            'html',
            'mermaid',
            'text',
        ]),
    )
    .addOption(JSON_OPTION)
    .option('--case <scenario>', 'show the path of a scenario; its title, or a part of it')
    .addOption(new Option('--overlay <what>', 'show what scenarios cover').choices(['coverage']))
    .addOption(new Option('--theme <theme>', 'colours').choices(['light', 'dark']).default('light'))
    .addOption(new Option('--paper <paper>', 'for html: the paper of its sheets, A4 by default').choices(PAPERS))
    .option('--footer <text>', 'for html: the foot of its sheets, as "Housing · {title} · {commit} · {generated}"')
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./chart.js')).chart));

const COMPARE = command('compare', 'say which cases two policies treat differently')
    .argument('<old>', 'a policy file, git:REV or git:REV:path')
    .argument('<new>', 'the same')
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json', 'md']))
    .addOption(JSON_OPTION)
    .addOption(
        new Option('--also <what...>', 'count other rules, reasons or duties as a change too').choices([
            'rule',
            'reason',
            'duties',
            'all',
        ]),
    )
    .option('--out <file>', 'write to a file')
    .action(run(async () => (await import('./compare.js')).compare));

const FMT = command('fmt', 'format files')
    .addArgument(PATHS)
    .option('--check', 'only say which files would change')
    .addOption(JSON_OPTION)
    .action(run(async () => (await import('./fmt.js')).fmt));

const LSP = command('lsp', 'serve an editor, as docs/editors.md describes it')
    .option('--stdio', 'over standard input and output, as without it')
    .addOption(new Option('--worker <name>').hideHelp())
    .action(run(async () => (await import('./lsp.js')).lsp));

/** Runs the command; the exit code is left in the process. */
export async function main(argv: readonly string[]): Promise<void> {
    process.stdout.on('error', endAtBrokenOutput);
    // Without anybody to hear the notes, the results still count.
    process.stderr.on('error', () => {});
    process.once('SIGINT', () => {
        removeUnfinished();
        process.exit(INTERRUPTED);
    });
    const program = new Command('tenet')
        .description('Tenet: policies that can be read, proved and tested.')
        .usage('<command> [options]')
        .version(VERSION, '-V, --version', 'show the version')
        .helpOption('-h, --help', 'show this help')
        .helpCommand('help [command]', 'show the help of a command')
        .addHelpText('after', CODES)
        .configureOutput({ outputError })
        .exitOverride();
    for (const each of [CHECK, TEST, DECIDE, ASK, EXPLAIN, RECORD, REPLAY, CHART, COMPARE, FMT, LSP])
        program.addCommand(each);
    try {
        await program.parseAsync(argv, { from: 'user' });
    } catch (error) {
        process.exitCode = exitCodeOf(error);
    }
}

function command(name: string, description: string): Command {
    return new Command(name)
        .description(description)
        .helpOption('-h, --help', 'show this help')
        .addHelpText('after', CODES)
        .configureOutput({ outputError })
        .exitOverride();
}

/** The action of a command: arguments and options go on to what `load` gives, with the terminal. */
function run<Given extends readonly unknown[]>(load: () => Promise<Run<Given>>) {
    return async (...given: unknown[]): Promise<void> => {
        const action = await load();
        // Commander puts the command itself last.
        process.exitCode = await action(...(given.slice(0, -1) as unknown as Given), processTerminal());
    };
}

/** Commander's message on one line. */
function outputError(message: string, write: (text: string) => void): void {
    const line = message
        .replace(/^error: /, '')
        .trim()
        .replace(/\n\s*/g, ' ');
    write(`tenet: ${plain(line)}\n`);
}

function exitCodeOf(error: unknown): number {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')) {
        return 'exitCode' in error && error.exitCode === 0 ? 0 : WRONG;
    }
    const message = error instanceof Error ? error.message : String(error);
    const told = error instanceof WrongUsage ? message : `something went wrong inside Tenet: ${message}`;
    process.stderr.write(`tenet: ${plain(told)}\n`);
    if (!(error instanceof WrongUsage) && process.env.TENET_DEBUG) console.error(error);
    return WRONG;
}

/** Whoever reads our output has seen enough, or it can be written nowhere. */
function endAtBrokenOutput(error: NodeJS.ErrnoException): void {
    removeUnfinished();
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`tenet: the output cannot be written: ${tellSystemError(error)}\n`);
    process.exit(WRONG);
}

function percent(text: string): number {
    const value = Number(text);
    if (text.trim() === '' || !(value >= 0 && value <= 100))
        throw new InvalidArgumentError('Give a number from 0 to 100.');
    return value;
}
