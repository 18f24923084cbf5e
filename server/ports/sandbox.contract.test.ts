/** One suite for every Sandbox: what the drill host relies on. The real one needs the built programs and runs the whole shop. */

import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type PanelQuery, panelSchema } from '../../core/protocol/panels.ts';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import type { ComponentHealth, LedgerSecond } from '../../core/sandbox/messages.ts';
import type { ActiveOperation, StandingOperation, ToxicSpec } from '../../core/sandbox/operations.ts';
import { distFile } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { MemorySandbox, MemorySandboxFactory } from '../adapters/memory-sandbox/memory-sandbox.ts';
import { createSupervisorFactory } from '../adapters/supervisor/supervisor-factory.ts';
import { type ProgressStep, type Sandbox, SandboxError, type SandboxFactory, type SandboxOptions } from './sandbox.ts';

const stackFile = join(import.meta.dirname, '../../infra/stacks/shop/stack.yaml');
const programs = ['sandbox/supervisor', 'sandbox/postgres-keeper', 'engines/toxiproxy', 'engines/kafka', 'engines/redis', 'load/generator'];
const services = ['gateway', 'catalog', 'orders', 'payments', 'inventory', 'fulfilment', 'psp'].map((name) => `services/${name}`);
const missing = [...programs, ...services].filter((name) => !existsSync(distFile(`${name}.js`)));

interface Subject {
  factory: SandboxFactory;
  /** Makes users come for a second. The real ones come by themselves. */
  feed: (sandbox: Sandbox) => void;
  /** Puts something to choose from into it. The real ones have it by themselves. */
  fill: (sandbox: Sandbox) => void;
  /** Breaks it from outside. */
  break: (sandbox: Sandbox, health: readonly ComponentHealth[]) => void;
  close: () => Promise<void>;
}

const emptySecond: LedgerSecond = {
  epochSecond: 1,
  sli: {},
  asked: 1,
  sent: 1,
  late: 0,
  failures: [],
  latency: {},
  ordersLost: 0,
  centsLost: 0,
  ordersOwed: 0,
};

const choice = (value: string): LiveChoice => ({ value, label: value, facts: [{ name: 'age', value: '1 s' }] });
const shownChoices = {
  sessions: [choice('orders/4711')],
  offsets: [choice('orders.placed/0@12')],
  deadLetters: [],
  jobs: [choice('outbox-relay')],
};

async function memorySubject(): Promise<Subject> {
  const { stack, flags } = await readStackFiles(stackFile);
  return {
    factory: new MemorySandboxFactory({ stack, flags }),
    feed: (sandbox) => sandbox instanceof MemorySandbox && sandbox.emitLedger(emptySecond),
    fill(sandbox) {
      if (sandbox instanceof MemorySandbox) sandbox.choices = shownChoices;
    },
    break: (sandbox) => sandbox instanceof MemorySandbox && sandbox.fail('redis ended'),
    close: async () => {},
  };
}

async function supervisorSubject(): Promise<Subject> {
  const dataDir = await mkdtemp('/var/tmp/brownout-contract-');
  await chmod(dataDir, 0o755);
  const collector: Server = createServer((request, response) => request.resume().on('end', () => response.end('{}'))).listen(
    0,
    '127.0.0.1',
  );
  await once(collector, 'listening');
  return {
    factory: createSupervisorFactory({
      stackFile,
      dataDir,
      collectorPort: (collector.address() as AddressInfo).port,
      engines: { kind: 'embedded' },
    }),
    feed: () => {},
    fill: () => {},
    break: (_sandbox, health) => process.kill(health.find(({ component }) => component === 'redis')?.pid ?? Number.NaN, 'SIGKILL'),
    async close() {
      expect(readdirSync(dataDir)).toEqual([]);
      collector.closeAllConnections();
      collector.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

const subjects: [string, () => Promise<Subject>, string[]][] = [
  ['memory', memorySubject, []],
  ['supervisor', supervisorSubject, missing],
];

const toxicOf = (type: ToxicSpec['type'], attributes: Record<string, number>): ToxicSpec => ({
  type,
  stream: 'downstream',
  toxicity: 1,
  attributes,
});

const standing: ActiveOperation[] = [
  {
    id: 'e1',
    operation: {
      kind: 'toxic',
      link: 'gateway->catalog',
      toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 50, jitter: 10 } },
    },
  },
  { id: 'e2', operation: { kind: 'policy', service: 'catalog', key: 'cache.mode', value: 'bypass' } },
  { id: 'e3', operation: { kind: 'redisConfig', maxmemoryMb: 8, maxmemoryPolicy: 'noeviction' } },
  { id: 'e4', operation: { kind: 'flag', flag: 'bundle-pricing', variant: 'on' } },
  { id: 'e5', operation: { kind: 'loadRate', ratePerSecond: 25 } },
];

for (const [name, open, lacking] of subjects) {
  describe.skipIf(lacking.length > 0)(`sandbox contract: ${name}`, () => {
    let subject: Subject;
    let sandbox: Sandbox;
    const progress: ProgressStep[] = [];
    const ledger: LedgerSecond[] = [];
    const failed: string[] = [];
    let health: ComponentHealth[] = [];
    const options: SandboxOptions = {
      telemetryToken: 'token',
      ratePerSecond: 20,
      seed: 7,
      onProgress: (step) => progress.push(step),
      onLedger: (second) => ledger.push(second),
      onHealth: (components) => {
        health = components;
      },
      onFailed: (message) => failed.push(message),
    };

    beforeAll(async () => {
      subject = await open();
      sandbox = await subject.factory.build(options);
    });
    afterAll(async () => {
      await sandbox?.stop();
      await subject?.close();
    });

    test('every component that began to start became ready before the sandbox was', () => {
      const ended = progress.filter(({ state }) => state === 'ready').map(({ component }) => component);
      const begun = progress.filter(({ state }) => state === 'starting').map(({ component }) => component);
      expect(begun.length).toBeGreaterThan(0);
      expect(ended.sort()).toEqual(begun.sort());
    });

    test('health names every instance of the stack as up', async () => {
      await vi.waitFor(() => expect(health.length).toBeGreaterThan(0), 30_000);
      const up = health.filter(({ kind, state }) => kind === 'service' && state === 'up').map(({ component }) => component);
      expect(up.sort()).toEqual([
        'catalog-1',
        'catalog-2',
        'fulfilment-1',
        'fulfilment-2',
        'gateway-1',
        'inventory-1',
        'orders-1',
        'orders-2',
        'payments-1',
      ]);
    });

    test('the ledger is told every second', async () => {
      ledger.length = 0;
      subject.feed(sandbox);
      await vi.waitFor(() => expect(ledger.length).toBeGreaterThan(0), 30_000);
      expect(ledger[0]?.asked).toBeGreaterThan(0);
    });

    test('it is pristine when built', async () => {
      expect(await sandbox.diff()).toEqual([]);
    });

    test('what stands shows in the difference, and taking it off leaves nothing', async () => {
      expect((await sandbox.reconcile(standing)).did.length).toBeGreaterThan(0);
      expect((await sandbox.diff()).length).toBeGreaterThan(0);
      expect((await sandbox.reconcile([])).did.length).toBeGreaterThan(0);
      expect(await sandbox.diff()).toEqual([]);
    });

    test('the same operations again do nothing', async () => {
      await sandbox.reconcile(standing);
      expect((await sandbox.reconcile(standing)).did).toEqual([]);
      await sandbox.reconcile([]);
    });

    test('an unknown target is refused by name and nothing at all is applied', async () => {
      const wrong: ActiveOperation = { id: 'e9', operation: { kind: 'down', link: 'catalog->mainframe' } };
      await expect(sandbox.reconcile([...standing, wrong])).rejects.toMatchObject({
        code: 'unknown_target',
        message: expect.stringContaining('catalog->mainframe'),
      });
      expect(await sandbox.diff()).toEqual([]);
    });

    test.each<[string, StandingOperation]>([
      ['a negative rate', { kind: 'toxic', link: 'catalog->redis', toxic: toxicOf('bandwidth', { rate: -1 }) }],
      ['an attribute of another toxic', { kind: 'toxic', link: 'catalog->redis', toxic: toxicOf('bandwidth', { latency: 1 }) }],
      ['a toxicity of 2', { kind: 'toxic', link: 'catalog->redis', toxic: { ...toxicOf('bandwidth', { rate: 1 }), toxicity: 2 } }],
      ['a share above 1', { kind: 'hook', target: 'catalog', hook: { type: 'fail', status: 500, share: 1.5 } }],
    ])('%s is refused as invalid and nothing at all is applied', async (_name, operation) => {
      await expect(sandbox.reconcile([...standing, { id: 'e9', operation }])).rejects.toMatchObject({
        code: 'invalid_operation',
        message: expect.stringContaining('e9: '),
      });
      expect(await sandbox.diff()).toEqual([]);
    });

    test('restoring takes everything off, and again does nothing', async () => {
      await sandbox.reconcile(standing);
      expect((await sandbox.restore()).did.length).toBeGreaterThan(0);
      expect(await sandbox.diff()).toEqual([]);
      expect((await sandbox.restore()).did).toEqual([]);
    });

    test('an action is done and leaves no difference', async () => {
      expect((await sandbox.perform({ kind: 'redisFlush' })).did).toHaveLength(1);
      expect((await sandbox.perform({ kind: 'restart', target: 'inventory' })).did).toHaveLength(1);
      await vi.waitFor(async () => expect(await sandbox.diff()).toEqual([]), 30_000);
    });

    test('an action on an unknown target is refused', async () => {
      await expect(sandbox.perform({ kind: 'restart', target: 'mainframe' })).rejects.toMatchObject({ code: 'unknown_target' });
    });

    test.each<[string, LiveQuery, RegExp]>([
      ['sessions of the database', { kind: 'sessions', target: 'postgres' }, /^[A-Za-z0-9._-]+\/\d+$/],
      ['positions of a consumer group', { kind: 'offsets', target: 'fulfilment' }, /^[A-Za-z0-9._-]+\/\d+@\d+$/],
      ['dead letters', { kind: 'deadLetters', target: 'orders.placed.dlq' }, /^(all|\d+)$/],
      ['jobs of a service', { kind: 'jobs', target: 'orders' }, /^[a-z0-9-]+$/],
    ])('%s can be looked at, each once and by a value that a control takes', async (_name, query, value) => {
      subject.fill(sandbox);
      const choices = await sandbox.inspect(query);
      const values = choices.map((choice) => choice.value);
      expect(values.filter((each) => !value.test(each))).toEqual([]);
      expect(new Set(values).size).toBe(values.length);
      expect(choices.every(({ label, facts }) => label !== '' && facts.every(({ name }) => name !== ''))).toBe(true);
      // Sessions at work, records that wait and dead letters come and go; jobs are always there.
      if (query.kind === 'jobs') expect(values).not.toEqual([]);
      expect(await sandbox.diff()).toEqual([]);
    });

    test.each<LiveQuery>([
      { kind: 'sessions', target: 'mainframe' },
      { kind: 'offsets', target: 'catalog' },
      { kind: 'deadLetters', target: 'orders.lost' },
      { kind: 'jobs', target: 'mainframe' },
    ])('to look at $kind of $target is refused by name', async (query) => {
      await expect(sandbox.inspect(query)).rejects.toMatchObject({
        code: 'unknown_target',
        message: expect.stringContaining(query.target),
      });
    });

    test.each<PanelQuery>([
      { kind: 'kafka' },
      { kind: 'kafkaRecords', topic: 'orders.placed', partition: 0, around: null },
      { kind: 'postgres' },
      { kind: 'postgresPlan', statement: 'search-page', values: {} },
      { kind: 'redis' },
    ])('a look into an engine gives what was asked for, and leaves nothing: $kind', async (query) => {
      const panel = await sandbox.panel(query);
      expect(panelSchema.parse(panel)).toEqual(panel);
      expect(panel.kind).toBe(query.kind);
      expect(await sandbox.diff()).toEqual([]);
    });

    test.each<[string, PanelQuery]>([
      ['__consumer_offsets', { kind: 'kafkaRecords', topic: '__consumer_offsets', partition: 0, around: null }],
      ['drop-table', { kind: 'postgresPlan', statement: 'drop-table', values: {} }],
    ])('a look at what is not there is refused by name: %s', async (name, query) => {
      await expect(sandbox.panel(query)).rejects.toMatchObject({ code: 'unknown_target', message: expect.stringContaining(name) });
    });

    test('when it breaks, whoever built it is told why', async () => {
      expect(failed).toEqual([]);
      subject.break(sandbox, health);
      await vi.waitFor(() => expect(failed[0]).toContain('redis ended'), 30_000);
    });

    test('after stop, which may come twice, everything is refused and nothing is told', async () => {
      await Promise.all([sandbox.stop(), sandbox.stop()]);
      const before = ledger.length;
      subject.feed(sandbox);
      await expect(sandbox.reconcile([])).rejects.toBeInstanceOf(SandboxError);
      await expect(sandbox.perform({ kind: 'redisFlush' })).rejects.toMatchObject({ code: 'stopped' });
      await expect(sandbox.inspect({ kind: 'sessions', target: 'postgres' })).rejects.toMatchObject({ code: 'stopped' });
      await expect(sandbox.panel({ kind: 'redis' })).rejects.toMatchObject({ code: 'stopped' });
      expect(ledger).toHaveLength(before);
    });
  });
}
