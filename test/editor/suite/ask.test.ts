// The view "Ask": a case decided by answering questions, with the keyboard alone, and everything that follows the answers.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, match, ok, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();

suite('ask', () => {
    setup(async function () {
        if (!screen.available) this.skip();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.ask', policy());
        const { ask } = await tenet();
        await eventually('the page', async () => (await screen.webviewTexts('#ask h1')).length > 0);
        if (ask.shown?.interview.answers.length) await screen.webviewClick('button:has-text("Start again")');
        await asked('vehicle');
        // An editor that was opened just before may take the keyboard late.
        await screen.webviewClick('#ask h1');
    });

    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
    });

    test('asks only what is needed, by keyboard alone, until the case is decided', async () => {
        const { activeCase, ask } = await tenet();
        match(ask.shown?.soFar, /Still possible: Permit granted, Permit refused, Referred to an officer/);
        await screen.screenshot('ask');
        await screen.press('1');
        await asked('resident');
        equal(activeCase.state.decision?.missing[0]?.fact, 'resident');
        await screen.press('n');
        await asked('hardship');
        ok(
            ask.shown?.notNeeded.some((text) => text.includes('yearly income')),
            'income cannot matter any more',
        );
        await screen.press('u');
        await settles('the end', () => equal(ask.shown?.end?.outcome, 'Permit refused'));
        equal(ask.shown?.end?.assumptions, ['Would a refusal cause hardship? not known, so no counts']);
        equal(
            activeCase.state.decision?.steps.map(({ rule }) => rule),
            ['E', 'P1'],
        );
        await settles('the end on the page', async () =>
            match((await screen.webviewTexts('h2')).join(), /Permit refused/),
        );
        await screen.screenshot('ask-end');
    });

    test('an earlier answer can be changed, and the last one taken back', async () => {
        const { ask } = await tenet();
        await screen.press('1');
        await asked('resident');
        await screen.press('y');
        await asked('income');
        await screen.webviewClick('.answered li:first-child button');
        await settles('the first again', () => equal(ask.shown?.card?.changing, true));
        await asked('vehicle');
        await screen.screenshot('ask-change');
        await screen.press('3');
        await settles('another end', () => equal(ask.shown?.end?.outcome, 'Permit granted'));
        await screen.press('Backspace');
        await settles('without the last answer', () => equal(ask.shown?.interview.answers.length, 1));
    });

    test('an answer that is none is said at the question, and nothing is lost', async () => {
        const { ask } = await tenet();
        await screen.press('1');
        await asked('resident');
        await screen.press('y');
        await settles('the field', async () =>
            equal((await screen.webviewTexts('#hint')).join(), 'money GBP or unknown'),
        );
        await screen.type('a lot');
        await screen.press('Enter');
        await settles('the reason', async () => match((await screen.webviewTexts('#trouble')).join(), /a lot/));
        await screen.screenshot('ask-refused');
        equal(ask.shown?.interview.answers.length, 2);
        // What was refused is marked, so that typing takes its place.
        await screen.type('£12,000');
        await screen.press('Enter');
        await settles('the end', () => equal(ask.shown?.end?.outcome, 'Permit granted'));
    });

    test('says why it asks, and leads to the citation', async () => {
        match((await screen.webviewTexts('details p')).join(), /E Motorcycles/);
        await screen.webviewClick('summary:has-text("Why am I asked")');
        await screen.screenshot('ask-why');
        await screen.webviewClick('details button:has-text("Motorcycles")');
        await settles('the source document', () =>
            match(vscode.window.activeTextEditor?.document.fileName, /permits\.md$/),
        );
    });

    test('ends in a scenario, a record, a letter', async () => {
        await screen.press('3');
        const { ask } = await tenet();
        await settles('the end', () => equal(ask.shown?.end?.outcome, 'Permit granted'));
        await settles('the end on the page', async () => match((await screen.webviewTexts('h2')).join(), /granted/));
        await screen.webviewClick('button:has-text("Copy Decision Record")');
        await settles('the record', async () => {
            const text = await vscode.env.clipboard.readText();
            match(text, /Permit granted/);
            match(text, /motorcycles are exempt/);
        });
        await screen.webviewClick('button:has-text("Copy Letter Text")');
        await settles('the letter', async () =>
            match(await vscode.env.clipboard.readText(), /^Permit granted: motorcycles are exempt\.\n\nThis rests on:/),
        );
        const { document } = await open('permits.tenet');
        const before = document.getText();
        await screen.webviewClick('button:has-text("Save as Scenario")');
        await settles('the scenario', () => ok(document.getText().length > before.length, 'it was added'));
        match(document.getText().slice(0), /vehicle: motorcycle\s+expect granted/);
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('undo');
        equal(document.getText(), before);
    });

    test('follows an edit of the policy', async () => {
        const { ask } = await tenet();
        const editor = await open('permits.tenet');
        await replace(editor, '"What kind of vehicle is it?"', '"Which vehicle?"');
        await settles('the new question', async () =>
            match((await screen.webviewTexts('legend')).join(), /Which vehicle\?/),
        );
        equal(ask.shown?.card?.text, 'Which vehicle?');
    });

    test('texts of the policy are never markup', async () => {
        const editor = await open('permits.tenet');
        await replace(editor, '"What kind of vehicle is it?"', '"<img src=x><b>Which?</b>"');
        await settles('the text as it is', async () =>
            match((await screen.webviewTexts('legend')).join(), /<img src=x><b>Which\?<\/b>/),
        );
        equal(await screen.webviewTexts('#ask img, #ask b'), []);
    });

    test('has nothing that axe objects to: at a question, in a field, at the end', async () => {
        equal(await screen.webviewAxe('#ask'), []);
        await screen.press('1');
        await asked('resident');
        await screen.press('y');
        await settles('the field', async () => ok((await screen.webviewTexts('#hint')).length > 0));
        equal(await screen.webviewAxe('#ask'), []);
        await screen.type('£12,000');
        await screen.press('Enter');
        await settles('the end', async () => match((await screen.webviewTexts('h2')).join(), /granted/));
        equal(await screen.webviewAxe('#ask'), []);
    });
});

const QUESTIONS: Readonly<Record<string, RegExp>> = {
    vehicle: /What kind of vehicle is it/,
    resident: /live in the zone/,
    income: /yearly income/,
    hardship: /cause hardship/,
};

/** The question is there, in the state and on the page. */
async function asked(fact: string): Promise<void> {
    const { ask } = await tenet();
    await settles(`the question ${fact}`, async () => {
        equal(ask.shown?.card?.fact, fact);
        match((await screen.webviewTexts('legend')).join(), QUESTIONS[fact] ?? /./);
    });
}
