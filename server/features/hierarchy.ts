// Who leads where: for a rule the rules that lead to it and those it leads to; for a definition what uses it and what it
// uses.

import {
    type CallHierarchyIncomingCall,
    type CallHierarchyItem,
    type CallHierarchyOutgoingCall,
    type Range,
    SymbolKind,
} from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
import type { Origin } from '../../language/model/origin.js';
import type { Policy, Target } from '../../language/model/policy.js';
import { originOf } from '../../language/syntax/document.js';
import { type Name, originOfPlace, originOfSymbol, qualifiedName } from '../../language/syntax/symbols.js';
import { nameAt, occurrencesIn, placesOf, rangeOfDeclaration } from '../names.js';
import { contains } from '../positions.js';
import { plainUri } from '../uris.js';
import type { Workspace } from '../workspace.js';

type ItemData = { readonly uri: string; readonly position: Position };

const SHOWN: ReadonlySet<string> = new Set([
    'exemption',
    'principle',
    'step',
    'review',
    'definition',
    'score',
    'fact',
    'parameter',
    'category',
    'outcome',
]);

export function prepareHierarchy(workspace: Workspace, uri: string, position: Position): CallHierarchyItem[] {
    const name = nameAt(workspace, uri, position);
    return name && SHOWN.has(name.symbol.kind) ? [itemOf(workspace, name.symbol)] : [];
}

export function incomingCalls(workspace: Workspace, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
    const symbol = symbolOf(workspace, item);
    if (!symbol) return [];
    if (isRule(symbol)) {
        const own = qualifiedName(symbol);
        return links(workspace, symbol)
            .filter(({ to }) => to === own)
            .reduce<CallHierarchyIncomingCall[]>((calls, { from, range }) => {
                const source = ruleNamed(workspace, symbol, from);
                if (source) add(calls, 'from', itemOf(workspace, source), range);
                return calls;
            }, []);
    }
    const calls: CallHierarchyIncomingCall[] = [];
    for (const { origin, role, declaration, checked } of placesOf(workspace, symbol)) {
        if (role === 'declaration') continue;
        // The step, where a principle has steps: what is declared last around the place.
        const user = occurrencesIn(checked, declaration).findLast(
            (each) =>
                each.role === 'declaration' &&
                SHOWN.has(each.symbol.kind) &&
                contains(originOf(declaration, each.symbol.node).range, origin.range),
        );
        if (user && user.symbol.node !== symbol.node) add(calls, 'from', itemOf(workspace, user.symbol), origin.range);
    }
    return calls;
}

export function outgoingCalls(workspace: Workspace, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
    const symbol = symbolOf(workspace, item);
    if (!symbol) return [];
    const calls: CallHierarchyOutgoingCall[] = [];
    if (isRule(symbol)) {
        const own = qualifiedName(symbol);
        for (const { from, to, range } of links(workspace, symbol)) {
            const target = from === own ? ruleNamed(workspace, symbol, to) : undefined;
            if (target) add(calls, 'to', itemOf(workspace, target), range);
        }
        return calls;
    }
    const { uri } = symbol.declaration.document;
    const checked = workspace.checked(uri);
    for (const { symbol: used, place, role } of checked ? occurrencesIn(checked, symbol.declaration) : []) {
        if (role === 'use' && SHOWN.has(used.kind))
            add(calls, 'to', itemOf(workspace, used), originOfPlace(place).range);
    }
    return calls;
}

interface Link {
    readonly from: string;
    readonly to: string;
    /** The arrow in the text. */
    readonly range: Range;
}

/** The arrows of a policy between its rules and steps, and those between principles that follow from their steps. */
function links(workspace: Workspace, symbol: Name): readonly Link[] {
    const policy = policyOf(workspace, symbol);
    if (!policy) return [];
    const asked = symbol.kind === 'step' ? (name: string) => name : (name: string) => name.split('.')[0] ?? name;
    const found: Link[] = [];
    for (const node of policy.flow) {
        const arrows: readonly { readonly target: Target; readonly origin: Origin }[] = [
            ...node.answers.map(({ target }) => ({ target, origin: target.origin })),
            ...node.guards.map(({ guard, skip }) => ({ target: skip, origin: guard.origin })),
        ];
        for (const { target, origin } of arrows) {
            const to = target.kind === 'go' ? target.to : target.kind === 'end' ? null : target.then;
            const next = to === null ? undefined : policy.flow[to]?.rule;
            if (next !== undefined && asked(next) !== asked(node.rule))
                found.push({ from: asked(node.rule), to: asked(next), range: origin.range });
        }
    }
    return found;
}

function add<K extends 'from' | 'to', C extends { fromRanges: Range[] } & Record<K, CallHierarchyItem>>(
    calls: C[],
    key: K,
    item: CallHierarchyItem,
    range: Range,
): void {
    const known = calls.find((call) => call[key].name === item.name && call[key].uri === item.uri);
    if (!known) calls.push({ [key]: item, fromRanges: [range] } as C);
    else if (!known.fromRanges.some((each) => JSON.stringify(each) === JSON.stringify(range)))
        known.fromRanges.push(range);
}

function isRule({ kind }: Name): boolean {
    return kind === 'exemption' || kind === 'principle' || kind === 'review' || kind === 'step';
}

function policyOf(workspace: Workspace, symbol: Name): Policy | undefined {
    return workspace.lastGoodOf(symbol.declaration.document.uri)?.policy;
}

function ruleNamed(workspace: Workspace, near: Name, name: string): Name | undefined {
    const checked = workspace.checked(near.declaration.document.uri);
    return checked?.occurrences.find(
        ({ symbol, role }) => role === 'declaration' && isRule(symbol) && qualifiedName(symbol) === name,
    )?.symbol;
}

function symbolOf(workspace: Workspace, item: CallHierarchyItem): Name | undefined {
    const data = item.data as ItemData | undefined;
    const uri = data?.uri ?? plainUri(item.uri);
    return nameAt(workspace, uri, data?.position ?? item.selectionRange.start)?.symbol;
}

function itemOf(workspace: Workspace, symbol: Name): CallHierarchyItem {
    const { uri, range: selectionRange } = originOfSymbol(symbol);
    const { declaration, node } = symbol;
    const whole = symbol.kind === 'step' ? originOf(declaration, node).range : rangeOfDeclaration(declaration);
    return {
        name: qualifiedName(symbol),
        detail: symbol.title ?? '',
        kind: isRule(symbol) ? SymbolKind.Class : SymbolKind.Function,
        uri: workspace.clientUri(uri),
        range: contains(whole, selectionRange) ? whole : selectionRange,
        selectionRange,
        data: { uri, position: selectionRange.start } satisfies ItemData,
    };
}
