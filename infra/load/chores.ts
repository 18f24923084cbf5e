import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { CartPool } from './carts.ts';
import type { Ledger } from './ledger.ts';
import type { ArrivalTotals } from './second-account.ts';
import type { ShopRecords } from './shop-records.ts';

/** Carts kept in store: enough checkouts to go on for minutes while the database takes no more. */
const cartsInStore = 4000;
const cartsPerDelivery = 400;
/** Second boundaries are met from behind: a timer may fire a little early. */
const afterBoundaryMs = 3;

interface ChoreParts {
  ledger: Ledger;
  carts: CartPool;
  records: ShopRecords;
  totals: ArrivalTotals;
  onSecond: (second: LedgerSecond) => void;
}

/** What happens once a second: the ledger's second is closed and handed out, due orders are looked up, carts restocked. Answers its stop. */
export function startChores(parts: ChoreParts): () => void {
  const { ledger, totals, onSecond } = parts;
  let stopped = false;
  const lookUp = oneAtATime(() => lookUpOrders(parts));
  const restock = oneAtATime(async () => {
    if (parts.carts.filled < cartsInStore) await stockCarts(parts, cartsPerDelivery);
  });
  let timer = setTimeout(chores, untilNextSecond());

  function chores(): void {
    if (stopped) return;
    timer = setTimeout(chores, untilNextSecond());
    ledger.expire(performance.now());
    ledger.giveUpOrders(Date.now());
    onSecond(ledger.closeSecond(Math.floor(Date.now() / 1000) - 1, totals));
    lookUp();
    restock();
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

function untilNextSecond(): number {
  return 1000 - (Date.now() % 1000) + afterBoundaryMs;
}

/** Stores filled carts and puts them into the pool. @throws Error when the database does not take them. */
export async function stockCarts({ carts, records }: Pick<ChoreParts, 'carts' | 'records'>, count: number): Promise<void> {
  const planned = carts.plan(count);
  await records.storeCarts(planned);
  for (const cart of planned) carts.putBack(cart);
}

async function lookUpOrders({ ledger, records }: ChoreParts): Promise<void> {
  const due = ledger.dueOrders(Date.now());
  if (due.orderIds.length === 0) return;
  ledger.decideOrders(due, await records.shipmentTimes(due.orderIds));
}

/** A failed run is dropped: the next second tries again, and the ledger's own patience bounds how long. */
function oneAtATime(run: () => Promise<void>): () => void {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    void run()
      .catch(() => {})
      .finally(() => {
        running = false;
      });
  };
}
