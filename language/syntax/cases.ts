// What cases and scenarios give, with all that they are like.

import type * as Ast from '../generated/ast.js';
import type { Origin } from '../model/origin.js';
import type { Fact } from '../model/policy.js';
import { nearest } from '../model/spelling.js';
import type { Value } from '../model/value.js';
import { mention, report, reportUnknownName } from './context.js';
import { type DeclarationNode, originOf } from './document.js';
import type { Environment } from './environment.js';
import type { CaseNode, Declared } from './scope.js';
import { originOfPlace, type Place } from './symbols.js';
import { lowerValue } from './values.js';

/** Facts with the place where each was given. */
export interface Givens {
    readonly facts: ReadonlyMap<string, Value>;
    readonly givenAt: ReadonlyMap<string, Origin>;
}

/** Cases that are like each other in a longer chain would each carry all facts of the chain. */
const MAX_LIKE_CHAIN = 100;

const NOTHING: Givens = { facts: new Map(), givenAt: new Map() };

/** The cases of a file and of those it uses; each is lowered once, and its findings are reported once. */
export class Cases {
    private readonly known = new Map<CaseNode, Known>();

    constructor(private readonly environment: Environment) {}

    /** What a case gives, bases included. Undefined after a finding. */
    givensOf(node: Ast.Case | Ast.Scenario, declaration: DeclarationNode): Givens | undefined {
        // Up the chain first, then down again: a chain may be longer than the stack is deep.
        const chain: { readonly node: Ast.Case | Ast.Scenario; readonly declaration: DeclarationNode }[] = [];
        const members = new Set<CaseNode>();
        let next: { readonly node: CaseNode; readonly declaration: DeclarationNode } | undefined = {
            node,
            declaration,
        };
        while (next && next.node.$type !== 'ScenarioTable' && !this.known.has(next.node) && !members.has(next.node)) {
            chain.push({ node: next.node, declaration: next.declaration });
            members.add(next.node);
            const base: Declared<CaseNode> | undefined =
                next.node.base === undefined ? undefined : this.environment.scope.cases.get(next.node.base);
            next = base?.broken ? undefined : base;
        }
        if (next && members.has(next.node))
            this.reportCircle(chain.splice(chain.findIndex((each) => each.node === next?.node)));
        for (const each of chain.reverse()) {
            const base = this.baseOf(each.node, each.declaration);
            const givens = lowerGivens(
                { ...this.environment, declaration: each.declaration },
                each.node.givens,
                base.givens,
            );
            this.known.set(each.node, { ...(givens ? { givens } : {}), depth: base.depth + 1 });
        }
        return this.known.get(node)?.givens;
    }

    /** What a table starts out with. Undefined after a finding. */
    givensOfTable(node: Ast.ScenarioTable, declaration: DeclarationNode): Givens | undefined {
        const base = node.base === undefined ? undefined : this.environment.scope.cases.get(node.base);
        if (base && !base.broken && base.node.$type !== 'ScenarioTable') this.givensOf(base.node, base.declaration);
        return this.baseOf(node, declaration).givens;
    }

    /** Looks up the base, which is lowered already if there is one. */
    private baseOf(node: CaseNode, declaration: DeclarationNode): Known {
        if (node.base === undefined) return { givens: NOTHING, depth: 0 };
        const { environment } = this;
        const place: Place = { declaration, node, property: 'base' };
        const base = environment.scope.cases.get(node.base);
        if (!base) {
            if (!environment.scope.doubtful.has(node.base)) reportUnknownCase(environment, place, node.base);
            return FAILED;
        }
        mention(environment, base.symbol, place);
        if (base.broken) return FAILED;
        if (base.node.$type === 'ScenarioTable') {
            const message = `‘${node.base}’ is a table of scenarios: be like a case or a single scenario.`;
            report(environment, 'type-mismatch', originOfPlace(place), message);
            return FAILED;
        }
        const known = this.known.get(base.node) ?? FAILED;
        if (known.depth < MAX_LIKE_CHAIN) return known;
        if (known.depth === MAX_LIKE_CHAIN) {
            const message = `This is the end of a chain of more than ${MAX_LIKE_CHAIN} cases that are like each other: shorten it.`;
            report(environment, 'nested-too-deeply', originOfPlace(place), message);
        }
        return { depth: known.depth };
    }

    private reportCircle(
        circle: readonly { readonly node: Ast.Case | Ast.Scenario; readonly declaration: DeclarationNode }[],
    ): void {
        const [first] = circle;
        if (!first) return;
        const names = circle.map(({ node }) => (node.$type === 'Case' ? node.name : node.title));
        const message = `‘${names[0]}’ is like itself: ${[...names, names[0]].join(' → ')}.`;
        report(this.environment, 'case-cycle', originOfPlace({ ...first, property: 'base' }), message);
        for (const { node, declaration } of circle) {
            lowerGivens({ ...this.environment, declaration }, node.givens, undefined);
            this.known.set(node, FAILED);
        }
    }
}

interface Known {
    readonly givens?: Givens;
    /** How many cases the chain has, this one included. */
    readonly depth: number;
}

const FAILED: Known = { depth: 0 };

/** Looks a fact up that is given or expected to be missing. Undefined after a finding. */
export function resolveFact(environment: Environment, place: Place, name: string): Fact | undefined {
    const { scope } = environment;
    const declared = scope.variables.get(name);
    if (declared?.node.$type === 'Fact') {
        mention(environment, declared.symbol, place);
        return environment.facts.get(name);
    }
    if (declared) {
        const message = `‘${name}’ is a ${declared.symbol.kind}: a case gives facts only.`;
        report(environment, 'type-mismatch', originOfPlace(place), message, {
            expected: 'a fact',
            actual: `a ${declared.symbol.kind}`,
        });
    } else if (!scope.doubtful.has(name)) reportUnknownName(environment, place, 'fact', name, environment.facts.keys());
    return undefined;
}

function lowerGivens(
    environment: Environment,
    nodes: readonly Ast.Given[],
    base: Givens | undefined,
): Givens | undefined {
    const { declaration, scope } = environment;
    const facts = new Map(base?.facts);
    const givenAt = new Map(base?.givenAt);
    const own = new Set<string>();
    let complete = base !== undefined;
    for (const node of nodes) {
        const fact = resolveFact(environment, { declaration, node, property: 'fact' }, node.fact);
        const value = fact && lowerValue(environment, scope, declaration, node.value, fact);
        const origin = originOf(declaration, node);
        if (own.has(node.fact)) {
            report(environment, 'given-duplicate', origin, `‘${node.fact}’ is given twice.`);
            complete = false;
        }
        own.add(node.fact);
        if (fact && value !== undefined) {
            facts.set(fact.name, value);
            givenAt.set(fact.name, origin);
        } else complete = false;
    }
    return complete ? { facts, givenAt } : undefined;
}

function reportUnknownCase(environment: Environment, place: Place, name: string): void {
    const suggestion = nearest(name, environment.scope.cases.keys());
    const hint = suggestion === undefined ? '' : ` Did you mean ‘${suggestion}’?`;
    report(environment, 'name-unknown', originOfPlace(place), `There is no case or scenario ‘${name}’.${hint}`, {
        expected: 'case or scenario',
        actual: name,
        // Names of cases stand bare, titles of scenarios in quotes.
        ...(suggestion === undefined
            ? {}
            : { suggestion: /^[\w-]+$/.test(suggestion) ? suggestion : `"${suggestion}"` }),
    });
}
