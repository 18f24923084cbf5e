import type { Database, Entry } from './database.ts';
import { decayedFrequency, type LfuSettings } from './usage.ts';

export const evictionPolicies = [
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'noeviction',
] as const;
export type EvictionPolicy = (typeof evictionPolicies)[number];

export interface EvictionSettings {
  /** Bytes; 0 is no limit. */
  maxmemory: number;
  policy: EvictionPolicy;
  /** Keys looked at per choice and database. */
  samples: number;
  lfu: LfuSettings;
}

export interface EvictionContext {
  databases: readonly Database[];
  settings: EvictionSettings;
  usedMemory: () => number;
  nowMs: number;
  random: () => number;
  /** Monotonic milliseconds, to keep the slice short. */
  clock: () => number;
  onEvicted: () => void;
}

interface Candidate {
  database: Database;
  entry: Entry;
  /** Higher goes first. */
  score: number;
}

const poolSize = 16;
/** One slice keeps the server busy no longer than this. */
const sliceMs = 0.5;
const evictionsPerClockReading = 16;

/**
 * Makes room the way Redis does: not the oldest key of all, but the best of a few samples and of a small pool of good
 * candidates left from earlier choices.
 */
export class Evictor {
  #pool: Candidate[] = [];
  /** Scores of different policies cannot be compared. */
  #poolPolicy: EvictionPolicy = 'noeviction';

  /** `enough`: below the limit. `more`: the slice is over, go on soon. `stuck`: nothing may or can be evicted. */
  slice(context: EvictionContext): 'enough' | 'more' | 'stuck' {
    const { settings, usedMemory, clock } = context;
    const isOverLimit = (): boolean => settings.maxmemory > 0 && usedMemory() > settings.maxmemory;
    if (!isOverLimit()) return 'enough';
    if (settings.policy === 'noeviction') return 'stuck';
    if (this.#poolPolicy !== settings.policy) this.#pool = [];
    this.#poolPolicy = settings.policy;
    const untilMs = clock() + sliceMs;
    for (let evicted = 1; isOverLimit(); evicted += 1) {
      const victim = this.#choose(context);
      if (!victim) return 'stuck';
      victim.database.remove(victim.entry);
      context.onEvicted();
      if (evicted % evictionsPerClockReading === 0 && clock() > untilMs) return isOverLimit() ? 'more' : 'enough';
    }
    return 'enough';
  }

  #choose(context: EvictionContext): Candidate | undefined {
    const { databases, settings, random, nowMs } = context;
    const expiringOnly = settings.policy.startsWith('volatile-');
    const filled = databases.filter((database) => (expiringOnly ? database.expiringSize : database.size) > 0);
    if (settings.policy.endsWith('-random')) return sampleCandidate(filled[Math.floor(random() * filled.length)], context);
    while (filled.length > 0) {
      this.#refill(filled, context);
      for (let best = this.#pool.pop(); best; best = this.#pool.pop()) {
        // It may have been deleted, replaced or lost its time to live since it was put into the pool.
        if (best.database.find(best.entry.key, nowMs) === best.entry && (!expiringOnly || best.entry.expireAtMs !== null)) return best;
      }
      if (!filled.some((database) => (expiringOnly ? database.expiringSize : database.size) > 0)) return undefined;
    }
    return undefined;
  }

  #refill(filled: readonly Database[], context: EvictionContext): void {
    for (const database of filled) {
      for (let count = 0; count < context.settings.samples; count += 1) {
        const candidate = sampleCandidate(database, context);
        if (candidate && !this.#pool.some(({ entry }) => entry === candidate.entry)) this.#pool.push(candidate);
      }
    }
    this.#pool.sort((a, b) => a.score - b.score);
    if (this.#pool.length > poolSize) this.#pool = this.#pool.slice(-poolSize);
  }
}

function sampleCandidate(database: Database | undefined, context: EvictionContext): Candidate | undefined {
  const entry = database?.sample(context.random, context.settings.policy.startsWith('volatile-'));
  return database && entry ? { database, entry, score: scoreOf(entry, context) } : undefined;
}

function scoreOf(entry: Entry, { settings, nowMs }: EvictionContext): number {
  if (settings.policy.endsWith('-lru')) return nowMs - entry.lastUsedMs;
  if (settings.policy.endsWith('-lfu')) return 255 - decayedFrequency(entry, nowMs, settings.lfu);
  if (settings.policy === 'volatile-ttl') return -(entry.expireAtMs ?? Number.POSITIVE_INFINITY);
  return 0;
}
