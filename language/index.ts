// The façade of the language for hosts and for users of the package: load files, check them, get policies and scenarios
// as plain data. The only file that re-exports.

export { type AnalysisOptions, analyse } from './analysis/analyse.js';
export { ANALYSIS_CODES } from './analysis/codes.js';
export { type Comparison, type ComparisonOptions, compare } from './analysis/compare.js';
export { BudgetExceeded } from './analysis/diagram.js';
export { analyseScenarios } from './analysis/scenarios.js';
export { type AllowedFinding, allowableCodes, applyAllows, type UnusedAllow } from './checks/allow.js';
export { type CheckedFile, checkFile, uniqueFindings } from './checks/check.js';
export { compareBySeverity, compareFindings } from './checks/order.js';
export { applyEdits, format, formatEdits, type TextEdit } from './format/format.js';
export { SYNTAX_CODES } from './model/codes.js';
export type { Finding, Fix, Severity, Witness } from './model/finding.js';
export type { Origin, Position, Range } from './model/origin.js';
export type * from './model/policy.js';
export { describeValue, isoFromDay, printFacts, printValue } from './model/print.js';
export type { Expectation, Scenario } from './model/scenario.js';
export type { Facts, Value } from './model/value.js';
export { createRepairer, type Repairer, withFixes } from './repair/fix.js';
export {
    type CheckReport,
    checkJson,
    countSeverities,
    type ReportedAllowed,
    type ReportedFinding,
    type SeverityCounts,
} from './report/check-json.js';
export { renderComparisonMarkdown, renderComparisonText } from './report/compare.js';
export { type ComparedPolicies, comparisonJson, type ScenarioFlip } from './report/comparison-json.js';
export { coverageHtml } from './report/coverage-html.js';
export {
    coverageJson,
    percentTaken,
    percentText,
    takeable,
    type UntakenAnswer,
    untakenAnswers,
} from './report/coverage-report.js';
export { githubCommands } from './report/github.js';
export { junitXml } from './report/junit.js';
export { factsJson, type NameOfFile, type Place, placeOf } from './report/place.js';
export { type Figure, OBLIGATION_KINDS, type ObligationKind, type Reach, reachJson } from './report/reach.js';
export { type SarifOptions, sarifLog } from './report/sarif.js';
export { tapText } from './report/tap.js';
export { testJson } from './report/test-json.js';
export {
    type BrokenFile,
    type PolicyCoverage,
    type SuiteResults,
    summarise,
    type TestReport,
    type TestSummary,
} from './report/test-report.js';
export { verdictJson } from './report/verdict-json.js';
export { type ConditionCoverage, conditionCoverage, type MetObligation, reachOf } from './review/coverage.js';
export { answerDraft, coverageDrafts, type Draft, mutationDrafts, REVIEW_TAG } from './review/drafts.js';
export {
    type Answers,
    answered,
    type Interview,
    type InterviewQuestion,
    interview,
    NO_ANSWERS,
    notKnown,
    takenBack,
} from './review/interview.js';
export type { Mutant, MutantKind } from './review/mutant.js';
export {
    countMutants,
    type MissedMutant,
    type MutationReport,
    mutate,
    mutationSteps,
    type NoticedMutant,
} from './review/mutate.js';
export { type MutatedPolicy, mutationHtml } from './review/mutation-html.js';
export { changeText, endText } from './review/mutation-text.js';
export { type Change, nearestChanges } from './review/nearest.js';
export type { Obligation } from './review/obligations.js';
export {
    type DecisionRecord,
    type Deviation,
    hashSources,
    type RecordContext,
    type Sources,
} from './review/record.js';
export { type ReadRecord, readRecord, recordJson } from './review/record-json.js';
export { recordOf, verdictSentence } from './review/record-of.js';
export { recordHtml, recordMarkdown } from './review/record-text.js';
export { type Replay, replay } from './review/replay.js';
export { freeTitle, type ScenarioDraft, scenarioText } from './review/scenario-text.js';
export { type SuggestedScenario, type SuggestedSuite, suggestScenarios } from './review/suggest.js';
export { type Parting, type WhyNot, whyNot } from './review/why-not.js';
export { type CompiledPolicy, compile } from './run/compile.js';
export { type Coverage, coverageOf } from './run/coverage.js';
export { type DecidedLine, type DecideLine, lineDecider, printVerdict } from './run/decide-line.js';
export { decodeFacts, type FactDecoder, type FactProblem, factDecoder } from './run/facts.js';
export { interpret, truthOf } from './run/interpret.js';
export { type ConsultedFact, consulted, expectedText, tellPath, tellVerdict } from './run/path.js';
export { type FailedExpectation, runScenarios, type ScenarioResult } from './run/scenarios.js';
export type { AppliedDuty, PathStep, Verdict } from './run/verdict.js';
export { type DeclarationNode, MAX_FILE_LENGTH, parseFile, type SourceFile } from './syntax/document.js';
export { resolvePath } from './syntax/paths.js';
export { EMPTY_PROJECT, type FileReader, filesOf, loadProject, type Project, usesOf } from './syntax/project.js';
