// The tree of the Test Explorer, as the server lists it. Items are reused when a file changes, so that their last
// results stay and ten thousand of them cost only what changed.
//
// node: what the server lists (`TestNode`) · item: what VS Code shows (`vscode.TestItem`)

import * as vscode from 'vscode';
import type { ScenarioFile, TestNode } from '../../server/protocol.js';
import { toRange } from '../positions.js';
import type { ServerLink } from '../server/link.js';

export class TestTree {
    readonly #link: ServerLink;
    readonly #controller: vscode.TestController;
    readonly #itemById = new Map<string, vscode.TestItem>();
    readonly #fileByUri = new Map<string, ScenarioFile>();
    readonly #changed = new vscode.EventEmitter<void>();
    #queue: Promise<void> = Promise.resolve();
    #isLoaded = false;

    #changedIds: ReadonlySet<string> = new Set();

    readonly onDidChange = this.#changed.event;

    constructor(link: ServerLink, controller: vscode.TestController) {
        this.#link = link;
        this.#controller = controller;
        link.onNotice('tenet/scenariosChanged', ({ uris }) => void this.refresh(uris));
    }

    get files(): readonly ScenarioFile[] {
        return [...this.#fileByUri.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    }

    /** The server has listed everything at least once. */
    get isLoaded(): boolean {
        return this.#isLoaded;
    }

    item(id: string): vscode.TestItem | undefined {
        return this.#itemById.get(id);
    }

    /** The item itself; of a policy also those of its suites. */
    itemsOf(id: string): readonly vscode.TestItem[] {
        const suites = this.files.filter(({ uri, policy }) => uri !== id && policy?.uri === id);
        return [id, ...suites.map(({ uri }) => uri)].flatMap((each) => this.#itemById.get(each) ?? []);
    }

    /** Tags the scenarios that may come out otherwise than they did. */
    markChanged(ids: ReadonlySet<string>): void {
        const before = this.#changedIds;
        this.#changedIds = ids;
        for (const id of new Set([...before, ...ids])) {
            const item = this.#itemById.get(id);
            if (!item || before.has(id) === ids.has(id)) continue;
            const others = item.tags.filter((tag) => tag.id !== CHANGED_TAG);
            item.tags = ids.has(id) ? [...others, new vscode.TestTag(CHANGED_TAG)] : others;
        }
    }

    /** Asks again for these files, or for all. One request after the other, so that an old answer never wins. */
    refresh(uris?: readonly string[]): Promise<void> {
        this.#queue = this.#queue.then(() => this.#load(uris)).catch(() => undefined);
        return this.#queue;
    }

    /** Waits until what the server knows by now is listed: of the files of these items, or of all. */
    async catchUp(ids: readonly string[] = []): Promise<void> {
        if (!this.#isLoaded) await this.refresh();
        else if (ids.length > 0) await this.refresh([...new Set(ids.map((id) => id.split('#')[0] ?? id))]);
        else await this.#queue;
    }

    async #load(uris: readonly string[] | undefined): Promise<void> {
        if (uris && uris.length <= 4) {
            for (const uri of uris) {
                const { files } = await this.#link.request('tenet/scenarios', { uri });
                const file = files.find((each) => each.uri === uri);
                if (file) this.#put(file);
                else this.#remove(uri);
            }
        } else {
            const { files } = await this.#link.request('tenet/scenarios', {});
            const present = new Set(files.map(({ uri }) => uri));
            for (const uri of [...this.#fileByUri.keys()]) if (!present.has(uri)) this.#remove(uri);
            for (const file of files) this.#put(file);
            this.#isLoaded = true;
        }
        this.#label();
        this.#changed.fire();
    }

    /** By their names, and those that have the same one by their paths. */
    #label(): void {
        const { files } = this;
        const counts = new Map<string, number>();
        for (const { label } of files) counts.set(label, (counts.get(label) ?? 0) + 1);
        for (const { uri, label } of files) {
            const item = this.#itemById.get(uri);
            const wanted = counts.get(label) === 1 ? label : vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
            if (item && item.label !== wanted) item.label = wanted;
        }
    }

    #put(file: ScenarioFile): void {
        if (file.items.length === 0) {
            this.#remove(file.uri);
            return;
        }
        this.#fileByUri.set(file.uri, file);
        const uri = vscode.Uri.parse(file.uri);
        const item = this.#itemById.get(file.uri) ?? this.#controller.createTestItem(file.uri, file.label, uri);
        this.#itemById.set(file.uri, item);
        item.sortText = file.uri;
        item.range = toRange(file.range);
        this.#fill(item, file.items, uri);
        if (!this.#controller.items.get(file.uri)) this.#controller.items.add(item);
    }

    #fill(parent: vscode.TestItem, nodes: readonly TestNode[], uri: vscode.Uri): void {
        const wanted = new Set(nodes.map(({ id }) => id));
        for (const [id, child] of parent.children) if (!wanted.has(id)) this.#forget(child);
        const children = nodes.map((node, index) => {
            const item = parent.children.get(node.id) ?? this.#controller.createTestItem(node.id, node.label, uri);
            this.#itemById.set(node.id, item);
            describe(item, node, index, this.#changedIds.has(node.id));
            if ('items' in node) this.#fill(item, node.items, uri);
            return item;
        });
        parent.children.replace(children);
    }

    #remove(uri: string): void {
        this.#fileByUri.delete(uri);
        const item = this.#itemById.get(uri);
        if (!item) return;
        this.#forget(item);
        this.#controller.items.delete(uri);
    }

    #forget(item: vscode.TestItem): void {
        this.#itemById.delete(item.id);
        for (const [, child] of item.children) this.#forget(child);
    }
}

/** Beside the author's own tags, for `@tenet:changed` in the filter. */
export const CHANGED_TAG = 'changed';

/** Sets only what differs: every assignment is a message to the window. */
function describe(item: vscode.TestItem, node: TestNode, index: number, isChanged: boolean): void {
    const sortText = String(index).padStart(6, '0');
    if (item.sortText !== sortText) item.sortText = sortText;
    if (item.label !== node.label) item.label = node.label;
    // A heading has no place of its own; with the header's it would be sorted before the scenarios.
    const range = node.kind === 'checks' ? undefined : toRange(node.range);
    if (range && !item.range?.isEqual(range)) item.range = range;
    const description = node.kind === 'scenario' || node.kind === 'check' ? node.description : undefined;
    if (description !== undefined && item.description !== description) item.description = description;
    const written = node.kind === 'scenario' || node.kind === 'table' ? node.tags : [];
    const tags = isChanged ? [...written, CHANGED_TAG] : written;
    if (item.tags.map(({ id }) => id).join('\n') !== tags.join('\n')) {
        item.tags = tags.map((tag) => new vscode.TestTag(tag));
    }
}
