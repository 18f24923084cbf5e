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
  /** Orders whose payment was announced and is not marked so yet. */
  readonly #announced: string[] = [];

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

  /** Notes what was announced, some at a time to spare a statement each. @throws when the database fails; it is noted next time. */
  async markAnnounced(): Promise<void> {
    const announced = this.#announced.splice(0);
    if (announced.length === 0) return;
    try {
      await this.#parts.store.markAnnounced(announced);
    } catch (error) {
      this.#announced.push(...announced);
      throw error;
    }
  }

  async #announce(payment: CapturedPayment): Promise<void> {
    const value = capturedEvent(payment, payment.pspRef);
    const headers = { 'schema-version': '1', 'content-type': 'application/json' };
    await this.#parts.producer.send({ topic: 'payments.captured', key: payment.orderId, value, headers });
    this.#announced.push(payment.orderId);
  }
}
