import type { Log, Producer } from '../../kit/kit.ts';
import { capturedEvent } from './payment.ts';
import type { CapturedPayment, PaymentStore } from './payment-store.ts';

const announcedAtOnce = 50;

interface AnnouncerParts {
  store: Pick<PaymentStore, 'claimUnannounced' | 'markAnnounced'>;
  producer: Producer;
  log: Log;
}

/** Tells the shop on `payments.captured` about each captured payment, at least once. */
export class Announcer {
  readonly #parts: AnnouncerParts;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  /** Announces without making the caller wait; what fails is left to `announceLeftOver`. */
  announceSoon(payment: CapturedPayment): void {
    this.#announce(payment).catch((error: unknown) => {
      this.#parts.log.error('payments.captured not published, it will be tried again', { orderId: payment.orderId, error });
    });
  }

  /** @throws when the producer or the database fails; the rest stays for the next run. */
  async announceLeftOver(): Promise<void> {
    for (const payment of await this.#parts.store.claimUnannounced(announcedAtOnce)) await this.#announce(payment);
  }

  async #announce(payment: CapturedPayment): Promise<void> {
    const value = capturedEvent(payment, payment.pspRef);
    const headers = { 'schema-version': '1', 'content-type': 'application/json' };
    await this.#parts.producer.send({ topic: 'payments.captured', key: payment.orderId, value, headers });
    await this.#parts.store.markAnnounced(payment.orderId);
  }
}
