// The debugger, as a user works it and sees it.

import * as vscode from 'vscode';
import { eventually, ok, settles } from '../support.js';

interface Frame {
    readonly id: number;
    readonly name: string;
    readonly line: number;
}

interface Variable {
    readonly name: string;
    readonly value: string;
    readonly variablesReference: number;
}

/** The replay that is running. */
export async function session(): Promise<vscode.DebugSession> {
    return eventually('a replay', () => vscode.debug.activeDebugSession);
}

/** Waits until the editor shows the replay stopped, in a frame whose name starts like this. */
export async function stopsAt(name: string): Promise<readonly Frame[]> {
    const running = await session();
    return eventually(`a stop at ${name}`, async () => {
        const item = vscode.debug.activeStackItem;
        if (!(item instanceof vscode.DebugStackFrame) || item.session.id !== running.id) return undefined;
        const { stackFrames } = (await running.customRequest('stackTrace', { threadId: 1 })) as {
            stackFrames: readonly Frame[];
        };
        return stackFrames[0]?.name.startsWith(name) ? stackFrames : undefined;
    });
}

/** A scope as the Variables view gets it: `name = value`. */
export async function scope(name: string): Promise<readonly string[]> {
    const running = await session();
    const { scopes } = (await running.customRequest('scopes', { frameId: 1 })) as { scopes: readonly Variable[] };
    const found = scopes.find((each) => each.name === name);
    ok(found, `there is a scope ${name}`);
    const { variables } = (await running.customRequest('variables', {
        variablesReference: found.variablesReference,
    })) as { variables: readonly Variable[] };
    return variables.map((each) => `${each.name} = ${each.value}`);
}

export async function step(command: 'stepOver' | 'stepInto' | 'stepOut' | 'stepBack' | 'continue' | 'reverseContinue') {
    await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
}

/** Ends whatever is being replayed, and takes every breakpoint away. */
export async function endDebugging(): Promise<void> {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.debug.stopDebugging();
    await settles('no replay', () => ok(vscode.debug.activeDebugSession === undefined, 'it is over'));
}
