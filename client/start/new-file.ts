// New files and examples: untitled documents with a first text, so that nothing is written before the author saves it.

import * as vscode from 'vscode';
import { pickPolicy } from '../policies.js';
import { showText } from '../positions.js';
import type { ServerLink } from '../server/link.js';

export async function newPolicy(): Promise<void> {
    await openUntitled(
        `policy \${1:name} "\${2:Title}"

fact \${3:resident} "\${4:Does the applicant live in the zone?}": yes/no

outcome granted "\${5:Granted}" as accept
outcome refused "\${6:Refused}" as refuse

principle P1 "\${7:Residence}" {
  ask \${3:resident}
    yes => granted
    no  => refused because "\${8:the applicant does not live in the zone}"
}

scenario "\${9:A resident is granted}" {
  \${3:resident}: yes
  expect granted
}
$0`,
    );
}

/** In the policy or suite that is open, or else in the policy that is picked: there it can be run at once. */
export async function newScenario(link: ServerLink): Promise<void> {
    const editor = editorForScenarios() ?? (await editorOfPicked(link));
    if (!editor) return;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the placeholders of a snippet.
    const scenario = 'scenario "${1:Title}" {\n  ${2:fact}: ${3:yes}\n  expect ${4:outcome}\n}\n$0';
    const { lineCount } = editor.document;
    const { end } = editor.document.lineAt(lineCount - 1).range;
    const gap = end.character === 0 ? '\n' : '\n\n';
    await editor.insertSnippet(new vscode.SnippetString(gap + scenario), end);
}

/** The one in use, unless what it shows has no scenarios: a vocabulary is shared by policies. */
function editorForScenarios(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'tenet') return undefined;
    return /^\s*vocabulary\b/m.test(editor.document.getText()) ? undefined : editor;
}

async function editorOfPicked(link: ServerLink): Promise<vscode.TextEditor | undefined> {
    const uri = await pickPolicy(link, vscode.l10n.t('Which policy is the scenario for?'));
    return uri === undefined ? undefined : showText(vscode.Uri.parse(uri));
}

/** The example of the walkthrough, to be run, broken and mended. */
export async function openExample(): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: 'tenet', content: EXAMPLE });
    await vscode.window.showTextDocument(document, { preview: false });
}

async function openUntitled(snippet: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language: 'tenet', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    await editor.insertSnippet(new vscode.SnippetString(snippet));
}

const EXAMPLE = `// A policy to try things with. Run the scenarios with the triangle beside them: one of them fails, and says why.

policy parking "Residents' parking permits"

choice Vehicle "Kind of vehicle" { car "Car"  van "Van"  motorcycle "Motorcycle" }

fact vehicle  "What kind of vehicle is it?": Vehicle
fact resident "Does the applicant live in the zone?": yes/no
fact income   "What is the household's yearly income?": money GBP or unknown

parameter incomeLimit "Income limit" = £16,000

outcome granted  "Permit granted" as accept
outcome refused  "Permit refused" as refuse
outcome referred "Referred to an officer" as refer

exempt E "Motorcycles" {
  when vehicle is motorcycle => granted because "motorcycles are exempt"
}

principle P1 "Residence" {
  ask resident
    yes => next
    no  => refused because "the applicant does not live in the zone"
}

principle P2 "Income" {
  ask income
    at most incomeLimit => granted because "the household is within the income limit"
    over incomeLimit    => refused because "the household's income is over the limit"
    unknown             => referred because "the income is not known"
}

case resident-with-car "A resident with a car" { vehicle: car  resident: yes  income: £15,000 }

scenario "A resident within the limit is granted" like resident-with-car {
  expect granted at P2
}

scenario "Just over the limit" like resident-with-car {
  income: £16,000.01
  expect granted
}

scenario "A motorcycle needs no residence" like resident-with-car {
  vehicle: motorcycle
  resident: no
  expect granted at E
}
`;
