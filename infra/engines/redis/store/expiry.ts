import { type Database, isOver } from './database.ts';

const keysPerSample = 20;
/** A database is sampled again while more than this share of a sample was over. */
const staleShare = 0.1;

export interface SweepContext {
  nowMs: number;
  random: () => number;
  /** Monotonic milliseconds, to keep the budget. */
  clock: () => number;
  budgetMs: number;
}

/** Removes keys whose time has come, by sampling those that expire, within a budget of time. Answers whether the budget ran out. */
export function sweepExpired(databases: readonly Database[], { nowMs, random, clock, budgetMs }: SweepContext): boolean {
  const untilMs = clock() + budgetMs;
  for (const database of databases) {
    for (let isStale = database.expiringSize > 0; isStale; ) {
      const wanted = Math.min(keysPerSample, database.expiringSize);
      let over = 0;
      for (let tried = 0; tried < wanted; tried += 1) {
        const entry = database.sample(random, true);
        if (!entry || !isOver(entry, nowMs)) continue;
        database.expire(entry);
        over += 1;
      }
      isStale = wanted > 0 && over / wanted > staleShare && database.expiringSize > 0;
      if (isStale && clock() > untilMs) return true;
    }
  }
  return false;
}
