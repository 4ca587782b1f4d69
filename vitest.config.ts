import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/worker/**', 'test/crash/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
    // All cores: the default leaves one free, which on two is half of them.
    maxWorkers: '100%',
    // Every test makes a house of its own, so files can share loaded modules: half the time.
    isolate: false,
  },
});
