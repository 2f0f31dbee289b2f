// What stands at the line ends: the verdicts of scenarios that were run, and the way of the active case through its policy.
// Each is worked out once for what it rests on, however many documents show it.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Origin } from '../language/index.js';
import type { ActiveCase } from './active-case.js';
import { type Decided, labelOf, tellResult } from './decision.js';
import { moveRange } from './edits.js';
import { neverReached } from './inline-asides.js';
import { type LineEnd, type Placed, placed, strongest } from './inline-marks.js';
import { besides, wayOf } from './inline-way.js';
import type { Outline } from './outline.js';
import { linksOfCase, linksOfScenario, pathMarkdown } from './path-markdown.js';
import type { Proofs } from './proofs.js';
import type { InlineTexts } from './protocol.js';
import type { Runs } from './runs.js';
import { resultsIn, scenariosIn } from './scenarios.js';
import type { Workspace } from './workspace.js';

type LineEnds = Pick<InlineTexts, 'unreached'> & { readonly texts: readonly LineEnd[] };

export class InlineTextBoard {
    private readonly last = new Map<string, LineEnds>();
    private readonly verdicts = new Map<string, { readonly as: Outline; readonly marks: readonly Placed[] }>();
    private walked: { readonly decided: Decided; readonly marks: readonly Placed[] } | undefined;

    /** @param commands whether links of hovers may run commands of the client */
    constructor(
        private readonly workspace: Workspace,
        private readonly activeCase: ActiveCase,
        private readonly runs: Runs,
        private readonly proofs: Pick<Proofs, 'findingsIn'>,
        private readonly commands: () => boolean,
    ) {}

    /** Moves what stands there along with an edit. */
    moved(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
        let known = this.last.get(uri);
        for (const change of changes) {
            if (!known) return;
            const texts = known.texts.flatMap((each): readonly LineEnd[] => {
                const range = moveRange(each.range, change);
                return range ? [{ ...each, range, line: range.end.line }] : [];
            });
            const unreached = known.unreached.flatMap((range) => moveRange(range, change) ?? []);
            known = { texts, unreached };
        }
        if (known) this.last.set(uri, known);
    }

    forget(uri: string): void {
        this.last.delete(uri);
        this.verdicts.delete(uri);
    }

    textsOf(uri: string, maxLength: number): InlineTexts {
        const document = this.workspace.document(uri);
        const clientUri = this.workspace.clientUri(uri);
        const version = document?.version ?? null;
        const decided = this.activeCase.decided();
        const outline = this.workspace.outline(uri);
        const hasErrors = outline !== undefined && !outline.hasPolicy;
        const before = this.last.get(uri);
        const about = { uri: clientUri, version };
        if (before && (hasErrors || decided?.stale)) return { ...about, ...toSend(before), stale: true };
        const marks = [
            ...this.verdictsIn(uri),
            ...(decided && !decided.stale ? this.way(decided) : []),
            ...neverReached(this.proofs.findingsIn(uri)).flatMap((aside) => besides(aside, 'unreachable', () => '')),
        ];
        const own = marks.filter(({ uri: each }) => each === uri).map(({ mark }) => mark);
        const ends: LineEnds = {
            texts: strongest(own, maxLength),
            unreached: decided && !decided.stale && decided.policyUri === uri ? unreachedIn(decided) : [],
        };
        this.last.set(uri, ends);
        return { ...about, ...toSend(ends), stale: false };
    }

    /** The Markdown behind the text of a line, as that was last told. */
    hoverAt(uri: string, line: number): string | null {
        return (
            this.last
                .get(uri)
                ?.texts.find((each) => each.line === line)
                ?.hover() ?? null
        );
    }

    private way(decided: Decided): readonly Placed[] {
        if (this.walked?.decided !== decided) {
            const links = this.commands() ? linksOfCase(this.workspace.clientUri(decided.policyUri)) : [];
            this.walked = { decided, marks: wayOf(decided, () => pathMarkdown(decided, links)) };
        }
        return this.walked.marks;
    }

    /** The verdicts of scenarios that were run, at the end of the line of their titles. */
    private verdictsIn(uri: string): readonly Placed[] {
        const as = this.runs.hasRun(uri) ? this.workspace.outline(uri) : undefined;
        if (!as) return [];
        const known = this.verdicts.get(uri);
        if (known?.as === as) return known.marks;
        const marks = this.verdictsAnew(uri);
        this.verdicts.set(uri, { as, marks });
        return marks;
    }

    private verdictsAnew(uri: string): readonly Placed[] {
        const checked = this.workspace.checked(uri);
        const { policy } = checked ?? {};
        if (!checked || !policy) return [];
        const clientUri = this.workspace.clientUri(uri);
        const commands = this.commands();
        const results = resultsIn(checked);
        return scenariosIn(checked).flatMap(({ id, scenario }): readonly Placed[] => {
            const result = results.get(id);
            if (!result) return [];
            const { verdict, passed } = result;
            const tone = policy.outcomes.find(({ name }) => name === labelOf(policy, verdict))?.tone;
            const links = commands ? linksOfScenario(clientUri, id) : [];
            return placed(scenario.table ? scenario.origin : scenario.titleOrigin, {
                full: tellResult(policy, result, scenario.facts),
                kind: passed ? 'passed' : 'failed',
                ...(tone ? { tone } : {}),
                hover: () => pathMarkdown({ policy, facts: scenario.facts, verdict }, links),
            });
        });
    }
}

function toSend({ texts, unreached }: LineEnds): Pick<InlineTexts, 'texts' | 'unreached'> {
    return { texts: texts.map(({ range: _, hover: __, ...text }) => text), unreached };
}

function unreachedIn({ policy, verdict, policyUri }: Decided): readonly Origin['range'][] {
    if (verdict.kind === 'not-effective') return [];
    const asked = new Set(verdict.path.map(({ rule }) => rule));
    if (verdict.kind === 'missing' || (verdict.kind === 'no-outcome' && verdict.at !== null))
        asked.add(policy.flow[verdict.at as number]?.rule ?? '');
    return policy.flow
        .filter(({ rule, origin }) => !asked.has(rule) && origin.uri === policyUri)
        .map(({ origin }) => origin.range);
}
