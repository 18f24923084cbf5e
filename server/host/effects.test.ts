import { expect, test, vi } from 'vitest';
import type { Effect } from '../../core/drill/effects.ts';
import type { Receipt } from '../../core/sandbox/messages.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { EffectRunner } from './effects.ts';
import { createManualClock } from './manual-clock.fixture.ts';

const done: Receipt = { tookMs: 0, did: [] };

/** A sandbox that notes what it is told, and whose restarts end when the test says so. */
function slowSandbox() {
  const told: string[] = [];
  let end = (): void => {};
  const sandbox: Sandbox = {
    sandboxId: 's',
    telemetryToken: 't',
    async reconcile(operations) {
      told.push(`reconcile ${operations.map(({ id }) => id).join(',')}`);
      return done;
    },
    perform() {
      told.push('restart');
      return new Promise((resolve) => {
        end = () => resolve(done);
      });
    },
    async inspect() {
      return [];
    },
    async panel() {
      throw new Error('nobody looks here');
    },
    profile: () => Promise.reject(new Error('nobody asks')),
    async restore() {
      told.push('restore');
      return done;
    },
    async diff() {
      told.push('diff');
      return [];
    },
    async stop() {
      told.push('stop');
    },
  };
  return { sandbox, told, endRestart: () => end() };
}

const restart: Effect = { type: 'perform', effectId: 'e1', action: { kind: 'restart', target: 'catalog' } };
const fault: Effect = {
  type: 'reconcile',
  effectId: 'e2',
  operations: [{ id: 'f1', operation: { kind: 'flag', flag: 'bundle-pricing', variant: 'on' } }],
};

test('[EF5] effects go out in their order and do not wait for each other: a fault lands while a service restarts', async () => {
  const { sandbox, told, endRestart } = slowSandbox();
  const runner = new EffectRunner({ sandbox, clock: createManualClock(), log: () => {} });
  const restarting = runner.run(restart);
  expect(await runner.run(fault)).toMatchObject({ effectId: 'e2', ok: true });
  expect(told).toEqual(['restart', 'reconcile f1']);
  endRestart();
  expect(await restarting).toMatchObject({ effectId: 'e1', ok: true });
});

test('[EF6] the undo goes out at once, and looks for what is left when everything under way has ended', async () => {
  const { sandbox, told, endRestart } = slowSandbox();
  const clock = createManualClock();
  const runner = new EffectRunner({ sandbox, clock, log: () => {} });
  void runner.run(restart);
  const undo = runner.run({ type: 'undoAll', effectId: 'e3' });
  await clock.advance(10_000);
  expect(told).toEqual(['restart', 'reconcile ']);
  endRestart();
  expect(await undo).toMatchObject({ effectId: 'e3', ok: true });
  expect(told.slice(-2)).toEqual(['restore', 'diff']);
});

test('[EF7] a change that never ends does not keep the undo from its end', async () => {
  const { sandbox } = slowSandbox();
  const clock = createManualClock();
  const runner = new EffectRunner({ sandbox, clock, log: () => {} });
  void runner.run(restart);
  const undo = runner.run({ type: 'undoAll', effectId: 'e3' });
  await clock.advance(61_000);
  expect(await undo).toMatchObject({ ok: true });
});

test('[EF8] a sandbox that cannot be asked any more is ended, so that nothing of it stands; one that answers is not', async () => {
  const { sandbox } = slowSandbox();
  const clock = createManualClock();
  const stop = vi.fn(async () => {});
  const lines: string[] = [];
  const broken: Sandbox = { ...sandbox, stop, restore: () => Promise.reject(new Error('redis refused: connection closed')) };
  const undo = new EffectRunner({ sandbox: broken, clock, log: (line) => lines.push(line) }).run({ type: 'undoAll', effectId: 'e3' });
  for (let second = 1; second <= 6; second += 1) await clock.advance(1000);
  expect(await undo).toMatchObject({ ok: true, did: [] });
  expect([stop.mock.calls.length, lines[0]]).toEqual([1, 'undo failed: redis refused: connection closed']);

  const dirty: Sandbox = { ...sandbox, stop, diff: async () => ['catalog-1 policy cache.mode is "off"'] };
  const other = new EffectRunner({ sandbox: dirty, clock, log: () => {} }).run({ type: 'undoAll', effectId: 'e4' });
  for (let second = 1; second <= 6; second += 1) await clock.advance(1000);
  expect(await other).toMatchObject({ ok: false, did: ['catalog-1 policy cache.mode is "off"'] });
  expect(stop).toHaveBeenCalledTimes(1);
});

test('[EF8] a sandbox that has failed is ended at once: nothing is taken off it, and nobody waits for what was under way', async () => {
  const { sandbox, told } = slowSandbox();
  const runner = new EffectRunner({ sandbox: { ...sandbox, hasFailed: true }, clock: createManualClock(), log: () => {} });
  void runner.run(restart);
  expect(await runner.run({ type: 'undoAll', effectId: 'e3' })).toMatchObject({ effectId: 'e3', ok: true, did: [] });
  expect(told).toEqual(['restart', 'stop']);
});
