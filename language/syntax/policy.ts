// The one door from syntax to the model: a policy file, with the files it uses, becomes a `Policy`; a suite becomes
// scenarios. Lowering is total on files without errors; where there are errors it gives what it can and the findings.

import type { Finding } from '../model/finding.js';
import type { Duty, Guarantee, Policy } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import { type Context, report } from './context.js';
import { type LoweredNames, lowerNames } from './declared.js';
import { type DeclarationNode, originAt, originOf, type SourceFile } from './document.js';
import { lowerDuties, lowerGuarantee } from './duties.js';
import { lowerFlow } from './flow.js';
import {
    effectiveDates,
    findHeader,
    findPolicy,
    type Header,
    lowerClock,
    type PolicyHeading,
    policyHeading,
    reportMisplaced,
} from './header.js';
import { lowerScenarios } from './scenarios.js';
import { collectScope, doubtfulNames, type Scope } from './scope.js';
import type { Occurrence } from './symbols.js';
import type { Effective } from './versions.js';
import { titled } from './vocabulary.js';

export interface LoweredFile {
    /** Absent for vocabularies, and where an error stands in the way. For a suite: its policy. */
    readonly policy?: Policy;
    /** Scenarios that stand in the file itself, but for those with a mistake. */
    readonly scenarios: readonly Scenario[];
    /** Of all files involved; a host that looks at several files drops the repeats. */
    readonly findings: readonly Finding[];
    readonly occurrences: readonly Occurrence[];
    readonly scope: Scope;
    readonly header?: Header;
    /** The file whose rules are the policy's. */
    readonly policyFile?: SourceFile;
    readonly files: readonly SourceFile[];
}

/**
 * Lowers a file.
 *
 * @param file the file itself
 * @param files the file and all that it uses, directly or not, each once, used ones first
 */
export function lowerFile(file: SourceFile, files: readonly SourceFile[]): LoweredFile {
    const context: Context = { findings: [], occurrences: [] };
    const declarations = files.flatMap((each) => each.declarations);
    // A scenario that does not parse must not take the policy away.
    reportSyntax(
        context,
        declarations.filter(({ keyword }) => !DECIDES_NOTHING.has(keyword)),
    );
    const header = findHeader(context, file);
    const doubtful = doubtfulNames(files);
    const heading =
        header?.$type === 'SuiteHeader'
            ? findPolicy(context, file, header, files, doubtful)
            : header && policyHeading(file);
    reportMisplaced(context, file, header);
    const scope = collectScope(context, files, heading?.file, doubtful);
    const effective = effectiveDates(context, heading);
    const names = lowerNames(context, scope, effective, heading?.declaration ?? declarations[0]);
    const policy = heading && lowerPolicy(names, heading, effective);
    reportSyntax(
        context,
        declarations.filter(({ keyword }) => DECIDES_NOTHING.has(keyword)),
    );
    const scenarios = lowerScenarios(names.environment, file, files, policy);
    return {
        ...(policy ? { policy } : {}),
        scenarios,
        findings: context.findings,
        occurrences: context.occurrences,
        scope,
        ...(header ? { header } : {}),
        ...(heading ? { policyFile: heading.file } : {}),
        files,
    };
}

const DECIDES_NOTHING: ReadonlySet<string> = new Set(['case', 'scenario']);

function reportSyntax(context: Context, declarations: readonly DeclarationNode[]): void {
    for (const declaration of declarations) {
        for (const { code, offset, length, message, suggestion } of declaration.problems) {
            const extra = suggestion === undefined ? {} : { suggestion };
            report(context, code, originAt(declaration, offset, length), message, extra);
        }
    }
}

function lowerPolicy(names: LoweredNames, heading: PolicyHeading, effective: Effective): Policy | undefined {
    const { environment, outcomes } = names;
    const { scope } = environment;
    const { file, declaration, node: header } = heading;
    environment.occurrences.push({
        symbol: { kind: 'policy', name: header.name, declaration, node: header },
        place: { declaration, node: header, property: 'name' },
        role: 'declaration',
    });
    const clock = lowerClock(environment, heading);
    const lowered = lowerFlow(environment, [...scope.rules.values()], outcomes);
    const duties: Duty[] = [];
    const guarantees: Guarantee[] = [];
    for (const each of file.declarations) {
        if (each.problems.length > 0) continue;
        if (each.ast?.$type === 'Duties') {
            const own = { ...environment, declaration: each, path: { flow: lowered?.flow } };
            duties.push(...lowerDuties(own, each.ast, outcomes));
        } else if (each.ast?.$type === 'Guarantee') {
            const guarantee = lowerGuarantee({ ...environment, declaration: each }, each.ast, outcomes);
            if (guarantee) guarantees.push(guarantee);
        }
    }
    if (!lowered || environment.findings.some(({ severity }) => severity === 'error')) return undefined;
    return {
        kind: 'policy',
        name: header.name,
        ...titled(header.title),
        origin: originOf(declaration, header),
        effective,
        ...(clock === undefined ? {} : { clock }),
        ...(header.source === undefined ? {} : { source: header.source }),
        choices: [...environment.choices.values()],
        categories: [...environment.categories.values()],
        facts: [...environment.facts.values()],
        parameters: [...environment.parameters.values()].map(({ model }) => model),
        definitions: [...scope.variables.values()].flatMap(({ node }) =>
            node.$type === 'Definition' ? (environment.definition(node.name)?.model ?? []) : [],
        ),
        scores: names.scores(),
        outcomes: [...outcomes.values()],
        ...lowered,
        duties,
        guarantees,
    };
}
