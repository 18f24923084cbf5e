/** What only the real sandbox can show: that operations truly take hold, that what dies comes back, and that nothing outlives its server. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SupervisorBoot } from '../../../core/sandbox/messages.ts';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import { distFile } from '../../../infra/process/paths.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { claimPortBlock } from './port-block.ts';
import { processesOf } from './processes.fixture.ts';
import { buildRealSandbox, type RealSandbox } from './real-sandbox.fixture.ts';

const stackFile = join(import.meta.dirname, '../../../infra/stacks/shop/stack.yaml');
const built = [
  'sandbox/supervisor',
  'engines/redis',
  'engines/kafka',
  'engines/toxiproxy',
  'load/generator',
  'services/gateway',
  'services/fulfilment',
];
const isReady = process.platform === 'linux' && built.every((name) => existsSync(distFile(`${name}.js`)));
/** Nobody listens: telemetry may be lost. */
const collectorPort = 9;

describe.skipIf(!isReady)('a real sandbox', () => {
  let root: string;
  let sandbox: Sandbox;
  let health: RealSandbox['health'];
  const mark = `mark-${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-real-');
    await chmod(root, 0o755);
    process.env['BROWNOUT_TEST_MARK'] = mark;
    ({ sandbox, health } = await buildRealSandbox({ dataDir: root }));
  });
  afterAll(async () => {
    await sandbox?.stop();
    delete process.env['BROWNOUT_TEST_MARK'];
    await rm(root, { recursive: true, force: true });
  });

  const survivors = (): string[] => processesOf({ mark, root }).map(({ command }) => command);
  const pidOf = (component: string): number => health().find((entry) => entry.component === component)?.pid ?? Number.NaN;
  const stand = (...operations: StandingOperation[]) =>
    sandbox.reconcile(operations.map((operation, index) => ({ id: `e${index}`, operation })));

  test.each<[string, StandingOperation, string]>([
    ['another version', { kind: 'version', service: 'catalog', version: '1.14.0' }, 'catalog-1 version is "1.14.0"'],
    ['one more instance', { kind: 'scale', service: 'catalog', slots: 3 }, 'catalog-3 should not run'],
    ['one instance fewer', { kind: 'scale', service: 'orders', slots: 1 }, 'orders-2 does not run'],
    ['a cordoned consumer', { kind: 'cordon', slot: 'fulfilment-1' }, 'fulfilment-1 consumer is "cordoned"'],
    ['a hook', { kind: 'hook', target: 'payments', hook: { type: 'delay', ms: 10, jitterMs: 0, share: 1 } }, 'payments-1 hook e0 is'],
    ['a broken link', { kind: 'down', link: 'fulfilment-2->kafka' }, 'proxy fulfilment-2_to_kafka-1 is disabled'],
  ])('%s is really in force when reconcile resolves, and really gone when it is taken off', async (_name, operation, difference) => {
    await stand(operation);
    expect((await sandbox.diff()).filter((line) => line.startsWith(difference))).toHaveLength(1);
    await stand();
    await vi.waitFor(async () => expect(await sandbox.diff()).toEqual([]), 30_000);
  });

  test('a quick change does not wait for a rolling restart that is under way', async () => {
    let restarted = false;
    const restart = sandbox.perform({ kind: 'restart', target: 'orders' }).then(() => {
      restarted = true;
    });
    await stand(
      { kind: 'toxic', link: 'orders->inventory', toxic: { type: 'latency', stream: 'upstream', toxicity: 1, attributes: { latency: 5 } } },
      { kind: 'loadRate', ratePerSecond: 12 },
    );
    expect(restarted).toBe(false);
    await Promise.all([restart, stand()]);
  });

  test('an instance that is killed comes back by itself in the state that stands', async () => {
    await stand({ kind: 'flag', flag: 'express-shipping', variant: 'on' });
    process.kill(pidOf('inventory-1'), 'SIGKILL');
    await vi.waitFor(
      () => expect(health().find(({ component }) => component === 'inventory-1')).toMatchObject({ state: 'up', restarts: 1 }),
      30_000,
    );
    expect((await sandbox.diff()).filter((line) => line.startsWith('inventory-1'))).toEqual([
      'inventory-1 flag express-shipping is "on", not "targeted"',
    ]);
    await stand();
  });

  test('after stop no process and no directory is left', async () => {
    await sandbox.stop();
    expect(survivors()).toEqual([]);
    expect(readdirSync(root)).toEqual([]);
  });

  test('a supervisor that is killed takes everything with it, whoever built it is told, and stop cleans up', async () => {
    const { sandbox: doomed, failed } = await buildRealSandbox({ dataDir: root });
    const supervisor = supervisorPids();
    expect(supervisor).toHaveLength(1);
    process.kill(supervisor[0] ?? Number.NaN, 'SIGKILL');
    await vi.waitFor(() => expect(survivors()).toEqual([]), 30_000);
    expect(failed).toEqual(['the supervisor ended (SIGKILL)']);
    await doomed.stop();
    expect(readdirSync(root)).toEqual([]);
  });

  test('a server that goes away while the sandbox starts leaves no process', async () => {
    const block = await claimPortBlock(150);
    const boot: SupervisorBoot = {
      ...{ sandboxId: 's', stackFile, basePort: block.basePort, dataDir: join(root, 'orphan'), controlSecret: 'x' },
      ...{ collectorPort, collectorPath: '/t', ratePerSecond: 10, seed: 1, engines: { kind: 'embedded' } },
    };
    const child = fork(distFile('sandbox/supervisor.js'), [], {
      env: { ...process.env, BROWNOUT_BOOT: JSON.stringify(boot) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    child.disconnect();
    await once(child, 'exit');
    await vi.waitFor(() => expect(survivors()).toEqual([]), 30_000);
    await block.release();
  });

  const supervisorPids = (): number[] =>
    processesOf({ mark, root })
      .filter(({ command }) => command.includes('sandbox/supervisor.js'))
      .map(({ pid }) => pid);
});
