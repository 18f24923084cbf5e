import type { LedgerSecond, SliDefinition } from '../../core/sandbox/messages.ts';
import { isFailedAnswer } from '../../core/slo/answers.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';
import { type AcceptedOrder, type LookUp, OrderBook, type ShipmentTimes } from './order-book.ts';
import { type ArrivalTotals, SecondAccount } from './second-account.ts';
import { type Ending, SliBook, type Verdict } from './sli-book.ts';

/** What the shop answered. `status` 0: the connection broke, or the user gave up waiting. */
export interface Answer {
  status: number;
  traceId: string;
}

/** A request of a user, from intended start to ending. */
interface LedgerRequest {
  step: JourneyStep;
  intendedAtMs: number;
  valueCents: number;
  /** Order the request is about, if it is known. */
  orderId: string;
  answer: Answer;
  reported: boolean;
  endings: ((ending: Ending, atMs: number) => void)[];
}

/** How the sender tells the ledger what became of one request; the first call counts. Times as in `open`. */
export interface RequestAccount {
  answered(answer: Answer, atMs: number): void;
  /** The connection broke, or the user's patience ended. */
  broken(atMs: number): void;
  /** The user went away by choice: good, whatever the shop did. */
  abandoned(atMs: number): void;
}

/** Which SLI journey a step belongs to; the other steps count in no SLI. */
const journeyOfStep: Partial<Record<JourneyStep, SliDefinition['journey']>> = {
  browse: 'browse',
  product: 'browse',
  search: 'browse',
  checkout: 'checkout',
};

/**
 * The load generator's own account of every request, second by second. Pure: request times are milliseconds of any one
 * monotonic clock, order times Unix milliseconds.
 */
export class Ledger {
  readonly #books: SliBook<LedgerRequest>[];
  readonly #orders: OrderBook[];
  readonly #account: SecondAccount;

  constructor(slis: readonly SliDefinition[]) {
    this.#account = new SecondAccount(slis.map(({ name }) => name));
    this.#books = slis.filter(({ sli }) => sli !== 'freshness').map((definition) => this.#openBook(definition));
    this.#orders = slis.filter(({ sli }) => sli === 'freshness').map((definition) => this.#openOrders(definition));
  }

  /** Events that wait for their decision. */
  get undecided(): number {
    return [...this.#books, ...this.#orders].reduce((sum, { open }) => sum + open, 0);
  }

  /** Opens a request's events. Call in the order of intended starts. `valueCents`: what its cart is worth. */
  open(request: { step: JourneyStep; intendedAtMs: number; valueCents?: number; orderId?: string }): RequestAccount {
    const { step, intendedAtMs, valueCents = 0, orderId = '' } = request;
    const entry: LedgerRequest = {
      step,
      intendedAtMs,
      valueCents,
      orderId,
      answer: { status: 0, traceId: '' },
      reported: false,
      endings: [],
    };
    const journey = journeyOfStep[step];
    for (const book of this.#books) if (book.definition.journey === journey) entry.endings.push(book.start(entry, intendedAtMs));
    let ended = false;
    const end = (ending: Ending, atMs: number): void => {
      if (ended) return;
      ended = true;
      if (ending !== 'abandoned') this.#account.addLatency(step, atMs - intendedAtMs, ending);
      for (const decide of entry.endings) decide(ending, atMs);
      if (ending === 'failed') this.#report(entry);
    };
    return {
      answered: (answer, atMs) => {
        entry.answer = answer;
        end(isFailedAnswer(answer.status) ? 'failed' : 'answered', atMs);
      },
      broken: (atMs) => end('failed', atMs),
      abandoned: (atMs) => end('abandoned', atMs),
    };
  }

  /** Opens the freshness events of an order. */
  accept(order: AcceptedOrder): void {
    for (const book of this.#orders) book.accept(order);
  }

  /** Declares bad every request event whose deadline has passed. */
  expire(nowMs: number): void {
    for (const book of this.#books) book.expire(nowMs);
  }

  /** Orders whose shipment must be looked up now. */
  dueOrders(askedAtMs: number): LookUp {
    return { orderIds: [...new Set(this.#orders.flatMap((book) => book.due(askedAtMs)))], askedAtMs };
  }

  /** Decides orders by the answer of the database. */
  decideOrders(lookUp: LookUp, shipments: ShipmentTimes): void {
    for (const book of this.#orders) book.decide(lookUp, shipments);
  }

  /** Declares bad the orders about which the database has said nothing for too long. */
  giveUpOrders(nowMs: number): void {
    for (const book of this.#orders) book.giveUp(nowMs);
  }

  /** Ends a second: everything decided since the last call. */
  closeSecond(epochSecond: number, totals: ArrivalTotals): LedgerSecond {
    return { ...this.#account.close(epochSecond, totals), ordersOwed: Math.max(0, ...this.#orders.map(({ owed }) => owed)) };
  }

  #openBook(definition: SliDefinition): SliBook<LedgerRequest> {
    return new SliBook(definition, (verdict, request) => this.#decided(definition, verdict, request));
  }

  #openOrders(definition: SliDefinition): OrderBook {
    return new OrderBook(definition, (good, { orderId, traceId }) => {
      this.#account.count(definition.name, good);
      // What the customer sees: the order page answers, but says that nothing was shipped.
      if (!good) this.#account.fail({ step: 'orderStatus', status: 200, orderId, traceId });
    });
  }

  #decided(definition: SliDefinition, verdict: Verdict, request: LedgerRequest): void {
    if (verdict === 'excluded') return;
    this.#account.count(definition.name, verdict === 'good');
    if (verdict === 'good' || definition.sli !== 'availability') return;
    if (request.step === 'checkout' && !request.reported) this.#account.loseOrder(request.valueCents);
    this.#report(request);
  }

  #report(request: LedgerRequest): void {
    if (request.reported) return;
    request.reported = true;
    const { step, answer, orderId } = request;
    this.#account.fail({ step, status: answer.status, orderId, traceId: answer.traceId });
  }
}
