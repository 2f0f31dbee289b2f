// Generated files are committed; this says when they are stale.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const FILES = ['ast.ts', 'grammar.ts', 'module.ts'];

test('the parser is generated from the grammar', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenet-generated-'));
    try {
        const config = JSON.parse(readFileSync('langium-config.json', 'utf8'));
        config.languages[0].grammar = 'tenet.langium';
        config.out = 'generated';
        copyFileSync('language/tenet.langium', join(folder, 'tenet.langium'));
        const path = join(folder, 'langium-config.json');
        writeFileSync(path, JSON.stringify(config));
        const generator = 'node_modules/langium-cli/bin/langium.js';
        execFileSync(
            process.execPath,
            ['--import', resolve('language/syntax/node20.js'), generator, 'generate', '--mode=production', '-f', path],
            {
                stdio: 'pipe',
            },
        );
        for (const file of FILES) {
            const fresh = readFileSync(join(folder, 'generated', file), 'utf8');
            expect(
                readFileSync(`language/generated/${file}`, 'utf8') === fresh,
                `language/generated/${file} is stale: npm run generate`,
            ).toBe(true);
        }
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}, 30_000);
