import * as z from 'zod';
import { DependencyError, ServiceError } from '../../kit/errors.ts';
import type { Deadline, HttpClient } from '../../kit/kit.ts';
import type { PaymentRequest, Verdict } from './payment.ts';

const chargeSchema = z.object({
  chargeId: z.string().min(1),
  provider: z.string().min(1).optional(),
  feeCents: z.int().min(0).optional(),
});

/** Asks a provider to charge an order. The order id is the key, so asking the same one again never charges again. */
export type Charge = (request: PaymentRequest, limits: { provider: string; deadline?: Deadline; deadlineMs?: number }) => Promise<Verdict>;

/** @returns a charge that throws ServiceError 502 when the provider answers nonsense, DependencyError when it does not answer. */
export function chargeThrough(psp: HttpClient): Charge {
  return async (request, { provider, ...limits }) => {
    const { orderId, cents, currency } = request;
    const reply = await psp.request({
      method: 'POST',
      path: '/charges',
      name: 'POST /charges',
      body: { orderId, cents, currency },
      headers: { 'idempotency-key': orderId },
      endpoint: provider,
      ...limits,
    });
    if (reply.status === 402) return { state: 'DECLINED' };
    // A weak spot of this shop: it neither waits as long as it is told to nor asks for less. See README.md.
    if (reply.status === 429) throw new QuotaUsedUp(reply.attempts);
    const charge = chargeSchema.safeParse(reply.body);
    if (reply.status === 201 && charge.success) return captured(charge.data);
    throw new ServiceError(502, 'psp_failed', `The payment provider answered ${reply.status}`);
  };
}

/** The account may ask for no more; what is asked all the same is not looked at. */
class QuotaUsedUp extends ServiceError {
  constructor(readonly attempts = 1) {
    super(502, 'psp_quota', 'The payment provider takes no more of our charges for now');
  }
}

const neverCalled: readonly DependencyError['code'][] = ['refused', 'no_target', 'breaker_open'];

/** Whether a charge that failed surely captured nothing, so that another provider may be asked. Of several attempts only the last is known. */
export function isSurelyUncharged(error: unknown): boolean {
  if (error instanceof QuotaUsedUp) return error.attempts === 1;
  return error instanceof DependencyError && error.attempts === 1 && neverCalled.includes(error.code);
}

function captured({ chargeId, provider, feeCents }: z.infer<typeof chargeSchema>): Verdict {
  const fee = provider === undefined || feeCents === undefined ? {} : { fee: { provider, cents: feeCents } };
  return { state: 'CAPTURED', pspRef: chargeId, ...fee };
}
