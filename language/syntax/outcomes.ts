// Outcomes: those declared, what they refine, and looking them up.

import type * as Ast from '../generated/ast.js';
import type { Outcome, Tone } from '../model/policy.js';
import { type Context, mention, report, reportUnknownName } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import type { Declared, Scope } from './scope.js';
import { originOfPlace } from './symbols.js';
import { titled } from './vocabulary.js';

const TONES: readonly string[] = ['accept', 'refuse', 'refer', 'pending'] satisfies Tone[];

/** Lowers all outcomes of a scope; a circle of them is reported once. */
export function lowerOutcomes(context: Context, scope: Scope): ReadonlyMap<string, Outcome> {
    const outcomes = new Map<string, Outcome>();
    const circled = new Set<string>();
    for (const [name, declared] of scope.outcomes) {
        if (declared.broken) continue;
        const { node, declaration } = declared;
        checkTone(context, declared);
        const parents = parentsOf(context, scope, declared, circled);
        const tone = [node, ...parents.map((parent) => parent.node)].find(({ tone }) => isTone(tone))?.tone;
        outcomes.set(name, {
            name,
            ...titled(node.title),
            tone: isTone(tone) ? tone : 'neutral',
            refines: parents.map((parent) => parent.node.name),
            origin: originOf(declaration, node),
        });
    }
    return outcomes;
}

function isTone(tone: string | undefined): tone is Tone {
    return tone !== undefined && TONES.includes(tone);
}

function checkTone(context: Context, { declaration, node }: Declared<Ast.Outcome>): void {
    if (node.tone === undefined || isTone(node.tone)) return;
    const place = { declaration, node, property: 'tone' };
    reportUnknownName(context, place, 'tone', node.tone, TONES, 'Tones are accept, refuse, refer and pending.');
}

/** The outcomes that one refines, nearest first. */
function parentsOf(
    context: Context,
    scope: Scope,
    declared: Declared<Ast.Outcome>,
    circled: Set<string>,
): readonly Declared<Ast.Outcome>[] {
    const parents: Declared<Ast.Outcome>[] = [];
    const { declaration, node } = declared;
    const place = { declaration, node, property: 'parent' };
    for (let name = node.parent; name !== undefined; ) {
        const parent = scope.outcomes.get(name);
        if (parents.length === 0) {
            if (parent) mention(context, parent.symbol, place);
            else if (!scope.doubtful.has(name))
                reportUnknownName(context, place, 'outcome', name, scope.outcomes.keys());
        }
        if (!parent || parent.broken || parents.includes(parent)) break;
        if (parent === declared) {
            const members = [node.name, ...parents.map((each) => each.node.name)];
            if (!members.some((member) => circled.has(member))) {
                const message = `‘${node.name}’ refines itself: ${[...members, node.name].join(' → ')}.`;
                report(context, 'refines-cycle', originOfPlace(place), message);
            }
            for (const member of members) circled.add(member);
            break;
        }
        parents.push(parent);
        name = parent.node.parent;
    }
    return parents;
}

/** The outcomes named, and all that refine them. */
export function withRefinements(names: readonly string[], outcomes: ReadonlyMap<string, Outcome>): readonly string[] {
    return [...outcomes.values()]
        .filter((outcome) => names.includes(outcome.name) || outcome.refines.some((parent) => names.includes(parent)))
        .map((outcome) => outcome.name);
}

/** Looks an outcome up; reports it if there is none. */
export function resolveOutcome(
    environment: Environment,
    node: Ast.Decision | Ast.Review | Ast.Duties | Ast.Guarantee | Ast.OutcomeVerdict,
    property: string,
    name: string,
    index?: number,
): string | undefined {
    const place = { declaration: environment.declaration, node, property, ...(index === undefined ? {} : { index }) };
    const outcome = environment.scope.outcomes.get(name);
    if (outcome) {
        mention(environment, outcome.symbol, place);
        return name;
    }
    const { rules, outcomes, doubtful } = environment.scope;
    if (doubtful.has(name)) return undefined;
    if (!rules.has(name)) {
        reportUnknownName(environment, place, 'outcome', name, outcomes.keys());
        return undefined;
    }
    const isTarget = node.$type === 'Decision';
    const hint = isTarget ? ` To go on there, write ‘go to ${name}’.` : ' It is a rule.';
    report(environment, 'name-unknown', originOfPlace(place), `There is no outcome ‘${name}’.${hint}`, {
        expected: 'outcome',
        actual: name,
        ...(isTarget ? { suggestion: `go to ${name}` } : {}),
    });
    return undefined;
}
