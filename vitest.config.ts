import { defineConfig } from 'vitest/config';

/** Most tests wait: for a rebalance, a window, a restart. With one worker, as on two cores by default, half of the machine would idle. */
const maxWorkers = 2;
/** Whole sandboxes, of which timings are asked: one at a time. */
const sandboxes = 'server/adapters/supervisor/**/*.contract.test.ts';

/** What a test polls for comes within milliseconds, but not on a busy machine. */
const expect = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          include: ['{core,server,client,infra,bench}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.contract.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
          // A house that opens reads and checks every scenario.
          hookTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'contract',
          expect,
          include: ['**/*.contract.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', sandboxes],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'sandbox',
          expect,
          include: [sandboxes],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'integration',
          // In a browser it comes within a second or two.
          expect: { poll: { timeout: 60_000 } },
          include: ['tests/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          // Whole houses, in which time decides: two at once are more than two slow cores carry, and a starved shop is a slow one.
          fileParallelism: false,
        },
      },
    ],
  },
});
