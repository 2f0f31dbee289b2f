// The files of a project: those asked for, all that they use, and the source documents that they cite.

import type * as Ast from '../generated/ast.js';
import { parseFile, type SourceFile } from './document.js';
import { resolvePath } from './paths.js';

/** How a host gives files: on a disk, over the wire, out of an editor's memory. */
export interface FileReader {
    /** The text of a file; undefined if there is none that can be read. */
    read(uri: string): Promise<string | undefined>;
}

export interface Project {
    /** Parsed policy, vocabulary and suite files by URI. */
    readonly files: ReadonlyMap<string, SourceFile>;
    /** Texts of source documents by URI; undefined for those that do not exist. */
    readonly sources: ReadonlyMap<string, string | undefined>;
}

export const EMPTY_PROJECT: Project = { files: new Map(), sources: new Map() };

/**
 * Reads files and everything that they refer to.
 *
 * @param previous what was read before: unchanged declarations are not parsed again
 */
export async function loadProject(
    reader: FileReader,
    uris: readonly string[],
    previous = EMPTY_PROJECT,
): Promise<Project> {
    const files = new Map<string, SourceFile>();
    const sources = new Map<string, string | undefined>();
    const queue = [...uris];
    for (let uri = queue.shift(); uri !== undefined; uri = queue.shift()) {
        if (files.has(uri)) continue;
        const text = await reader.read(uri);
        if (text === undefined) continue;
        const before = previous.files.get(uri);
        const file = before?.text === text ? before : parseFile(uri, text, before);
        files.set(uri, file);
        queue.push(...usesOf(file).map(({ target }) => target));
        const source = sourceOf(file);
        if (source !== undefined && !sources.has(source)) sources.set(source, await reader.read(source));
    }
    return { files, sources };
}

/** The `use` declarations of a file with the files they mean. */
export function usesOf(file: SourceFile): readonly { readonly node: Ast.Use; readonly target: string }[] {
    return file.declarations.flatMap(({ ast }) =>
        ast?.$type === 'Use' && ast.path ? [{ node: ast, target: resolvePath(file.uri, ast.path) }] : [],
    );
}

/** The document that a policy file's citations point into. */
export function sourceOf(file: SourceFile): string | undefined {
    const header = file.declarations.find(({ ast }) => ast?.$type === 'PolicyHeader')?.ast;
    return header?.$type === 'PolicyHeader' && header.source !== undefined
        ? resolvePath(file.uri, header.source)
        : undefined;
}

/** A file and all that it uses, each once, used ones first; a circle is cut where it closes. */
export function filesOf(project: Project, file: SourceFile): readonly SourceFile[] {
    const ordered: SourceFile[] = [];
    const seen = new Set<string>();
    const visit = (each: SourceFile): void => {
        if (seen.has(each.uri)) return;
        seen.add(each.uri);
        for (const { target } of usesOf(each)) {
            const used = project.files.get(target);
            if (used) visit(used);
        }
        ordered.push(each);
    };
    visit(file);
    return ordered;
}
