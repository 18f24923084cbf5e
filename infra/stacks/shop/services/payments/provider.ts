import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Deadline, HttpClient } from '../../kit/kit.ts';
import type { PaymentRequest, Verdict } from './payment.ts';

const chargeSchema = z.object({ chargeId: z.string().min(1) });

/** Asks the provider to charge an order. The order id is the key, so asking again never charges again. */
export type Charge = (request: PaymentRequest, limits: { deadline?: Deadline; deadlineMs?: number }) => Promise<Verdict>;

/** @returns a charge that throws ServiceError 502 when the provider answers nonsense, DependencyError when it does not answer. */
export function chargeThrough(psp: HttpClient): Charge {
  return async (request, limits) => {
    const { orderId, cents, currency } = request;
    const reply = await psp.request({
      method: 'POST',
      path: '/charges',
      name: 'POST /charges',
      body: { orderId, cents, currency },
      headers: { 'idempotency-key': orderId },
      ...limits,
    });
    if (reply.status === 402) return { state: 'DECLINED' };
    // A weak spot of this shop: it neither waits as long as it is told to nor asks for less. See README.md.
    if (reply.status === 429) throw new ServiceError(502, 'psp_quota', 'The payment provider takes no more of our charges for now');
    const charge = chargeSchema.safeParse(reply.body);
    if (reply.status === 201 && charge.success) return { state: 'CAPTURED', pspRef: charge.data.chargeId };
    throw new ServiceError(502, 'psp_failed', `The payment provider answered ${reply.status}`);
  };
}
