// What stands at the line ends: the verdicts of scenarios that were run, and the way of the active case through its policy.
// At most one text a line; the strongest one wins.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Origin, PathStep } from '../language/index.js';
import { describeValue } from '../language/index.js';
import type { Answer, FlowNode } from '../language/model/policy.js';
import { versionOn } from '../language/model/value.js';
import { clockDay, factNamed } from '../language/run/given.js';
import { truthOf } from '../language/run/interpret.js';
import type { ActiveCase } from './active-case.js';
import { type Decided, labelOf, subjectValue, tellResult, withParameters } from './decision.js';
import { moveRange } from './edits.js';
import { type Aside, alsoTrue, neverReached } from './inline-asides.js';
import { pathMarkdown } from './path-markdown.js';
import type { Proofs } from './proofs.js';
import type { InlineText, InlineTexts } from './protocol.js';
import type { Runs } from './runs.js';
import { resultsIn, scenariosIn } from './scenarios.js';
import type { Workspace } from './workspace.js';

type Mark = Omit<InlineText, 'line' | 'text'> & { readonly full: string };

/** Later ones give way to earlier ones on the same line. */
const STRENGTH: readonly InlineText['kind'][] = [
    'problem',
    'failed',
    'passed',
    'decides',
    'missing',
    'exception',
    'holds',
    'fails',
    'also',
    'unreachable',
];

export class InlineTextBoard {
    private readonly last = new Map<string, InlineTexts>();

    constructor(
        private readonly workspace: Workspace,
        private readonly activeCase: ActiveCase,
        private readonly runs: Runs,
        private readonly proofs: Pick<Proofs, 'findingsIn'>,
    ) {}

    /** Moves what stands there along with an edit. */
    moved(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
        let known = this.last.get(uri);
        for (const change of changes) {
            if (!known) return;
            const texts: readonly InlineText[] = known.texts.flatMap((each) => {
                const range = moveRange(each.range, change);
                return range ? [{ ...each, range, line: range.end.line }] : [];
            });
            const unreached = known.unreached.flatMap((range) => moveRange(range, change) ?? []);
            known = { ...known, texts, unreached };
        }
        if (known) this.last.set(uri, known);
    }

    forget(uri: string): void {
        this.last.delete(uri);
    }

    textsOf(uri: string, maxLength: number): InlineTexts {
        const document = this.workspace.document(uri);
        const clientUri = this.workspace.clientUri(uri);
        const version = document?.version ?? null;
        const decided = this.activeCase.decided();
        const outline = this.workspace.outline(uri);
        const hasErrors = outline !== undefined && !outline.hasPolicy;
        const before = this.last.get(uri);
        if (before && (hasErrors || decided?.stale)) return { ...before, uri: clientUri, version, stale: true };
        const marks = [
            ...this.verdicts(uri),
            ...(decided && !decided.stale ? way(decided) : []),
            ...neverReached(this.proofs.findingsIn(uri)).flatMap((aside) => besides(aside, 'unreachable', '')),
        ];
        const own = marks.filter(({ uri: each }) => each === uri).map(({ mark }) => mark);
        const texts: InlineTexts = {
            uri: clientUri,
            version,
            texts: strongest(own, maxLength),
            unreached: decided && !decided.stale && decided.policyUri === uri ? unreachedIn(decided) : [],
            stale: false,
        };
        this.last.set(uri, texts);
        return texts;
    }

    /** The verdicts of scenarios that were run, at the end of the line of their titles. */
    private verdicts(uri: string): readonly Placed[] {
        if (!this.runs.hasRun(uri)) return [];
        const checked = this.workspace.checked(uri);
        const { policy } = checked ?? {};
        if (!checked || !policy) return [];
        const results = resultsIn(checked);
        return scenariosIn(checked).flatMap(({ id, scenario }): Placed[] => {
            const result = results.get(id);
            if (!result) return [];
            const { verdict, passed } = result;
            const tone = policy.outcomes.find(({ name }) => name === labelOf(policy, verdict))?.tone;
            const origin = scenario.table ? scenario.origin : scenario.titleOrigin;
            const decided = { policy, facts: scenario.facts, verdict };
            return placed(origin, {
                full: tellResult(policy, result, scenario.facts),
                kind: passed ? 'passed' : 'failed',
                ...(tone ? { tone } : {}),
                hover: pathMarkdown(decided),
                range: origin.range,
            });
        });
    }
}

interface Placed {
    readonly uri: string;
    readonly mark: Mark;
}

function placed(origin: Origin, mark: Mark): Placed[] {
    return [{ uri: origin.uri, mark }];
}

function besides({ origin, full }: Aside, kind: Mark['kind'], hover: string): readonly Placed[] {
    return placed(origin, { full, kind, hover, range: origin.range });
}

/** The way of a case: what each question on it says, and the values of definitions. */
function way(decided: Decided): readonly Placed[] {
    const { policy, facts, verdict } = decided;
    const hover = pathMarkdown(decided);
    const marks = verdict.path.flatMap((step, index): Placed[] => [
        ...triedBefore(decided, step, hover),
        ...taken(decided, step, index, hover),
    ]);
    if (verdict.kind === 'missing') {
        const node = policy.flow[verdict.at];
        const names = verdict.missing.map((name) => factNamed(policy, name).question ?? name);
        const origin = node?.subjects[0]?.origin ?? node?.origin;
        if (origin) {
            const full = `? need: ${names.join(', ')}`;
            marks.push(...placed(origin, { full, kind: 'missing', hover, range: origin.range }));
        }
    }
    if (verdict.kind === 'no-outcome' && verdict.at !== null) {
        const node = policy.flow[verdict.at];
        const origin = node?.subjects[0]?.origin ?? node?.origin;
        const full = '⚠ no answer fits: this case has no outcome';
        if (origin) marks.push(...placed(origin, { full, kind: 'problem', hover, range: origin.range }));
    }
    marks.push(...alsoTrue(policy, facts, verdict).flatMap((aside) => besides(aside, 'also', hover)));
    for (const { value, origin } of policy.definitions) {
        if (value.kind !== 'condition') continue;
        const truth = truthOf(policy, facts, value.condition);
        if (truth === 'missing') continue;
        const full = truth === 'yes' ? '✓ yes' : truth === 'no' ? '✗ no' : '? unknown';
        marks.push(...placed(origin, { full, kind: truth === 'yes' ? 'holds' : 'fails', hover, range: origin.range }));
    }
    return marks;
}

function taken(decided: Decided, step: PathStep, index: number, hover: string): readonly Placed[] {
    const { policy, facts, verdict } = decided;
    const node = policy.flow[step.node] as FlowNode;
    const { range } = step.origin;
    if (verdict.kind === 'outcome' && verdict.decidedAt === index) {
        const outcome = policy.outcomes.find(({ name }) => name === verdict.outcome);
        const name = outcome?.title ?? verdict.outcome;
        const full = `■ decides: ${name} · step ${index + 1} of ${verdict.path.length}`;
        return placed(step.origin, { full, kind: 'decides', ...(outcome ? { tone: outcome.tone } : {}), hover, range });
    }
    const values = tellValues(decided, node);
    const because = values === '' ? '' : ` · ${values}`;
    if (step.label.startsWith('except')) {
        const full = `⤺ exception used${because}`;
        return placed(step.origin, { full, kind: 'exception', hover, range });
    }
    // `no` of an exemption has no text of its own: it stands at the condition, and says that the rule does not apply.
    const mark = step.label === 'no' || step.label === 'unknown' ? '✗' : '✓';
    const kind = mark === '✓' ? 'holds' : 'fails';
    const full = `${mark} ${withParameters(policy, facts, step.label)}${because}`;
    return placed(step.origin, { full, kind, hover, range });
}

/** Bounds that were tried first and did not hold: by how much the value is off. */
function triedBefore(decided: Decided, step: PathStep, hover: string): readonly Placed[] {
    const { policy, facts } = decided;
    const node = policy.flow[step.node] as FlowNode;
    const subject = subjectValue(policy, facts, node);
    if (!subject || typeof subject.value !== 'number') return [];
    return node.answers.slice(0, step.answer).flatMap((answer: Answer): Placed[] => {
        const limit = limitOf(answer, clockDay(policy, facts));
        if (answer.form !== 'patterns' || limit === undefined) return [];
        const fact = factNamed(policy, subject.fact);
        const off = Math.abs((subject.value as number) - limit);
        const over = (subject.value as number) > limit ? 'over' : 'under';
        const distance = off === 0 ? '' : ` (${describeValue(policy, fact, off)} ${over})`;
        const shown = fact.type.kind === 'date' ? '' : distance;
        const full = `✗ no · ${subject.fact} is ${subject.text}, limit ${describeValue(policy, fact, limit)}${shown}`;
        return placed(answer.origin, { full, kind: 'fails', hover, range: answer.origin.range });
    });
}

/** The one constant that an answer compares a fact with. */
function limitOf({ when }: Answer, day: number | undefined): number | undefined {
    if (when.kind !== 'compare') return undefined;
    const { terms, constant } = versionOn(when.form, day);
    const [term] = terms;
    if (terms.length !== 1 || !term || Math.abs(term.coefficient) !== 1) return undefined;
    return -constant * term.coefficient;
}

function tellValues({ policy, facts }: Decided, node: FlowNode): string {
    const told = node.facts.slice(0, 3).flatMap((name) => {
        const fact = factNamed(policy, name);
        const value = facts.get(name) ?? fact.default;
        return value === undefined ? [] : [`${name} is ${describeValue(policy, fact, value)}`];
    });
    return told.join(', ');
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

function strongest(marks: readonly Mark[], maxLength: number): readonly InlineText[] {
    const byLine = new Map<number, Mark>();
    for (const mark of marks) {
        const { line } = mark.range.end;
        const other = byLine.get(line);
        if (!other || STRENGTH.indexOf(mark.kind) < STRENGTH.indexOf(other.kind)) byLine.set(line, mark);
    }
    return [...byLine.entries()]
        .sort(([a], [b]) => a - b)
        .map(([line, { full, ...mark }]) => ({ ...mark, line, text: shorten(full, maxLength) }));
}

/** ` …` says that the hover has the rest. */
function shorten(text: string, maxLength: number): string {
    const letters = [...text.replace(/\s+/g, ' ')];
    return letters.length <= maxLength
        ? letters.join('')
        : `${letters
              .slice(0, maxLength - 2)
              .join('')
              .trimEnd()} …`;
}
