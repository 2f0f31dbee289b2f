// The files of a project: those asked for, all that they use, and the source documents that they cite.

import type * as Ast from '../generated/ast.js';
import { declarationsOf, parseFile, type SourceFile } from './document.js';
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
        const { used, source } = linksOf(file);
        queue.push(...used);
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

/** The files that a file uses, and the document that its citations point into. */
export interface Links {
    readonly used: readonly string[];
    readonly source?: string;
}

/** What a file links to; asking again needs no syntax tree. */
export function linksOf(file: SourceFile): Links {
    const known = links.get(file);
    if (known) return known;
    const declarations = declarationsOf(file, LINKING);
    const header = declarations.find(({ $type }) => $type === 'PolicyHeader');
    const path = header?.$type === 'PolicyHeader' ? header.source : undefined;
    const found: Links = {
        used: declarations.flatMap((each) =>
            each.$type === 'Use' && each.path ? [resolvePath(file.uri, each.path)] : [],
        ),
        ...(path === undefined ? {} : { source: resolvePath(file.uri, path) }),
    };
    links.set(file, found);
    return found;
}

/** What declarations that link start with. */
const LINKING: ReadonlySet<string> = new Set(['policy', 'use']);

const links = new WeakMap<SourceFile, Links>();

/** A file and all that it uses, each once, used ones first; a circle is cut where it closes. */
export function filesOf(project: Project, file: SourceFile): readonly SourceFile[] {
    const ordered: SourceFile[] = [];
    const seen = new Set<string>();
    const visit = (each: SourceFile): void => {
        if (seen.has(each.uri)) return;
        seen.add(each.uri);
        for (const target of linksOf(each).used) {
            const used = project.files.get(target);
            if (used) visit(used);
        }
        ordered.push(each);
    };
    visit(file);
    return ordered;
}
