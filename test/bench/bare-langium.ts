// Bare Langium on the same grammar and text, whole files and nothing of ours but the tokens: what a server that Langium
// generates would take for parsing and linking alone.

import { readFileSync } from 'node:fs';
import { type LangiumCoreServices, URI } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';
import { ContextLexer, SoftKeywords } from '../../language/syntax/parser.js';

export async function bareServices(): Promise<LangiumCoreServices> {
    const text = readFileSync('language/tenet.langium', 'utf8').replace(
        'entry Declaration returns Declaration:',
        'interface File { declarations: Declaration[] }\nentry File returns File: declarations+=Declaration*;\nDeclaration returns Declaration:',
    );
    const module = {
        parser: {
            TokenBuilder: () => new SoftKeywords(),
            Lexer: (core: LangiumCoreServices) => new ContextLexer(core),
        },
    };
    return (await createServicesForGrammar({ grammar: text, module })) as unknown as LangiumCoreServices;
}

let serial = 0;

/** Parses, indexes and links a text. */
export async function buildBare(services: LangiumCoreServices, text: string): Promise<void> {
    const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = services.shared.workspace;
    const uri = URI.parse(`file:///${serial++}.txt`);
    const document = LangiumDocumentFactory.fromString(text, uri);
    LangiumDocuments.addDocument(document);
    await DocumentBuilder.build([document], { validation: false });
    LangiumDocuments.deleteDocument(uri);
}
