// Everything said about a file while it is typed: syntax, names, types and order from lowering, and the checks beside
// this one. What needs proof is said by `analysis/`.

import type { Finding } from '../model/finding.js';
import type { SourceFile } from '../syntax/document.js';
import { type LoweredFile, lowerFile } from '../syntax/policy.js';
import { filesOf, type Project } from '../syntax/project.js';
import { checkAllows } from './allow.js';
import { checkCitations } from './citations.js';
import { checkClock } from './clock.js';
import { compareFindings } from './order.js';
import { checkUnused } from './unused.js';
import { checkUses } from './uses.js';

export interface CheckedFile extends LoweredFile {
    readonly file: SourceFile;
}

/** Lowers and checks one file; findings are sorted, and may lie in files that it uses. */
export function checkFile(project: Project, file: SourceFile): CheckedFile {
    const lowered = lowerFile(file, filesOf(project, file));
    const findings = [
        ...lowered.findings,
        ...checkUses(project, file),
        ...checkCitations(project, lowered),
        ...checkClock(lowered),
        ...checkUnused(lowered),
        ...checkAllows(file),
    ];
    return { ...lowered, file, findings: uniqueFindings(findings) };
}

/** Drops repeats: the same finding at the same place. */
export function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
    const seen = new Set<string>();
    return [...findings].sort(compareFindings).filter((finding) => {
        const key = JSON.stringify([finding.code, finding.origin, finding.message]);
        return !seen.has(key) && seen.add(key);
    });
}
