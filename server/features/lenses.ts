// Code lenses: what the scenarios say of a policy and of each rule. Where they stand follows from the text alone; what
// they say is worked out when they come on the screen.

import type { CodeLens, Command, Position } from 'vscode-languageserver';
import type { CheckedFile, ScenarioResult } from '../../language/index.js';
import { belongsTo } from '../../language/run/path.js';
import { originOf } from '../../language/syntax/document.js';
import { stepSymbol } from '../../language/syntax/scope.js';
import { originOfPlace, qualifiedName } from '../../language/syntax/symbols.js';
import { acceptText, canAccept } from '../accept.js';
import type { Changes } from '../changes.js';
import { onClient } from '../decision.js';
import { rangeOfDeclaration } from '../names.js';
import type { ClientCommands, Settings } from '../protocol.js';
import { resultsIn, resultsOfPolicy, scenariosIn } from '../scenarios.js';
import type { Workspace } from '../workspace.js';

interface LensData {
    readonly uri: string;
    readonly about:
        | { readonly kind: 'policy' }
        | { readonly kind: 'changes' }
        | { readonly kind: 'flowchart' }
        | { readonly kind: 'ask' }
        | { readonly kind: 'rule'; readonly rule: string }
        | { readonly kind: 'path'; readonly id: string }
        | { readonly kind: 'activate'; readonly id: string }
        | { readonly kind: 'accept'; readonly id: string };
}

export interface LensContext {
    readonly workspace: Workspace;
    readonly mode: Settings['codeLens'];
    readonly changes: Changes;
    /** Without the client's commands a lens is only read. */
    readonly commands: boolean;
    /** Findings that say what cannot be reached. */
    readonly unreachable: (uri: string, line: number) => boolean;
}

export function listLenses({ workspace, mode, commands, changes }: LensContext, uri: string): CodeLens[] {
    const checked = workspace.checked(uri);
    if (!checked || mode === 'off') return [];
    const lenses: CodeLens[] = [];
    const add = (position: Position, about: LensData['about']): void => {
        lenses.push({ range: { start: position, end: position }, data: { uri, about } satisfies LensData });
    };
    const { header, file } = checked;
    const declaration = file.declarations.find(({ ast }) => ast === header);
    if (header?.$type === 'PolicyHeader' && declaration) {
        const { start } = rangeOfDeclaration(declaration);
        add(start, { kind: 'policy' });
        changes.refresh(uri);
        const isChanged = changes.tell(uri) !== undefined;
        if (isChanged) add(start, { kind: 'changes' });
        if (commands && mode === 'all') {
            add(start, { kind: 'flowchart' });
            // Three on a line are enough to read.
            if (!isChanged) add(start, { kind: 'ask' });
        }
        for (const { node, symbol, declaration: own } of checked.scope.rules.values()) {
            add(rangeOfDeclaration(own).start, { kind: 'rule', rule: symbol.name });
            if (node.$type !== 'Principle') continue;
            for (const step of node.steps) {
                const name = qualifiedName(stepSymbol(own, node, step));
                const { range } = originOfPlace({ declaration: own, node: step, property: 'name' });
                add({ line: range.start.line, character: 0 }, { kind: 'rule', rule: name });
            }
        }
    }
    for (const { id, isTable, start, expectations, result } of placesOfScenarios(workspace, checked)) {
        const failed = result?.failures.find(({ expectation }) => canAccept(expectation));
        const place = failed && result && expectations[result.scenario.expectations.indexOf(failed.expectation)];
        if (place && commands) add(place, { kind: 'accept', id });
        if (!commands || mode !== 'all' || isTable) continue;
        add(start, { kind: 'path', id });
        add(start, { kind: 'activate', id });
    }
    return lenses;
}

interface ScenarioPlace {
    readonly id: string;
    readonly isTable: boolean;
    readonly start: Position;
    /** Where each expectation starts, in order. */
    readonly expectations: readonly Position[];
    readonly result: ScenarioResult | undefined;
}

/**
 * The scenarios of a file where they stand now. While its text has errors they keep the results that they last had, and
 * those that cannot be read on their own account are known by their titles, so that no lens comes and goes with a keystroke.
 */
function placesOfScenarios(workspace: Workspace, checked: CheckedFile): readonly ScenarioPlace[] {
    const { uri } = checked.file;
    const good = workspace.lastGoodOf(uri) ?? checked;
    const results = resultsIn(good);
    const listed = scenariosIn(checked).map(
        ({ id, scenario }): ScenarioPlace => ({
            id,
            isTable: scenario.table !== undefined,
            start: scenario.origin.range.start,
            expectations: scenario.expectations.map(({ origin }) => origin.range.start),
            result: results.get(id),
        }),
    );
    if (good === checked) return listed;
    const known = new Set(listed.map(({ id }) => id));
    const lost = scenariosIn(good).flatMap(({ id, scenario }): readonly ScenarioPlace[] => {
        if (known.has(id) || scenario.table) return [];
        for (const declaration of checked.file.declarations) {
            const { ast } = declaration;
            if (ast?.$type !== 'Scenario' || ast.title !== scenario.title) continue;
            const { start } = rangeOfDeclaration(declaration);
            const expectations = ast.expectations.map((each) => originOf(declaration, each).range.start);
            return [{ id, isTable: false, start, expectations, result: results.get(id) }];
        }
        return [];
    });
    return [...listed, ...lost];
}

export function resolveLens(context: LensContext, lens: CodeLens): CodeLens {
    const data = lens.data as LensData | undefined;
    if (typeof data?.uri !== 'string') return { ...lens, command: { title: '', command: '' } };
    return { ...lens, command: commandOf(context, data, lens.range.start) };
}

function commandOf(context: LensContext, { uri, about }: LensData, position: Position): Command {
    const { workspace } = context;
    const target = workspace.clientUri(uri);
    switch (about.kind) {
        case 'policy':
            return command(context, tellScenarios(workspace, uri), 'tenet.runScenarios', [target]);
        case 'changes':
            return command(context, context.changes.tell(uri) ?? '', 'tenet.showChanges', [target]);
        case 'flowchart':
            return command(context, 'Flowchart', 'tenet.openFlowchartToSide', [target]);
        case 'ask':
            return command(context, 'Ask', 'tenet.ask', [target]);
        case 'rule':
            return ruleCommand(context, uri, about.rule, position);
        case 'path':
            return command(context, 'Show path', 'tenet.showPath', [target, about.id]);
        case 'activate':
            return command(context, 'Use as active case', 'tenet.useAsActiveCase', [target, about.id]);
        case 'accept': {
            const checked = workspace.lastGoodOf(uri);
            const result = checked && resultsIn(checked).get(about.id);
            const title = result ? `Accept actual: ${acceptText(result)}` : 'Accept actual';
            return command(context, title, 'tenet.acceptActual', [target, about.id]);
        }
    }
}

/** `▶ 12 scenarios: 11 pass, 1 fails` */
function tellScenarios(workspace: Workspace, uri: string): string {
    const all = resultsOfPolicy(workspace, uri);
    const known = workspace.suitesOf(uri).reduce((sum, each) => sum + (workspace.outline(each)?.scenarios ?? 0), 0);
    if (known === 0 && all.length === 0) return 'no scenarios yet';
    if (all.length === 0) return `▶ ${count(known)}`;
    const failed = all.filter(({ result }) => !result.passed).length;
    const fails = failed === 0 ? '' : failed === 1 ? ', 1 fails' : `, ${failed} fail`;
    return `▶ ${count(all.length)}: ${failed === 0 ? 'all pass' : `${all.length - failed} pass${fails}`}`;
}

function count(scenarios: number): string {
    return scenarios === 1 ? '1 scenario' : `${scenarios} scenarios`;
}

function ruleCommand(context: LensContext, uri: string, rule: string, position: Position): Command {
    const { workspace } = context;
    const target = workspace.clientUri(uri);
    const fixes = (title: string): Command =>
        command(context, title, 'tenet.showFixes', [target, nameOf(workspace, uri, rule) ?? position]);
    if (context.unreachable(uri, position.line)) return fixes('⊘ cannot be reached');
    const all = resultsOfPolicy(workspace, uri);
    const decided = all.filter(
        ({ result: { verdict } }) => verdict.kind === 'outcome' && belongsTo(verdict.decidedBy, rule),
    );
    if (decided.length === 0) return fixes('no scenario is decided here');
    const title = `decides ${decided.length} of ${count(all.length)}`;
    const locations = decided.map(({ scenario }) => onClient(workspace, scenario.titleOrigin));
    return command(context, title, 'tenet.showScenarios', [target, position, locations]);
}

/** Where the name of a rule or step stands: what is found of it, and offered for it, is there. */
function nameOf(workspace: Workspace, uri: string, rule: string): Position | undefined {
    const rules = workspace.checked(uri)?.policy?.rules ?? [];
    const steps = rules.flatMap((each) => (each.kind === 'principle' ? each.steps : []));
    return [...rules, ...steps].find(({ name }) => name === rule)?.nameOrigin.range.start;
}

function command<C extends keyof ClientCommands>(
    { commands }: LensContext,
    title: string,
    name: C,
    args: ClientCommands[C],
): Command {
    return commands ? { title, command: name, arguments: [...args] } : { title, command: '' };
}
