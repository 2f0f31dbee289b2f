// Files that the client holds: a server in a browser reads them through it.

export interface ReadFileResult {
    /** Null: no such file, or not readable. */
    readonly text: string | null;
}

export interface FindFilesParams {
    /** A workspace folder. */
    readonly folder: string;
    /** A glob: any depth, and one ending, such as `.tenet` or `.md`. */
    readonly pattern: string;
}

export interface FindFilesResult {
    readonly uris: readonly string[];
}
