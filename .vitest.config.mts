import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        include: ['test/**/*.test.ts'],
        exclude: ['test/editor/**', 'node_modules/**'],
        // Only a hang is that slow, also on a busy machine: speed is measured in test/bench.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        setupFiles: ['./language/syntax/node20.js'],
    },
});
