// What the language server shows in the text: findings and their repair, lenses, hovers, names across files.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import {
    equal,
    eventually,
    insertAfter,
    inWorkspace,
    match,
    ok,
    open,
    positionOf,
    settles,
    tenet,
} from '../support.js';

suite('language', () => {
    test('a mistake is underlined, named, and repaired by its quick fix', async () => {
        await tenet();
        const { document } = await open('broken.tenet');
        const found = await eventually('diagnostics', () => {
            const diagnostics = vscode.languages.getDiagnostics(document.uri);
            return diagnostics.length >= 2 ? diagnostics : undefined;
        });
        const misspelt = found.find(({ message }) => message.includes('residnt'));
        ok(misspelt, 'the misspelt name is found');
        await screen.screenshot('diagnostics');
        const fix = await eventually('the quick fix', async () => {
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
                'vscode.executeCodeActionProvider',
                document.uri,
                misspelt.range,
                vscode.CodeActionKind.QuickFix.value,
                10,
            );
            return actions.find(({ title, edit }) => edit && title.includes('resident'));
        });
        ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
        match(document.getText(), /ask resident\n/);
        await settles('the mistake gone', () =>
            equal(
                vscode.languages.getDiagnostics(document.uri).filter(({ message }) => message.includes('residnt')),
                [],
            ),
        );
    });

    test('a finding is allowed where it stands, and the cursor waits for the reason', async () => {
        await tenet();
        const editor = await open('permits.tenet');
        const { document } = editor;
        await insertAfter(editor, 'yes/no default no\n', 'fact spare "Is a spare key kept?": yes/no default no\n');
        const codes = () => vscode.languages.getDiagnostics(document.uri).map(({ code }) => codeText(code));
        await settles('the finding', () => ok(codes().includes('fact-unused'), codes().join()));
        const allow = await eventually('the action', async () => {
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
                'vscode.executeCodeActionProvider',
                document.uri,
                new vscode.Range(positionOf(document, 'spare "Is'), positionOf(document, 'spare "Is')),
                vscode.CodeActionKind.QuickFix.value,
                10,
            );
            return actions.find(({ title, edit }) => edit && title.startsWith('Allow ‘fact-unused’'));
        });
        ok(allow.edit && (await vscode.workspace.applyEdit(allow.edit)));
        match(document.getText(), /\n\/\/ allow fact-unused because ""\nfact spare /);
        await vscode.commands.executeCommand('type', { text: 'asked by the auditors' });
        match(document.getText(), /\n\/\/ allow fact-unused because "asked by the auditors"\nfact spare /);
        await settles('the finding gone', () =>
            equal(
                codes().filter((code) => /^allow-|^fact-unused$/.test(code)),
                [],
            ),
        );
    });

    test('lenses stand above policy, rules and scenarios, and each names a command that exists', async () => {
        await tenet();
        const { document } = await open('permits.tenet');
        const lenses = await eventually('lenses', async () => {
            const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
                'vscode.executeCodeLensProvider',
                document.uri,
                100,
            );
            return found.length > 3 ? found : undefined;
        });
        const titles = lenses.map(({ command }) => command?.title ?? '');
        ok(
            titles.some((title) => title.includes('Flowchart')),
            titles.join(' | '),
        );
        const bound = new Set(await vscode.commands.getCommands(true));
        const unknown = lenses.flatMap(({ command }) => (command?.command ? [command.command] : []));
        equal(
            unknown.filter((name) => !bound.has(name)),
            [],
        );
    });

    test('a hover explains a fact', async () => {
        await tenet();
        const { document } = await open('permits.tenet');
        await settles('the hover', async () => {
            const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
                'vscode.executeHoverProvider',
                document.uri,
                positionOf(document, 'ask resident').translate(0, 5),
            );
            const texts = hovers
                .flatMap(({ contents }) => contents)
                .map((each) => (each as vscode.MarkdownString).value);
            match(texts.join('\n'), /Does the applicant live in the zone/);
        });
    });

    test('a name is changed in every file that uses it', async () => {
        await tenet();
        const { document } = await open('permits.tenet');
        const edit = await eventually('the rename', async () => {
            const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
                'vscode.executeDocumentRenameProvider',
                document.uri,
                positionOf(document, 'hardship "Would').translate(0, 2),
                'harshness',
            );
            return found.size > 1 ? found : undefined;
        });
        ok(await vscode.workspace.applyEdit(edit));
        match(document.getText(), /fact harshness "Would/);
        const suite = await vscode.workspace.openTextDocument(inWorkspace('permits.scenarios.tenet'));
        match(suite.getText(), /harshness: yes/);
    });

    test('completion offers what can come next', async () => {
        await tenet();
        const { document } = await open('permits.tenet');
        await settles('the outcomes', async () => {
            const list = await vscode.commands.executeCommand<vscode.CompletionList>(
                'vscode.executeCompletionItemProvider',
                document.uri,
                positionOf(document, 'granted because "motorcycles'),
            );
            const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
            for (const wanted of ['granted', 'refused', 'next']) ok(labels.includes(wanted), labels.join(' '));
        });
    });

    test('completion goes on with a list, and writes the marks around a text', async () => {
        await tenet();
        const editor = await open('permits.tenet');
        const { document } = editor;
        await insertAfter(editor, 'otherwise => next\n}\n', 'on granted  { must "tell them" }\nexempt X  { }\n');
        const complete = async (after: string, label: string, expected: RegExp): Promise<void> => {
            const caret = positionOf(document, after).translate(0, after.length);
            editor.selection = new vscode.Selection(caret, caret);
            await settles(`the proposal ${label}`, async () => {
                await vscode.commands.executeCommand('editor.action.triggerSuggest');
                const shown = await screen.texts('.suggest-widget.visible .monaco-list-row.focused');
                ok(shown[0]?.startsWith(label), `${shown[0]} is proposed`);
            });
            await screen.screenshot('completion');
            await screen.press('Enter');
            await settles(label, () => match(document.getText(), expected));
        };
        await complete('on granted ', ', referred', /on granted, referred \{ must/);
        await complete('exempt X ', 'cites', /exempt X cites \{ \}/);
        await insertAfter(editor, 'exempt X cites', ' ');
        await complete('exempt X cites ', 'Hardship', /exempt X cites "Hardship" \{ \}/);
    });
});

function codeText(code: vscode.Diagnostic['code']): string {
    return String(typeof code === 'object' ? code.value : code);
}
