import { defineConfig } from 'vitest/config';

export default defineConfig({
    // There is a module of that name in an editor alone.
    resolve: { alias: { vscode: new URL('./test/client/vscode.ts', import.meta.url).pathname } },
    test: {
        include: ['test/**/*.test.ts'],
        // All cores: by default one is left idle.
        maxWorkers: '100%',
        exclude: ['test/editor/**', 'node_modules/**'],
        // Only a hang is that slow, also on a busy machine: speed is measured in test/bench.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        setupFiles: ['./language/syntax/node20.js'],
    },
});
