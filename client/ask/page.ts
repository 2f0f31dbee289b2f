// The page of the view "Ask": an empty place, and the words that its script fills it with.

import * as vscode from 'vscode';
import type { PageContent } from '../page/document.js';

export function askPage(): PageContent {
    return { title: vscode.l10n.t('Ask'), words: words(), body: '<main id="ask"></main>' };
}

/** Words of the page that do not depend on the policy. */
export type AskWords = ReturnType<typeof words>;

function words() {
    const { t } = vscode.l10n;
    return {
        heading: t('Questions'),
        answered: t('Answered'),
        change: t('Change'),
        changeTo: t('Change the answer to “{0}”'),
        why: t('Why am I asked?'),
        cited: t('Cited: {0}'),
        doNotKnow: t('Don’t know'),
        next: t('Next'),
        cancel: t('Keep the answer'),
        later: t('May still be asked ({0})'),
        notNeeded: t('No longer needed ({0})'),
        back: t('Back'),
        restart: t('Start again'),
        choose: t('Choose a Policy'),
        example: t('Open an Example'),
        outcome: t('Outcome'),
        assumptions: t('Taken for granted'),
        steps: t('How it was decided'),
        decides: t('decides'),
        duties: t('To do'),
        save: t('Save as Scenario'),
        record: t('Copy Decision Record'),
        letter: t('Copy Letter Text'),
        flowchart: t('Show on Flowchart'),
        needed: t('Please give an answer.'),
    };
}
