import { Channels } from './channels.ts';
import { Pause } from './pause.ts';
import type { Session } from './session.ts';
import { SlowLog } from './slow-log.ts';
import { Stats } from './stats.ts';
import { Database } from './store/database.ts';
import { type EvictionSettings, Evictor } from './store/eviction.ts';
import { sweepExpired } from './store/expiry.ts';
import { clientBytes, startupBytes } from './store/sizes.ts';
import { Watches } from './watches.ts';

export const databaseCount = 16;
const sweepBudgetMs = 5;

export interface WorldOptions {
  maxmemory: number;
  policy: EvictionSettings['policy'];
  /** Unix milliseconds. */
  now: () => number;
  random: () => number;
}

/** Everything one server holds, without its sockets. */
export class World {
  readonly stats = new Stats();
  readonly slowLog = new SlowLog();
  readonly channels = new Channels();
  readonly watches = new Watches();
  readonly pause = new Pause();
  readonly sessions = new Map<number, Session>();
  readonly databases: readonly Database[];
  readonly eviction: EvictionSettings;
  readonly startedAtMs: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly #evictor = new Evictor();
  #dataBytes = 0;
  #peakBytes = 0;
  #evicting: NodeJS.Immediate | undefined;

  constructor({ maxmemory, policy, now, random }: WorldOptions) {
    this.now = now;
    this.random = random;
    this.startedAtMs = now();
    this.eviction = { maxmemory, policy, samples: 5, lfu: { logFactor: 10, decayMinutes: 1 } };
    const hooks = {
      onBytes: (delta: number) => {
        this.#dataBytes += delta;
      },
      onTouched: (database: number, key: string) => this.watches.touched(database, key),
      onExpired: () => {
        this.stats.expiredKeys += 1;
      },
    };
    this.databases = Array.from({ length: databaseCount }, (_, index) => new Database(index, hooks));
  }

  database(index: number): Database {
    const database = this.databases[index];
    if (!database) throw new RangeError(`there is no database ${index}`);
    return database;
  }

  /** Estimated bytes; see `store/sizes.ts`. */
  get usedMemory(): number {
    const used = startupBytes + this.sessions.size * clientBytes + this.#dataBytes;
    this.#peakBytes = Math.max(this.#peakBytes, used);
    return used;
  }

  get peakMemory(): number {
    return Math.max(this.#peakBytes, this.usedMemory);
  }

  get dataBytes(): number {
    return this.#dataBytes;
  }

  /**
   * Evicts one short slice when over the limit, and goes on between commands until it is not.
   * Answers false when there is too much and nothing can be evicted: commands that need memory must be refused.
   */
  makeRoom(): boolean {
    if (this.eviction.maxmemory === 0) return true;
    const outcome = this.#evictor.slice({
      databases: this.databases,
      settings: this.eviction,
      usedMemory: () => this.usedMemory,
      nowMs: this.now(),
      random: this.random,
      clock: () => performance.now(),
      onEvicted: () => {
        this.stats.evictedKeys += 1;
      },
    });
    if (outcome === 'more' && !this.#evicting) {
      this.#evicting = setImmediate(() => {
        this.#evicting = undefined;
        this.makeRoom();
      });
    }
    return outcome !== 'stuck';
  }

  /** What happens ten times a second. */
  housekeep(): void {
    const nowMs = this.now();
    this.stats.sampleRate(nowMs);
    if (this.pause.holdsBack(true, nowMs)) return;
    sweepExpired(this.databases, { nowMs, random: this.random, clock: () => performance.now(), budgetMs: sweepBudgetMs });
  }

  close(): void {
    this.pause.end();
    if (this.#evicting) clearImmediate(this.#evicting);
  }
}
