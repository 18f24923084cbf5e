/** What a sample of the cache's keys says: which are used most, and by prefix how long they have left. */
import type { KeyPrefix, RedisPanel, SampledKey } from '../protocol/panels-redis.ts';

/** Steps of a histogram; what is later than all of them counts in the last. */
const steps = 20;
const shownKeys = 20;
const shownPrefixes = 12;
const leastStepMs = 100;

type Sample = Pick<RedisPanel['sample'], 'keys' | 'hasFrequency' | 'top' | 'stepMs' | 'prefixes'>;

export function sampleOf(keys: readonly SampledKey[]): Sample {
  const hasFrequency = keys.some(({ frequency }) => frequency !== null);
  const stepMs = stepOf(keys);
  const byPrefix = new Map<string, SampledKey[]>();
  for (const key of keys) {
    const prefix = prefixOf(key.key);
    const own = byPrefix.get(prefix) ?? [];
    own.push(key);
    byPrefix.set(prefix, own);
  }
  return {
    keys: keys.length,
    hasFrequency,
    top: keys.toSorted(hasFrequency ? byUse : bySize).slice(0, shownKeys),
    stepMs,
    prefixes: [...byPrefix]
      .map(([prefix, own]) => prefixRow(prefix, own, stepMs))
      .sort((a, b) => b.keys - a.keys || a.prefix.localeCompare(b.prefix))
      .slice(0, shownPrefixes),
  };
}

/** As people read keys: `product:17` is of `product:`. A key without a part is its own prefix. */
export function prefixOf(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? key.slice(0, 60) : key.slice(0, Math.min(colon + 1, 60));
}

function byUse(a: SampledKey, b: SampledKey): number {
  return (b.frequency ?? -1) - (a.frequency ?? -1) || a.key.localeCompare(b.key);
}

function bySize(a: SampledKey, b: SampledKey): number {
  return (b.bytes ?? -1) - (a.bytes ?? -1) || a.key.localeCompare(b.key);
}

/** Wide enough that the steps reach the longest time left, in round figures so that the axis stands still from look to look. */
function stepOf(keys: readonly SampledKey[]): number {
  const longest = Math.max(0, ...keys.map(({ ttlMs }) => ttlMs ?? 0));
  let stepMs = leastStepMs;
  for (let round = 0; stepMs * steps < longest; round += 1) stepMs *= round % 3 === 1 ? 2.5 : 2;
  return stepMs;
}

function prefixRow(prefix: string, keys: readonly SampledKey[], stepMs: number): KeyPrefix {
  const histogram = Array.from({ length: steps }, () => 0);
  for (const { ttlMs } of keys) {
    if (ttlMs === null) continue;
    const step = Math.min(steps - 1, Math.floor(ttlMs / stepMs));
    histogram[step] = (histogram[step] ?? 0) + 1;
  }
  return {
    prefix,
    keys: keys.length,
    bytes: keys.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    withoutTtl: keys.filter(({ ttlMs }) => ttlMs === null).length,
    histogram,
  };
}
