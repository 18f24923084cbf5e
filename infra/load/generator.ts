import { randomUUID } from 'node:crypto';
import type { LoadShape } from '../../core/sandbox/load-shape.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { Arrivals } from './arrivals.ts';
import type { LoadBoot } from './boot.ts';
import { CartPool } from './carts.ts';
import { Catalogue } from './catalogue.ts';
import { startChores, stockCarts } from './chores.ts';
import { Habits } from './habits.ts';
import { Ledger } from './ledger.ts';
import { seededRandom } from './random.ts';
import { ArrivalSchedule } from './schedule.ts';
import { createSender } from './sender.ts';
import type { ShopRecords } from './shop-records.ts';
import { Shopper } from './shopper.ts';
import { UserTraffic } from './user-traffic.ts';

export interface Generator {
  /** New base rate from now on; cut to the boot's maximum. */
  setRate(ratePerSecond: number): void;
  /** How users behave from now on. */
  setShape(shape: LoadShape): void;
  stop(): Promise<void>;
}

/** The loop comes round at least this often, so that hanging requests are declared bad in time. */
const longestSleepMs = 20;
/** Carts that must be there before the first user comes. */
const cartsAtStart = 800;
/** Starts per turn of the loop: after a stall, answers must be read between starts. */
const startsPerTurn = 100;

/**
 * Loads the catalogue, stocks carts, then sends users until stopped. `onSecond` gets the ledger once a second.
 * @throws Error when the shop's database does not answer or has no products.
 */
export async function startGenerator(boot: LoadBoot, records: ShopRecords, onSecond: (second: LedgerSecond) => void): Promise<Generator> {
  const random = seededRandom(boot.seed);
  const habits = new Habits();
  const catalogue = new Catalogue(await records.products(boot.productCount), random, habits);
  const newKey = keyMaker();
  const carts = new CartPool(catalogue, seededRandom(boot.seed + 1), newKey);
  await stockCarts({ carts, records }, cartsAtStart);
  const ledger = new Ledger(boot.slis);
  const sender = createSender(boot.gatewayUrl);
  const traffic = new UserTraffic({
    shares: boot,
    ledger,
    sender,
    shopper: new Shopper({ catalogue, carts, random, newKey, habits }),
    random,
    callerRandom: seededRandom(boot.seed + 3),
    slis: boot.slis,
  });
  const schedule = new ArrivalSchedule({ ...boot, startMs: performance.now(), random: seededRandom(boot.seed + 2) });
  const arrivals = new Arrivals(schedule);
  const stopChores = startChores({ ledger, carts, records, totals: arrivals, onSecond });
  const stopLoop = startLoop({ schedule, arrivals, traffic, ledger });

  return {
    setRate: (ratePerSecond) => schedule.setRate(ratePerSecond, performance.now()),
    setShape(shape) {
      habits.set(shape);
      schedule.setWaveShare(shape.waveShare);
    },
    async stop() {
      stopLoop();
      stopChores();
      sender.close();
      await records.close().catch(() => {});
    },
  };
}

interface LoopParts {
  schedule: ArrivalSchedule;
  arrivals: Arrivals;
  traffic: UserTraffic;
  ledger: Ledger;
}

function startLoop({ schedule, arrivals, traffic, ledger }: LoopParts): () => void {
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;
  const turn = (): void => {
    const nowMs = performance.now();
    arrivals.ask(nowMs);
    for (let started = 0; started < startsPerTurn; started += 1) {
      const intendedAtMs = arrivals.start(nowMs);
      if (intendedAtMs === undefined) break;
      traffic.start(intendedAtMs);
    }
    ledger.expire(performance.now());
    if (arrivals.waiting > 0) immediate = setImmediate(turn);
    else timer = setTimeout(turn, Math.min(longestSleepMs, Math.max(1, Math.ceil(schedule.nextAtMs - performance.now()))));
  };
  turn();
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}

/** Keys no earlier run of this sandbox has used: a generator that was restarted must not repeat an order. */
function keyMaker(): () => string {
  const run = randomUUID().slice(0, 24);
  let count = 0;
  return () => {
    count += 1;
    return `${run}${count.toString(16).padStart(12, '0')}`;
  };
}
