import { defineConfig } from 'vitest/config';

/** Most tests wait: for a rebalance, a window, a restart. With one worker, as on two cores by default, half of the machine would idle. */
const maxWorkers = 2;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,server,client,infra,bench}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.contract.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['**/*.contract.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: { name: 'integration', include: ['tests/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000, maxWorkers },
      },
    ],
  },
});
