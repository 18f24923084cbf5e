/** What is done to the database, on a real one: felt by a service's session, seen from outside, and gone afterwards. */

import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PostgresAdmin, Pristine } from '../admin/postgres-admin.ts';
import { factDifferences } from '../admin/postgres-facts.ts';
import { houseOfTests as house, SmallPostgres } from '../small-postgres.fixture.ts';
import type { Effect } from './effect.ts';
import { bringIn, dropIndex, migrate, planCache, restoreSchema, staleStatistics } from './postgres-schema.ts';
import { crowd, idleTransaction, lockTable, storm } from './postgres-sessions.ts';

let server: SmallPostgres | string;
let admin: PostgresAdmin;
let pristine: Pristine;
const effects: Effect[] = [];

beforeAll(async () => {
  server = await SmallPostgres.start();
  if (typeof server !== 'string') ({ admin, pristine } = server);
});
afterAll(async () => {
  if (typeof server !== 'string') await server.stop();
});
beforeEach(({ skip }) => skip(typeof server === 'string', String(server)));
afterEach(async () => {
  for (const effect of effects.splice(0)) await effect.undo();
  if (typeof server !== 'string') await server.endSessions();
});

const session = (settings: pg.ClientConfig = {}): Promise<pg.Client> => (server as SmallPostgres).session(settings);

async function begun(effect: Promise<Effect>): Promise<Effect> {
  const one = await effect;
  effects.push(one);
  return one;
}

const strangerNames = async (): Promise<string[]> => (await admin.strangers(house)).map(({ name }) => name);
const differences = async (): Promise<string[]> => factDifferences(await admin.facts(), pristine.facts);
/** A session that is ended takes a moment to leave the list. */
const nobodyLeft = () => vi.waitFor(async () => expect(await strangerNames()).toEqual([]), 30_000);

describe('sessions of somebody else', () => {
  it('a table lock keeps readers waiting; they are seen to wait for that session, and go on when it is taken off', async () => {
    const lock = await begun(lockTable(admin, { type: 'lockTable', table: 'products', worker: 'finance-report' }));
    const reader = await session({ application_name: 'shop-1' });
    const reading = reader.query('select count(*)::int as count from products');
    const blockers = `select b.application_name as name from pg_stat_activity a, unnest(pg_blocking_pids(a.pid)) as pid
      join pg_stat_activity b on b.pid = pid.pid where a.application_name = 'shop-1' and a.wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect(await admin.query(blockers)).toEqual([{ name: 'finance-report' }]), 30_000);
    expect(await lock.undo()).toEqual(['postgres: finance-report ended']);
    expect((await reading).rows).toEqual([{ count: 300 }]);
    expect(await lock.undo()).toEqual([]);
    await nobodyLeft();
  });

  it('a session idle in a transaction keeps writers of its rows waiting, and nobody else', async () => {
    await begun(idleTransaction(admin, { type: 'idleTransaction', table: 'products', rows: 10, worker: 'support-console' }));
    const state = `select state from pg_stat_activity where application_name = 'support-console'`;
    expect(await admin.query(state)).toEqual([{ state: 'idle in transaction' }]);
    const writer = await session({ lock_timeout: 300 });
    await expect(writer.query('update products set cents = 1 where product_id = 1')).rejects.toMatchObject({ code: '55P03' });
    expect((await writer.query('update products set cents = cents where product_id = 200')).rowCount).toBe(1);
  });

  it('a crowd takes the places of services, which are refused until it is taken off', async () => {
    const earlier = await Promise.all([session(), session(), session()]);
    const lost = vi.fn();
    for (const client of earlier) client.on('end', lost);
    await begun(crowd(admin, { type: 'crowd', sessions: 40, worker: 'bi-dashboards' }));
    await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(3), 30_000);
    await expect(session()).rejects.toMatchObject({ code: '53300' });
    await effects[0]?.undo();
    await nobodyLeft();
    expect((await (await session()).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('a crowd that reconnects is back when somebody ends one of it, until it is taken off', async () => {
    await begun(crowd(admin, { type: 'crowd', sessions: 3, worker: 'handheld-sync', reconnects: true }));
    const before = await admin.strangers(house);
    expect(before).toHaveLength(3);
    const [first] = before;
    await admin.query('select pg_terminate_backend($1)', [first?.pid]);
    await vi.waitFor(async () => {
      const now = (await admin.strangers(house)).map(({ pid }) => pid);
      expect(now).toHaveLength(3);
      expect(now).not.toContain(first?.pid);
    }, 10_000);
    expect(await effects[0]?.undo()).toEqual(['postgres: 3 sessions of handheld-sync ended']);
    await nobodyLeft();
  });

  it('a storm keeps its sessions at work, and one that somebody ends does not come back', async () => {
    await begun(storm(admin, { type: 'storm', sessions: 2, pauseMs: 0, worker: 'stock-report' }));
    const atWork = `select count(*)::int as count from pg_stat_activity where application_name = 'stock-report' and state = 'active'`;
    await vi.waitFor(async () => expect(await admin.query(atWork)).toEqual([{ count: 2 }]), 30_000);
    const [first] = await admin.strangers(house);
    await admin.query('select pg_terminate_backend($1)', [first?.pid]);
    await vi.waitFor(async () => expect(await admin.query(atWork)).toEqual([{ count: 1 }]), 30_000);
    await effects[0]?.undo();
    await nobodyLeft();
  });

  it('what is refused leaves no session behind', async () => {
    await begun(lockTable(admin, { type: 'lockTable', table: 'products', worker: 'finance-report' }));
    await expect(lockTable(admin, { type: 'lockTable', table: 'nowhere', worker: 'other-report' })).rejects.toMatchObject({
      code: 'apply_failed',
      message: expect.stringContaining('nowhere'),
    });
    await vi.waitFor(async () => expect(await strangerNames()).toEqual(['finance-report']), 30_000);
  });
});

describe('changes of the schema', () => {
  it('a dropped index is seen, and comes back as it was, also when somebody was there first', async () => {
    const drop = await begun(dropIndex(admin, { type: 'dropIndex', index: 'products_by_name' }, pristine));
    expect(await differences()).toEqual([expect.stringMatching(/^postgres lacks index products_by_name/)]);
    await admin.runAsOwner('create index products_by_name on products (name)');
    expect(await drop.undo()).toEqual([]);
    expect(await differences()).toEqual([]);
    await dropIndex(admin, { type: 'dropIndex', index: 'products_by_name' }, pristine);
    expect(await drop.undo()).toEqual(['postgres: index products_by_name created']);
    expect(await differences()).toEqual([]);
  });

  it('an index whose build was cut short is made anew, not taken for one', async () => {
    const drop = await begun(dropIndex(admin, { type: 'dropIndex', index: 'products_by_name' }, pristine));
    await admin.runAsOwner('create index products_by_name on products (name)');
    await admin.query("update pg_index set indisvalid = false where indexrelid = 'products_by_name'::regclass");
    expect(await drop.undo()).toEqual(['postgres: index products_by_name created']);
    expect(await differences()).toEqual([]);
  });

  it('a plan setting holds for sessions that are opened from then on, and those that were open are ended', async () => {
    const mode = async (client: pg.Client): Promise<unknown> => (await client.query('show plan_cache_mode')).rows[0]?.plan_cache_mode;
    const earlier = await session();
    const ended = new Promise((resolve) => earlier.once('end', resolve));
    await begun(planCache(admin, { type: 'planCache', mode: 'force_generic_plan' }));
    await ended;
    expect(await mode(await session())).toBe('force_generic_plan');
    expect(await differences()).toEqual(['postgres has role setting plan_cache_mode=force_generic_plan']);
    await effects[0]?.undo();
    expect(await mode(await session())).toBe('auto');
    expect(await differences()).toEqual([]);
  });

  it('statistics of a smaller table turn a session away from its index, also where it keeps a plan, until somebody analyzes', async () => {
    const reader = await session();
    // So small a table is not worth an index otherwise.
    await reader.query('set random_page_cost = 1');
    await reader.query("prepare by_name as select product_id from products where name = 'thing 7'");
    const plan = async (): Promise<string> => JSON.stringify((await reader.query('explain execute by_name')).rows);
    const estimate = `select reltuples::int as rows from pg_class where relname = 'products'`;
    await reader.query('execute by_name');
    expect(await plan()).toContain('products_by_name');
    const stale = await begun(staleStatistics(admin, { type: 'staleStatistics', table: 'products', rows: 1 }));
    expect(stale.did).toBe('postgres: statistics of products tell of 1 rows');
    expect(await plan()).not.toContain('products_by_name');
    await admin.query('analyze products');
    expect(await plan()).toContain('products_by_name');
    await admin.query('update pg_class set reltuples = 1 where oid = $1::regclass', ['products']);
    expect(await stale.undo()).toEqual(['postgres: products analyzed']);
    expect(await admin.query(estimate)).toEqual([{ rows: 300 }]);
    expect(await differences()).toEqual([]);
  });

  it('statistics that cannot be true are among what differs, and restoring analyzes their table', async () => {
    await admin.query('analyze order_lines');
    expect(await differences()).toEqual([]);
    await begun(staleStatistics(admin, { type: 'staleStatistics', table: 'order_lines', rows: 1 }));
    expect(await differences()).toEqual([expect.stringMatching(/^postgres has statistics of order_lines: 1 rows in \d+ pages$/)]);
    expect(await restoreSchema(admin, pristine)).toEqual(['postgres: order_lines analyzed']);
    expect(await differences()).toEqual([]);
  });

  it('a migration is all or nothing, and its way back may be gone twice', async () => {
    const up = 'alter table products add column note text';
    const down = 'alter table products drop column if exists note';
    await expect(migrate(admin, { name: 'halfway', up: `${up}; select 1 from nowhere`, down })).rejects.toMatchObject({
      code: 'apply_failed',
    });
    expect(await differences()).toEqual([]);
    const migration = await begun(migrate(admin, { name: 'notes', up, down }));
    expect(await differences()).toEqual([expect.stringContaining('column products.note')]);
    await migration.undo();
    await migration.undo();
    expect(await differences()).toEqual([]);
  });

  it('rows of an archive come all or none, and go with their way back, which may be gone twice', async () => {
    const rows = (): Promise<unknown> => admin.query('select count(*)::int as count from order_lines');
    const up = `insert into order_lines select -n, 1, n from generate_series(1, 5000) as n; comment on table order_lines is 'With old ones.'`;
    const down = 'delete from order_lines where product_id < 0; comment on table order_lines is null';
    const halfway = { name: 'halfway', up: `${up}; select 1 from nowhere`, down };
    await expect(bringIn(admin, halfway)).rejects.toMatchObject({ code: 'apply_failed' });
    expect(await rows()).toEqual([{ count: 300 }]);
    const archive = await begun(bringIn(admin, { name: 'old-lines', up, down }));
    expect(archive.did).toMatch(/^postgres: archive old-lines applied in \d+ ms$/);
    expect(await rows()).toEqual([{ count: 5300 }]);
    expect(await differences()).toEqual(['postgres has remark on order_lines: With old ones.']);
    const ofServices = `select query from pg_stat_statements where query like 'insert into order_lines%' and userid = 'shop'::regrole`;
    expect(await admin.query(ofServices)).toEqual([]);
    for (let time = 0; time < 2; time += 1) expect(await archive.undo()).toEqual(['postgres: archive old-lines taken back']);
    expect(await rows()).toEqual([{ count: 300 }]);
    expect(await differences()).toEqual([]);
  });

  it('restoring removes what nobody declared, and then finds nothing to do', async () => {
    await admin.runAsOwner('create index made_in_a_hurry on order_lines (quantity)');
    await dropIndex(admin, { type: 'dropIndex', index: 'products_by_name' }, pristine);
    await planCache(admin, { type: 'planCache', mode: 'force_custom_plan' });
    expect(await differences()).toHaveLength(3);
    expect(await restoreSchema(admin, pristine)).toHaveLength(3);
    expect(await differences()).toEqual([]);
    expect(await restoreSchema(admin, pristine)).toEqual([]);
  });
});
