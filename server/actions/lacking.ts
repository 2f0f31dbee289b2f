// Repairs that put in, or in its place, what a declaration lacks: the end of a text, what a scenario expects, the date that
// counts, a header that stands too low.

import type * as Ast from '../../language/generated/ast.js';
import { type Finding, parseFile } from '../../language/index.js';
import { expectedText } from '../../language/run/path.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { declarationAt } from '../names.js';
import { comparePositions, offsetAt, positionAt, positionsOf } from '../positions.js';
import { resultsIn, scenariosIn } from '../scenarios.js';
import { type Action, type ActionContext, above, behind, indentAt, insertion, removal, textAt } from './action.js';

/** Ends a text where its declaration can be read then: before what follows on its line, else at the line's end. */
export function closeText({ workspace }: ActionContext, { origin }: Finding): readonly Action[] {
    const file = workspace.file(origin.uri);
    if (!file) return [];
    const lines = positionsOf(file.text);
    const start = offsetAt(file.text, lines, origin.range.start);
    const end = offsetAt(file.text, lines, origin.range.end);
    const written = file.text.slice(start, end).trimEnd();
    const places = [written.length, ...boundariesIn(written)];
    let [best, fewest] = [written.length, Number.POSITIVE_INFINITY];
    for (const place of places) {
        const at = start + place;
        const closed = parseFile(file.uri, `${file.text.slice(0, at)}"${file.text.slice(at)}`, file);
        const problems = closed.declarations.filter((each) => each.problems.length > 0).length;
        if (problems < fewest) [best, fewest] = [place, problems];
    }
    const edit = insertion(origin.uri, positionAt(lines, start + best), '"');
    return [{ title: 'Close the text', kind: 'quickfix', edits: [edit] }];
}

/** Where a text may have ended: before words and signs that follow texts. */
function boundariesIn(text: string): readonly number[] {
    const found = [...text.matchAll(/\s*(?:[:={]|=>|\b(?:as|of|cites|like|refines|effective|source)\b)/g)];
    return found.map(({ index }) => index).filter((index) => index > 0);
}

/** Has a scenario that expects nothing expect what it gets. */
export function expectActual({ workspace, uri, checked }: ActionContext, { origin }: Finding): readonly Action[] {
    const declaration = declarationAt(checked, origin.range.start);
    const node = declaration?.ast;
    if (!declaration || node?.$type !== 'Scenario') return [];
    const place = originOf(declaration, node);
    const found = scenariosIn(checked).find(
        ({ scenario }) => comparePositions(scenario.origin.range.start, place.range.start) === 0,
    );
    const result = found && resultsIn(checked).get(found.id);
    if (!result) return [];
    const text = expectedText(result.verdict);
    const last = node.givens.at(-1);
    const { end } = place.range;
    const closing = { line: end.line, character: end.character - 1 };
    const given = last && originOf(declaration, last);
    const indent = given ? indentAt(workspace, uri, given.range.end.line) : '  ';
    const edit =
        place.range.start.line === end.line
            ? insertion(uri, closing, ` expect ${text} `)
            : given
              ? insertion(uri, behind(workspace, given), `\n${indent}expect ${text}`)
              : insertion(uri, closing, `${indent}expect ${text}\n`);
    return [{ title: `Expect what it gets: ${text}`, kind: 'quickfix', edits: [edit] }];
}

/** Has the only date that a case gives choose between dated versions. */
export function addClock({ checked }: ActionContext, { origin }: Finding): readonly Action[] {
    const declaration = declarationAt(checked, origin.range.start);
    const header = declaration?.ast;
    const dates = [...checked.scope.variables.values()].filter(
        ({ node }) => node.$type === 'Fact' && node.type?.$type === 'DateType',
    );
    const [date] = dates;
    if (!declaration || header?.$type !== 'PolicyHeader' || !date || dates.length > 1) return [];
    const before = (['until', 'from', 'title', 'name'] as const).find((property) => header[property] !== undefined);
    const { end } = originOfPlace({ declaration, node: header, property: before ?? 'name' }).range;
    const edit = insertion(origin.uri, end, ` as of ${date.node.name}`);
    return [{ title: `Choose versions by ‘${date.node.name}’`, kind: 'quickfix', edits: [edit] }];
}

/** Moves a header, with its comments, before the declarations that stand over it. */
export function moveHeader({ workspace, uri, checked }: ActionContext, { origin }: Finding): readonly Action[] {
    const headers = checked.file.declarations.filter(isHeader);
    const own = declarationAt(checked, origin.range.start);
    const first = checked.file.declarations.find(({ ast }) => ast);
    // A second header has nowhere to go.
    if (!own?.ast || !first?.ast || own === first || headers.length > 1) return [];
    const place = originOf(own, own.ast);
    const whole = { uri, range: { start: above(workspace, place), end: behind(workspace, place) } };
    const start = above(workspace, originOf(first, first.ast));
    const edits = [insertion(uri, start, `${textAt(workspace, whole)}\n\n`), removal(workspace, whole)];
    return [{ title: 'Move to the start of the file', kind: 'quickfix', edits }];
}

function isHeader({ ast }: DeclarationNode): boolean {
    return ast?.$type === 'PolicyHeader' || ast?.$type === 'SuiteHeader';
}

/** Takes away a duty that never applies, and the block with the last one, unless a scenario speaks of it. */
export function removeDuty({ workspace, uri, checked }: ActionContext, { origin }: Finding): readonly Action[] {
    const declaration = declarationAt(checked, origin.range.start);
    const node = declaration?.ast;
    if (!declaration || node?.$type !== 'Duties') return [];
    const duty = node.duties.find(
        (each) => comparePositions(originOf(declaration, each).range.start, origin.range.start) === 0,
    );
    if (
        !duty ||
        isExpected(
            workspace.dependentsOf(uri).flatMap((each) => workspace.file(each) ?? []),
            duty.text,
        )
    )
        return [];
    const place = originOf(declaration, node.duties.length > 1 ? duty : node);
    return [{ title: 'Remove this duty', kind: 'quickfix', edits: [removal(workspace, place)] }];
}

function isExpected(files: readonly { readonly declarations: readonly DeclarationNode[] }[], text: string): boolean {
    const isAbout = (each: Ast.Expectation): boolean => each.$type === 'DutyExpectation' && each.text === text;
    return files.some(({ declarations }) =>
        declarations.some(({ ast }) => ast?.$type === 'Scenario' && ast.expectations.some(isAbout)),
    );
}
