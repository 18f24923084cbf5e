import type { Log } from '../../kit/kit.ts';
import { type PaymentRequest, retryPauseMs, type Verdict } from './payment.ts';
import type { ClaimedPayment, PaymentStore } from './payment-store.ts';
import type { Charge } from './provider.ts';

/** Charges under way at once: enough for 60 orders a second at the provider's normal pace, bounded when it is slow. */
const concurrency = 48;
/** A deferred charge has nobody waiting for it, so it may take long; but not for ever. */
const chargeLimitMs = 10_000;
/** Longer than a charge may take, so that no two runs charge the same order. */
const leaseMs = chargeLimitMs + 10_000;

interface DeferredParts {
  store: Pick<PaymentStore, 'claimOwed' | 'postpone'>;
  charge: Charge;
  settle(request: PaymentRequest, verdict: Verdict): Promise<void>;
  /** Runs a capture as a part of the trace of its checkout. */
  inTrace(headers: Record<string, string>, run: () => Promise<void>): Promise<void>;
  /** Who is asked for a payment that nobody was asked for yet. */
  wantedProvider(): string;
  log: Log;
}

/** Captures owed payments, some at a time, and tries again what failed. */
export class DeferredCaptures {
  readonly #parts: DeferredParts;

  constructor(parts: DeferredParts) {
    this.#parts = parts;
  }

  /** Takes what is due and sees it through. @throws when the database fails. */
  async captureDue(): Promise<void> {
    const owed = await this.#parts.store.claimOwed({ limit: concurrency, leaseMs, wanted: this.#parts.wantedProvider() });
    await Promise.all(
      owed.map((payment) => {
        const headers: Record<string, string> = payment.traceparent ? { traceparent: payment.traceparent } : {};
        return this.#parts.inTrace(headers, () => this.#capture(payment));
      }),
    );
  }

  async #capture({ attempts, provider, orderId, cents, currency }: ClaimedPayment): Promise<void> {
    const { store, charge, settle, log } = this.#parts;
    const request = { orderId, cents, currency };
    try {
      await settle(request, await charge(request, { provider, deadlineMs: chargeLimitMs }));
    } catch (error) {
      const pauseMs = retryPauseMs(attempts);
      log.warn('deferred payment not captured, it will be tried again', { orderId, attempts, pauseMs, error });
      // When this fails too, the lease runs out and the payment is due again.
      await store.postpone(orderId, pauseMs).catch((cause: unknown) => log.warn('payment not postponed', { orderId, error: cause }));
    }
  }
}
