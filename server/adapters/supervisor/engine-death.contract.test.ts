/** Every engine is killed under standing faults: whoever built the sandbox is told which, and nothing of it is left. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { processesOf } from './processes.fixture.ts';
import { buildRealSandbox } from './real-sandbox.fixture.ts';

const isReady = process.platform === 'linux' && existsSync(distFile('sandbox/supervisor.js'));

const faults: StandingOperation[] = [
  { kind: 'toxic', link: 'catalog->redis', toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 50 } } },
  { kind: 'hook', target: 'payments', hook: { type: 'delay', ms: 10, jitterMs: 0, share: 1 } },
  { kind: 'disturbance', disturbance: { type: 'lockTable', table: 'shipments', worker: 'finance-report' } },
];

describe.skipIf(!isReady)('an engine that vanishes', () => {
  let root: string;
  const mark = `mark-${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-death-');
    await chmod(root, 0o755);
    process.env['BROWNOUT_TEST_MARK'] = mark;
  });
  afterAll(async () => {
    delete process.env['BROWNOUT_TEST_MARK'];
    await rm(root, { recursive: true, force: true });
  });

  test.each(['toxiproxy', 'kafka', 'redis', 'postgres'])('%s', async (component) => {
    const { sandbox, health, failed } = await buildRealSandbox({ dataDir: root });
    const pid = (): number | undefined => health().find((part) => part.component === component)?.pid;
    try {
      await sandbox.reconcile(faults.map((operation, index) => ({ id: `f${index}`, operation })));
      await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), 30_000);
      process.kill(pid() ?? Number.NaN, 'SIGKILL');
      await vi.waitFor(() => expect(failed[0]).toContain(component), 20_000);
      // Undoing what can be undone ends, one way or the other.
      await sandbox.restore().catch(() => {});
    } finally {
      await sandbox.stop();
    }
    expect(processesOf({ mark, root }).map(({ command }) => command)).toEqual([]);
    expect(readdirSync(root)).toEqual([]);
  });
});
