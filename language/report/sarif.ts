// Findings as SARIF 2.1.0, for code scanning and quality gates.

import type * as Sarif from 'sarif';
import type { Finding, Severity } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import { printFacts } from '../model/print.js';
import type { CheckReport, ReportedAllowed, ReportedFinding } from './check-json.js';
import { factsJson, type NameOfFile, placeOf } from './place.js';

export interface SarifOptions {
    readonly toolVersion: string;
    readonly nameOf: NameOfFile;
    /** What a code says, as a heading; and where it is explained. */
    readonly titleOf: (code: string) => string;
    readonly helpOf: (code: string) => string;
    /** The severity that a code has by default. */
    readonly severityOf: (code: string) => Severity;
}

export function sarifLog(report: CheckReport, options: SarifOptions): Sarif.Log {
    const { findings, allowed } = report;
    const codes = [...new Set([...findings, ...allowed].map(({ finding }) => finding.code))].sort();
    // Where some results say whether they are suppressed, the standard wants all of them to.
    const active = allowed.length > 0 ? { suppressions: [] } : {};
    const rules = codes.map((code): Sarif.ReportingDescriptor => {
        const title = options.titleOf(code);
        return {
            id: code,
            shortDescription: { text: title },
            help: { text: `${title}. See ${options.helpOf(code)}.` },
            defaultConfiguration: { level: LEVELS[options.severityOf(code)] },
        };
    });
    return {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'Tenet', version: options.toolVersion, rules } },
                columnKind: 'utf16CodeUnits',
                results: [
                    ...findings.map((each) => ({ ...resultOf(each, codes, options), ...active })),
                    ...allowed.map((each) => ({
                        ...resultOf(each, codes, options),
                        suppressions: [suppressionOf(each, options)],
                    })),
                ],
            },
        ],
    };
}

/** The comment that allows a finding, and why. */
function suppressionOf({ reason, origin }: ReportedAllowed, { nameOf }: SarifOptions): Sarif.Suppression {
    return {
        kind: 'inSource',
        status: 'accepted',
        justification: reason,
        location: { physicalLocation: location(origin, nameOf) },
    };
}

const LEVELS: Readonly<Record<Severity, Sarif.ReportingConfiguration.level>> = {
    error: 'error',
    warning: 'warning',
    information: 'note',
    hint: 'note',
};

function resultOf(
    { finding, policy }: ReportedFinding,
    codes: readonly string[],
    { nameOf }: SarifOptions,
): Sarif.Result {
    const { code, severity, message, origin, related, witness, fix, suggestion } = finding;
    const example = witness && policy ? printFacts(policy, witness.facts).join(', ') : '';
    const told = example === '' ? message : `${message} For example: ${example}.`;
    const changes = repairs(finding);
    return {
        ruleId: code,
        ruleIndex: codes.indexOf(code),
        level: LEVELS[severity],
        message: { text: told },
        locations: [{ physicalLocation: location(origin, nameOf) }],
        ...(related && related.length > 0
            ? {
                  relatedLocations: related.map((each, id) => ({
                      id,
                      message: { text: each.message },
                      physicalLocation: location(each.origin, nameOf),
                  })),
              }
            : {}),
        ...(changes.length > 0
            ? {
                  fixes: [
                      {
                          description: { text: fix?.title ?? `Replace it by ‘${suggestion}’` },
                          artifactChanges: artifactChanges(changes, nameOf),
                      },
                  ],
              }
            : {}),
        partialFingerprints: { 'tenet/v1': `${code}:${nameOf(origin.uri)}:${fingerprint(message)}` },
        ...(witness && policy ? { properties: { witness: factsJson(policy, witness.facts) } } : {}),
    };
}

interface Change {
    readonly origin: Origin;
    readonly text: string;
}

function repairs({ fix, suggestion, origin }: Finding): readonly Change[] {
    if (fix) return fix.edits;
    return suggestion === undefined ? [] : [{ origin, text: suggestion }];
}

function artifactChanges(changes: readonly Change[], nameOf: NameOfFile): Sarif.ArtifactChange[] {
    const uris = [...new Set(changes.map(({ origin }) => origin.uri))];
    return uris.map((uri) => ({
        artifactLocation: { uri: encodePath(nameOf(uri)) },
        replacements: changes
            .filter(({ origin }) => origin.uri === uri)
            .map(({ origin, text }) => ({ deletedRegion: region(origin, nameOf), insertedContent: { text } })),
    }));
}

function location(origin: Origin, nameOf: NameOfFile): Sarif.PhysicalLocation {
    return { artifactLocation: { uri: encodePath(nameOf(origin.uri)) }, region: region(origin, nameOf) };
}

function region(origin: Origin, nameOf: NameOfFile): Sarif.Region {
    const { line, column, endLine, endColumn } = placeOf(origin, nameOf);
    return { startLine: line, startColumn: column, endLine, endColumn };
}

function encodePath(path: string): string {
    return path.split('/').map(encodeURIComponent).join('/');
}

/** A short number for a text, the same on every machine (FNV-1a). */
function fingerprint(text: string): string {
    let hash = 0x811c9dc5;
    for (let index = 0; index < text.length; index++) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    return (hash >>> 0).toString(16).padStart(8, '0');
}
