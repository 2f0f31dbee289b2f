// Inlay hints, all off by default: the value of a parameter in force, the title behind a name, the members of a category.

import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { Range } from '../../language/index.js';
import { printValue } from '../../language/index.js';
import { isoFromDay } from '../../language/model/calendar.js';
import { versionOn } from '../../language/model/value.js';
import { originOfPlace } from '../../language/syntax/symbols.js';
import { overlap } from '../positions.js';
import type { Settings } from '../protocol.js';
import type { Workspace } from '../workspace.js';

/** Longer texts would push the code aside. */
const LONGEST = 40;

export function listHints(
    workspace: Workspace,
    uri: string,
    shown: { readonly range: Range; readonly settings: Settings['inlayHints']; readonly day: number | undefined },
): InlayHint[] {
    const { range, settings, day } = shown;
    if (!settings.parameters && !settings.titles && !settings.categories) return [];
    const checked = workspace.checked(uri);
    const policy = checked?.policy ?? workspace.lastGoodOf(workspace.policyUriOf(uri) ?? uri)?.policy;
    const hints: InlayHint[] = [];
    for (const { symbol, place, role } of checked?.occurrences ?? []) {
        if (role === 'declaration' || place.declaration.document.uri !== uri) continue;
        const text = hintFor(symbol.kind, symbol.name);
        if (text === undefined) continue;
        const origin = originOfPlace(place);
        if (!overlap(origin.range, range)) continue;
        hints.push({ position: origin.range.end, label: text, kind: InlayHintKind.Type, paddingLeft: true });
    }
    return hints;

    function hintFor(kind: string, name: string): string | undefined {
        if (kind === 'parameter' && settings.parameters) {
            const parameter = policy?.parameters.find((each) => each.name === name);
            if (!parameter) return undefined;
            const value = printValue(versionOn(parameter.value, day), parameter.type);
            const newest = parameter.value
                .filter(({ from }) => day === undefined || from === null || from <= day)
                .at(-1);
            const since = parameter.value.length > 1 && newest?.from != null ? ` from ${isoFromDay(newest.from)}` : '';
            return `: ${value}${since}`;
        }
        if (kind === 'category' && settings.categories) {
            const category = policy?.categories.find((each) => each.name === name);
            return category && cut(`{ ${versionOn(category.members, day).join(', ')} }`);
        }
        if (
            (kind === 'outcome' || kind === 'principle' || kind === 'exemption' || kind === 'review') &&
            settings.titles
        ) {
            const titled = [...(policy?.outcomes ?? []), ...(policy?.rules ?? [])].find((each) => each.name === name);
            return titled?.title === undefined ? undefined : cut(titled.title);
        }
        return undefined;
    }
}

function cut(text: string): string {
    return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 2)} …`;
}
