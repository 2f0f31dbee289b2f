// Safe repairs of findings, for every host: each is proved to keep the outcome of every case, or is plainly what was
// meant. What invents something (an answer for cases that have none) is not safe, and is left to the author.

import type { Finding, Fix } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { DeclarationNode, SourceFile } from '../syntax/document.js';
import { merged, withoutAnswer, withoutDuplicate, withoutRedundantAnswer } from './answers.js';
import { withoutCondition, withoutPart } from './conditions.js';
import { editsWithin } from './cuts.js';
import { withoutDeclaration, withoutDeclarations, withoutGiven } from './declarations.js';
import { withSuggestion } from './names.js';
import { comparePositions, declarationAt, type Repair, type Site } from './place.js';

const REPAIRS: Readonly<Record<string, (site: Site) => Repair | undefined>> = {
    'answer-unreachable': withoutAnswer,
    'otherwise-unreachable': withoutAnswer,
    'except-no-effect': withoutAnswer,
    'answer-redundant': withoutRedundantAnswer,
    'answers-mergeable': merged,
    'answer-duplicate': withoutDuplicate,
    'condition-always-true-here': withoutPart,
    'condition-always-false-here': withoutPart,
    'condition-no-effect': withoutPart,
    'duty-always': withoutCondition,
    'given-duplicate': withoutGiven,
};

/** What nothing uses goes as a whole. An outcome may be meant to be given some day, and stays. */
const UNUSED: ReadonlySet<string> = new Set([
    'fact-unused',
    'category-unused',
    'parameter-unused',
    'definition-unused',
    'score-unused',
]);

/** The findings with their safe repairs; `files` are all there are, since a name may be used in any of them. */
export function withFixes(findings: readonly Finding[], files: Iterable<SourceFile>): readonly Finding[] {
    const repairer = createRepairer(findings, files);
    return findings.map((finding) => {
        const fix = finding.fix ?? repairer.fixOf(finding);
        return fix ? { ...finding, fix } : finding;
    });
}

export interface Repairer {
    /** The safe repair of one finding. */
    fixOf(finding: Finding): Fix | undefined;
    /** The safe repairs of several findings that can be made together, as edits that do not touch each other. */
    fixOfAll(findings: readonly Finding[]): Fix['edits'];
}

/** @param findings all that is known to be wrong with the files: what is wrong itself is not taken for what is meant */
export function createRepairer(findings: readonly Finding[], files: Iterable<SourceFile>): Repairer {
    const byUri = new Map([...files].map((file) => [file.uri, file]));
    const all = [...byUri.values()];
    const wrong = new Set(findings.map(({ actual }) => actual ?? ''));

    const siteOf = (finding: Finding): Site | undefined => {
        const file = byUri.get(finding.origin.uri);
        const declaration = file && declarationAt(file, finding.origin.range.start);
        return declaration && { finding, declaration, files: all };
    };
    const repairOf = (site: Site): Repair | undefined => {
        const { code } = site.finding;
        return (Object.hasOwn(REPAIRS, code) ? REPAIRS[code]?.(site) : undefined) ?? withSuggestion(site, wrong);
    };
    return {
        fixOf: (finding) => {
            const site = siteOf(finding);
            if (!site) return undefined;
            if (UNUSED.has(finding.code)) return withoutDeclaration(site);
            const repair = repairOf(site);
            const edits = repair ? editsWithin(repair.declaration, repair.cuts) : [];
            return repair && edits.length > 0 ? { title: repair.title, edits } : undefined;
        },
        fixOfAll: (found) => {
            // Without a redundant answer cases go other ways, on which nothing else that was found need hold.
            const [first] = found;
            const together = found.filter(({ code }) => code !== 'answer-redundant');
            const wanted = together.length > 0 || !first ? together : [first];
            const repairs = new Map<DeclarationNode, Repair[]>();
            for (const finding of wanted) {
                const site = siteOf(finding);
                const repair = site && repairOf(site);
                if (!repair) continue;
                const others = repairs.get(repair.declaration) ?? [];
                // Parts of one condition are idle one at a time.
                if (others.some((other) => overlap(other.claim, repair.claim))) continue;
                repairs.set(repair.declaration, [...others, repair]);
            }
            const edits = [...repairs].flatMap(([declaration, each]) => {
                const all = editsWithin(
                    declaration,
                    each.flatMap(({ cuts }) => cuts),
                );
                return all.length > 0 ? all : editsWithin(declaration, (each[0] as Repair).cuts);
            });
            const add = (own: Fix['edits']): boolean => {
                const isFree = own.every((edit) => edits.every((other) => isApart(edit, other)));
                if (isFree) edits.push(...own);
                return isFree;
            };
            for (const idle of byFile(wanted.filter(({ code }) => UNUSED.has(code)))) {
                const sites = idle.flatMap((finding) => siteOf(finding) ?? []);
                if (add(withoutDeclarations(sites))) continue;
                for (const site of sites) add(withoutDeclaration(site)?.edits ?? []);
            }
            for (const { code, fix } of wanted)
                if (!UNUSED.has(code) && !Object.hasOwn(REPAIRS, code)) add(fix?.edits ?? []);
            return edits;
        },
    };
}

function byFile(findings: readonly Finding[]): readonly (readonly Finding[])[] {
    const files = new Map<string, Finding[]>();
    for (const finding of findings) {
        const { uri } = finding.origin;
        files.set(uri, [...(files.get(uri) ?? []), finding]);
    }
    return [...files.values()];
}

/** Edits may touch, unless one of them puts text in: nobody could tell which comes first. */
function isApart({ origin: a }: FixEdit, { origin: b }: FixEdit): boolean {
    if (a.uri !== b.uri) return true;
    const most = isEmpty(a) || isEmpty(b) ? -1 : 0;
    return comparePositions(a.range.end, b.range.start) <= most || comparePositions(b.range.end, a.range.start) <= most;
}

type FixEdit = Fix['edits'][number];

function isEmpty({ range }: Origin): boolean {
    return comparePositions(range.start, range.end) === 0;
}

function overlap(a: Repair['claim'], b: Repair['claim']): boolean {
    return a.start < b.end && b.start < a.end;
}
