/** Each message of the server is the whole present, and most of it is what it was: parts that say the same stay the same objects. */

/**
 * `after`, made of parts of `before` wherever they are equal, so that whoever draws such a part need not draw it again. Items of a list are
 * held against those at the same place. Plain data only, as it comes off the wire.
 */
export function withSameParts<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(before) && Array.isArray(after)) return sameList(before, after) as T;
  return isRecord(before) && isRecord(after) ? (sameRecord(before, after) as T) : after;
}

type PlainRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const items = after.map((item, index) => withSameParts(before[index], item));
  return items.length === before.length && items.every((item, index) => Object.is(item, before[index])) ? before : items;
}

function sameRecord(before: PlainRecord, after: PlainRecord): PlainRecord {
  const entries = Object.entries(after).map(([name, value]) => [name, withSameParts(before[name], value)] as const);
  const isSame = (name: string, value: unknown): boolean => Object.hasOwn(before, name) && Object.is(value, before[name]);
  const all = entries.length === Object.keys(before).length && entries.every(([name, value]) => isSame(name, value));
  return all ? before : Object.fromEntries(entries);
}
