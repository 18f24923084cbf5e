import type { Queryable } from '../../kit/kit.ts';
import type { Payment, PaymentRequest, Verdict } from './payment.ts';

interface PaymentRow extends PaymentRequest {
  state: Payment['state'];
  pspRef: string | null;
  attempts: number;
}

const columns = 'order_id as "orderId", cents, currency, state, psp_ref as "pspRef", attempts';

/** A payment that is still to be captured, with the trace of the checkout that owes it. */
export type OwedPayment = PaymentRequest & { traceparent?: string | null };

/** A payment whose capture is to be announced. */
export type CapturedPayment = PaymentRequest & { pspRef: string };

/** The payments in Postgres; one row per order, whoever writes it first. */
export class PaymentStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async find(orderId: string): Promise<Payment | null> {
    const { rows } = await this.#db.query<PaymentRow>(`select ${columns} from payments where order_id = $1`, [orderId], {
      name: 'find payment',
    });
    return rows[0] ? toPayment(rows[0]) : null;
  }

  /** Notes that an order owes its payment; does nothing when the order is known. */
  async owe({ orderId, cents, currency, traceparent = null }: OwedPayment): Promise<void> {
    await this.#db.query(
      `insert into payments (order_id, state, cents, currency, traceparent) values ($1, 'DEFERRED', $2, $3, $4) on conflict do nothing`,
      [orderId, cents, currency, traceparent],
      { name: 'owe payment' },
    );
  }

  /** Writes the verdict, once; a second verdict changes nothing. The announcement is left to the caller for 10 s. */
  async settle({ orderId, cents, currency }: PaymentRequest, verdict: Verdict): Promise<void> {
    const pspRef = verdict.state === 'CAPTURED' ? verdict.pspRef : null;
    await this.#db.query(
      `insert into payments as p (order_id, state, cents, currency, psp_ref, next_try_at)
       values ($1, $2, $3, $4, $5, now() + interval '10 seconds')
       on conflict (order_id) do update set state = excluded.state, psp_ref = excluded.psp_ref, next_try_at = excluded.next_try_at
       where p.state = 'DEFERRED'`,
      [orderId, verdict.state, cents, currency, pspRef],
      { name: 'settle payment' },
    );
  }

  /** Takes up to `limit` owed payments that are due; nobody else gets them for `leaseMs`. */
  async claimOwed(limit: number, leaseMs: number): Promise<(OwedPayment & { attempts: number })[]> {
    const { rows } = await this.#db.query<OwedPayment & { attempts: number }>(
      `update payments set attempts = attempts + 1, next_try_at = now() + $2 * interval '1 ms'
        where order_id in (select order_id from payments where state = 'DEFERRED' and next_try_at <= now()
                            order by next_try_at limit $1 for update skip locked)
       returning order_id as "orderId", cents, currency, attempts, traceparent`,
      [limit, leaseMs],
      { name: 'claim owed payments' },
    );
    return rows;
  }

  /** Puts a failed try off. */
  async postpone(orderId: string, pauseMs: number): Promise<void> {
    await this.#db.query(
      `update payments set next_try_at = now() + $2 * interval '1 ms' where order_id = $1 and state = 'DEFERRED'`,
      [orderId, pauseMs],
      { name: 'postpone payment' },
    );
  }

  /** Takes up to `limit` captured payments that were not announced and that nobody is announcing. */
  async claimUnannounced(limit: number): Promise<CapturedPayment[]> {
    const { rows } = await this.#db.query<CapturedPayment>(
      `update payments set next_try_at = now() + interval '10 seconds'
        where order_id in (select order_id from payments where state = 'CAPTURED' and not announced and next_try_at <= now()
                            order by next_try_at limit $1 for update skip locked)
       returning ${columns}`,
      [limit],
      { name: 'claim unannounced payments' },
    );
    return rows;
  }

  async markAnnounced(orderIds: readonly string[]): Promise<void> {
    await this.#db.query('update payments set announced = true where order_id = any($1)', [orderIds], { name: 'mark payments announced' });
  }
}

function toPayment({ orderId, cents, currency, state, pspRef, attempts }: PaymentRow): Payment {
  const request = { orderId, cents, currency };
  switch (state) {
    case 'DEFERRED':
      return { ...request, state, attempts };
    case 'CAPTURED':
      return { ...request, state, pspRef: pspRef ?? '' };
    case 'DECLINED':
      return { ...request, state };
  }
}
