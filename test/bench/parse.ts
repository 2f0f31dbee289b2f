// Parse, link and check against bare Langium on the same grammar and text, interleaved in one run. Bundle it with
// esbuild for Node (`--bundle --platform=node --format=cjs`) and run it with `node --expose-gc`.

import { readFileSync } from 'node:fs';
import { type LangiumCoreServices, URI } from 'langium';
import { createServicesForGrammar } from 'langium/grammar';
import { checkFile } from '../../language/checks/check.js';
import { parseFile, type SourceFile } from '../../language/syntax/document.js';
import { ContextLexer, SoftKeywords } from '../../language/syntax/parser.js';
import type { Project } from '../../language/syntax/project.js';
import { policyOfLength } from './parse-policy.js';

const ROUNDS = 7;

function projectOf(file: SourceFile): Project {
    return { files: new Map([[file.uri, file]]), sources: new Map() };
}

function check(file: SourceFile) {
    return checkFile(projectOf(file), file);
}

/** The grammar with whole files instead of declarations, and nothing of ours but the tokens. */
async function bareServices(): Promise<LangiumCoreServices> {
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
async function buildBare(services: LangiumCoreServices, text: string) {
    const { LangiumDocumentFactory, LangiumDocuments, DocumentBuilder } = services.shared.workspace;
    const uri = URI.parse(`file:///${serial++}.txt`);
    const document = LangiumDocumentFactory.fromString(text, uri);
    LangiumDocuments.addDocument(document);
    await DocumentBuilder.build([document], { validation: false });
    const errors = document.parseResult.parserErrors.length;
    if (errors > 0) throw new Error(`bare Langium: ${document.parseResult.parserErrors[0]?.message}`);
    LangiumDocuments.deleteDocument(uri);
}

async function main() {
    let start = performance.now();
    const services = await bareServices();
    console.log(`bare services ${(performance.now() - start).toFixed(0)} ms`);
    start = performance.now();
    parseFile('warm', 'fact a: yes/no');
    console.log(`own services  ${(performance.now() - start).toFixed(0)} ms`);
    console.log('  lines   chars |    bare: cold   warm |     own: cold   warm   edit | cold× warm× edit×');
    const cold: Record<number, [number, number]> = {};
    const order = process.argv.includes('--large-first') ? [10_000, 3_000, 300] : [300, 3_000, 10_000];
    for (const lines of order) {
        const text = policyOfLength(lines);
        start = performance.now();
        const file = parseFile('bench', text);
        const checked = check(file);
        const own = performance.now() - start;
        const bad = checked.findings.filter(({ severity }) => severity === 'error');
        if (bad.length > 0 || !checked.policy) throw new Error(`own: ${bad.length} ${JSON.stringify(bad[0])}`);
        start = performance.now();
        await buildBare(services, text);
        cold[lines] = [performance.now() - start, own];
        const at = text.indexOf('A tenancy agreement', text.length / 2);
        const warm: [number, number, number][] = [];
        let previous = file;
        for (let round = 0; round < ROUNDS; round++) {
            start = performance.now();
            await buildBare(services, text);
            const bare = performance.now() - start;
            start = performance.now();
            check(parseFile('bench', text));
            const mine = performance.now() - start;
            const edited = `${text.slice(0, at)}${String.fromCharCode(97 + round)}${text.slice(at)}`;
            start = performance.now();
            previous = parseFile('bench', edited, previous);
            check(previous);
            warm.push([bare, mine, performance.now() - start]);
        }
        const median = (index: 0 | 1 | 2) => warm.map((each) => each[index]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
        const [bareCold, ownCold] = cold[lines] ?? [0, 0];
        const ms = (value: number) => value.toFixed(1).padStart(7);
        const ratio = (value: number) => value.toFixed(2).padStart(5);
        console.log(
            `${String(text.split('\n').length).padStart(7)} ${String(text.length).padStart(7)} | ${'      '}${ms(bareCold)}${ms(median(0))} | ${'     '}${ms(ownCold)}${ms(median(1))}${ms(median(2))} | ${ratio(ownCold / bareCold)} ${ratio(median(1) / median(0))} ${ratio(median(2) / median(0))}`,
        );
    }
    const text = policyOfLength(10_000, 2);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const kept = check(parseFile('memory', text));
    globalThis.gc?.();
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
    console.log(
        `10,000 lines kept: ${mb(process.memoryUsage().heapUsed - before)}; process: ${mb(process.memoryUsage().rss)}; rules ${kept.policy?.rules.length}`,
    );
}

await main();
