import { describe, expect, it } from 'vitest';
import { replySchema } from '../../api-documents.fixture.ts';
import { Passports } from '../../kit/passport.ts';
import { useShopDatabase } from '../../sql/shop-database.fixture.ts';
import { decodePlacedOrder } from '../fulfilment/placed-order.ts';
import { httpReply, type RecordingKit, recordingKit } from '../recording-kit.fixture.ts';
import type { CartLine } from './order.ts';
import { parcelsBeside } from './parcels.ts';
import { defineOrders } from './service.ts';

const shop = useShopDatabase();

/** The orders service over the real database, with dependencies that answer well. */
function orders(): RecordingKit {
  const recording = recordingKit('orders-1', shop.db);
  recording.answers['catalog'] = ({ body }) => {
    const { currency, lines } = body as { currency: string; lines: CartLine[] };
    const quoted = lines.map((line) => ({ ...line, name: `product ${line.productId}`, unitCents: 250 }));
    return httpReply(200, { currency, lines: quoted, totalCents: quoted.reduce((sum, line) => sum + 250 * line.quantity, 0) });
  };
  recording.answers['inventory'] = () => httpReply(201, { state: 'HELD' });
  recording.answers['payments'] = () => httpReply(201, { state: 'CAPTURED', pspRef: 'ch_1' });
  defineOrders(recording.kit);
  return recording;
}

const add = (service: RecordingKit, cartId: string, body: unknown) =>
  service.call('POST /carts/:cartId/items', { params: { cartId }, body });
const order = (service: RecordingKit, name: string, customerId = name) =>
  service.call('POST /orders', {
    body: { cartId: `cart-${name}`, customerId, currency: 'EUR' },
    headers: { 'idempotency-key': `key-${name}` },
  });
const view = async (service: RecordingKit, reply: { body?: unknown }) => {
  const id = (reply.body as { orderId: string }).orderId;
  return (await service.call('GET /orders/:id', { params: { id } })).body;
};
const outboxRows = (): Promise<number> => shop.value('select count(*)::int from outbox');
const clearOutbox = (service: RecordingKit): Promise<void> => Promise.resolve(service.jobs[2]?.run());
const publishLeftOver = (service: RecordingKit): Promise<void> => Promise.resolve(service.jobs[1]?.run());

function expectDocumented(operation: string, { status, body }: { status: number; body?: unknown }): void {
  expect(replySchema(operation, status).safeParse(body).error).toBeUndefined();
}

describe('carts', () => {
  it('collect items, add quantities up to 99, and answer the whole cart', async () => {
    const service = orders();
    await add(service, 'c-1', { productId: 5, quantity: 60 });
    expectDocumented('POST /carts/{cartId}/items', await add(service, 'c-1', { productId: 3, quantity: 1 }));
    expect((await add(service, 'c-1', { productId: 5, quantity: 60 })).body).toEqual({
      cartId: 'c-1',
      items: [
        { productId: 3, quantity: 1 },
        { productId: 5, quantity: 99 },
      ],
    });
  });

  it('refuse unknown products and malformed items with a closed code', async () => {
    const service = orders();
    await expect(add(service, 'c-2', { productId: 401, quantity: 1 })).rejects.toMatchObject({ status: 404, code: 'product_not_found' });
    for (const body of [undefined, {}, { productId: 'x', quantity: 1 }, { productId: 1, quantity: 0 }]) {
      await expect(add(service, 'c-2', body)).rejects.toMatchObject({ status: 400, code: 'bad_request' });
    }
  });
});

describe('GET /orders/:id', () => {
  it('shows the newest parcels of the customer where that is wanted, the same with one statement and with some for each', async () => {
    const service = orders();
    const page = async () => (await service.call('GET /orders/:id', { params: { id: 'ord-past-8' } })).body as { parcels?: unknown[] };
    expect((await page()).parcels).toBeUndefined();
    service.policies['orderPage.parcels'] = '4';
    const oneByOne = await page();
    expect(oneByOne.parcels).toHaveLength(4);
    expect(oneByOne.parcels?.[0]).toEqual({
      ...{ orderId: 'ord-past-8', status: 'CONFIRMED', requestedAt: expect.any(String) },
      ...{ articles: 3, article: expect.stringMatching(/^[a-z]+ [a-z]+$/) },
    });
    expect(oneByOne.parcels?.[1]).toMatchObject({ orderId: 'ord-older-8-1', articles: 1 });
    expectDocumented('GET /orders/{id}', { status: 200, body: oneByOne });
    service.flags['parcels-joined'] = true;
    expect(await page()).toEqual(oneByOne);
  });

  it('asks the database once for all parcels with the flag, and three times more for each without', async () => {
    const asked: string[] = [];
    const db = {
      query: (text: string, values: readonly unknown[], about: { name: string }) => {
        asked.push(about.name);
        return shop.db.query(text, values, about);
      },
    } as typeof shop.db;
    for (const joined of [false, true]) await parcelsBeside(db, { orderId: 'ord-past-8', most: 3, joined });
    const forEach = ['load parcel', 'count articles', 'name article'];
    expect(asked).toEqual(['load order ids', ...forEach, ...forEach, ...forEach, 'load parcels']);
    expect(await parcelsBeside(shop.db, { orderId: 'ord-nobody', most: 3, joined: true })).toEqual([]);
  });
});

describe('POST /orders', () => {
  it('accepts an order, publishes it, empties cart and outbox, and repeats its answer', async () => {
    const service = orders();
    await add(service, 'cart-plain', { productId: 5, quantity: 2 });
    const reply = await order(service, 'plain');
    expect(reply).toMatchObject({ status: 201, body: { status: 'CONFIRMED', totalCents: 500 } });
    expectDocumented('POST /orders', reply);
    expectDocumented('GET /orders/{id}', { status: 200, body: await view(service, reply) });
    expect(await order(service, 'plain')).toEqual(reply);
    expect(service.sent.map(({ topic }) => topic)).toEqual(['orders.placed']);
    expect(await view(service, reply)).toMatchObject({ status: 'CONFIRMED', totalCents: 500, currency: 'EUR', shipment: null });
    expect(await shop.value(`select count(*)::int from cart_items where cart_id = 'cart-plain'`)).toBe(0);
    await clearOutbox(service);
    expect(await outboxRows()).toBe(0);
  });

  it('accepts although Kafka refuses, keeps the record, and publishes it later', async () => {
    const service = orders();
    await add(service, 'cart-dark', { productId: 5, quantity: 1 });
    service.producerDown = true;
    expect((await order(service, 'dark')).status).toBe(201);
    expect(service.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect(await outboxRows()).toBe(1);
    await publishLeftOver(service);
    expect(await outboxRows()).toBe(1);
    await shop.value('update outbox set claimed_until = now() - interval $$1 second$$ returning 1');
    service.producerDown = false;
    await publishLeftOver(service);
    expect(service.sent).toMatchObject([{ topic: 'orders.placed', headers: { 'schema-version': '1' } }]);
    expect(await outboxRows()).toBe(0);
  });

  it('defers the payment: 202, two records, and the status follows the payment', async () => {
    const service = orders();
    await add(service, 'cart-later', { productId: 5, quantity: 1 });
    service.policies['payments.mode'] = 'deferred';
    const reply = await order(service, 'later');
    expect(reply).toMatchObject({ status: 202, body: { status: 'PENDING' } });
    expect(service.sent.map(({ topic }) => topic).sort()).toEqual(['orders.placed', 'payments.deferred']);
    expect(await view(service, reply)).toMatchObject({ status: 'PENDING' });
    expectDocumented('POST /orders', reply);
    const { orderId } = reply.body as { orderId: string };
    await shop.value(`insert into payments (order_id, state, cents, currency) values ($1, 'CAPTURED', 250, 'EUR') returning 1`, [orderId]);
    expect(await view(service, reply)).toMatchObject({ status: 'CONFIRMED' });
  });

  it('passes on what a dependency refuses, and calls the rest a failure of that dependency', async () => {
    const service = orders();
    await add(service, 'cart-odd', { productId: 5, quantity: 1 });
    service.answers['payments'] = () => httpReply(402, { code: 'payment_declined' });
    await expect(order(service, 'odd')).rejects.toMatchObject({ status: 422, code: 'payment_declined' });
    service.answers['inventory'] = () => httpReply(409, { code: 'out_of_stock', message: 'There is not enough of product 5' });
    await add(service, 'cart-odd2', { productId: 5, quantity: 1 });
    await expect(order(service, 'odd2')).rejects.toMatchObject({ status: 409, code: 'out_of_stock' });
    service.answers['catalog'] = () => httpReply(500, { code: 'internal' });
    await expect(order(service, 'odd2')).rejects.toMatchObject({ status: 502, code: 'catalog_failed' });
  });

  it('sells a returning customer the last order again while quick-reorder is on', async () => {
    const service = orders();
    await expect(order(service, 'again', 'customer-9')).rejects.toMatchObject({ status: 409, code: 'cart_empty' });
    service.flags['quick-reorder'] = true;
    expect((await order(service, 'again', 'customer-9')).status).toBe(201);
    const { orderId } = (await order(service, 'again', 'customer-9')).body as { orderId: string };
    const linesOf = (id: string): Promise<number[]> =>
      shop.value('select array_agg(product_id * 100 + quantity order by product_id) from order_lines where order_id = $1', [id]);
    expect(await linesOf(orderId)).toEqual(await linesOf('ord-past-9'));
  });

  it('asks for the idempotency key', async () => {
    const body = { cartId: 'c', customerId: 'u', currency: 'EUR' };
    await expect(orders().call('POST /orders', { body })).rejects.toMatchObject({ status: 400, code: 'idempotency_key_missing' });
  });
});

describe('freshness meter', () => {
  it('counts each order of its slot once, 10 s after acceptance: good only when its shipment came in time', async () => {
    const service = orders();
    const count = (): Promise<void> => Promise.resolve(service.jobs[0]?.run());
    await count();
    const placed = async (id: string, acceptedAgo: string, shippedAfter: string | null): Promise<void> => {
      await shop.value(
        `insert into orders (order_id, idempotency_key, cart_id, customer_id, status, total_cents, currency, accepted_at, accepted_by)
         values ($1, $1, 'c', 'u', 'CONFIRMED', 1, 'EUR', now() - $2::interval, $3) returning 1`,
        [id, acceptedAgo, id.startsWith('other') ? 'orders-2' : 'orders-1'],
      );
      if (shippedAfter === null) return;
      await shop.value(
        `insert into shipments (order_id, requested_at, slot) select order_id, accepted_at + $2::interval, 'f' from orders where order_id = $1 returning 1`,
        [id, shippedAfter],
      );
    };
    // Due right after the first count, whose upper edge is 10 s ago.
    await placed('f-good', '9.99 s', '9 s');
    await placed('f-late', '9.99 s', '10.5 s');
    await placed('f-never', '9.99 s', null);
    await placed('other-never', '9.99 s', null);
    await placed('f-not-due', '1 s', null);
    await placed('f-before', '60 s', null);
    const totals = (): Record<string, number> =>
      service.counted.reduce<Record<string, number>>((sum, { result, events }) => ({ ...sum, [result]: (sum[result] ?? 0) + events }), {});
    await expect
      .poll(async () => {
        await count();
        return totals();
      })
      .toEqual({ good: 1, bad: 2 });
    await count();
    expect(totals()).toEqual({ good: 1, bad: 2 });
  });
});

describe('the passport of a customer', () => {
  const withPass = (service: RecordingKit, name: string, pass: string) =>
    service.call('POST /orders', {
      body: { cartId: `cart-${name}`, customerId: 'customer-7', currency: 'EUR' },
      headers: { 'idempotency-key': `key-${name}`, 'x-customer-pass': pass },
    });

  it('is taken from the edge, and one that does not hold here and now is refused before anything is done', async () => {
    const service = orders();
    await add(service, 'cart-pass', { productId: 5, quantity: 1 });
    expect(await withPass(service, 'pass', service.kit.passports.issue('customer-7'))).toMatchObject({ status: 201 });
    const late = new Passports('secret of the test', () => Date.now() - 90_000).issue('customer-7');
    await expect(withPass(service, 'late', late)).rejects.toMatchObject({ status: 401, code: 'pass_expired' });
    expect(await shop.value(`select count(*)::int from orders where idempotency_key = 'key-late'`)).toBe(0);
  });

  it('3.9.0 writes the lines of an order under another name', async () => {
    const recording = recordingKit('orders-1', shop.db);
    Object.assign(recording.answers, orders().answers);
    defineOrders({ ...recording.kit, behaviour: (key) => (key === 'placedLinesField' ? 'items' : undefined) });
    await add(recording, 'cart-items', { productId: 5, quantity: 1 });
    await order(recording, 'items');
    const placed = JSON.parse(recording.sent[0]?.value ?? '{}') as Record<string, unknown>;
    expect(placed).toMatchObject({ schemaVersion: 1, items: [{ productId: 5 }] });
    expect(() => decodePlacedOrder(recording.sent[0]?.value ?? '')).toThrow('lines');
  });
});

describe('the sales report', () => {
  it('adds up orders, money and what the payment providers took, by status', async () => {
    await shop.db.query('delete from payments where provider is not null', [], { name: 'clean' });
    await shop.db.query(`update orders set created_at = now() - interval '1 day'`, [], { name: 'age' });
    const service = orders();
    for (const name of ['sold-1', 'sold-2']) {
      await add(service, `cart-${name}`, { productId: 5, quantity: 2 });
      const { orderId } = (await order(service, name)).body as { orderId: string };
      const paid = `insert into payments (order_id, state, cents, currency, provider, fee_cents) values ($1, 'CAPTURED', 500, 'EUR', 'psp', 7)`;
      await shop.db.query(paid, [orderId], { name: 'pay' });
    }
    await service.namedJobs['sales-report']?.();
    expect(service.logged).toMatchObject([
      { level: 'info', fields: { sales: [{ status: 'CONFIRMED', orders: 2, cents: 1000, feeCents: 14 }] } },
    ]);
  });

  it('gives up soon where a table is locked', async () => {
    const service = orders();
    await shop.db.transaction(async (transaction) => {
      await transaction.query('lock table orders in access exclusive mode', [], { name: 'lock' });
      await expect(service.namedJobs['sales-report']?.()).rejects.toMatchObject({ code: '57014' });
    });
    await service.namedJobs['sales-report']?.();
  });
});
