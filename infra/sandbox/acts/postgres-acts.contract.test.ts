/** What responders do to the database, on a real one. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readSession } from '../../../core/sandbox/live.ts';
import { factDifferences } from '../admin/postgres-facts.ts';
import { type Effect } from '../disturbances/effect.ts';
import { dropIndex } from '../disturbances/postgres-schema.ts';
import { lockTable } from '../disturbances/postgres-sessions.ts';
import { SmallPostgres } from '../small-postgres.fixture.ts';
import { PostgresActs } from './postgres-acts.ts';

let started: SmallPostgres | string;
let server: SmallPostgres;
let acts: PostgresActs;
const effects: Effect[] = [];

beforeAll(async () => {
  started = await SmallPostgres.start();
  if (typeof started === 'string') return;
  server = started;
  const indexes = { products_by_name: 'on products (name)', lines_by_quantity: 'on order_lines (quantity)' };
  acts = new PostgresActs({ admin: server.admin, hidden: ['maintenance'], services: ['shop-1', 'shop-2'], indexes });
});
afterAll(async () => {
  if (typeof started !== 'string') await started.stop();
});
beforeEach(({ skip }) => skip(typeof started === 'string', String(started)));
afterEach(async () => {
  for (const effect of effects.splice(0)) await effect.undo();
  await server.endSessions();
});

async function begun(effect: Promise<Effect>): Promise<void> {
  effects.push(await effect);
}

const values = async (): Promise<string[]> => (await acts.sessions()).map(({ value }) => value.replace(/\d+$/, '#'));
const valueOf = async (name: string): Promise<string> =>
  (await acts.sessions()).find(({ value }) => value.startsWith(`${name}/`))?.value ?? '';
const end = async (value: string, how: 'terminate' | 'cancel'): Promise<string[]> =>
  acts.endSession({ kind: 'sessionEnd', ...(readSession(value) ?? { application: '', pid: 1 }), how });

test('whom others wait for comes first, who waits is shown with whom it waits for; ours and idle ones of services are not', async () => {
  await server.session({ application_name: 'shop-2' });
  await begun(lockTable(server.admin, { type: 'lockTable', table: 'products', worker: 'finance-report' }));
  const reader = await server.session();
  const reading = reader.query('select count(*)::int as count from products');
  await vi.waitFor(async () => expect(await values()).toEqual(['finance-report/#', 'shop-1/#']), 30_000);
  const holder = await valueOf('finance-report');
  const [first, second] = await acts.sessions();
  expect(first?.facts).toContainEqual({ name: 'blocks', value: '1 session' });
  expect(second?.facts).toContainEqual({ name: 'waits for', value: holder });
  expect(second?.facts).toContainEqual({ name: 'query', value: 'select count(*)::int as count from products' });

  expect(await end(holder, 'terminate')).toEqual([
    expect.stringMatching(/^postgres: session finance-report\/\d+ ended, which was idle in transaction/),
  ]);
  expect((await reading).rows).toEqual([{ count: 300 }]);
  await expect(end(holder, 'terminate')).rejects.toMatchObject({
    code: 'gone',
    message: `postgres: session ${holder} is not there any more`,
  });
});

test('a cancelled statement fails and its session stays; a session that runs none says so', async () => {
  const sleeper = await server.session({ application_name: 'stock-report' });
  const sleeping = sleeper.query('select pg_sleep(300)');
  const refused = expect(sleeping).rejects.toMatchObject({ code: '57014' });
  await vi.waitFor(async () => expect(await values()).toEqual(['stock-report/#']), 30_000);
  const value = await valueOf('stock-report');
  expect(await end(value, 'cancel')).toEqual([expect.stringContaining('select pg_sleep(300)')]);
  await refused;
  expect((await sleeper.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await expect(end(value, 'cancel')).rejects.toMatchObject({
    code: 'gone',
    message: expect.stringContaining('runs no statement: it is idle'),
  });
});

test('our own sessions cannot be ended, whatever they are called', async () => {
  const [own] = await server.admin.query<{ pid: number }>('select pg_backend_pid() as pid');
  await expect(end(`maintenance/${own?.pid}`, 'terminate')).rejects.toMatchObject({ code: 'gone' });
  await expect(end(`psql/${own?.pid}`, 'terminate')).rejects.toMatchObject({ code: 'gone' });
});

test('an analysis tells how much there is, and says why it could not be done', async () => {
  expect(await acts.analyze({ kind: 'analyze', table: 'products' })).toEqual([
    expect.stringMatching(/^postgres: products analyzed in \d+ ms, 300 rows$/),
  ]);
  await expect(acts.analyze({ kind: 'analyze', table: 'nowhere' })).rejects.toMatchObject({
    message: 'postgres: analysis of nowhere: relation "nowhere" does not exist',
  });
});

test.each(['concurrently', 'plain'] as const)('an index that was dropped is built %s, once, and is what it was', async (mode) => {
  await begun(dropIndex(server.admin, { type: 'dropIndex', index: 'products_by_name' }, server.pristine));
  expect(await acts.createIndex({ kind: 'indexCreate', index: 'products_by_name', mode })).toEqual([
    expect.stringMatching(/^postgres: index products_by_name created (concurrently )?in \d+ ms$/),
  ]);
  expect(factDifferences(await server.admin.facts(), server.pristine.facts)).toEqual([]);
  await expect(acts.createIndex({ kind: 'indexCreate', index: 'products_by_name', mode })).rejects.toMatchObject({
    code: 'gone',
    message: 'postgres: index products_by_name is there already',
  });
});

test('a concurrent build waits for whoever writes; cut short it leaves an invalid index, which the next build replaces', async () => {
  await begun(dropIndex(server.admin, { type: 'dropIndex', index: 'products_by_name' }, server.pristine));
  const writer = await server.session();
  await writer.query('begin; update products set cents = cents where product_id = 1');
  const build = { kind: 'indexCreate', index: 'products_by_name', mode: 'concurrently' } as const;
  const building = acts.createIndex(build);
  const failed = expect(building).rejects.toMatchObject({
    code: 'apply_failed',
    message: expect.stringMatching(/^postgres: index products_by_name: .*; an invalid index stays, which the next try drops$/),
  });
  await vi.waitFor(async () => expect(await values()).toContain('psql/#'), 30_000);
  await vi.waitFor(async () => expect((await end(await valueOf('psql'), 'cancel')).length).toBe(1), 30_000);
  await failed;
  await writer.query('rollback');
  expect(await acts.createIndex(build)).toEqual([
    'postgres: the invalid index products_by_name dropped',
    expect.stringContaining('created concurrently'),
  ]);
  expect(factDifferences(await server.admin.facts(), server.pristine.facts)).toEqual([]);
});
