// In a table: which column the cursor is in, and what may stand there.

import { AstUtils } from 'langium';
import type { SignatureHelp } from 'vscode-languageserver';
import type * as Ast from '../../language/generated/ast.js';
import type { Position } from '../../language/index.js';
import { plainText } from '../../language/syntax/text.js';
import { columnAt } from '../completion/answers.js';
import { type Place, placeAt } from '../completion/position.js';
import { answersFor, factOf, givenValues } from '../completion/values.js';
import type { Workspace } from '../workspace.js';

interface Column {
    readonly label: string;
    readonly says: string;
}

export function columnHelp(workspace: Workspace, uri: string, position: Position): SignatureHelp | null {
    const checked = workspace.checked(uri);
    const place = checked && placeAt(checked.file, position);
    if (!place || place.text) return null;
    const line = place.before.slice(place.before.lastIndexOf('\n') + 1);
    if (!/^\s*\|/.test(line)) return null;
    const columns = columnsOf(workspace, uri, place);
    if (!columns) return null;
    let label = '|';
    const parameters = columns.map(({ label: name, says }) => {
        const start = label.length + 1;
        label += ` ${name} |`;
        const span: [number, number] = [start, start + name.length];
        return { label: span, documentation: says };
    });
    const activeParameter = Math.min(columnAt(place), columns.length - 1);
    return { signatures: [{ label, parameters, activeParameter }], activeSignature: 0, activeParameter };
}

function columnsOf(workspace: Workspace, uri: string, place: Place): readonly Column[] | undefined {
    const scope = workspace.checked(uri)?.scope;
    const ast = place.partial();
    if (!scope || !ast) return undefined;
    if (ast.$type === 'ScenarioTable') {
        const facts = ast.columns.map((name): Column => {
            const fact = factOf(scope, name);
            const values = givenValues(scope, fact).map((each) => each.label);
            return { label: name, says: [fact?.question, values.join(', ')].filter(Boolean).join('\n') };
        });
        return [...facts, { label: 'expect', says: 'outcome at rule, missing …, no outcome, not effective' }];
    }
    let table: Ast.Table | undefined;
    for (const node of AstUtils.streamAst(ast)) if (node.$type === 'Table') table = node as Ast.Table;
    if (!table) return undefined;
    const asked = table.columns.map((column): Column => {
        const fact = column.$type === 'Reference' ? factOf(scope, column.name) : undefined;
        const values = ['-', ...answersFor(scope, column).map((each) => each.label)];
        return { label: plainText(column), says: [fact?.question, values.join(', ')].filter(Boolean).join('\n') };
    });
    return [...asked, { label: '=>', says: 'next, go to a rule, or an outcome' }];
}
