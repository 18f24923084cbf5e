/** Rows of years ago: they come and go as a whole, and show what a missing index costs. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { factsSql } from '../../../sandbox/admin/postgres-facts.ts';
import { readStackFiles } from '../../../sandbox/stack-files.ts';
import { useShopDatabase } from './shop-database.fixture.ts';

const shop = useShopDatabase();
const shopFiles = () => readStackFiles(join(import.meta.dirname, '..', 'stack.yaml'));

it('archives bring rows in that go again with their way back, also when it is gone twice, and are seen meanwhile', async () => {
  const { archives } = await shopFiles();
  expect(archives.map(({ name }) => name)).toEqual(['first-shop']);
  const facts = async (): Promise<unknown[]> => (await shop.db.query(factsSql, ['postgres'], { name: 'facts' })).rows;
  const orders = (): Promise<number> => shop.value('select count(*)::int from orders');
  const [before, few] = [await facts(), await orders()];
  for (const { up, down } of archives) {
    await shop.db.query(up, [], { name: 'up' });
    expect(await orders()).toBe(few + 120_000);
    expect(await facts()).toContainEqual({ fact: 'remark on orders: With those of first-shop.' });
    for (const way of [down, down]) await shop.db.query(way, [], { name: 'down' });
    expect(await orders()).toBe(few);
  }
  expect(await facts()).toEqual(before);
}, 60_000);

it('archives make the orders of a customer ten times as slow to find without their index, and no slower with it', async () => {
  const { stack, archives } = await shopFiles();
  const { indexes, statements } = stack.engines.postgres;
  const newestMs = async (): Promise<number> => {
    const took: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const startedAtMs = performance.now();
      await shop.db.query(statements['order-ids']?.sql ?? '', ['ord-past-8', 2], { name: 'load order ids' });
      took.push(performance.now() - startedAtMs);
    }
    return took.sort((a, b) => a - b)[4] ?? Number.NaN;
  };
  await shop.db.query(archives[0]?.up ?? '', [], { name: 'up' });
  const usual = await newestMs();
  await shop.db.query('drop index orders_by_customer', [], { name: 'drop' });
  const bare = await newestMs();
  await shop.db.query(`create index orders_by_customer ${indexes['orders_by_customer']}`, [], { name: 'create' });
  const again = await newestMs();
  await shop.db.query(archives[0]?.down ?? '', [], { name: 'down' });
  console.log(
    `newest orders of a customer: ${usual.toFixed(1)} ms, without their index ${bare.toFixed(0)} ms, built again ${again.toFixed(1)} ms`,
  );
  expect(bare).toBeGreaterThan(10 * Math.max(usual, 0.5));
  expect(bare).toBeGreaterThan(10 * Math.max(again, 0.5));
}, 60_000);
