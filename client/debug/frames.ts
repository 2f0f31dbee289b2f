// The call stack where a replay stands, and the files that it comes past.

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TraceEvent, TraceResult } from '../../server/protocol.js';
import type { ReplayHost } from './host.js';

/** What the client counts lines and columns from. */
export interface Counting {
    readonly linesFrom: number;
    readonly columnsFrom: number;
}

type Paths = Pick<ReplayHost, 'pathOf'>;

export function stackTrace(
    event: TraceEvent,
    { startFrame = 0, levels = 0 }: DebugProtocol.StackTraceArguments,
    paths: Paths,
    { linesFrom, columnsFrom }: Counting,
): DebugProtocol.StackTraceResponse['body'] {
    const all = event.frames.map(({ name, origin }, index): DebugProtocol.StackFrame => {
        // The top frame is the place itself; the others say what it is a part of.
        const { uri, range } = index === 0 ? event.origin : origin;
        const end = { endLine: range.end.line + linesFrom, endColumn: range.end.character + columnsFrom };
        return {
            id: index + 1,
            name,
            source: sourceOf(uri, paths),
            line: range.start.line + linesFrom,
            column: range.start.character + columnsFrom,
            ...(index === 0 ? end : {}),
            presentationHint: index > 0 && index === event.frames.length - 1 ? 'subtle' : 'normal',
        };
    });
    return {
        stackFrames: all.slice(startFrame, levels > 0 ? startFrame + levels : undefined),
        totalFrames: all.length,
    };
}

export function sourceOf(uri: string, { pathOf }: Paths): DebugProtocol.Source {
    return { name: decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)), path: pathOf(uri) };
}

export function sourcesOf({ events }: TraceResult, paths: Paths): DebugProtocol.Source[] {
    return [...new Set(events.map(({ origin }) => origin.uri))].map((uri) => sourceOf(uri, paths));
}
