import type { Queryable } from '../../kit/kit.ts';
import { type CartLine, type CheckoutRequest, type Order, type OrderStatus, shownStatus } from './order.ts';
import type { OutgoingRecord } from './records.ts';

/** An order as its customer sees it. */
export interface OrderView {
  orderId: string;
  status: OrderStatus;
  totalCents: number;
  currency: string;
  shipment: { requestedAt: string } | null;
}

/** How long a new outbox row is left to the checkout that wrote it. */
const ownPublishSeconds = 15;

// One round trip for both: nearly every checkout needs the cart, and every one must know whether it is a repetition.
const beginSql = `
  select (select json_build_object('orderId', order_id, 'idempotencyKey', idempotency_key, 'cartId', cart_id, 'customerId', customer_id,
                                   'status', status, 'totalCents', total_cents, 'currency', currency,
                                   'lines', (select json_agg(json_build_object('productId', product_id, 'name', name, 'quantity', quantity,
                                                                               'unitCents', unit_cents) order by product_id)
                                               from order_lines l where l.order_id = o.order_id))
            from orders o where idempotency_key = $1) as known,
         (select coalesce(json_agg(json_build_object('productId', product_id, 'quantity', quantity) order by product_id), '[]')
            from cart_items where cart_id = $2) as cart`;

const insertSql = `
  with written as (
    insert into orders (order_id, idempotency_key, cart_id, customer_id, status, total_cents, currency)
    values ($1, $2, $3, $4, 'NEW', $5, $6) on conflict do nothing returning order_id
  )
  insert into order_lines (order_id, product_id, name, quantity, unit_cents)
  select w.order_id, l."productId", l.name, l.quantity, l."unitCents"
    from written w, json_to_recordset($7::json) as l ("productId" integer, name text, quantity integer, "unitCents" integer)`;

// One statement: an order is never accepted without the records that it owes.
const acceptSql = `
  with accepted as (
    update orders set status = $2, accepted_at = now(), accepted_by = $3 where order_id = $1 and status = 'NEW' returning cart_id
  ), emptied as (
    delete from cart_items c using accepted a where c.cart_id = a.cart_id
  )
  insert into outbox (topic, record_key, payload, headers, claimed_until)
  select r.topic, r.key, r.value, r.headers, now() + interval '${ownPublishSeconds} seconds'
    from accepted, json_to_recordset($4::json) as r (topic text, key text, value text, headers json)
  returning outbox_id as "outboxId", topic, record_key as key, payload as value, headers`;

/** A record with its place in the outbox. */
export interface OutboxRow extends OutgoingRecord {
  outboxId: string;
}

/** The orders in Postgres. */
export class OrderStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** The order that the key stands for, and what is in the cart. */
  async begin({ idempotencyKey, cartId }: CheckoutRequest): Promise<{ known: Order | null; cart: CartLine[] }> {
    const { rows } = await this.#db.query<{ known: Order | null; cart: CartLine[] }>(beginSql, [idempotencyKey, cartId], {
      name: 'begin checkout',
    });
    return rows[0] ?? { known: null, cart: [] };
  }

  /** False when the key or the id is taken. */
  async insert(order: Order): Promise<boolean> {
    const { orderId, idempotencyKey, cartId, customerId, totalCents, currency } = order;
    const values = [orderId, idempotencyKey, cartId, customerId, totalCents, currency, JSON.stringify(order.lines)];
    const { rowCount } = await this.#db.query(insertSql, values, { name: 'insert order' });
    return rowCount > 0;
  }

  /** Accepts a NEW order and owes its records; they are answered, or nothing when the order was accepted before. */
  async accept(order: Order, { slot, records }: { slot: string; records: OutgoingRecord[] }): Promise<OutboxRow[]> {
    const { rows } = await this.#db.query<OutboxRow>(acceptSql, [order.orderId, order.status, slot, JSON.stringify(records)], {
      name: 'accept order',
    });
    return rows;
  }

  async decline(orderId: string): Promise<void> {
    await this.#db.query("update orders set status = 'DECLINED' where order_id = $1 and status = 'NEW'", [orderId], {
      name: 'decline order',
    });
  }

  async view(orderId: string): Promise<OrderView | null> {
    const { rows } = await this.#db.query<Omit<OrderView, 'shipment'> & { payment: string | null; requestedAt: Date | null }>(
      `select o.order_id as "orderId", o.status, o.total_cents as "totalCents", o.currency, p.state as payment, s.requested_at as "requestedAt"
         from orders o left join payments p using (order_id) left join shipments s using (order_id) where o.order_id = $1`,
      [orderId],
      { name: 'load order' },
    );
    const row = rows[0];
    if (!row) return null;
    const { payment, requestedAt, status, totalCents, currency } = row;
    const shipment = requestedAt ? { requestedAt: requestedAt.toISOString() } : null;
    return { orderId, status: shownStatus(status, payment), totalCents, currency, shipment };
  }
}
