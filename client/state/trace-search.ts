/** A search for traces: what the fields say, as the name of a view, and as a query to the server. */
export interface TraceSearch {
  /** Requests of users, or everything that was kept: jobs and what consumers began too. */
  scope: 'users' | 'all';
  status: 'any' | 'error' | 'ok';
  order: 'newest' | 'slowest';
  /** Empty: any. */
  service: string;
  operation: string;
  version: string;
  /** Instance. */
  slot: string;
  /** `key=value`, several divided by spaces. */
  attributes: string;
  /** Of the root, milliseconds. */
  minMs: number | null;
  maxMs: number | null;
  /** Game time in which a trace began. */
  fromMs: number | null;
  toMs: number | null;
}

export const anyTrace: TraceSearch = {
  scope: 'users',
  status: 'any',
  order: 'newest',
  service: '',
  operation: '',
  version: '',
  slot: '',
  attributes: '',
  minMs: null,
  maxMs: null,
  fromMs: null,
  toMs: null,
};

type Key = keyof TraceSearch;
const keys = Object.keys(anyTrace) as Key[];
const choices: Partial<Record<Key, readonly string[]>> = {
  scope: ['users', 'all'],
  status: ['any', 'error', 'ok'],
  order: ['newest', 'slowest'],
};

export const isAnyTrace = (search: TraceSearch): boolean => keys.every((key) => search[key] === anyTrace[key]);

/** What differs from any trace, and the component that is looked at: short enough to be the name of a view. */
export function nameOfSearch(search: TraceSearch, component: string | null): string {
  const words = new URLSearchParams();
  if (component !== null) words.set('component', component);
  for (const key of keys) if (search[key] !== anyTrace[key]) words.set(key, String(search[key]));
  return words.toString();
}

/** Of a name; what it does not understand stays as it is for any trace. */
export function searchOfName(name: string): { search: TraceSearch; component: string | null } {
  const words = new URLSearchParams(name);
  const read = (key: Key): string | number | null => {
    const word = words.get(key);
    const usual = anyTrace[key];
    if (word === null || (choices[key] && !choices[key].includes(word))) return usual;
    if (usual !== null) return word;
    return Number.isFinite(Number(word)) ? Number(word) : null;
  };
  const search = Object.fromEntries(keys.map((key) => [key, read(key)])) as unknown as TraceSearch;
  return { search, component: words.get('component') };
}

/** What people call it: `traces: failed, orders POST /orders, over 500 ms`. */
export function wordsOfSearch({ status, service, operation, version, slot, attributes, minMs, maxMs }: TraceSearch): string {
  const parts = [
    status === 'error' ? 'failed' : status === 'ok' ? 'without errors' : '',
    [service, operation].filter(Boolean).join(' '),
    version && `version ${version}`,
    slot && `by ${slot}`,
    attributes.trim(),
    minMs === null ? '' : `over ${minMs} ms`,
    maxMs === null ? '' : `under ${maxMs} ms`,
  ].filter(Boolean);
  return `traces${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`.slice(0, 160);
}

/** `500`, `500 ms`, `1.2s`, `2 min` in milliseconds; null for an empty field, undefined for what is no duration. */
export function durationOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const [, number = '', unit = 'ms'] = /^\s*(\d+(?:[.,]\d+)?)\s*(ms|s|min)?\s*$/.exec(text) ?? [];
  if (number === '') return undefined;
  return Number(number.replace(',', '.')) * (unit === 'min' ? 60_000 : unit === 's' ? 1000 : 1);
}

/** `key=value` pairs; undefined where one of them is none. */
export function attributesOf(text: string): string[] | undefined {
  const pairs = text.split(/\s+/).filter(Boolean);
  return pairs.every((pair) => /^[^=\s]+=.+$/.test(pair)) ? pairs : undefined;
}
