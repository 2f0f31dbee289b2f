// Allowing a finding: the comment above it, with the reason left to the author.

import { allowableCodes, type Finding } from '../../language/index.js';
import { type Action, type ActionContext, indentAt, insertion } from './action.js';

/** The comment that allows a finding where it stands; errors cannot be allowed. */
export function allowHere({ workspace }: ActionContext, finding: Finding): readonly Action[] {
    const { code, severity, origin } = finding;
    if (severity === 'error' || !allowableCodes().has(code)) return [];
    const { line } = origin.range.start;
    const indent = indentAt(workspace, origin.uri, line);
    const comment = (reason: string): string => `${indent}// allow ${code} because "${reason}"\n`;
    const edit = { ...insertion(origin.uri, { line, character: 0 }, comment('')), snippet: comment('$1') };
    return [{ title: `Allow ‘${code}’ here, because …`, kind: 'quickfix', edits: [edit], finding }];
}
