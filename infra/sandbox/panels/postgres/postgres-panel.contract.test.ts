/** What is seen of a database, and what nobody can do through it, on a real server. */
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StackStatement } from '../../../../core/stack/schema.ts';
import { houseOfTests, SmallPostgres } from '../../small-postgres.fixture.ts';
import { PostgresLook } from './postgres-panel.ts';
import { postgresPlan } from './postgres-plan.ts';

let started: SmallPostgres | string = 'not started';
const small = (): SmallPostgres => {
  if (typeof started === 'string') throw new Error(started);
  return started;
};
const statements: Record<string, StackStatement> = {
  byName: {
    summary: 'by name',
    sql: 'select product_id from products where name = $1 and cents > $2',
    parameters: { name: { type: 'text', value: 'thing 7' }, cents: { type: 'integer', value: '0' } },
  },
};
const look = () => new PostgresLook({ postgres: small().admin, hidden: ['maintenance', 'provisioning'], statements });

beforeAll(async () => {
  started = await SmallPostgres.start();
});
afterAll(async () => {
  if (typeof started !== 'string') await started.stop();
});
beforeEach(({ skip }) => skip(typeof started === 'string', String(started)));
afterEach(() => small().endSessions());

describe('the panel', () => {
  test('shows who has a connection, by application, and how many there may be', async () => {
    await small().session({ application_name: 'shop-2' });
    await small().session({ application_name: 'shop-2' });
    const { connections, maxConnections } = await look().read();
    expect(connections).toEqual([expect.objectContaining({ application: 'shop-2', total: 2, idle: 2, waiting: 0 })]);
    expect(maxConnections).toBe(12 - 3);
  });

  test('shows who blocks whom while a lock is held, and is not held up by it', async () => {
    const holder = await small().session({ application_name: 'nightly' });
    await holder.query('begin; lock table products in access exclusive mode');
    const waiter = await small().session({ application_name: 'shop-1' });
    const waiting = waiter.query('select count(*) from products');
    const panel = look();
    await vi.waitFor(async () => {
      const startedAt = performance.now();
      const { sessions, blockers } = await panel.read();
      expect(performance.now() - startedAt).toBeLessThan(1500);
      const nameOf = (pid: number): string | undefined => sessions.find((session) => session.pid === pid)?.application;
      expect(blockers.map(({ pid, depth, blocks }) => [nameOf(pid), depth, blocks])).toEqual([
        ['nightly', 0, 1],
        ['shop-1', 1, 0],
      ]);
      expect(sessions.find(({ application }) => application === 'shop-1')).toMatchObject({ state: 'active', waitsOn: 'Lock: relation' });
    }, 30_000);
    await holder.query('rollback');
    await waiting;
  });

  test('shows the statements of the services that take most time, and how fast each comes', async () => {
    const panel = look();
    await panel.read(0);
    const session = await small().session();
    for (let call = 0; call < 6; call += 1) await session.query('select sum(quantity) from order_lines where product_id < $1', [call]);
    const { statements: rows, statementsProblem } = await panel.read(2000);
    expect(statementsProblem).toBeNull();
    const row = rows?.find(({ query }) => query.includes('sum(quantity)'));
    expect(row).toMatchObject({ query: 'select sum(quantity) from order_lines where product_id < $1', calls: 6, rowsPerCall: 1 });
    await session.query('select sum(quantity) from order_lines where product_id < $1', [9]);
    const again = (await panel.read(4000)).statements?.find(({ query }) => query.includes('sum(quantity)'));
    expect(again?.callsPerSecond).toBe(0.5);
    expect(again?.recentMeanMs).toBeGreaterThan(0);
    // What was done to the schema, and by us, is not a statement of the shop.
    expect(rows?.filter(({ query }) => /create|pg_stat/.test(query))).toEqual([]);
  });

  test('shows tables with their scans, and indexes with size, use and validity', async () => {
    const panel = look();
    await panel.read(0);
    const session = await small().session();
    await session.query('select count(*) from order_lines');
    await session.query("set enable_seqscan = off; select * from products where name = 'thing 3'");
    // A session that waits may keep what it counted for ten seconds; one that ends tells it.
    await small().endSessions();
    await vi.waitFor(async () => {
      const { tables, indexes } = await panel.read();
      expect(tables.map(({ table }) => table)).toEqual(['order_lines', 'products']);
      expect(tables[0]).toMatchObject({ rows: 300, bytes: expect.any(Number) });
      expect(tables[0]?.seqScans).toBeGreaterThan(0);
      const byName = indexes.find(({ index }) => index === 'products_by_name');
      expect(byName).toMatchObject({ table: 'products', columns: 'name', isValid: true, isUnique: false });
      expect(byName?.scans).toBeGreaterThan(0);
      expect(byName?.bytes).toBeGreaterThan(8000);
    }, 30_000);
  });

  test('offers the statements that may be explained, with their defaults', async () => {
    expect((await look().read()).offered).toEqual([
      {
        statement: 'byName',
        summary: 'by name',
        sql: statements['byName']?.sql,
        parameters: [
          { name: 'name', type: 'text', value: 'thing 7' },
          { name: 'cents', type: 'integer', value: '0' },
        ],
      },
    ]);
  });
});

describe('a plan', () => {
  const plan = (values: Record<string, string> = {}, offered: StackStatement | undefined = statements['byName']) =>
    postgresPlan(small().admin.address, offered as StackStatement, { statement: 'byName', values });
  const statement = (sql: string): StackStatement => ({ summary: 's', sql, parameters: {} });
  const owner = async (sql: string): Promise<pg.QueryResult> => (await small().session()).query(sql);

  test('is really run: rows, times and buffers are there', async () => {
    const seen = await plan();
    expect(seen).toMatchObject({
      isAnalyzed: true,
      problem: null,
      sql: "select product_id from products where name = 'thing 7' and cents > 0",
    });
    expect(seen.executionMs).toBeGreaterThan(0);
    expect(seen.rows.some(({ on }) => on === 'products' || on === 'products_by_name')).toBe(true);
    expect(seen.rows[0]).toMatchObject({ depth: 0, rows: 1 });
    expect(seen.rows.reduce((sum, { hitBlocks, readBlocks }) => sum + hitBlocks + readBlocks, 0)).toBeGreaterThan(0);
  });

  test('is the one that the services get: settings of their user hold', async () => {
    await small().admin.query('alter role shop set enable_indexscan = off');
    await small().admin.query('alter role shop set plan_cache_mode = force_generic_plan');
    try {
      const seen = await plan();
      expect(seen.settings).toContainEqual({ name: 'enable_indexscan', value: 'off' });
      expect(JSON.stringify(seen.rows)).toContain('$1');
    } finally {
      await small().admin.query('alter role shop reset all');
    }
  });

  test.each([
    ["'; drop table products; --"],
    ["\\'; drop table products; --"],
    ["x' or pg_sleep(5) is null or '1'='1"],
    ['$1); delete from products; execute look($1'],
    ["U&'\\0027"],
    ["E'\\x27"],
    ["''''"],
    ['a\nb\r\n\t--'],
    ['\u2019 or 1=1'],
  ])('a value is a value, whatever is in it: %j', async (name) => {
    const seen = await plan({ name });
    expect(seen).toMatchObject({ isAnalyzed: true, problem: null });
    expect(seen.rows[0]).toMatchObject({ rows: 0 });
    expect((await owner('select count(*)::int as n from products')).rows).toEqual([{ n: 300 }]);
  });

  test('a number that is none, or a byte that no text has, is refused', async () => {
    await expect(plan({ cents: '1 or true' })).rejects.toMatchObject({ code: 'apply_failed' });
    const zero = await plan({ name: 'a\u0000b' }).catch((error: Error) => error);
    expect(zero).toSatisfy((answer: { problem?: string; code?: string }) => answer.problem !== null || answer.code === 'apply_failed');
  });

  test.each([
    ['delete from products', 'permission denied|read-only'],
    ["insert into products values (9999, 'x', 1)", 'permission denied|read-only'],
    ['with gone as (delete from products returning 1) select * from gone', 'permission denied|read-only'],
    ['select * from products for update', 'permission denied|read-only'],
    ["select pg_read_file('/etc/hostname')", 'permission denied'],
    ["select * from pg_ls_dir('/')", 'permission denied'],
    ['select pg_terminate_backend(pid) from pg_stat_activity', 'permission denied|must be|not a superuser'],
    ["select lo_import('/etc/hostname')", 'permission denied|read-only|lo_import'],
    ['select pg_reload_conf()', 'permission denied'],
  ])('even if such a thing were offered it could not: %s', async (sql, why) => {
    const seen = await plan({}, statement(sql));
    expect(seen.isAnalyzed).toBe(false);
    expect(seen.problem).toMatch(new RegExp(why));
    expect((await owner('select count(*)::int as n from products')).rows).toEqual([{ n: 300 }]);
  });

  test('more than one statement is none', async () => {
    const seen = await plan({}, statement('select 1; delete from products'));
    expect(seen.isAnalyzed).toBe(false);
    expect((await owner('select count(*)::int as n from products')).rows).toEqual([{ n: 300 }]);
  });

  test('a statement that runs long is stopped after two seconds, and what the planner expects is shown', async () => {
    const startedAt = performance.now();
    const seen = await plan({}, statement('select count(*) from order_lines a, order_lines b, order_lines c, order_lines d'));
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(seen).toMatchObject({ isAnalyzed: false, problem: expect.stringContaining('was stopped') });
    expect(seen.rows.length).toBeGreaterThan(3);
    expect(seen.rows.every(({ rows, totalMs }) => rows === null && totalMs === null)).toBe(true);
  });

  test('a locked table is said to be locked', async () => {
    const holder = await small().session();
    await holder.query('begin; lock table products in access exclusive mode');
    expect(await plan()).toMatchObject({ isAnalyzed: false, problem: expect.stringContaining('locked'), rows: [] });
    await holder.query('rollback');
  });

  test('leaves nothing: the database is as it was, and nobody is connected', async () => {
    await plan();
    expect(await small().admin.facts()).toEqual(small().pristine.facts);
    await vi.waitFor(async () => expect(await small().admin.strangers(houseOfTests)).toEqual([]), 30_000);
  });
});
