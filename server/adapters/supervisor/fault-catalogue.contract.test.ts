/** Every fault of the catalogue on a real sandbox: put on and taken off in a random order, it leaves nothing behind. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { shopFaults } from '../../../core/faults/examples.fixture.ts';
import { compileFault, type Fault } from '../../../core/faults/index.ts';
import type { LedgerFailure } from '../../../core/sandbox/messages.ts';
import type { ActiveOperation } from '../../../core/sandbox/operations.ts';
import { seededRandom } from '../../../infra/load/random.ts';
import { distFile } from '../../../infra/process/paths.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { buildRealSandbox, type RealSandbox } from './real-sandbox.fixture.ts';

const programs = ['sandbox/supervisor', 'sandbox/postgres-keeper', 'engines/kafka', 'load/generator', 'services/gateway'];
const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1e6));
/** At most so many at once: the sandbox is to be disturbed, not dead. */
const mostAtOnce = 8;
/** What the supervisor says of its own doings; everything else was looked up where it is. */
const toldByItself = / stands: /;
/** Faults that leave no state anywhere: they are clients at work, or an act that is over. */
const onlyWork = new Set<string>(['redis-flush', 'hot-key', 'oversized-record', 'neighbour-batch']);

describe.skipIf(programs.some((name) => !existsSync(distFile(`${name}.js`))))('the fault catalogue on a real sandbox', () => {
  let root: string;
  let collector: Server;
  let sandbox: Sandbox;
  let broken: readonly string[];
  let health: RealSandbox['health'];
  const failures: LedgerFailure[] = [];

  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-faults-');
    await chmod(root, 0o755);
    collector = createServer((request, response) => request.resume().on('end', () => response.end('{}'))).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    ({
      sandbox,
      failed: broken,
      health,
    } = await buildRealSandbox({
      dataDir: root,
      collectorPort: (collector.address() as AddressInfo).port,
      ratePerSecond: 8,
      seed: 1,
      onLedger: (second) => failures.push(...second.failures),
    }));
  });
  afterAll(async () => {
    await sandbox?.stop();
    collector?.closeAllConnections();
    collector?.close();
    if (root) await rm(root, { recursive: true, force: true });
  });

  const notUp = (): string[] => health().flatMap(({ component, state }) => (state === 'up' ? [] : [`${component} ${state}`]));

  /** As at the end of a drill: what is just restarting or being parked gets a moment. */
  async function undoneWithin(attempts: number): Promise<string[]> {
    let remaining: string[] = [];
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await sandbox.restore();
      remaining = await sandbox.diff();
      if (remaining.length === 0) return [];
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return remaining;
  }

  test.each<Fault>([
    { kind: 'clock-skew', target: 'orders', offset: '90s', direction: 'ahead' },
    { kind: 'neighbour-batch', target: 'psp', rate: 500 },
    { kind: 'segment-errors', where: 'orders[currency=EUR]', status: 502 },
  ])('users feel it at the end of a checkout, and no more once it is off: $kind', { timeout: 120_000 }, async (fault) => {
    const refused = (): number => failures.filter(({ step, status }) => step === 'checkout' && status === 502).length;
    failures.length = 0;
    await sandbox.reconcile([{ id: fault.kind, operation: compileFault(fault) }]);
    await vi.waitFor(() => expect(refused()).toBeGreaterThan(1), { timeout: 60_000, interval: 200 });
    await sandbox.reconcile([]);
    await vi.waitFor(async () => expect(await sandbox.diff()).toEqual([]), { timeout: 30_000, interval: 500 });
  });

  test(`put on and taken off in a random order, nothing is left (seed ${seed}: FAULT_SEED repeats it)`, { timeout: 400_000 }, async () => {
    console.log(`FAULT_SEED=${seed}`);
    const random = seededRandom(seed);
    expect(await sandbox.diff()).toEqual([]);
    const waiting = shopFaults.map((fault): ActiveOperation => ({ id: fault.kind, operation: compileFault(fault) }));
    let standing: ActiveOperation[] = [];
    let before: string[] = [];
    while (waiting.length > 0) {
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
      if (!next) break;
      standing.push(next);
      // An instance that is just starting is told with its boot, and no receipt names it.
      await vi.waitFor(() => expect(notUp()).toEqual([]), { timeout: 30_000, interval: 200 });
      const { did } = await sandbox.reconcile(standing);
      expect(did, `${next.id} was done, not up: ${notUp().join(', ')}`).not.toEqual([]);
      const seen = await sandbox.diff();
      const fresh = seen.filter((line) => !before.includes(line) && (onlyWork.has(next.id) || !toldByItself.test(line)));
      expect(fresh, `${next.id} is seen, and not only by who did it`).not.toEqual([]);
      before = seen;
      if (waiting.length % 8 === 0) expect((await sandbox.reconcile(standing)).did, 'the same again is nothing to do').toEqual([]);
      if (standing.length < mostAtOnce) continue;
      const leaving = standing[Math.floor(random() * standing.length)];
      standing = standing.filter((each) => each !== leaving);
      await sandbox.reconcile(standing);
    }
    expect((await sandbox.diff()).length).toBeGreaterThan(0);
    expect(await undoneWithin(15)).toEqual([]);
    expect(broken).toEqual([]);
  });
});
