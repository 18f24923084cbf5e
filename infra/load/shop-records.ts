import pg from 'pg';
import type { LoadBoot } from './boot.ts';
import type { Cart } from './carts.ts';
import type { Product } from './catalogue.ts';
import type { ShipmentTimes } from './order-book.ts';

/** What the generator reads and writes beside the shop's API. Every call may reject when the database does not answer. */
export interface ShopRecords {
  products(most: number): Promise<Product[]>;
  /** Carts that customers filled before: without them a fifth of all requests would be spent on filling carts. */
  storeCarts(carts: readonly Cart[]): Promise<void>;
  shipmentTimes(orderIds: readonly string[]): Promise<ShipmentTimes>;
  close(): Promise<void>;
}

const connectTimeoutMs = 2000;
const answerTimeoutMs = 3000;

/** The shop's Postgres over one connection, opened again at the next call after it broke. */
export function openShopRecords(database: LoadBoot['ledgerDatabase']): ShopRecords {
  let connection: Promise<pg.Client> | undefined;

  const forget = (lost: Promise<pg.Client>): void => {
    if (connection === lost) connection = undefined;
  };
  const connect = async (onLost: () => void): Promise<pg.Client> => {
    const client = new pg.Client({
      ...database,
      application_name: 'ledger',
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: answerTimeoutMs,
      statement_timeout: answerTimeoutMs,
    });
    client.on('error', onLost);
    await client.connect();
    return client;
  };
  const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> => {
    const used = (connection ??= connect(() => forget(used)));
    try {
      return (await (await used).query<Row>(text, values)).rows;
    } catch (error) {
      forget(used);
      void used.then(
        (client) => client.end().catch(() => {}),
        () => {},
      );
      throw error;
    }
  };

  return {
    products: (most) => query<Product>(selectProducts, [most]),
    async storeCarts(carts) {
      const lines = carts.flatMap(({ cartId, lines }) => lines.map((line) => ({ cartId, ...line })));
      await query(insertCarts, [
        carts.map(({ cartId }) => cartId),
        lines.map(({ cartId }) => cartId),
        lines.map(({ productId }) => productId),
        lines.map(({ quantity }) => quantity),
      ]);
    },
    async shipmentTimes(orderIds) {
      const rows = await query<{ order_id: string; requested_at: Date }>(selectShipments, [orderIds]);
      return new Map(rows.map((row) => [row.order_id, row.requested_at.getTime()]));
    },
    async close() {
      const open = await connection?.catch(() => undefined);
      await open?.end();
    },
  };
}

const selectProducts = 'select product_id as id, category, name, cents from products where product_id <= $1 order by product_id';
const selectShipments = 'select order_id, requested_at from shipments where order_id = any($1)';
const insertCarts = `with filled as (insert into carts (cart_id) select * from unnest($1::text[]))
  insert into cart_items (cart_id, product_id, quantity) select * from unnest($2::text[], $3::integer[], $4::integer[])`;
