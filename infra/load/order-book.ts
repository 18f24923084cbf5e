import type { SliDefinition } from '../../core/sandbox/messages.ts';

/** An order the shop has accepted (201 or 202). Times are Unix milliseconds, because a database instant decides. */
export interface AcceptedOrder {
  orderId: string;
  acceptedAtMs: number;
  /** Trace of the checkout. */
  traceId: string;
}

/** When shipments were requested, by order id; orders without one are absent. Unix milliseconds. */
export type ShipmentTimes = ReadonlyMap<string, number>;

/** One question to the database. */
export interface LookUp {
  orderIds: readonly string[];
  askedAtMs: number;
}

/** Owed orders asked about at once; the others get their turn in the next seconds. */
const owedAtOnce = 500;

interface OpenOrder {
  order: AcceptedOrder;
  deadlineAtMs: number;
}

/**
 * The freshness events: one per accepted order, decided after acceptance + threshold by what the database says.
 * While the database gives no answer an event waits, at most `patienceMs`, then it is bad. An order without a shipment at its deadline is
 * owed one from then on, until the database has it.
 */
export class OrderBook {
  readonly definition: SliDefinition;
  readonly #onVerdict: (good: boolean, order: AcceptedOrder) => void;
  readonly #patienceMs: number;
  #open: OpenOrder[] = [];
  readonly #owed = new Set<string>();

  constructor(definition: SliDefinition, onVerdict: (good: boolean, order: AcceptedOrder) => void, patienceMs = 5000) {
    this.definition = definition;
    this.#onVerdict = onVerdict;
    this.#patienceMs = patienceMs;
  }

  /** Events not decided yet. */
  get open(): number {
    return this.#open.length;
  }

  /** Orders past their deadline that have never reached shipping, as far as it is known. */
  get owed(): number {
    return this.#owed.size;
  }

  accept(order: AcceptedOrder): void {
    this.#open.push({ order, deadlineAtMs: order.acceptedAtMs + this.definition.thresholdMs });
  }

  /** Orders whose deadline has passed, and some of those that are owed: ask the database about these. */
  due(nowMs: number): string[] {
    const passed = this.#open.filter(({ deadlineAtMs }) => deadlineAtMs < nowMs).map(({ order }) => order.orderId);
    return [...passed, ...[...this.#owed].slice(0, owedAtOnce)];
  }

  /** Decides the orders that were asked about and were due then, and no other. */
  decide({ orderIds, askedAtMs }: LookUp, shipments: ShipmentTimes): void {
    const asked = new Set(orderIds);
    for (const orderId of orderIds) if (this.#owed.delete(orderId) && !shipments.has(orderId)) this.#owed.add(orderId);
    this.#settle(({ order, deadlineAtMs }) => {
      if (!asked.has(order.orderId) || deadlineAtMs >= askedAtMs) return undefined;
      const requestedAtMs = shipments.get(order.orderId);
      if (requestedAtMs === undefined) this.#owed.add(order.orderId);
      return requestedAtMs !== undefined && requestedAtMs <= deadlineAtMs;
    });
  }

  /** Gives up on what the database would not tell for too long. */
  giveUp(nowMs: number): void {
    this.#settle(({ order, deadlineAtMs }) => {
      if (deadlineAtMs + this.#patienceMs >= nowMs) return undefined;
      this.#owed.add(order.orderId);
      return false;
    });
  }

  #settle(verdict: (open: OpenOrder) => boolean | undefined): void {
    const still: OpenOrder[] = [];
    for (const open of this.#open) {
      const good = verdict(open);
      if (good === undefined) still.push(open);
      else this.#onVerdict(good, open.order);
    }
    this.#open = still;
  }
}
