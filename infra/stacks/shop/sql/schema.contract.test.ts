import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsSql } from '../../../sandbox/admin/postgres-facts.ts';
import { readStackFiles } from '../../../sandbox/stack-files.ts';
import { replySchema } from '../api-documents.fixture.ts';
import { useShopDatabase } from './shop-database.fixture.ts';

const shop = useShopDatabase();

const lines = (...pairs: [productId: number, quantity: number][]): string =>
  JSON.stringify(pairs.map(([productId, quantity]) => ({ productId, quantity })));

async function stockOf(productId: number): Promise<{ on_hand: number; reserved: number }> {
  const { rows } = await shop.db.query<{ on_hand: number; reserved: number }>(
    'select on_hand, reserved from stock where product_id = $1',
    [productId],
    { name: 'stock' },
  );
  return rows[0] ?? { on_hand: -1, reserved: -1 };
}

const reserve = (order: string, wanted: string): Promise<number[]> => shop.value('select reserve_stock($1, $2::json)', [order, wanted]);
const take = (order: string): Promise<boolean> => shop.value('select take_stock($1)', [order]);

describe('schema and seed', () => {
  it('take a second or two, most of it for the words of the descriptions', () => {
    console.log(`schema.sql and seed.sql took ${shop.setupMs.toFixed(0)} ms`);
    expect(shop.setupMs).toBeLessThan(10_000);
  });

  it('give 400 differently named products in 8 categories, all in stock', async () => {
    expect(await shop.value('select count(distinct name)::int from products')).toBe(400);
    expect(await shop.value('select array_agg(distinct n) from (select count(*)::int n from products group by category) c')).toEqual([50]);
    expect(await shop.value('select count(*)::int from stock where on_hand > 0')).toBe(400);
    expect(await shop.value('select min(product_id) || $1 || max(product_id) from products', ['-'])).toBe('1-400');
  });

  it('put 40 % of the products into a bundle that has a component without a price', async () => {
    const affected = await shop.value<number>(`
      select count(distinct member.product_id)::int from bundle_components member
        join bundle_components unpriced using (bundle_id) where unpriced.component_cents is null`);
    expect(affected).toBe(160);
  });

  it('leave every seeded order delivered long ago, so that no meter counts it', async () => {
    const fresh = `select count(*)::int from orders left join shipments using (order_id)
                    where requested_at is null or accepted_at > now() - interval '1 day'`;
    expect(await shop.value(fresh)).toBe(0);
    expect(await shop.value('select count(*)::int from orders where total_cents <= 0')).toBe(0);
  });
});

describe('statements that responders may have explained', () => {
  it('are understood by the schema, and read only', async () => {
    const { stack } = await readStackFiles(join(import.meta.dirname, '..', 'stack.yaml'));
    const offered = Object.entries(stack.engines.postgres.statements);
    expect(offered.length).toBeGreaterThan(8);
    for (const [name, { sql, parameters }] of offered) {
      const types = Object.values(parameters).map(({ type }) => type);
      const values = Object.values(parameters).map(({ type, value }) => (type === 'integer' ? Number(value) : value || null));
      const read = shop.db.transaction(async (transaction) => {
        await transaction.query('set local transaction read only', [], { name: 'set' });
        await transaction.query(`prepare offered${types.length > 0 ? ` (${types.join(', ')})` : ''} as ${sql}`, [], { name: 'prepare' });
        await transaction.query('deallocate offered', [], { name: 'deallocate' });
        const typed = types.reduce((text, type, index) => text.replaceAll(`$${index + 1}`, `$${index + 1}::${type}`), sql);
        await transaction.query(typed, values, { name });
      });
      await expect(read, name).resolves.toBeUndefined();
    }
  });
});

describe('the catalog reads', () => {
  it('wait 30 ms each and answer the documents of the API', async () => {
    const startedAtMs = performance.now();
    expect(await shop.value('select product_page(17)')).toMatchObject({ id: 17, category: 'kitchen', cents: expect.any(Number) });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(29);
    expect(await shop.value('select product_page(401)')).toBeNull();
    for (const [read, operation] of [
      ['product_page(17)', 'GET /products/{id}'],
      ["browse_page('toys', 1)", 'GET /products'],
      ["search_page('kite')", 'GET /search'],
    ] as const) {
      expect(replySchema(operation, 200).safeParse(await shop.value(`select ${read}`)).error).toBeUndefined();
    }
  });

  it('are granted 32 a second in the long run, however many ask, and what was not asked for is kept for a second', async () => {
    const read = (): Promise<unknown> => shop.value('select storage_read()::text');
    const startedAtMs = performance.now();
    await Promise.all(Array.from({ length: 80 }, read));
    expect(performance.now() - startedAtMs).toBeGreaterThan(((80 - 32) / 32) * 1000 - 100);
  });

  it('that are cut off have had their turn, and queue for ten seconds at most', async () => {
    const turnsAhead = (): Promise<number> =>
      shop
        .value(`select (select last_value from storage_turns)::int8 - floor(extract(epoch from clock_timestamp()) * 32)::int8`)
        .then(Number);
    const cutOff = shop.db.transaction(async (transaction) => {
      await transaction.query('set local statement_timeout = 50', [], { name: 'set' });
      await shop.value(`select setval('storage_turns', floor(extract(epoch from clock_timestamp()) * 32)::int8 + 5000)`);
      await transaction.query('select storage_read()::text', [], { name: 'read' });
    });
    await expect(cutOff).rejects.toMatchObject({ code: '57014' });
    expect(await turnsAhead()).toBeLessThanOrEqual(320);
    expect(await turnsAhead()).toBeGreaterThan(0);
    await shop.value(`select setval('storage_turns', floor(extract(epoch from clock_timestamp()) * 32)::int8 - 32)`);
  });

  it('page through a category, 20 at a time, and through everything', async () => {
    const page = (category: string | null, number: number): Promise<{ items: { id: number }[]; page: number }> =>
      shop.value('select browse_page($1, $2)', [category, number]);
    expect((await page('garden', 1)).items.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => 51 + index));
    expect((await page('garden', 3)).items).toHaveLength(10);
    expect(await page('garden', 4)).toEqual({ items: [], page: 4 });
    expect((await page(null, 20)).items.at(-1)).toMatchObject({ id: 400 });
  });

  it('find products that have every word, and take any text for a query', async () => {
    const search = (q: string): Promise<{ items: { name: string }[] }> => shop.value('select search_page($1)', [q]);
    expect((await search('Sturdy LAMP')).items.map(({ name }) => name)).toEqual(['sturdy lamp']);
    expect((await search('quiet')).items).toHaveLength(20);
    expect((await search(`'; & | ! :* ((`)).items).toEqual([]);
  });

  it('have an index for each condition', async () => {
    const planOf = async (query: string): Promise<string> => {
      const { rows } = await shop.db.transaction(async (tx) => {
        await tx.query('set local enable_seqscan = off', [], { name: 'set' });
        return tx.query<{ 'QUERY PLAN': string }>(`explain ${query}`, [], { name: 'explain' });
      });
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await planOf(`select 1 from products where category = 'garden' order by product_id limit 20`)).toContain('products_by_category');
    const words = `to_tsvector('simple', name || ' ' || left(description, 6000))`;
    expect(await planOf(`select 1 from products where ${words} @@ plainto_tsquery('simple', 'lamp')`)).toContain('products_by_words');
    expect(await planOf(`select 1 from orders where accepted_by = 'orders-1' and accepted_at > now()`)).toContain('orders_by_slot');
    expect(await planOf(`select 1 from orders where idempotency_key = 'k'`)).toContain('idempotency_key');
  });
});

describe('reserve_stock', () => {
  it('holds all lines of an order once', async () => {
    const before = await stockOf(1);
    expect(await reserve('r-once', lines([1, 3], [2, 1]))).toEqual([]);
    expect(await reserve('r-once', lines([1, 3], [2, 1]))).toEqual([]);
    expect(await stockOf(1)).toEqual({ on_hand: before.on_hand, reserved: before.reserved + 3 });
  });

  it('holds nothing when a line is short or unknown, and names the products', async () => {
    const before = await stockOf(3);
    expect(await reserve('r-short', lines([3, 1], [4, 10_000_000], [9999, 1]))).toEqual([4, 9999]);
    expect(await stockOf(3)).toEqual(before);
  });

  it('neither deadlocks nor oversells under concurrent checkouts of the same products', async () => {
    await shop.value('update stock set on_hand = 10, reserved = 0 where product_id in (11, 12) returning 1');
    const attempts = Array.from({ length: 24 }, (_, index) =>
      reserve(`r-race-${index}`, index % 2 === 0 ? lines([11, 1], [12, 1]) : lines([12, 1], [11, 1])),
    );
    const held = (await Promise.all(attempts)).filter((short) => short.length === 0);
    expect(held).toHaveLength(10);
    expect([await stockOf(11), await stockOf(12)]).toEqual([
      { on_hand: 10, reserved: 10 },
      { on_hand: 10, reserved: 10 },
    ]);
  });
});

describe('take_stock and release_stale_reservations', () => {
  it('lets held stock leave once, however often the record comes', async () => {
    const before = await stockOf(21);
    await reserve('t-once', lines([21, 2]));
    expect(await take('t-once')).toBe(true);
    expect(await take('t-once')).toBe(false);
    expect(await stockOf(21)).toEqual({ on_hand: before.on_hand - 2, reserved: before.reserved });
  });

  it('gives back only what is old and belongs to no accepted order', async () => {
    const before = await stockOf(31);
    await reserve('s-old', lines([31, 2]));
    await reserve('s-fresh', lines([31, 3]));
    await reserve('ord-past-1', lines([31, 5]));
    await shop.value(`update reservations set held_at = now() - interval '1 hour' where order_id in ('s-old', 'ord-past-1') returning 1`);
    expect(await shop.value(`select release_stale_reservations('10 minutes')`)).toBe(1);
    expect(await stockOf(31)).toEqual({ on_hand: before.on_hand, reserved: before.reserved + 8 });
  });

  it('lets a released reservation leave all the same when its order was accepted after all', async () => {
    const before = await stockOf(41);
    await reserve('l-late', lines([41, 4]));
    await shop.value(`update reservations set held_at = now() - interval '1 hour' where order_id = 'l-late' returning 1`);
    expect(await shop.value(`select release_stale_reservations('10 minutes')`)).toBe(1);
    expect(await take('l-late')).toBe(true);
    expect(await stockOf(41)).toEqual({ on_hand: before.on_hand - 4, reserved: before.reserved });
  });
});

describe('the list of stack.yaml', () => {
  it('names tables that exist, also those that controls may choose', async () => {
    const { stack } = await readStackFiles(join(import.meta.dirname, '..', 'stack.yaml'));
    const chosen = stack.controls.flatMap(({ choices }) => choices?.['table'] ?? []);
    const present = await shop.value(`select array_agg(tablename::text) from pg_tables where schemaname = 'public'`);
    expect(present).toEqual(expect.arrayContaining([...stack.engines.postgres.tables, ...chosen]));
  });

  it('defines each of its indexes exactly as the schema does', async () => {
    const { stack } = await readStackFiles(join(import.meta.dirname, '..', 'stack.yaml'));
    // Postgres puts both into its own words.
    const wordsOf = (index: string): Promise<string> => shop.value(`select pg_get_indexdef($1::text::regclass)`, [index]);
    for (const [index, rest] of Object.entries(stack.engines.postgres.indexes)) {
      const original = await wordsOf(index);
      await shop.db.query(`create index ${index}_again ${rest}`, [], { name: 'create' });
      expect(original).toBe((await wordsOf(`${index}_again`)).replace(`${index}_again`, index));
      await shop.db.query(`drop index ${index}_again`, [], { name: 'drop' });
    }
  });

  it('names migrations whose way back leaves the database as it was, also when it is gone twice', async () => {
    const { migrations } = await readStackFiles(join(import.meta.dirname, '..', 'stack.yaml'));
    const facts = async (): Promise<unknown[]> => (await shop.db.query(factsSql, ['postgres'], { name: 'facts' })).rows;
    const before = await facts();
    for (const { up, down } of migrations) {
      await shop.db.query(up, [], { name: 'up' });
      expect(await facts()).not.toEqual(before);
      for (const way of [down, down]) await shop.db.query(way, [], { name: 'down' });
      expect(await facts()).toEqual(before);
    }
  });
});

/** Milliseconds of processor and all for one search, without the wait that every page has. */
async function searchMs(setting = 'auto'): Promise<number> {
  const { rows } = await shop.db.transaction(async (tx) => {
    await tx.query(`set local plan_cache_mode = ${setting}`, [], { name: 'set' });
    const startedAtMs = performance.now();
    for (const word of ['lamp', 'kettle', 'spade']) await tx.query('select search_page($1)', [word], { name: 'search' });
    const tookMs = performance.now() - startedAtMs;
    return { rows: [{ tookMs: tookMs / 3 - 120 }], rowCount: 1 };
  });
  return rows[0]?.tookMs ?? Number.NaN;
}

describe('what a search costs', () => {
  it('is little with its index, also after the planner has seen many, and ten times that without the index or with a generic plan', async () => {
    for (let round = 0; round < 3; round += 1) await searchMs();
    const [usual, generic] = [await searchMs(), await searchMs('force_generic_plan')];
    const definition = await shop.value<string>(`select indexdef from pg_indexes where indexname = 'products_by_words'`);
    await shop.db.query('drop index products_by_words', [], { name: 'drop' });
    const bare = await searchMs();
    await shop.db.query(definition, [], { name: 'create' });
    console.log(`a search: ${usual.toFixed(1)} ms, generic plan ${generic.toFixed(0)} ms, without its index ${bare.toFixed(0)} ms`);
    expect(generic).toBeGreaterThan(10 * Math.max(usual, 1));
    expect(bare).toBeGreaterThan(10 * Math.max(usual, 1));
  });

  it('is as much when statistics take its table for one of a single row, until somebody analyzes it', async () => {
    await shop.db.query('vacuum analyze products', [], { name: 'analyze' });
    const usual = await searchMs();
    await shop.db.query(`update pg_class set reltuples = 1 where relname = 'products'`, [], { name: 'stale' });
    const stale = await searchMs();
    await shop.db.query('analyze products', [], { name: 'analyze' });
    const healed = await searchMs();
    console.log(`a search: ${usual.toFixed(1)} ms, with stale statistics ${stale.toFixed(0)} ms, analyzed ${healed.toFixed(1)} ms`);
    expect(stale).toBeGreaterThan(10 * Math.max(usual, 1));
    expect(healed).toBeLessThan(stale / 5);
  });
});
