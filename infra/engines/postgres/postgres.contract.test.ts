/** What the scenarios need of a Postgres, asked of the embedded one and of the one that is installed. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../process/free-port.fixture.ts';
import { describeOriginal } from '../originals/describe-original.fixture.ts';
import type { InstalledPostgres } from './binaries.ts';
import { knownDifferences } from './known-differences.ts';
import { type PostgresServer, startPostgres } from './start.ts';

const maxConnections = 12;
const waiting = { timeout: 20_000, interval: 25 };
/** Long for a computer, short for a test. */
const soonMs = 150;

function describePostgres(major: number, installed?: InstalledPostgres): void {
  let root: string;
  let server: PostgresServer;
  let admin: pg.Client;
  const opened: pg.Client[] = [];

  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-test-');
    await chmod(root, 0o755);
    server = await start('first');
    admin = await connect('postgres');
    opened.splice(0);
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await admin.query('drop table if exists items');
    await admin.query('create table items as select id, id % 1000 as category, 0 as stock from generate_series(1, 20000) id');
    await admin.query('alter table items add primary key (id), owner to shop');
    await admin.query('analyze items');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((client) => client.end().catch(() => {})));
  });

  async function start(name: string): Promise<PostgresServer> {
    const port = await freePort();
    return startPostgres({
      dataDir: join(root, name),
      port,
      durable: false,
      maxConnections,
      contents: { key: 'contract', fill: fillContract },
      ...(installed ? { installed } : {}),
    });
  }

  async function connect(user = 'shop'): Promise<pg.Client> {
    const client = new pg.Client({ host: '127.0.0.1', port: server.port, user, database: 'postgres' });
    client.on('error', () => {});
    await client.connect();
    opened.push(client);
    return client;
  }

  const pidOf = async (client: pg.Client): Promise<number> => Number((await client.query('select pg_backend_pid() as pid')).rows[0]?.pid);
  const scalar = async (text: string, values: unknown[] = []): Promise<unknown> =>
    (await admin.query({ text, values, rowMode: 'array' })).rows[0]?.[0];
  const code = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'no error',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );

  /** Two sessions, the first of which holds the row with id 1. */
  async function lockedRow(): Promise<{ holder: pg.Client; waiter: pg.Client }> {
    const [holder, waiter] = [await connect(), await connect()];
    await holder.query('begin; update items set stock = 1 where id = 1');
    return { holder, waiter };
  }

  async function plan(client: pg.Client, statement: string, options = ''): Promise<{ Plan: Record<string, unknown> }> {
    const { rows } = await client.query(`explain (format json${options}) ${statement}`);
    return rows[0]['QUERY PLAN'][0];
  }

  test('statement_timeout ends a statement that runs too long, and the session goes on', async () => {
    const client = await connect();
    await client.query(`set statement_timeout = ${soonMs}`);
    expect(await code(client.query('select pg_sleep(60)'))).toBe('57014');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('lock_timeout ends waiting for a row that somebody holds', async () => {
    const { waiter } = await lockedRow();
    await waiter.query(`set lock_timeout = ${soonMs}`);
    expect(await code(waiter.query('update items set stock = 2 where id = 1'))).toBe('55P03');
  });

  test('pg_blocking_pids and pg_stat_activity tell who waits for whom', async () => {
    const { holder, waiter } = await lockedRow();
    const [holderPid, waiterPid] = [await pidOf(holder), await pidOf(waiter)];
    const update = waiter.query('update items set stock = 2 where id = 1');
    await vi.waitFor(async () => expect(await scalar('select pg_blocking_pids($1)', [waiterPid])).toEqual([holderPid]), waiting);
    expect(await scalar('select wait_event_type from pg_stat_activity where pid = $1', [waiterPid])).toBe('Lock');
    expect(await scalar('select state from pg_stat_activity where pid = $1', [holderPid])).toBe('idle in transaction');
    await holder.query('commit');
    await update;
  });

  test('pg_terminate_backend ends the session of a holder, and who waited goes on', async () => {
    const { holder, waiter } = await lockedRow();
    const holderPid = await pidOf(holder);
    const update = waiter.query('update items set stock = 2 where id = 1');
    expect(await scalar('select pg_terminate_backend($1)', [holderPid])).toBe(true);
    await update;
    expect(await scalar('select stock from items where id = 1')).toBe(2);
    expect(await code(holder.query('select 1'))).not.toBe('no error');
  });

  test('pg_cancel_backend ends a statement and leaves the session', async () => {
    const client = await connect();
    const pid = await pidOf(client);
    const cancelled = code(client.query('select pg_sleep(60)'));
    await vi.waitFor(
      async () => expect(await scalar("select state = 'active' from pg_stat_activity where pid = $1", [pid])).toBe(true),
      waiting,
    );
    expect(await scalar('select pg_cancel_backend($1)', [pid])).toBe(true);
    expect(await cancelled).toBe('57014');
    expect(await pidOf(client)).toBe(pid);
  });

  test('a deadlock ends one of the two', async () => {
    const { holder, waiter } = await lockedRow();
    await waiter.query('begin; update items set stock = 1 where id = 2');
    const codes = await Promise.all([
      code(holder.query('update items set stock = 1 where id = 2; commit')),
      code(waiter.query('update items set stock = 1 where id = 1; commit')),
    ]);
    expect(codes.sort()).toEqual(['40P01', 'no error']);
  });

  test('idle_in_transaction_session_timeout ends a session that forgets its transaction', async () => {
    const client = await connect();
    const ended = new Promise<string>((resolve) => client.on('error', (error) => resolve((error as { code?: string }).code ?? '')));
    await client.query(`set idle_in_transaction_session_timeout = ${soonMs}`);
    await client.query('begin');
    expect(await ended).toBe('25P03');
  });

  test('when connections are used up users are refused, and the administrator is not', async () => {
    const refused = async (): Promise<string> => {
      for (let count = 0; count <= maxConnections; count++) {
        const answer = await code(connect());
        if (answer !== 'no error') return answer;
      }
      return 'never';
    };
    expect(await refused()).toBe('53300');
    expect((await (await connect('postgres')).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('pg_stat_statements counts calls of a statement whatever its parameters', async () => {
    const client = await connect();
    await admin.query('select pg_stat_statements_reset()');
    for (const id of [1, 2, 3]) await client.query('select stock from items where id = $1', [id]);
    const { rows } = await admin.query(
      "select calls::int, rows::int, total_exec_time > 0 as took from pg_stat_statements where query like 'select stock from items%'",
    );
    expect(rows).toEqual([{ calls: 3, rows: 3, took: true }]);
  });

  test('create index concurrently lets writers go on, and is used once it is there', async () => {
    const [writer, builder] = [await connect(), await connect()];
    const byCategory = 'select * from items where category = 7';
    expect((await plan(writer, byCategory)).Plan['Node Type']).toBe('Seq Scan');
    const { holder } = await lockedRow();
    const built = builder.query('create index concurrently items_category on items (category)');
    const builderPid = await pidOfWaiting();
    expect(await scalar('select pg_blocking_pids($1)', [builderPid])).toEqual([await pidOf(holder)]);
    await writer.query('update items set stock = 5 where id = 2');
    await holder.query('commit');
    await built;
    expect((await plan(writer, byCategory)).Plan['Node Type']).toBe('Bitmap Heap Scan');
    await admin.query('drop index concurrently items_category');
    expect((await plan(writer, byCategory)).Plan['Node Type']).toBe('Seq Scan');
  });

  async function pidOfWaiting(): Promise<number> {
    return vi.waitFor(async () => {
      const pid = await scalar("select pid from pg_stat_activity where query like 'create index%' and wait_event_type = 'Lock'");
      expect(pid).toEqual(expect.any(Number));
      return Number(pid);
    }, waiting);
  }

  test('explain with analyze and buffers tells rows, time and pages really read', async () => {
    const client = await connect();
    const { Plan: node } = await plan(client, 'select * from items where category = 7', ', analyze, buffers');
    expect(node).toMatchObject({ 'Actual Rows': 20, 'Rows Removed by Filter': 19_980 });
    expect(Number(node['Shared Hit Blocks']) + Number(node['Shared Read Blocks'])).toBeGreaterThan(50);
    expect(Number(node['Actual Total Time'])).toBeGreaterThan(0);
  });

  test('plan_cache_mode decides whether a prepared statement sees its parameter', async () => {
    const client = await connect();
    await client.query('prepare by_id (int) as select * from items where id > $1');
    await client.query('set plan_cache_mode = force_custom_plan');
    expect((await plan(client, 'execute by_id (19990)')).Plan).toMatchObject({ 'Index Cond': '(id > 19990)' });
    await client.query('set plan_cache_mode = force_generic_plan');
    const generic = (await plan(client, 'execute by_id (19990)')).Plan;
    expect(JSON.stringify(generic)).toContain('(id > $1)');
    expect(Number(generic['Plan Rows'])).toBeGreaterThan(1000);
  });

  test('a new cluster is a copy of the filled one, and what is written to it stays its own', async () => {
    await admin.query('insert into seeded values (2)');
    const second = await start('second');
    const client = new pg.Client({ host: '127.0.0.1', port: second.port, user: 'shop', database: 'postgres' });
    await client.connect();
    expect((await client.query('select id from seeded')).rows).toEqual([{ id: 1 }]);
    await client.end();
    await second.stop();
  });

  const since = (difference: keyof typeof knownDifferences, run: () => Promise<void>): void => {
    const { what, since: first, reason } = knownDifferences[difference];
    if (major >= first) test(`${what} (${reason})`, run);
  };

  since('explainBuffers', async () => {
    const { rows } = await admin.query('explain analyze select * from items');
    expect(JSON.stringify(rows)).toContain('Buffers: shared hit=');
  });

  since('transactionTimeout', async () => {
    const client = await connect();
    await client.query(`set transaction_timeout = ${soonMs}`);
    expect(await code(client.query('select pg_sleep(60)'))).toBe('25P04');
  });
}

async function fillContract(port: number): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query('create role shop login; grant create on schema public to shop');
  await client.query('create extension pg_stat_statements');
  await client.query('create table seeded as select 1 as id; grant select on seeded to shop');
  await client.end();
}

describe('embedded Postgres', () => describePostgres(18));
describeOriginal('postgres', 'installed Postgres', (installed) => describePostgres(Number.parseInt(installed.version, 10), installed));
