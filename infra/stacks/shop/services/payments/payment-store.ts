import type { Queryable } from '../../kit/kit.ts';
import type { Payment, PaymentRequest, Verdict } from './payment.ts';

interface PaymentRow extends PaymentRequest {
  state: Payment['state'];
  pspRef: string | null;
  provider: string;
}

const columns = 'order_id as "orderId", cents, currency, state, psp_ref as "pspRef", provider';

/** Whom to ask: the one that may have captured already, else the one that is wanted. `wanted` is an expression. */
const whom = (wanted: string): string => `case when p.unsure = 0 and p.state in ('ASKED', 'DEFERRED') then ${wanted} else p.provider end`;

/** A payment that is still to be captured, with the trace of the checkout that owes it. */
type OwedPayment = PaymentRequest & { traceparent?: string | null };

/** One that is to be captured now. */
export type ClaimedPayment = OwedPayment & { attempts: number; provider: string };

/** A payment whose capture is to be announced. */
export type CapturedPayment = PaymentRequest & { pspRef: string };

/** The payments in Postgres; one row per order, whoever writes it first. */
export class PaymentStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /**
   * Notes, before it is done, that a provider is asked, so that it is known whatever becomes of us meanwhile. Answers the payment as it
   * stands and whom to ask: `wanted`, unless another one may have captured it already.
   */
  async ask({ orderId, cents, currency }: PaymentRequest, wanted: string): Promise<{ payment: Payment; provider: string }> {
    const { rows } = await this.#db.query<PaymentRow>(
      `insert into payments as p (order_id, state, cents, currency, provider, unsure) values ($1, 'ASKED', $2, $3, $4, 1)
       on conflict (order_id) do update set provider = ${whom('excluded.provider')}, unsure = p.unsure + 1
       returning ${columns}`,
      [orderId, cents, currency, wanted],
      { name: 'ask for payment' },
    );
    const row = rows[0];
    if (!row) throw new Error(`payment ${orderId} was neither written nor found`);
    return { payment: toPayment(row), provider: row.provider };
  }

  /** The provider surely captured nothing when it was asked last. */
  async spare(orderId: string): Promise<void> {
    await this.#db.query('update payments set unsure = greatest(unsure - 1, 0) where order_id = $1', [orderId], { name: 'spare provider' });
  }

  /** Notes that an order owes its payment, also one that a checkout asked for and did not get; a decided one stays as it is. */
  async owe({ orderId, cents, currency, traceparent = null }: OwedPayment): Promise<void> {
    await this.#db.query(
      `insert into payments as p (order_id, state, cents, currency, traceparent) values ($1, 'DEFERRED', $2, $3, $4)
       on conflict (order_id) do update set state = excluded.state, traceparent = excluded.traceparent where p.state = 'ASKED'`,
      [orderId, cents, currency, traceparent],
      { name: 'owe payment' },
    );
  }

  /** Writes the verdict, once; a second verdict changes nothing. The announcement is left to the caller for 10 s. */
  async settle({ orderId, cents, currency }: PaymentRequest, verdict: Verdict): Promise<void> {
    const { pspRef, fee } = verdict.state === 'CAPTURED' ? verdict : { pspRef: null, fee: undefined };
    await this.#db.query(
      `insert into payments as p (order_id, state, cents, currency, psp_ref, provider, fee_cents, next_try_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + interval '10 seconds')
       on conflict (order_id) do update set state = excluded.state, psp_ref = excluded.psp_ref, provider = excluded.provider,
         fee_cents = excluded.fee_cents, next_try_at = excluded.next_try_at
       where p.state in ('ASKED', 'DEFERRED')`,
      [orderId, verdict.state, cents, currency, pspRef, fee?.provider ?? null, fee?.cents ?? null],
      { name: 'settle payment' },
    );
  }

  /** Takes up to `limit` owed payments that are due, each with whom to ask; nobody else gets them for `leaseMs`. */
  async claimOwed({ limit, leaseMs, wanted }: { limit: number; leaseMs: number; wanted: string }): Promise<ClaimedPayment[]> {
    const { rows } = await this.#db.query<ClaimedPayment>(
      `update payments p set attempts = attempts + 1, next_try_at = now() + $2 * interval '1 ms', provider = ${whom('$3')}, unsure = unsure + 1
        where order_id in (select order_id from payments where state = 'DEFERRED' and next_try_at <= now()
                            order by next_try_at limit $1 for update skip locked)
       returning order_id as "orderId", cents, currency, attempts, traceparent, provider`,
      [limit, leaseMs, wanted],
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

function toPayment({ orderId, cents, currency, state, pspRef }: PaymentRow): Payment {
  const request = { orderId, cents, currency };
  return state === 'CAPTURED' ? { ...request, state, pspRef: pspRef ?? '' } : { ...request, state };
}
