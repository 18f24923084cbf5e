import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Kit, RouteReply, RouteRequest } from '../../kit/kit.ts';
import { Announcer } from './announcer.ts';
import { DeferredCaptures } from './deferred-captures.ts';
import { decodeDeferred, nextStep, type PaymentRequest, type Verdict } from './payment.ts';
import { PaymentStore } from './payment-store.ts';
import { chargeThrough } from './provider.ts';

const requestSchema = z.object({ orderId: z.string().min(1).max(100), cents: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) });

/** Captures payments through the outside provider, at once or deferred. */
export function definePayments(kit: Kit): void {
  const store = new PaymentStore(kit.postgres({ max: 5 }));
  const announcer = new Announcer({ store, producer: kit.producer(), log: kit.log });
  const charge = chargeThrough(kit.http('psp'));
  const settle = async (request: PaymentRequest, verdict: Verdict): Promise<void> => {
    await store.settle(request, verdict);
    if (verdict.state === 'CAPTURED') announcer.announceSoon({ ...request, pspRef: verdict.pspRef });
  };
  const inTrace = (headers: Record<string, string>, run: () => Promise<void>): Promise<void> => kit.continueTrace(headers, run);
  const deferred = new DeferredCaptures({ store, charge, settle, inTrace, log: kit.log });

  kit.route('POST', '/payments', async ({ body, deadline }: RouteRequest): Promise<RouteReply> => {
    const request = parse(body);
    const step = nextStep(await store.find(request.orderId), request);
    if (step === 'mismatch') throw new ServiceError(409, 'payment_mismatch', `Order ${request.orderId} has a payment of another amount`);
    if (step !== 'charge') return toReply(request.orderId, step);
    const verdict = await charge(request, { deadline });
    await settle(request, verdict);
    return toReply(request.orderId, verdict);
  });
  kit.consumer({
    groupId: 'payments',
    topics: ['payments.deferred'],
    concurrency: 3,
    // Only noted here: a slow provider must not hold up the partitions, nor make the group lose its members.
    async handle({ value, partition, offset }) {
      const owed = decodeOrNull(value, (error) =>
        kit.log.error('undecodable record of payments.deferred skipped', { partition, offset, value, error }),
      );
      if (owed) await store.owe({ ...owed, traceparent: kit.traceHeaders()['traceparent'] ?? null });
    },
  });
  kit.every(250, () => deferred.captureDue());
  kit.every(2000, () => announcer.announceLeftOver());
  kit.every(500, () => announcer.markAnnounced());
}

function toReply(orderId: string, verdict: Verdict): RouteReply {
  if (verdict.state === 'CAPTURED') return { status: 201, body: { orderId, state: verdict.state, pspRef: verdict.pspRef } };
  throw new ServiceError(402, 'payment_declined', 'The payment was declined by the bank of the customer');
}

function decodeOrNull(value: string, onError: (error: unknown) => void): PaymentRequest | null {
  try {
    return decodeDeferred(value);
  } catch (error) {
    onError(error);
    return null;
  }
}

function parse(body: unknown): PaymentRequest {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServiceError(400, 'bad_request', z.prettifyError(parsed.error));
}
