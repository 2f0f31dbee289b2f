// Which items of the Test Explorer are a case: scenarios, rows, and checks that a case breaks. Menus show what can be done
// with a case on no other item.

import * as vscode from 'vscode';
import type { CaseRef, TestNode } from '../../server/protocol.js';
import type { TestRuns } from './test-runs.js';
import type { TestTree } from './test-tree.js';

/** The scenario, or the case that breaks a check; undefined where none is known. */
export function caseOf(id: string, runs: TestRuns, tree: TestTree): CaseRef | undefined {
    if (!id.includes('#check/')) return { kind: 'scenario', id };
    const result = runs.result(id);
    const facts = result?.kind === 'check' ? result.failures.find(({ witness }) => witness)?.witness : undefined;
    if (!result || !facts) return undefined;
    const title = vscode.l10n.t('A case against “{0}”', tree.item(id)?.label ?? '');
    return { kind: 'facts', uri: result.uri, facts, title };
}

/** Keeps the context key by which menus know the items that stand for no case. */
export function tellCases(tree: TestTree, runs: TestRuns): vscode.Disposable {
    let told = '[]';
    const update = (): void => {
        const without = tree.files.flatMap(({ items }) => withoutCase(items, runs));
        const key = JSON.stringify(without);
        if (key === told) return;
        told = key;
        void vscode.commands.executeCommand('setContext', 'tenet.noCases', without);
    };
    return vscode.Disposable.from(tree.onDidChange(update), runs.onDidFinish(update));
}

function withoutCase(nodes: readonly TestNode[], runs: TestRuns): readonly string[] {
    return nodes.flatMap((node) => (isCase(node, runs) ? [] : [node.id, ...withoutCase(childrenOf(node), runs)]));
}

function childrenOf(node: TestNode): readonly TestNode[] {
    return 'items' in node ? node.items : [];
}

function isCase(node: TestNode, runs: TestRuns): boolean {
    if (node.kind !== 'check') return node.kind === 'scenario';
    const result = runs.result(node.id);
    return result?.kind === 'check' && result.failures.some(({ witness }) => witness);
}
