// The files that the server knows: what an editor has open, what lies on the disk, and what hangs together by `use`. Texts
// change at once, everything else is worked out when somebody asks.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { type CheckedFile, type Finding, parseFile, type SourceFile, uniqueFindings } from '../language/index.js';
import { linksOf } from '../language/syntax/project.js';
import { applyChange } from './edits.js';
import { type Files, MAX_INDEXED_LENGTH, NO_FILES } from './files.js';
import { Knowledge } from './knowledge.js';
import { filesNamed } from './named-files.js';
import type { Outline } from './outline.js';
import { turns } from './turns.js';
import { encodedUri, isInside, isTenetUri, plainUri } from './uris.js';

export interface OpenDocument {
    /** As the client writes it. */
    readonly clientUri: string;
    version: number;
    text: string;
    readonly isTenet: boolean;
}

export class Workspace {
    private readonly open = new Map<string, OpenDocument>();
    private readonly files = new Map<string, SourceFile>();
    private readonly sources = new Map<string, string | undefined>();
    private readonly dirty = new Set<string>();
    /** What is open, the file edited last at the end. */
    private readonly edited = new Set<string>();
    private readonly missing = new Set<string>();
    private readonly loading = new Map<string, Promise<void>>();
    private readonly knowledge: Knowledge;
    private users: Map<string, Set<string>> | undefined;
    private folders: readonly string[] = [];

    /** Called when a text that was read changes what is known. */
    onLoaded: () => void = () => {};

    /** @param mostParsed of how many characters syntax trees are kept; by default as many as a gigabyte bears */
    constructor(
        private reader: Files = NO_FILES,
        mostParsed?: number,
    ) {
        this.knowledge = new Knowledge({ files: this.files, sources: this.sources }, mostParsed);
    }

    setFiles(reader: Files): void {
        this.reader = reader;
    }

    // ---- documents

    openDocument(clientUri: string, languageId: string, version: number, text: string): void {
        const uri = plainUri(clientUri);
        const isTenet = languageId === 'tenet' || isTenetUri(uri);
        this.open.set(uri, { clientUri, version, text, isTenet });
        this.missing.delete(uri);
        if (isTenet) this.touch(uri);
        else if (this.sources.has(uri)) this.sources.set(uri, text);
    }

    /** False if there is no such document: the client is out of step, and nothing is done. */
    changeDocument(
        clientUri: string,
        version: number,
        changes: readonly TextDocumentContentChangeEvent[],
    ): OpenDocument | undefined {
        const uri = plainUri(clientUri);
        const document = this.open.get(uri);
        if (!document) return undefined;
        for (const change of changes) document.text = applyChange(document.text, change);
        document.version = version;
        if (document.isTenet) this.touch(uri);
        else if (this.sources.has(uri)) this.sources.set(uri, document.text);
        return document;
    }

    /** The text on the disk counts again; a file outside the workspace is forgotten once nothing uses it. */
    async closeDocument(clientUri: string): Promise<void> {
        const uri = plainUri(clientUri);
        if (!this.open.delete(uri)) return;
        this.dirty.delete(uri);
        this.edited.delete(uri);
        await this.readAgain(uri);
    }

    document(uri: string): OpenDocument | undefined {
        return this.open.get(uri);
    }

    documents(): ReadonlyMap<string, OpenDocument> {
        return this.open;
    }

    /** A file's URI as the client knows it. */
    clientUri(uri: string): string {
        return this.open.get(uri)?.clientUri ?? encodedUri(uri);
    }

    // ---- files on the disk

    setFolders(folders: readonly string[]): void {
        this.folders = folders.map(plainUri);
    }

    /** Reads all files of the folders; `progress` is told how far it is. Gives how many were too much. */
    async index(progress: (done: number, total: number) => void): Promise<number> {
        const found = new Set<string>();
        for (const folder of this.folders) {
            for (const uri of await this.reader.find(folder).catch(() => [])) found.add(plainUri(uri));
        }
        let [done, skipped] = [0, 0];
        let length = [...this.files.values()].reduce((sum, { text }) => sum + text.length, 0);
        for (const uri of found) {
            // Not among what requests wait for: an open file is answered for while the others are being read.
            if (!this.files.has(uri) && !this.open.has(uri)) {
                const text = length > MAX_INDEXED_LENGTH ? undefined : await this.read(uri);
                if (length > MAX_INDEXED_LENGTH) skipped++;
                if (text !== undefined && !this.open.get(uri)?.isTenet) this.setText(uri, text);
                length += text?.length ?? 0;
                this.tidy();
            }
            progress(++done, found.size);
        }
        await this.settled();
        for (const uri of [...this.files.keys()]) this.forgetUnlessNeeded(uri);
        return skipped;
    }

    /** A file on the disk was made, changed or deleted: false if nothing here is about it. An editor's text counts more. */
    async fileChanged(clientUri: string): Promise<boolean> {
        const uri = plainUri(clientUri);
        this.missing.delete(uri);
        if (this.open.has(uri)) return true;
        const known = this.files.has(uri) || this.sources.has(uri);
        const wanted = known || this.usersOf(uri).size > 0 || (isTenetUri(uri) && this.isInFolder(uri));
        if (wanted) await this.readAgain(uri);
        return wanted;
    }

    /** The files that a client means by paths that came, went or changed. */
    filesNamed(clientUris: readonly string[]): Promise<ReadonlySet<string>> {
        return filesNamed(clientUris, {
            known: [...this.files.keys(), ...this.sources.keys()],
            isInWorkspace: (uri) => this.isInFolder(uri),
            find: (folder) => this.reader.find(folder),
        });
    }

    /** Everything that is used has been read, or cannot be. */
    async settled(): Promise<void> {
        await this.parseInTurns();
        while (this.loading.size > 0) {
            await Promise.all(this.loading.values());
            await this.parseInTurns();
        }
    }

    isInFolder(uri: string): boolean {
        return this.folders.some((folder) => isInside(uri, folder));
    }

    // ---- what is known

    /** All files, in order of their URIs. */
    uris(): readonly string[] {
        this.parse();
        return [...this.files.keys()].sort();
    }

    /** The same, for going through them all: between two of them memory is kept small. */
    *each(): Iterable<string> {
        for (const uri of this.uris()) {
            yield uri;
            this.tidy();
        }
    }

    /** The same, those first that were edited or opened last. */
    latest(): readonly string[] {
        const uris = this.uris();
        const order = new Map([...this.edited].map((uri, index) => [uri, index]));
        return uris.toSorted((a, b) => (order.get(b) ?? -1) - (order.get(a) ?? -1));
    }

    file(uri: string): SourceFile | undefined {
        this.parse();
        const file = this.files.get(uri);
        if (file) this.knowledge.touch(file);
        return file;
    }

    /** The text of a source document. */
    source(uri: string): string | undefined {
        return this.sources.get(uri);
    }

    /** Documents that a policy may rest on: those of its workspace folder, and what is open. */
    async documentsFor(uri: string): Promise<readonly string[]> {
        const found = new Set([...this.open].flatMap(([each, { isTenet }]) => (isTenet ? [] : [each])));
        for (const folder of this.folders.filter((each) => isInside(uri, each))) {
            for (const ending of DOCUMENT_ENDINGS) {
                const uris = await this.reader.find(folder, ending).catch(() => []);
                for (const each of uris) found.add(plainUri(each));
            }
        }
        return [...found].sort();
    }

    checked(uri: string): CheckedFile | undefined {
        this.parse();
        const file = this.files.get(uri);
        return file && this.knowledge.checked(file);
    }

    /** What is remembered of a checked file in any case: another object as soon as anything it rests on changes. */
    outline(uri: string): Outline | undefined {
        this.parse();
        const file = this.files.get(uri);
        return file && this.knowledge.outline(file);
    }

    /** Keeps memory small: to be called wherever nothing that was asked for is in use any more. */
    tidy(): void {
        this.knowledge.tidy((uri) => this.dependentsOf(uri));
    }

    /** The file as it was when it last had a policy: what is shown while its text has errors. */
    lastGoodOf(uri: string): CheckedFile | undefined {
        const checked = this.checked(uri);
        return checked?.policy ? checked : this.knowledge.lastGood(uri);
    }

    /**
     * The file whose rules a file is about: its own, those of its suite's policy, or of a vocabulary those of the first
     * policy that uses it.
     */
    policyUriOf(uri: string): string | undefined {
        const outline = this.outline(uri);
        if (outline?.policyUri !== undefined) return outline.policyUri;
        if (outline?.header) return undefined;
        const users = this.dependentsOf(uri).filter((each) => this.outline(each)?.header === 'policy');
        return users.sort()[0];
    }

    /** The suites of a policy and its own file, in order of their URIs: wherever its scenarios are. */
    suitesOf(policyUri: string): readonly string[] {
        const all = this.dependentsOf(policyUri).filter((each) => this.outline(each)?.policyUri === policyUri);
        return all.sort();
    }

    /** A file and all that rest on it, itself first. */
    dependentsOf(uri: string): readonly string[] {
        const found = new Set([uri]);
        for (const each of found) for (const user of this.usersOf(each)) found.add(user);
        return [...found];
    }

    /** What is said about one file, from its own point of view and that of every file that uses it. */
    findingsOf(uri: string): readonly Finding[] {
        const all = this.dependentsOf(uri).flatMap((each) => this.outline(each)?.findings ?? []);
        return uniqueFindings(all.filter(({ origin }) => origin.uri === uri));
    }

    /** Policies whose citations point into a document. */
    policiesCiting(source: string): readonly string[] {
        return [...this.files.values()].filter((file) => linksOf(file).source === source).map(({ uri }) => uri);
    }

    // ---- inside

    private touch(uri: string): void {
        this.dirty.add(uri);
        this.edited.delete(uri);
        this.edited.add(uri);
    }

    /** Parses what was edited. */
    private parse(): void {
        if (this.dirty.size === 0) return;
        const uris = [...this.dirty];
        this.dirty.clear();
        for (const uri of uris) this.parseOne(uri);
    }

    /** The same with room for what comes in meanwhile: an editor may open hundreds of files at once. */
    private async parseInTurns(): Promise<void> {
        const giveWay = turns();
        for (const uri of this.dirty) {
            this.dirty.delete(uri);
            this.parseOne(uri);
            this.tidy();
            if (this.dirty.size > 0) await giveWay();
        }
    }

    private parseOne(uri: string): void {
        const document = this.open.get(uri);
        if (document) this.setText(uri, document.text);
    }

    private setText(uri: string, text: string): void {
        const before = this.files.get(uri);
        if (before?.text === text) return;
        const file = parseFile(uri, text, before);
        this.files.set(uri, file);
        this.users = undefined;
        this.knowledge.touch(file);
        const { used, source } = linksOf(file);
        for (const target of used) this.want(target);
        if (source !== undefined && !this.sources.has(source)) this.wantSource(source);
    }

    private want(uri: string): void {
        if (this.files.has(uri) || this.missing.has(uri) || this.loading.has(uri) || this.open.get(uri)?.isTenet)
            return;
        void this.load(uri);
    }

    private load(uri: string): Promise<void> {
        const known = this.loading.get(uri);
        if (known) return known;
        const reading = this.read(uri).then((text) => {
            this.loading.delete(uri);
            if (this.open.get(uri)?.isTenet) return;
            if (text === undefined) {
                this.missing.add(uri);
                this.forget(uri);
            } else {
                this.missing.delete(uri);
                this.setText(uri, text);
            }
            this.onLoaded();
        });
        this.loading.set(uri, reading);
        return reading;
    }

    private wantSource(uri: string): void {
        const document = this.open.get(uri);
        this.sources.set(uri, document?.text);
        if (document) return;
        const key = `source ${uri}`;
        const reading = this.read(uri).then((text) => {
            this.loading.delete(key);
            if (!this.open.has(uri)) this.sources.set(uri, text);
            this.onLoaded();
        });
        this.loading.set(key, reading);
    }

    private async read(uri: string): Promise<string | undefined> {
        return this.reader.read(encodedUri(uri)).catch(() => undefined);
    }

    private async readAgain(uri: string): Promise<void> {
        if (this.sources.has(uri)) {
            const text = await this.read(uri);
            if (!this.open.has(uri)) this.sources.set(uri, text);
        }
        if (this.files.has(uri) || isTenetUri(uri)) {
            await this.load(uri);
            this.forgetUnlessNeeded(uri);
        }
    }

    private forgetUnlessNeeded(uri: string): void {
        if (this.open.has(uri) || this.isInFolder(uri)) return;
        const needed = this.dependentsOf(uri).some((each) => this.open.has(each) || this.isInFolder(each));
        if (!needed) this.forget(uri);
    }

    private forget(uri: string): void {
        if (this.files.delete(uri)) this.users = undefined;
        this.knowledge.forget(uri);
    }

    private usersOf(uri: string): ReadonlySet<string> {
        this.parse();
        if (!this.users) {
            this.users = new Map();
            for (const file of this.files.values()) {
                for (const target of linksOf(file).used) {
                    const users = this.users.get(target);
                    if (users) users.add(file.uri);
                    else this.users.set(target, new Set([file.uri]));
                }
            }
        }
        return this.users.get(uri) ?? NONE;
    }
}

/** Of documents that people write policies from. */
const DOCUMENT_ENDINGS = ['.md', '.markdown', '.txt'];

const NONE: ReadonlySet<string> = new Set();
