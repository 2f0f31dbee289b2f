// The façade of the language for hosts and for users of the package: load files, check them, get policies and scenarios
// as plain data. The only file that re-exports.

export { type CheckedFile, checkFile, uniqueFindings } from './checks/check.js';
export { compareBySeverity, compareFindings } from './checks/order.js';
export { applyEdits, format, formatEdits, type TextEdit } from './format/format.js';
export type { Finding, Fix, Severity, Witness } from './model/finding.js';
export type { Origin, Position, Range } from './model/origin.js';
export type * from './model/policy.js';
export type { Expectation, Scenario } from './model/scenario.js';
export type { Facts, Value } from './model/value.js';
export { type DeclarationNode, parseFile, type SourceFile } from './syntax/document.js';
export { resolvePath } from './syntax/paths.js';
export { EMPTY_PROJECT, type FileReader, filesOf, loadProject, type Project, usesOf } from './syntax/project.js';
