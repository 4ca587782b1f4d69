import { defineConfig } from 'vitest/config';

/** Whole servers that are killed, stopped, doubled and starved of disk: a minute, one after another. */
export default defineConfig({
  test: {
    include: ['test/crash/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
