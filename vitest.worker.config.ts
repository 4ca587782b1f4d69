import { defineConfig } from 'vitest/config';

/** The deployed bundle in Cloudflare's own runtime, everything around it doubled on this machine. */
export default defineConfig({
  test: {
    include: ['test/worker/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
  },
});
