export interface PaymentRequest {
  orderId: string;
  cents: number;
  currency: string;
}

/** A payment as it stands. ASKED: by a checkout that waits for it; DEFERRED: owed. Neither is decided. */
export type Payment = PaymentRequest &
  ({ state: 'ASKED' } | { state: 'DEFERRED' } | { state: 'CAPTURED'; pspRef: string } | { state: 'DECLINED' });

/** What a provider took for a charge. */
interface Fee {
  provider: string;
  cents: number;
}

/** What the provider decided. */
export type Verdict = { state: 'CAPTURED'; pspRef: string; fee?: Fee } | { state: 'DECLINED' };

/** What to do about a payment that is asked for: `charge`, or what was decided before. */
export function nextStep(known: Payment, request: PaymentRequest): 'charge' | 'mismatch' | Verdict {
  if (known.cents !== request.cents || known.currency !== request.currency) return 'mismatch';
  return known.state === 'ASKED' || known.state === 'DEFERRED' ? 'charge' : known;
}

const firstPauseMs = 2000;
const longestPauseMs = 30_000;

/** Pause before a deferred payment is tried again, after `attempts` tries: 2 s, doubling up to 30 s. */
export function retryPauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1));
}

/** Reads a record of `payments.deferred`. @throws Error saying what is wrong with it. */
export function decodeDeferred(value: string): PaymentRequest {
  const { orderId, cents, currency } = JSON.parse(value) as Record<string, unknown>;
  if (typeof orderId !== 'string' || orderId === '') throw new Error('orderId is not a text');
  if (typeof cents !== 'number' || !Number.isInteger(cents) || cents < 0) throw new Error('cents is not a whole number');
  if (typeof currency !== 'string') throw new Error('currency is not a text');
  return { orderId, cents, currency };
}

/** The value of a record of `payments.captured`. */
export function capturedEvent({ orderId, cents, currency }: PaymentRequest, pspRef: string): string {
  return JSON.stringify({ orderId, cents, currency, pspRef });
}
