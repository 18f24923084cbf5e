import type { Entry } from '../store/database.ts';
import { recordUse } from '../store/usage.ts';
import { HashValue, ListValue, SetValue, StringValue, type Value } from '../store/values.ts';
import { type CommandContext, CommandError } from './command.ts';

/** Looks a key up for reading: counts a hit or a miss, and a use unless it is only looked at. */
export function readEntry(context: CommandContext, key: string, { counted = true } = {}): Entry | undefined {
  const entry = context.db.find(key, context.nowMs);
  if (entry) context.world.stats.hits += 1;
  else context.world.stats.misses += 1;
  if (entry && counted) use(context, entry);
  return entry;
}

/** Looks a key up for writing: no hit, no miss. */
export function writeEntry(context: CommandContext, key: string): Entry | undefined {
  const entry = context.db.find(key, context.nowMs);
  if (entry) use(context, entry);
  return entry;
}

function use({ world, nowMs }: CommandContext, entry: Entry): void {
  recordUse(entry, { nowMs, lfu: world.eviction.lfu, random: world.random });
}

type ValueClass<V extends Value> = { new (...args: never[]): V };

/** The entry's value as one type. @throws CommandError WRONGTYPE when it is another. */
function typed<V extends Value>(entry: Entry | undefined, type: ValueClass<V>): V | undefined {
  if (!entry) return undefined;
  if (entry.value instanceof type) return entry.value;
  throw new CommandError('WRONGTYPE Operation against a key holding the wrong kind of value');
}

export const readString = (context: CommandContext, key: string): string | undefined => typed(readEntry(context, key), StringValue)?.text;
export const readHash = (context: CommandContext, key: string): HashValue | undefined => typed(readEntry(context, key), HashValue);
export const readList = (context: CommandContext, key: string): ListValue | undefined => typed(readEntry(context, key), ListValue);
export const readSet = (context: CommandContext, key: string): SetValue | undefined => typed(readEntry(context, key), SetValue);

/** A string about to be replaced. */
export function stringToChange(context: CommandContext, key: string): { text: string; entry: Entry } | undefined {
  const entry = writeEntry(context, key);
  const value = typed(entry, StringValue);
  return entry && value ? { text: value.text, entry } : undefined;
}

interface CollectionChange<V, Result> {
  key: string;
  type: new () => V;
  /** The result that says that nothing was changed. */
  unchanged?: Result;
}

/** Runs `change` on a collection, made when absent, and accounts for what it did. */
export function changeCollection<V extends HashValue | ListValue | SetValue, Result>(
  context: CommandContext,
  { key, type, unchanged }: CollectionChange<V, Result>,
  change: (value: V) => Result,
): Result {
  const entry = writeEntry(context, key);
  const value = typed(entry, type) ?? new type();
  const result = change(value);
  if (result === unchanged) return result;
  if (entry) context.db.changed(entry);
  else if (value.size > 0) context.db.put(key, value, context.nowMs);
  return result;
}
