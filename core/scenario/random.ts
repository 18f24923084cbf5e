/** Seeded choices and a stable hash. Every choice has its own stream, named by where it stands, so that adding one moves no other. */

/** FNV-1a, 32 bit, started from `basis`. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A number in 0 <= x < 1 that depends on the seed and the name alone (one step of mulberry32). */
export function chance(seed: number, name: string): number {
  let state = (fnv1a(`${seed}:${name}`, 0x811c9dc5) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}

/** 16 hex digits over the value's JSON with sorted keys: equal values have equal hashes, whatever their key order. */
export function stableHash(value: unknown): string {
  const text = canonical(value);
  return [0x811c9dc5, 0x9747b28c].map((basis) => fnv1a(text, basis).toString(16).padStart(8, '0')).join('');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
