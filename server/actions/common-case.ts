// What several scenarios of a file all give becomes a case that they are like.

import type * as Ast from '../../language/generated/ast.js';
import type { Origin } from '../../language/index.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { comparePositions } from '../positions.js';
import { type Action, type ActionContext, above, type FileEdit, insertion, removal, textAt } from './action.js';
import { freeName } from './repairs.js';

/** A case with fewer facts says less than the facts themselves. */
const FEWEST_FACTS = 2;

interface Candidate {
    readonly declaration: DeclarationNode;
    readonly scenario: Ast.Scenario;
    /** Facts as they are written, by `fact: value`. */
    readonly givens: ReadonlyMap<string, Ast.Given>;
}

/** For the scenarios that are selected, or for those that share the most with the one at the cursor. */
export function extractCase({ checked, uri, range, workspace }: ActionContext): readonly Action[] {
    const all = checked.file.declarations.flatMap((declaration): Candidate[] => {
        const { ast, problems } = declaration;
        if (ast?.$type !== 'Scenario' || problems.length > 0) return [];
        const givens = ast.givens.map((given) => {
            const text = textAt(workspace, originOf(declaration, given.value)).replace(/\s+/g, ' ');
            return [`${given.fact}: ${text}`, given] as const;
        });
        return [{ declaration, scenario: ast, givens: new Map(givens) }];
    });
    const touched = all.filter(({ declaration, scenario }) => {
        const place = originOf(declaration, scenario).range;
        return comparePositions(place.start, range.end) <= 0 && comparePositions(range.start, place.end) <= 0;
    });
    const [first] = touched;
    if (!first) return [];
    const group = touched.length > 1 ? touched : closest(first, all);
    const common = shared(group);
    const [base] = new Set(group.map(({ scenario }) => scenario.base));
    if (group.length < 2 || common.length < FEWEST_FACTS || group.some(({ scenario }) => scenario.base !== base))
        return [];
    const name = freeName('common', (each) => checked.scope.cases.has(each));
    const like = base === undefined ? '' : ` like ${base}`;
    const head = group[0] as Candidate;
    const start = above(workspace, originOf(head.declaration, head.scenario));
    const text = `case ${name}${like} {\n${common.map((given) => `  ${given}\n`).join('')}}\n\n`;
    const edits: FileEdit[] = [insertion(uri, start, text)];
    for (const { declaration, scenario, givens } of group) {
        const place = { declaration, node: scenario };
        if (base === undefined) {
            const { end } = originOfPlace({ ...place, property: 'title' }).range;
            edits.push(insertion(uri, end, ` like ${name}`));
        } else edits.push({ uri, range: originOfPlace({ ...place, property: 'base' }).range, newText: name });
        for (const each of common) {
            const given = givens.get(each);
            if (given) edits.push(withoutGiven(workspace, originOf(declaration, given)));
        }
    }
    const title = `Extract what ${group.length} scenarios have in common to a case`;
    const position = { line: start.line, character: 'case '.length };
    return [{ title, kind: 'refactor.extract', edits, rename: { uri, position } }];
}

/** Where more follows on its line, what follows moves up to its place. */
function withoutGiven(workspace: ActionContext['workspace'], origin: Origin): FileEdit {
    const { start, end } = origin.range;
    const line = workspace.file(origin.uri)?.text.split(/\r\n|\n|\r/)[end.line] ?? '';
    const rest = /^[ \t]+(?=[^ \t/])/.exec(line.slice(end.character));
    const isAlone = start.line !== end.line || line.slice(0, start.character).trim() === '';
    if (isAlone || !rest) return removal(workspace, origin);
    const after = { line: end.line, character: end.character + rest[0].length };
    return { uri: origin.uri, range: { start, end: after }, newText: '' };
}

/** Those with which the most is saved: the facts in common times the scenarios that have them. */
function closest(one: Candidate, all: readonly Candidate[]): readonly Candidate[] {
    let best: readonly Candidate[] = [one];
    let most = 0;
    for (const other of all) {
        if (other === one || other.scenario.base !== one.scenario.base) continue;
        const common = shared([one, other]);
        const group = all.filter(
            ({ scenario, givens }) => scenario.base === one.scenario.base && common.every((each) => givens.has(each)),
        );
        const saved = common.length * group.length;
        if (common.length >= FEWEST_FACTS && saved > most) [best, most] = [group, saved];
    }
    return best;
}

function shared([first, ...others]: readonly Candidate[]): readonly string[] {
    return [...(first?.givens.keys() ?? [])].filter((each) => others.every(({ givens }) => givens.has(each)));
}
