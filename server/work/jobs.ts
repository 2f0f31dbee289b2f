// What takes long and is asked for now and then: pictures, and the instruments of whoever reviews a policy.

import { answersBeyondReach } from '../../language/analysis/beyond-reach.js';
import { compare } from '../../language/analysis/compare.js';
import { chartFileName } from '../../language/flowchart/export.js';
import { base64 } from '../../language/flowchart/fonts.js';
import { warmUp } from '../../language/flowchart/warm-up.js';
import type { Facts, Policy, Scenario } from '../../language/index.js';
import { REVIEW_LIMITS } from '../../language/review/case-cells.js';
import { type ChangesReport, changesReport, type ReportFormat } from '../../language/review/changes-report.js';
import { conditionCoverage } from '../../language/review/coverage.js';
import { coverageDrafts } from '../../language/review/drafts.js';
import { type Answers, interview } from '../../language/review/interview.js';
import { nearestChanges } from '../../language/review/nearest.js';
import { obligationsOf } from '../../language/review/obligations.js';
import { scenariosFor } from '../../language/review/suggest.js';
import { supposeAnswer } from '../../language/review/suppose.js';
import { fileName } from '../../language/syntax/paths.js';
import type { ExportResult as ExportedFile } from '../protocol.js';
import { drawView } from './draw.js';
import { type ExportInput, exportChart } from './export.js';
import { reachedParts } from './reach.js';
import { recordText } from './record.js';

/** Jobs of the workshop. */
export const JOBS = {
    /** Gets ready for the first picture. */
    warmUp: async (_: null): Promise<null> => {
        await warmUp();
        return null;
    },
    drawView,
    exportChart: async ({ file, ...input }: ExportInput & { readonly file: string }): Promise<ExportedFile> => {
        const made = await exportChart(input);
        const name = chartFileName(input.format, file, input.overlay.decided?.title);
        if (made.kind === 'png') return { kind: 'bytes', name, base64: base64(made.bytes) };
        return made.kind === 'text' ? { ...made, name } : { kind: 'problem', message: made.message };
    },
    interview: ({ policy, answers }: { readonly policy: Policy; readonly answers: Answers }) =>
        interview(policy, answers),
    changes: ({
        policy,
        facts,
        outcome,
    }: {
        readonly policy: Policy;
        readonly facts: Facts;
        readonly outcome?: string;
    }) => nearestChanges(policy, facts, outcome === undefined ? {} : { outcome }),
    compare: ({ before, after }: { readonly before: Policy; readonly after: Policy }, shouldStop: () => boolean) =>
        compare(before, after, { shouldStop }),
    report: ({ format, ...report }: ChangesReport & { readonly format: ReportFormat }) =>
        changesReport(report, format, fileName),
    missing: ({ policy, scenarios }: { readonly policy: Policy; readonly scenarios: readonly Scenario[] }) => {
        const facts = scenarios.map((scenario) => scenario.facts);
        return coverageDrafts(conditionCoverage(policy, facts), scenarios);
    },
    /** The answers that no case takes. */
    beyondReach: ({ policy }: { readonly policy: Policy }, shouldStop: () => boolean) =>
        answersBeyondReach(policy, shouldStop),
    /** What scenarios reach besides answers. */
    reachedParts,
    /** A case that gets an answer; undefined if none does. */
    taking: ({ policy, rule, label }: { readonly policy: Policy; readonly rule: string; readonly label: string }) => {
        const obligations = obligationsOf(policy, REVIEW_LIMITS);
        const wanted = obligations.feasible.filter(
            ({ kind, answers = [] }) =>
                kind === 'answer' &&
                answers.some(({ node, answer }) => {
                    const asked = policy.flow[node];
                    return asked?.rule === rule && asked?.answers[answer]?.label === label;
                }),
        );
        return scenariosFor(policy, obligations, wanted.slice(0, 1)).scenarios[0]?.facts;
    },
    /** The fewest facts that give a question an answer; undefined if no case gets it. */
    suppose: ({
        policy,
        facts,
        rule,
        label,
    }: {
        readonly policy: Policy;
        readonly facts: Facts;
        readonly rule: string;
        readonly label: string;
    }) => supposeAnswer(policy, facts, rule, label),
    record: recordText,
};

export type Jobs = typeof JOBS;
