import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NamedHook } from '../../../../core/sandbox/messages.ts';
import type { PolicyValue } from '../../../../core/stack/schema.ts';
import { UnsupportedPlatform } from '../../../engines/postgres/platform.ts';
import { startPostgres } from '../../../engines/postgres/start.ts';
import { freePort } from '../../../process/free-port.fixture.ts';
import { PoolTimeout } from './errors.ts';
import type { Postgres, PostgresOptions } from './kit.ts';
import { type RunningService, startService } from './start-service.ts';
import { testBoot, testSecret } from './testing/boot.ts';
import { attribute, type Collector, openCollector } from './testing/collector.ts';

let root: string;
let port: number;
let stopServer: (() => Promise<void>) | undefined;
let unavailable = '';
let collector: Collector;
const running: RunningService[] = [];

beforeAll(async () => {
  root = await mkdtemp('/var/tmp/brownout-kit-');
  await chmod(root, 0o755);
  port = await freePort();
  try {
    const server = await startPostgres({ dataDir: join(root, 'data'), port, durable: false, maxConnections: 20 });
    stopServer = () => server.stop();
  } catch (error) {
    if (!(error instanceof UnsupportedPlatform)) throw error;
    unavailable = error.message;
  }
});
afterAll(async () => {
  await stopServer?.();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async ({ skip }) => {
  skip(unavailable !== '', unavailable);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  collector = await openCollector();
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  await collector?.close();
  vi.restoreAllMocks();
});

async function open(options: PostgresOptions, policies: Record<string, PolicyValue> = {}): Promise<Postgres> {
  let db: Postgres | undefined;
  const postgres = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' };
  const service = await startService(testBoot('shop-1', { postgres, otlpBase: collector.base, desired: { policies } }), (kit) => {
    db = kit.postgres(options);
  });
  running.push(service);
  await service.ready;
  return db as Postgres;
}

const named = { name: 'test' };

/** As the control plane tells it. */
function tell(desired: { hooks?: NamedHook[]; policies?: Record<string, PolicyValue> }): Promise<Response> {
  return fetch(`http://127.0.0.1:${running[0]?.port}/control/desired`, {
    method: 'PUT',
    headers: { 'x-control-secret': testSecret, 'content-type': 'application/json' },
    body: JSON.stringify({ ...testBoot('shop-1').desired, ...desired }),
  });
}

const ownConnections = `select count(*)::int as own from pg_stat_activity where application_name = 'shop-1'`;

describe('the kit on a real Postgres', () => {
  it('answers rows, under the name of its slot', async () => {
    const db = await open({ max: 1 });
    const { rows, rowCount } = await db.query<{ slot: string }>(`select current_setting('application_name') as slot`, [], named);
    expect({ rows, rowCount }).toEqual({ rows: [{ slot: 'shop-1' }], rowCount: 1 });
  });

  it('keeps what a transaction did when it ends well, and nothing when it throws', async () => {
    const db = await open({ max: 2 });
    await db.query('create table if not exists kept (word text)', [], named);
    await db.transaction((transaction) => transaction.query('insert into kept values ($1)', ['yes'], named));
    const failing = db.transaction(async (transaction) => {
      await transaction.query('insert into kept values ($1)', ['no'], named);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await db.query('select word from kept', [], named)).rows).toEqual([{ word: 'yes' }]);
  });

  it('passes errors of the database on with their code, and the connection stays usable', async () => {
    const db = await open({ max: 1 });
    await expect(db.query('select * from nowhere', [], named)).rejects.toMatchObject({ code: '42P01' });
    expect((await db.query('select 1 as one', [], named)).rows).toEqual([{ one: 1 }]);
  });

  it('gives up waiting for a connection, and serves again once there is one', async () => {
    const db = await open({ max: 1, acquireTimeoutMs: 100 });
    const slow = db.query('select pg_sleep(0.5)', [], named);
    await expect(db.query('select 1', [], named)).rejects.toBeInstanceOf(PoolTimeout);
    await slow;
    await expect(db.query('select 1', [], named)).resolves.toBeDefined();
  });

  it('lets the server end a statement that takes too long', async () => {
    const db = await open({ max: 1, statementTimeoutMs: 100 });
    await expect(db.query('select pg_sleep(5)', [], named)).rejects.toMatchObject({ code: '57014' });
  });

  it('keeps the connection of failed work while its hook says so, until the pool is dry, and gives them back afterwards', async () => {
    const db = await open({ max: 2, acquireTimeoutMs: 200 });
    await tell({ hooks: [{ id: 'f1', hook: { type: 'keep', share: 1 } }] });
    for (let work = 0; work < 3; work += 1) await expect(db.query('select 1', [], named)).resolves.toBeDefined();
    for (let failure = 0; failure < 2; failure += 1) await expect(db.query('select * from nowhere', [], named)).rejects.toThrow();
    await expect(db.query('select 1', [], named)).rejects.toBeInstanceOf(PoolTimeout);
    await tell({ hooks: [] });
    await expect(Promise.all([1, 2, 3].map(() => db.query('select 1', [], named)))).resolves.toHaveLength(3);
  });

  it('serves those who wait for a kept connection when the pool is made larger, and shrinks to its size when they are given back', async () => {
    const db = await open({ max: 2 });
    const keeping = [{ id: 'f1', hook: { type: 'keep', share: 1 } as const }];
    await tell({ hooks: keeping });
    for (let failure = 0; failure < 2; failure += 1) await expect(db.query('select * from nowhere', [], named)).rejects.toThrow();
    const waiting = Promise.all([1, 2, 3].map(() => db.query('select 1', [], named)));
    await tell({ hooks: keeping, policies: { 'postgres.poolMax': 4 } });
    await expect(waiting).resolves.toHaveLength(3);
    await tell({ policies: { 'postgres.poolMax': 1 } });
    await vi.waitFor(async () => expect((await db.query(ownConnections, [], named)).rows).toEqual([{ own: 1 }]), 30_000);
  });

  it('ends statements after the time a policy allows, from the next one on', async () => {
    const db = await open({ max: 1 }, { 'postgres.timeoutMs': 100 });
    await expect(db.query('select pg_sleep(30)', [], named)).rejects.toMatchObject({ code: '57014' });
    await tell({ policies: { 'postgres.timeoutMs': 0 } });
    expect((await db.query(`select current_setting('statement_timeout') as ms`, [], named)).rows).toEqual([{ ms: '0' }]);
  });

  it('survives the end of its connections', async () => {
    const db = await open({ max: 2 });
    const doomed = db.query('select pg_sleep(5)', [], named);
    const ended = expect(doomed).rejects.toThrow();
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shop-1' and query like '%pg_sleep(5)%' and pid <> pg_backend_pid()`;
    await db.query(kill, [], named);
    await ended;
    expect((await db.query('select 1 as one', [], named)).rows).toEqual([{ one: 1 }]);
  });

  it('shows queries and pool in telemetry, with the link they cross', async () => {
    const db = await open({ max: 1 });
    await Promise.all(Array.from({ length: 4 }, () => db.query('select pg_sleep(0.4)', [], { name: 'slow one' })));
    const points = (name: string) =>
      collector.metrics.filter(({ item }) => item.name === name).flatMap(({ item }) => (item.histogram ?? item.gauge)?.dataPoints ?? []);
    await vi.waitFor(() => {
      const queries = points('db.client.operation.duration').filter((point) => attribute(point, 'db.operation.name') === 'slow one');
      expect(queries.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(4);
      expect(attribute(queries[0], 'brownout.link')).toBe('shop->postgres');
    }, 30_000);
    const waiting = points('db.client.connection.pending_requests').map(({ asDouble = 0, asInt = 0 }) => asDouble + asInt);
    expect(Math.max(...waiting)).toBeGreaterThan(0);
    const states = points('db.client.connection.count').map((point) => attribute(point, 'state'));
    expect(new Set(states)).toEqual(new Set(['idle', 'used']));
  });
});
