// The header of a file: whether it is a policy, a suite or a vocabulary, which policy a suite is for, and the dates on
// which a policy applies.

import type * as Ast from '../generated/ast.js';
import { dayFromIso } from '../model/calendar.js';
import { type Context, mention, report, reportUnknownName } from './context.js';
import { type DeclarationNode, originAt, originOf, type SourceFile } from './document.js';
import type { Environment } from './environment.js';
import { describeType } from './quantity.js';
import type { Doubtful } from './scope.js';
import { originOfPlace } from './symbols.js';
import type { Effective } from './versions.js';

export type Header = Ast.PolicyHeader | Ast.SuiteHeader;

/** A policy's header with its declaration. */
export interface PolicyHeading {
    readonly file: SourceFile;
    readonly declaration: DeclarationNode;
    readonly node: Ast.PolicyHeader;
}

/** The first header of a file; any other one, and one that does not come first, is reported. */
export function findHeader(context: Context, file: SourceFile): Header | undefined {
    const first = file.declarations.find(({ keyword, ast }) => keyword !== '' || ast);
    let found: Header | undefined;
    for (const declaration of file.declarations) {
        const { ast: node } = declaration;
        if (node?.$type !== 'PolicyHeader' && node?.$type !== 'SuiteHeader') continue;
        found ??= node;
        if (declaration === first || declaration.problems.length > 0) continue;
        const what = node.$type === 'PolicyHeader' ? 'policy' : 'scenarios for';
        const message = `‘${what} …’ is the first declaration of its file, and the only one of its kind.`;
        report(context, 'header-misplaced', originOf(declaration, node), message);
    }
    return found;
}

export function policyHeading(file: SourceFile): PolicyHeading | undefined {
    for (const declaration of file.declarations) {
        if (declaration.ast?.$type === 'PolicyHeader') return { file, declaration, node: declaration.ast };
    }
    return undefined;
}

/** The policy that a suite is for, among the files it uses. Undefined after a finding. */
export function findPolicy(
    context: Context,
    file: SourceFile,
    header: Ast.SuiteHeader,
    files: readonly SourceFile[],
    doubtful: Doubtful,
): PolicyHeading | undefined {
    const declaration = file.declarations.find(({ ast }) => ast === header) as DeclarationNode;
    const headings = files.flatMap((each) => policyHeading(each) ?? []);
    const found = headings.find(({ node }) => node.name === header.policy);
    const place = { declaration, node: header, property: 'policy' };
    if (found) {
        const { declaration: target, node } = found;
        mention(context, { kind: 'policy', name: node.name, declaration: target, node }, place);
        return found;
    }
    if (header.policy === undefined || doubtful.has(header.policy)) return undefined;
    const names = headings.map(({ node }) => node.name);
    if (names.length === 0) {
        const message = `The policy ‘${header.policy}’ is in none of the files used here: add ‘use "…"’ with its file.`;
        report(context, 'policy-not-found', originOfPlace(place), message);
    } else {
        const hint = `The files used here have ${names.map((name) => `‘${name}’`).join(', ')}.`;
        reportUnknownName(context, place, 'policy', header.policy, names, hint);
    }
    return undefined;
}

const POLICY_ONLY: ReadonlySet<string> = new Set(['Exemption', 'Principle', 'Review', 'Duties', 'Guarantee']);

/** Rules in a file that is no policy; once, since one missing header is the reason for all. */
export function reportMisplaced(context: Context, file: SourceFile, header: Header | undefined): void {
    if (header?.$type === 'PolicyHeader') return;
    // A header that cannot be read may be the one that is missed.
    if (
        !header &&
        file.declarations.some(({ keyword, problems }) => problems.length > 0 && /^(policy)?$/.test(keyword))
    )
        return;
    const declaration = file.declarations.find(
        ({ ast, problems }) => ast && POLICY_ONLY.has(ast.$type) && problems.length === 0,
    );
    if (!declaration) return;
    const { keyword, text } = declaration;
    const line = text.search(new RegExp(`^[ \\t]*${keyword}\\b`, 'm'));
    const origin = originAt(declaration, text.indexOf(keyword, line), keyword.length);
    const message = header
        ? 'Rules, duties and guarantees stand in a policy file; this is a suite, which holds cases and scenarios.'
        : 'Rules, duties and guarantees stand in a policy file; this is a vocabulary. Start the file with ‘policy name’.';
    report(context, 'rule-outside-policy', origin, message);
}

export function effectiveDates(context: Context, heading: PolicyHeading | undefined): Effective {
    if (!heading) return {};
    const { declaration, node } = heading;
    const read = (text: string | undefined, property: 'from' | 'until') => {
        if (text === undefined) return undefined;
        const day = dayFromIso(text);
        if (day === undefined) {
            const origin = originOfPlace({ declaration, node, property });
            report(context, 'date-invalid', origin, `‘${text}’ is not a date of the calendar.`);
        }
        return day;
    };
    const [from, until] = [read(node.from, 'from'), read(node.until, 'until')];
    if (from !== undefined && until !== undefined && until < from) {
        const origin = originOfPlace({ declaration, node, property: 'until' });
        report(context, 'range-invalid', origin, 'The policy ends before it starts.');
    }
    return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** The fact that `as of` names. Undefined if there is none, or after a finding. */
export function lowerClock(environment: Environment, { node, declaration }: PolicyHeading): string | undefined {
    if (node.clock === undefined) return undefined;
    const { scope } = environment;
    const place = { declaration, node, property: 'clock' };
    const declared = scope.variables.get(node.clock);
    if (!declared) {
        if (!scope.doubtful.has(node.clock)) {
            const dates = [...environment.facts.values()].filter(({ type }) => type.kind === 'date');
            reportUnknownName(
                environment,
                place,
                'date fact',
                node.clock,
                dates.map(({ name }) => name),
            );
        }
        return undefined;
    }
    mention(environment, declared.symbol, place);
    const fact = environment.facts.get(node.clock);
    if (fact?.type.kind === 'date') return node.clock;
    // What is broken, or of a type that was not understood, has its own finding.
    if (fact || declared.node.$type !== 'Fact') {
        const what = fact ? describeType(fact.type) : `a ${declared.symbol.kind}`;
        const message = `‘as of’ names a date fact; ‘${node.clock}’ is ${what}.`;
        report(environment, 'type-mismatch', originOfPlace(place), message, { expected: 'a date', actual: what });
    }
    return undefined;
}
