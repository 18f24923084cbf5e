import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../engines/postgres/start.ts';
import { freePort } from '../process/free-port.fixture.ts';
import { projectRoot } from '../process/paths.ts';
import { openShopRecords, type ShopRecords } from './shop-records.ts';

let folder: string;
let server: PostgresServer;
let database: { host: string; port: number; user: string; database: string };
let admin: pg.Client;
let records: ShopRecords;

beforeAll(async () => {
  folder = await mkdtemp('/var/tmp/brownout-test-');
  await chmod(folder, 0o755);
  const port = await freePort();
  server = await startPostgres({ dataDir: join(folder, 'data'), port, durable: false, maxConnections: 20 });
  database = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' };
  admin = new pg.Client(database);
  await admin.connect();
  for (const file of ['schema.sql', 'seed.sql'])
    await admin.query(await readFile(join(projectRoot(), 'infra/stacks/shop/sql', file), 'utf8'));
  records = openShopRecords(database);
});

afterAll(async () => {
  await records?.close();
  await admin?.end();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('shop records on a real Postgres with the schema of the shop', () => {
  it('reads the catalogue, at most as much as asked for', async () => {
    expect(await records.products(1000)).toHaveLength(400);
    const [first, ...others] = await records.products(3);
    expect(others).toHaveLength(2);
    expect(first).toMatchObject({ id: 1, category: 'kitchen', name: 'classic kettle', cents: expect.any(Number) as number });
  });

  it('stores carts with their lines', async () => {
    const line = (productId: number, quantity: number) => ({ productId, quantity, cents: 1 });
    await records.storeCarts([
      { cartId: 'cart-a', wantedLines: 2, lines: [line(3, 1), line(9, 2)] },
      { cartId: 'cart-b', wantedLines: 1, lines: [line(3, 1)] },
    ]);
    const { rows } = await admin.query('select cart_id, product_id, quantity from cart_items order by 1, 2');
    expect(rows).toEqual([
      { cart_id: 'cart-a', product_id: 3, quantity: 1 },
      { cart_id: 'cart-a', product_id: 9, quantity: 2 },
      { cart_id: 'cart-b', product_id: 3, quantity: 1 },
    ]);
  });

  it('tells when shipments were requested, and nothing of orders without one', async () => {
    await admin.query("insert into shipments (order_id, requested_at, slot) values ('ord-x', '2026-01-02T03:04:05.678Z', 'fulfilment-1')");
    expect(await records.shipmentTimes(['ord-x', 'ord-unknown'])).toEqual(new Map([['ord-x', Date.parse('2026-01-02T03:04:05.678Z')]]));
  });

  it('names itself ledger, and comes back after its connection was ended', async () => {
    const terminated = await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ledger'");
    expect(terminated.rowCount).toBe(1);
    await expect.poll(() => records.products(1).catch(() => []), { timeout: 5000 }).toHaveLength(1);
  });

  it('rejects while there is no database, and says so each time', async () => {
    const nowhere = openShopRecords({ ...database, port: await freePort() });
    await expect(nowhere.shipmentTimes(['a'])).rejects.toThrow(/ECONNREFUSED/);
    await expect(nowhere.shipmentTimes(['a'])).rejects.toThrow(/ECONNREFUSED/);
    await nowhere.close();
  });
});
