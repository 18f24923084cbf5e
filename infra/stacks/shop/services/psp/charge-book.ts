/** Orders kept; as many as answers are. */
const keptOrders = 100_000;

interface BookedOrder {
  chargeId: string;
  isTwice: boolean;
}

/** Who was charged for what, over all providers of this process: it alone sees that an order was captured by two of them, or under two keys. */
export class ChargeBook {
  readonly #keptOrders: number;
  readonly #orders = new Map<string, BookedOrder>();
  #ordersTwice = 0;

  constructor(kept = keptOrders) {
    this.#keptOrders = kept;
  }

  /** Orders that were captured more than once since the start, however often. */
  get ordersTwice(): number {
    return this.#ordersTwice;
  }

  /** Notes a capture. The same charge noted again is still one. */
  captured(orderId: string, chargeId: string): void {
    const known = this.#orders.get(orderId);
    if (!known) {
      this.#add(orderId, chargeId);
    } else if (known.chargeId !== chargeId && !known.isTwice) {
      known.isTwice = true;
      this.#ordersTwice += 1;
    }
  }

  #add(orderId: string, chargeId: string): void {
    this.#orders.set(orderId, { chargeId, isTwice: false });
    const oldest = this.#orders.keys().next();
    if (this.#orders.size > this.#keptOrders && !oldest.done) this.#orders.delete(oldest.value);
  }
}
