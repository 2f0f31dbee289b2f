// The one case that the editor shows everywhere: chosen by the user, decided anew after every edit. A scenario is followed
// where it stands, so that it stays the active case while its title is typed anew or rows are put before it.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Position } from '../language/index.js';
import { type CaseResult, decide, findCase, type KnownCase } from './cases.js';
import { type Decided, labelOf, tellDecision } from './decision.js';
import { moveRange } from './edits.js';
import { shorten } from './inline-marks.js';
import { declarationAt } from './names.js';
import { comparePositions } from './positions.js';
import type { ActiveCaseState, CaseRef, GivenFacts, SetActiveCaseParams } from './protocol.js';
import { resultsIn, scenariosIn, uriOfId } from './scenarios.js';
import { tellExpected } from './test-tree.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

/** Where a scenario starts in the text of an open document of that version. */
interface Place {
    readonly uri: string;
    readonly version: number | undefined;
    readonly start: Position;
}

/** Longer than this, a status bar hides what stands beside. */
const STATUS_LENGTH = 60;
const LABEL_LENGTH = 36;

export class ActiveCase {
    private chosen: SetActiveCaseParams = { case: null };
    private last: { readonly chosen: SetActiveCaseParams; readonly case: KnownCase & Decided } | undefined;
    private place: Place | undefined;

    constructor(private readonly workspace: Workspace) {}

    set(chosen: SetActiveCaseParams): ActiveCaseState {
        this.chosen = chosen;
        this.place = undefined;
        return this.state();
    }

    /** What is supposed of it. */
    get suppose(): GivenFacts {
        return this.chosen.suppose ?? {};
    }

    /** An open document was edited. */
    moved(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
        if (this.place?.uri !== uri) return;
        let start: Position | undefined = this.place.start;
        for (const change of changes) start = start && moveRange({ start, end: start }, change)?.start;
        this.place = start && { uri, start, version: this.workspace.document(uri)?.version };
    }

    /** The case with its verdict, the same object while it is the same; undefined if there is none that can be decided. */
    decided(): (KnownCase & Decided) | undefined {
        const found = this.found();
        return found?.kind === 'case' ? this.decide(found) : undefined;
    }

    state(): ActiveCaseState {
        const found = this.found();
        const { case: ref, suppose = {} } = this.chosen;
        const base = { case: ref, isAdHoc: ref?.kind === 'facts' || Object.keys(suppose).length > 0, suppose };
        const none = { title: null, decision: null, status: null, failing: false, problem: null };
        if (ref === null || !found) return { ...base, ...none };
        if (found.kind === 'problem') {
            const title = titleOf(ref);
            const status = tellStatus(title, found.isGone ? ': case is gone' : ': cannot be decided');
            const problem = found.isGone
                ? `The case is gone: there is no scenario “${title}” any more.`
                : found.message;
            return { ...base, ...none, status, problem };
        }
        const decided = this.decide(found);
        const decision = tellDecision(this.workspace, decided);
        const failing = ref.kind === 'scenario' && !base.isAdHoc && this.fails(ref.id);
        const expected = failing && found.scenario ? `, expected ${tellExpected(found.scenario)}` : '';
        const label = shorten(labelOf(found.policy, decided.verdict), LABEL_LENGTH);
        const status = tellStatus(found.title, ` → ${label}${shorten(expected, LABEL_LENGTH)}`);
        return { ...base, title: found.title, decision, status, failing, problem: null };
    }

    /** The case, at its place where that is known; undefined if none was chosen. */
    private found(): CaseResult | undefined {
        this.follow();
        const { case: ref, suppose } = this.chosen;
        if (ref === null) return undefined;
        const found = findCase(this.workspace, ref, suppose);
        if (found.kind === 'problem') return this.beingTyped() ?? found;
        if (ref.kind === 'scenario' && found.scenario && !found.stale) {
            const uri = plainUri(uriOfId(ref.id));
            const { start } = found.scenario.origin.range;
            this.place = { uri, start, version: this.workspace.document(uri)?.version };
        }
        return found;
    }

    /** Takes the scenario that stands where the chosen one stood, under whatever name. */
    private follow(): void {
        const { place, chosen } = this;
        if (!place || !this.isTracked(place) || chosen.case?.kind !== 'scenario') return;
        const checked = this.workspace.checked(place.uri);
        const here =
            checked &&
            scenariosIn(checked).find(
                ({ scenario }) => comparePositions(scenario.origin.range.start, place.start) === 0,
            );
        if (!here || here.id === chosen.case.id) return;
        this.chosen = { ...chosen, case: { kind: 'scenario', id: here.id } };
    }

    /** The case as it was last decided, while what stands in its place does not parse. */
    private beingTyped(): KnownCase | undefined {
        const { place, last, chosen } = this;
        if (!place || !this.isTracked(place) || last?.chosen.case !== chosen.case) return undefined;
        const checked = this.workspace.checked(place.uri);
        const declaration = checked && declarationAt(checked, place.start);
        return declaration && declaration.problems.length > 0 ? { ...last.case, stale: true } : undefined;
    }

    private isTracked({ uri, version }: Place): boolean {
        return version !== undefined && this.workspace.document(uri)?.version === version;
    }

    private decide(found: KnownCase): KnownCase & Decided {
        const { chosen, last } = this;
        const isSame =
            last?.chosen === chosen &&
            last.case.policy === found.policy &&
            last.case.scenario === found.scenario &&
            last.case.stale === found.stale;
        const decided = isSame ? last.case : { ...found, ...decide(found) };
        this.last = { chosen, case: decided };
        return decided;
    }

    private fails(id: string): boolean {
        const checked = this.workspace.lastGoodOf(plainUri(uriOfId(id)));
        return checked !== undefined && resultsIn(checked).get(id)?.passed === false;
    }
}

/** What a case that is not there is called: of a scenario what its id says. */
function titleOf(ref: CaseRef): string {
    if (ref.kind === 'facts') return ref.title ?? 'Case';
    return ref.id.slice(uriOfId(ref.id).length + 1);
}

/** The title gives way to what is said of it. */
function tellStatus(title: string, said: string): string {
    return `${shorten(title, Math.max(12, STATUS_LENGTH - said.length))}${said}`;
}
