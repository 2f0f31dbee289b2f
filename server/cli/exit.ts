// How a command ends.

/** Fine. */
export const FINE = 0;
/** Findings, failures, a difference. */
export const FOUND = 1;
/** Wrong usage, or a file that cannot be read. */
export const WRONG = 2;
/** Ended with Ctrl-C. */
export const INTERRUPTED = 130;

export type ExitCode = typeof FINE | typeof FOUND | typeof WRONG | typeof INTERRUPTED;

/** Something that the user has to put right before the command can do its work; the message is one line. */
export class WrongUsage extends Error {}
