// Rows that a table lacks: one for the case that a proof found, one for all cases that are left. Each leads to `next` until
// the author says better.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Facts, Finding } from '../../language/index.js';
import { originOf } from '../../language/syntax/document.js';
import type { Scope } from '../../language/syntax/scope.js';
import { plainText } from '../../language/syntax/text.js';
import { factOf } from '../completion/values.js';
import { declarationAt } from '../names.js';
import { contains } from '../positions.js';
import { type Action, type ActionContext, behind, indentAt, insertion } from './action.js';

export function missingRows({ workspace, checked }: ActionContext, { origin, witness }: Finding): readonly Action[] {
    const declaration = declarationAt(checked, origin.range.start);
    if (!declaration?.ast || declaration.problems.length > 0) return [];
    const table = [...AstUtils.streamAst(declaration.ast)].find(
        (node): node is Ast.Table =>
            node.$type === 'Table' && contains(originOf(declaration, node).range, origin.range),
    );
    const last = table?.rows.at(-1);
    if (!table || !last) return [];
    const place = originOf(declaration, last);
    const { start, end } = place.range;
    const ownLine = indentAt(workspace, place.uri, start.line).length === start.character;
    const widths = table.columns.map((column, index) =>
        Math.max(
            ...[column, ...table.rows.flatMap(({ cells }) => cells[index] ?? [])].map((each) => plainText(each).length),
        ),
    );
    const wide = Math.max(...table.rows.map(({ target }) => plainText(target).length));
    const row = (title: string, cells: readonly string[]): Action => {
        const text = `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} | => ${'next'.padEnd(wide)} |`;
        const edit = ownLine
            ? insertion(place.uri, behind(workspace, place), `\n${' '.repeat(start.character)}${text}`)
            : insertion(place.uri, end, `  ${text}`);
        return { title, kind: 'quickfix', edits: [edit] };
    };
    const cells = table.columns.map((column) => cellOf(checked.scope, column, witness?.facts));
    const given = cells.flatMap((cell, index) => {
        const column = table.columns[index];
        return cell === '-' || !column ? [] : [`${plainText(column)} ${cell}`];
    });
    // Of a unique table no row may meet another.
    const isSafe = !table.unique || given.length === cells.length;
    return [
        ...(given.length > 0 && isSafe ? [row(`Add a row for ${given.join(', ')}`, cells)] : []),
        ...(table.unique
            ? []
            : [
                  row(
                      'Add a row for all other cases',
                      table.columns.map(() => '-'),
                  ),
              ]),
    ];
}

/** What the case has in a column; amounts are left open, for a row for one of them says little. */
function cellOf(scope: Scope, column: Ast.Expression, facts: Facts | undefined): string {
    const fact = column.$type === 'Reference' ? factOf(scope, column.name) : undefined;
    const value = fact && facts?.get(fact.name);
    if (!fact || value === undefined) return '-';
    if (value === null) return 'unknown';
    if (fact.type?.$type === 'BooleanType') return value === true ? 'yes' : 'no';
    return fact.type?.$type === 'ChoiceType' && typeof value === 'string' ? value : '-';
}
