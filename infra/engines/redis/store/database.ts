import { Roster } from './roster.ts';
import { dictEntryBytes, tableEntryBytes, textBytes } from './sizes.ts';
import { newUsage, type Usage } from './usage.ts';
import type { Value } from './values.ts';

/** A key with its value. */
export interface Entry extends Usage {
  readonly key: string;
  value: Value;
  /** Unix milliseconds; null lives for ever. */
  expireAtMs: number | null;
  /** What it was last counted with. */
  bytes: number;
  readonly birth: number;
  /** Number among the keys that expire; 0 when it does not. */
  expiryBirth: number;
}

/** What the databases of one server share. */
export interface StoreHooks {
  /** Told when the estimated memory grows or shrinks. */
  onBytes(delta: number): void;
  /** Told of every key that was changed or went away, for WATCH. */
  onTouched(database: number, key: string): void;
  onExpired(): void;
}

/** One numbered database. Keys whose time has come are gone for every caller, whether the sweep has met them or not. */
export class Database {
  readonly index: number;
  readonly #hooks: StoreHooks;
  readonly #entries = new Map<string, Entry>();
  readonly #all = new Roster<Entry>();
  readonly #expiring = new Roster<Entry>();

  constructor(index: number, hooks: StoreHooks) {
    this.index = index;
    this.#hooks = hooks;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Keys that have a time to live. */
  get expiringSize(): number {
    return this.#expiring.size;
  }

  find(key: string, nowMs: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (!entry || !isOver(entry, nowMs)) return entry;
    this.expire(entry);
    return undefined;
  }

  /** Sets or replaces a value; a replaced key loses its time to live and keeps its place in a walk. */
  put(key: string, value: Value, nowMs: number): Entry {
    const existing = this.#entries.get(key);
    if (existing) {
      existing.value = value;
      this.setExpiry(existing, null);
      this.changed(existing);
      return existing;
    }
    const draft: Omit<Entry, 'birth'> = { ...newUsage(nowMs), key, value, expireAtMs: null, bytes: 0, expiryBirth: 0 };
    // The roster needs the entry and the entry its number in it.
    const entry = draft as { -readonly [K in keyof Entry]: Entry[K] };
    entry.birth = this.#all.add(entry);
    this.#entries.set(key, entry);
    this.changed(entry);
    return entry;
  }

  /** Call after a value was changed in place. An emptied collection goes away. */
  changed(entry: Entry): void {
    if (entry.value.type !== 'string' && entry.value.size === 0) {
      this.remove(entry);
      return;
    }
    this.#recount(entry);
    this.#hooks.onTouched(this.index, entry.key);
  }

  setExpiry(entry: Entry, expireAtMs: number | null): void {
    if (expireAtMs === null && entry.expireAtMs === null) return;
    entry.expireAtMs = expireAtMs;
    if (expireAtMs === null) {
      this.#expiring.remove(entry.expiryBirth);
      entry.expiryBirth = 0;
    } else if (entry.expiryBirth === 0) entry.expiryBirth = this.#expiring.add(entry);
    this.#recount(entry);
    this.#hooks.onTouched(this.index, entry.key);
  }

  remove(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#all.remove(entry.birth);
    if (entry.expiryBirth !== 0) this.#expiring.remove(entry.expiryBirth);
    this.#hooks.onBytes(-entry.bytes);
    entry.bytes = 0;
    this.#hooks.onTouched(this.index, entry.key);
  }

  expire(entry: Entry): void {
    this.remove(entry);
    this.#hooks.onExpired();
  }

  clear(): void {
    for (const entry of this.#entries.values()) {
      this.#hooks.onBytes(-entry.bytes);
      this.#hooks.onTouched(this.index, entry.key);
    }
    this.#entries.clear();
    this.#all.clear();
    this.#expiring.clear();
  }

  /** Any key; among those with a time to live when `expiringOnly`. May be over already. */
  sample(random: () => number, expiringOnly = false): Entry | undefined {
    return (expiringOnly ? this.#expiring : this.#all).random(random);
  }

  walk(cursor: number, count: number): { items: Entry[]; next: number } {
    return this.#all.walk(cursor, count);
  }

  /** Every key that is not over. */
  *live(nowMs: number): Generator<Entry> {
    for (const entry of this.#entries.values()) if (!isOver(entry, nowMs)) yield entry;
  }

  #recount(entry: Entry): void {
    const before = entry.bytes;
    entry.bytes = entryBytes(entry);
    this.#hooks.onBytes(entry.bytes - before);
  }
}

export function isOver({ expireAtMs }: Entry, nowMs: number): boolean {
  return expireAtMs !== null && expireAtMs <= nowMs;
}

/** What MEMORY USAGE tells: without the share of the buckets and without the time to live, as in the original. */
export function reportedBytes({ key, value }: Entry): number {
  return dictEntryBytes + textBytes(key.length) + value.bytes;
}

/** Estimated memory of a key: its table entries, its name, its value. */
function entryBytes({ key, value, expireAtMs }: Entry): number {
  return tableEntryBytes + (expireAtMs === null ? 0 : tableEntryBytes) + textBytes(key.length) + value.bytes;
}
