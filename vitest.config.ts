import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

/** Shops at a time: two where `npm test` found the machine quick enough (scripts/lanes.mjs); one when a project is run by hand. */
const lanes = process.env['BROWNOUT_TEST_LANES'] === '2' ? 2 : 1;
/** Most of these wait: for a rebalance, a window, a restart. With no more workers than cores a part of the machine would idle. */
const waiting = { maxWorkers: 3, sequence: { groupOrder: 2 } };
/** Sandboxes of which none has a time to keep: two at once, or where two lanes are carried among what waits. */
const standing = lanes === 2 ? waiting : { maxWorkers: 2, sequence: { groupOrder: 3 } };
/** Shops that are played in, in which time decides: no more of them than the cores carry, and a starved shop is a slow one. */
const shops = { maxWorkers: lanes, sequence: { groupOrder: 4 } };

/** Whole sandboxes of real processes. */
const sandboxes = 'server/adapters/supervisor/**/*.contract.test.ts';
/** Whole houses that are started and killed, in one of them with a drill. */
const houses = ['server', 'engine-death'].map((name) => `tests/integration/${name}.test.ts`);
/** Pages in Chromium over a house without a shop, whose clock is moved by hand: they wait for nothing but the processor. */
const pages = ['access', 'escape', 'hand-over', 'home', 'keyboard', 'pod', 'shift'].map((name) => `tests/browser/${name}.test.ts`);
/** A folder whose modules keep something of their process: a stubbed browser, the memory and the pauses of a whole ring of telemetry. */
const keepsState = ['client/state/**', 'server/telemetry/**'];
const never = ['**/node_modules/**', 'dist/**'];

/** What a test polls for comes within milliseconds, but not on a busy machine. */
const expect = { poll: { timeout: 20_000 } };
// A house that opens reads and checks every scenario.
const unit = { expect, testTimeout: 30_000, hookTimeout: 30_000 };
/** In a browser what is polled for comes within a second or two; a drill takes minutes. */
const whole = { expect: { poll: { timeout: 60_000 } }, testTimeout: 600_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: ['{core,client}/**/*.test.{ts,tsx}'],
          exclude: [...never, ...keepsState],
          // Functions of what they are given: modules and checked scenarios are shared by all files of a worker.
          isolate: false,
          // Nothing in here waits: what takes long had little of the machine, beside whole shops at the lowest priority.
          testTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...unit,
          name: 'unit-server',
          include: ['server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...never, ...keepsState, '**/*.contract.test.ts'],
          // Each test opens a house of its own; what they have in common is what was read from disk, and nobody writes on that.
          isolate: false,
          // What takes long had little of the machine.
          testTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...unit,
          name: 'unit-alone',
          include: ['{infra,bench}/**/*.test.ts', ...keepsState.map((folder) => `${folder}/*.test.ts`)],
          exclude: [...never, '**/*.contract.test.ts'],
          // A worker for each core: some of them ask how long a piece of work takes, or a loop stands still.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'contract',
          expect,
          include: ['**/*.contract.test.ts'],
          exclude: [...never, sandboxes],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...waiting,
        },
      },
      {
        test: {
          name: 'sandbox',
          expect,
          include: [sandboxes],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...standing,
        },
      },
      { test: { ...whole, name: 'house', include: houses, ...standing } },
      { test: { ...whole, name: 'pages', include: pages, maxWorkers: 2 } },
      {
        test: {
          ...whole,
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: [...never, ...houses, ...pages],
          ...shops,
        },
      },
    ],
  },
});
