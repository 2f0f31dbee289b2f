// Decides a case by asking: one question after the other, in the order of the flow, none that can no longer matter. The
// answers are the active case all along, so that text, path and flowchart follow them.

import * as vscode from 'vscode';
import type { AskResult, FactInfo, GivenFacts } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import type { ServerLink } from '../server/link.js';

type OpenFact = AskResult['open'][number];
type Reply =
    | { readonly kind: 'answer'; readonly value: unknown }
    | { readonly kind: 'back' }
    | { readonly kind: 'stop' };
type AnswerPick = vscode.QuickPickItem & { readonly value: unknown };

export async function askQuestions(link: ServerLink, activeCase: ActiveCase, uri: string): Promise<void> {
    const given: { readonly fact: string; readonly value: unknown }[] = [];
    for (;;) {
        const facts: GivenFacts = Object.fromEntries(given.map(({ fact, value }) => [fact, value]));
        const state = await link.request('tenet/ask', { uri, facts });
        await activeCase.set({ kind: 'facts', uri, facts, title: vscode.l10n.t('Answers') });
        const [next] = state.open;
        if (!next) {
            void tellEnd(state);
            return;
        }
        const reply = await ask(next, state, given.length);
        if (reply.kind === 'stop') return;
        if (reply.kind === 'back') given.pop();
        else given.push({ fact: next.name, value: reply.value });
    }
}

async function tellEnd({ decision }: AskResult): Promise<void> {
    const save = vscode.l10n.t('Save as Scenario');
    const path = vscode.l10n.t('Show Path');
    const outcome = decision.outcome?.title ?? decision.label;
    const text = decision.reason ? vscode.l10n.t('{0}: {1}', outcome, decision.reason) : outcome;
    const chosen = await vscode.window.showInformationMessage(text, path, save);
    if (chosen === save) await vscode.commands.executeCommand('tenet.saveCaseAsScenario');
    if (chosen === path) await vscode.commands.executeCommand('tenet.showPath');
}

function ask(fact: OpenFact, state: AskResult, asked: number): Promise<Reply> {
    const possible = state.possible.map(({ name, title }) => title ?? name).join(', ');
    const heading = {
        title: fact.question ?? fact.name,
        placeholder: `${fact.why} ${vscode.l10n.t('Still possible: {0}', possible)}`,
        buttons: asked > 0 ? [vscode.QuickInputButtons.Back] : [],
    };
    const picks = answersOf(fact);
    return fact.type.kind === 'set' || picks.length > 1 ? pickAnswer(fact, heading, picks) : typeAnswer(fact, heading);
}

interface Heading {
    readonly title: string;
    readonly placeholder: string;
    readonly buttons: readonly vscode.QuickInputButton[];
}

function pickAnswer({ type }: FactInfo, heading: Heading, items: readonly AnswerPick[]): Promise<Reply> {
    const input = Object.assign(vscode.window.createQuickPick<AnswerPick>(), {
        ...heading,
        items,
        canSelectMany: type.kind === 'set',
        ignoreFocusOut: true,
    });
    const read = (): Reply => {
        const values = input.selectedItems.map(({ value }) => value);
        return { kind: 'answer', value: type.kind === 'set' ? values : values[0] };
    };
    return reply(input, read);
}

function typeAnswer(fact: FactInfo, heading: Heading): Promise<Reply> {
    const unknown = fact.maybeUnknown ? vscode.l10n.t(', or “unknown”') : '';
    const input = Object.assign(vscode.window.createInputBox(), {
        ...heading,
        prompt: `${fact.typeText}${unknown}. ${heading.placeholder}`,
        placeholder: fact.typeText,
        ignoreFocusOut: true,
    });
    return reply(input, () => ({ kind: 'answer', value: input.value.trim() }));
}

function reply(input: vscode.QuickPick<AnswerPick> | vscode.InputBox, read: () => Reply): Promise<Reply> {
    return new Promise((resolve) => {
        const end = (given: Reply): void => {
            resolve(given);
            input.dispose();
        };
        input.onDidAccept(() => end(read()));
        input.onDidTriggerButton(() => end({ kind: 'back' }));
        input.onDidHide(() => end({ kind: 'stop' }));
        input.show();
    });
}

function answersOf(fact: FactInfo): readonly AnswerPick[] {
    const unknown: AnswerPick[] = fact.maybeUnknown
        ? [{ label: vscode.l10n.t('Don’t know'), value: 'unknown', iconPath: new vscode.ThemeIcon('question') }]
        : [];
    if (fact.type.kind === 'boolean') {
        return [{ label: vscode.l10n.t('Yes'), value: true }, { label: vscode.l10n.t('No'), value: false }, ...unknown];
    }
    return [
        ...fact.values.map(({ name, title }) => ({ label: title ?? name, description: name, value: name })),
        ...unknown,
    ];
}
