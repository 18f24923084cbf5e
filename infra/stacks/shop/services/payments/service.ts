import * as z from 'zod';
import { ServiceError } from '../../kit/errors.ts';
import type { Kit, Log, RouteReply, RouteRequest } from '../../kit/kit.ts';
import { Announcer } from './announcer.ts';
import { DeferredCaptures } from './deferred-captures.ts';
import { decodeDeferred, nextStep, type PaymentRequest, type Verdict } from './payment.ts';
import { PaymentStore } from './payment-store.ts';
import { type Charge, chargeThrough, isSurelyUncharged } from './provider.ts';

const requestSchema = z.object({ orderId: z.string().min(1).max(100), cents: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) });

/** Captures payments through the outside provider, at once or deferred. */
export function definePayments(kit: Kit): void {
  const store = new PaymentStore(kit.postgres({ max: 5 }));
  const announcer = new Announcer({ store, producer: kit.producer(), log: kit.log });
  const wantedProvider = (): string => kit.policyText('psp.endpoint', 'psp');
  const charge = sparing(store, chargeThrough(kit.http('psp')), kit.log);
  const settle = async (request: PaymentRequest, verdict: Verdict): Promise<void> => {
    await store.settle(request, verdict);
    if (verdict.state === 'CAPTURED') announcer.announceSoon({ ...request, pspRef: verdict.pspRef });
  };
  const inTrace = (headers: Record<string, string>, run: () => Promise<void>): Promise<void> => kit.continueTrace(headers, run);
  const deferred = new DeferredCaptures({ store, charge, settle, inTrace, wantedProvider, log: kit.log });

  kit.route('POST', '/payments', async ({ body, deadline }: RouteRequest): Promise<RouteReply> => {
    const request = parse(body);
    const { payment, provider } = await store.ask(request, wantedProvider());
    const step = nextStep(payment, request);
    if (step === 'mismatch') throw new ServiceError(409, 'payment_mismatch', `Order ${request.orderId} has a payment of another amount`);
    if (step !== 'charge') return toReply(request.orderId, step);
    const verdict = await charge(request, { provider, deadline });
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

/** A charge that notes when the provider surely took nothing. Where that cannot be noted the order stays with the one that was asked. */
function sparing(store: PaymentStore, charge: Charge, log: Log): Charge {
  return async (request, limits) => {
    try {
      return await charge(request, limits);
    } catch (error) {
      const { orderId } = request;
      if (isSurelyUncharged(error)) {
        await store.spare(orderId).catch((cause: unknown) => log.warn('payment stays with its provider', { orderId, error: cause }));
      }
      throw error;
    }
  };
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
