// The one case that the editor shows everywhere: chosen by the user, decided anew after every edit.

import { decide, findCase, type KnownCase } from './cases.js';
import { type Decided, labelOf, tellDecision } from './decision.js';
import type { ActiveCaseState, GivenFacts, SetActiveCaseParams } from './protocol.js';
import { resultsIn, uriOfId } from './scenarios.js';
import { tellExpected } from './test-tree.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

export class ActiveCase {
    private chosen: SetActiveCaseParams = { case: null };
    private last: { readonly chosen: SetActiveCaseParams; readonly case: KnownCase & Decided } | undefined;

    constructor(private readonly workspace: Workspace) {}

    set(chosen: SetActiveCaseParams): ActiveCaseState {
        this.chosen = chosen;
        return this.state();
    }

    /** What is supposed of it. */
    get suppose(): GivenFacts {
        return this.chosen.suppose ?? {};
    }

    /** The case with its verdict, the same object while it is the same; undefined if there is none that can be decided. */
    decided(): (KnownCase & Decided) | undefined {
        if (this.chosen.case === null) return undefined;
        const found = findCase(this.workspace, this.chosen.case, this.chosen.suppose);
        return found.kind === 'case' ? this.decide(found) : undefined;
    }

    state(): ActiveCaseState {
        const { case: ref, suppose = {} } = this.chosen;
        const base = { case: ref, isAdHoc: ref?.kind === 'facts' || Object.keys(suppose).length > 0, suppose };
        const none = { title: null, decision: null, status: null, failing: false, problem: null };
        if (ref === null) return { ...base, ...none };
        const found = findCase(this.workspace, ref, suppose);
        if (found.kind === 'problem') return { ...base, ...none, problem: found.message };
        const decided = this.decide(found);
        const decision = tellDecision(this.workspace, decided);
        const failing = ref.kind === 'scenario' && !base.isAdHoc && this.fails(ref.id);
        const expected = failing && found.scenario ? `, expected ${tellExpected(found.scenario)}` : '';
        const status = `${found.title} → ${labelOf(found.policy, decided.verdict)}${expected}`;
        return { ...base, title: found.title, decision, status, failing, problem: null };
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
