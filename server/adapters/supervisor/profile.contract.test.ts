/** Profiles of real services: the function that burns is on top, by the name of its source, and nothing tells who made it burn. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compileFault } from '../../../core/faults/index.ts';
import { callTreeOf } from '../../../core/profile/call-tree.ts';
import { foundShare, functionsOf } from '../../../core/profile/functions.ts';
import type { ProfileWish, TakenProfile } from '../../../core/profile/taken.ts';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import { distFile } from '../../../infra/process/paths.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { buildRealSandbox } from './real-sandbox.fixture.ts';

const programs = ['sandbox/supervisor', 'sandbox/postgres-keeper', 'engines/kafka', 'load/generator', 'services/catalog'];

describe.skipIf(programs.some((name) => !existsSync(distFile(`${name}.js`))))('profiles of a real sandbox', () => {
  let root: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-profiles-');
    await chmod(root, 0o755);
    ({ sandbox } = await buildRealSandbox({ dataDir: root, ratePerSecond: 20 }));
  });
  afterAll(async () => {
    await sandbox?.stop();
    if (root) await rm(root, { recursive: true, force: true });
  });

  /** Taken off also when the look failed: the next test has nothing to do with it. */
  const under = async (operation: StandingOperation, look: () => Promise<void>): Promise<void> => {
    await sandbox.reconcile([{ id: 'f1', operation }]);
    try {
      await look();
    } finally {
      await sandbox.reconcile([]);
    }
  };

  /** Looks again until it sees it. */
  const underUntil = (operation: StandingOperation, look: () => Promise<void>): Promise<void> =>
    under(operation, () => vi.waitFor(look, { timeout: 90_000, interval: 100 }));

  const take = async (wish: ProfileWish): Promise<TakenProfile> => {
    const taken = await sandbox.profile(wish);
    const told = functionsOf(callTreeOf(taken).root).map(({ name, file }) => `${name} ${file}`);
    // What would tell that somebody made it so, and where this house stands on the machine.
    expect(told.filter((text) => /\b(fault|inject|chaos|sabotage)|busy|brownout|file:| \//i.test(text))).toEqual([]);
    return taken;
  };

  test('[PR1] under a search that backtracks, the function that matches is on top', { timeout: 120_000 }, async () => {
    // Which instance meets the next pasted text, and when, is up to chance.
    const isOnTop = async (): Promise<void> => {
      const { root: tree } = callTreeOf(await take({ slot: 'catalog-1', kind: 'cpu', seconds: 3 }));
      expect(foundShare(tree, 'services/catalog/search-text.ts')).toBeGreaterThan(0.5);
      // V8 tells a pattern that it has compiled as a function of its own, called by the one that matches.
      expect(functionsOf(tree)[0]?.name).toMatch(/^(withoutSeparators$|RegExp: )/);
    };
    await underUntil(compileFault({ kind: 'hot-loop', target: 'catalog', pasted: 0.1 }), isOnTop);
  });

  test('[PR2] a process busy with other work shows that work, and no more', { timeout: 120_000 }, async () => {
    // What users ask of it in those seconds, and how long the machine lets it run at all, are up to chance.
    const isBusyWithIt = async (): Promise<void> => {
      const { root: tree, idle } = callTreeOf(await take({ slot: 'inventory-1', kind: 'cpu', seconds: 3 }));
      expect(foundShare(tree, 'kit/housekeeping.ts')).toBeGreaterThan(0.7);
      expect(tree.total / (tree.total + idle)).toBeGreaterThan(0.5);
    };
    await underUntil(compileFault({ kind: 'hook-busy', target: 'inventory-1', share: 0.9 }), isBusyWithIt);
  });

  test('[PR3] what grows is shown by who keeps it', { timeout: 120_000 }, async () => {
    await under({ kind: 'hook', target: 'orders', hook: { type: 'retain', mbPerMinute: 60 } }, async () => {
      const taken = await take({ slot: 'orders-1', kind: 'heap', seconds: 5 });
      expect(foundShare(callTreeOf(taken).root, 'work-trail.ts')).toBeGreaterThan(0.4);
    });
  });

  test('[PR4] an instance that does not run gives none, and the end of the sandbox ends what is under way', {
    timeout: 60_000,
  }, async () => {
    await expect(sandbox.profile({ slot: 'catalog-4', kind: 'cpu', seconds: 1 })).rejects.toMatchObject({ code: 'not_ready' });
    await expect(sandbox.profile({ slot: 'nobody-1', kind: 'cpu', seconds: 1 })).rejects.toMatchObject({ code: 'unknown_target' });
    const underWay = sandbox.profile({ slot: 'catalog-2', kind: 'cpu', seconds: 30 });
    const ended = expect(underWay).rejects.toMatchObject({ code: expect.stringMatching(/stopped|apply_failed/) });
    await sandbox.stop();
    await ended;
  });
});
