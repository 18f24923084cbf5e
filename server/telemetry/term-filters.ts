/**
 * Which terms (`key` = `value`) a trace may have: one Bloom filter of 1024 bits for each trace, all in one array, so that a search
 * looks only into the few traces that can fit. Texts that recur are kept once for all spans.
 */
const wordsEach = 32;
const bitMask = 32 * wordsEach - 1;
const bitsOfIndex = 10;
/** Longer texts seldom recur. */
const longestShared = 64;
const mostShared = 20_000;
const mostKeys = 4000;

/** Bytes of one filter. */
export const filterBytes = 4 * wordsEach;

export type TermValue = string | number | boolean;

interface Shared {
  text: string;
  hash: number;
}

interface Key {
  hash: number;
  shared: Map<string, Shared>;
}

export interface TermFilters {
  /** An empty filter. @returns its number */
  open(): number;
  close(filter: number): void;
  /** Adds a term. @returns the value, as it is to be kept */
  note<T extends TermValue>(filter: number, key: string, value: T): T;
  /** Terms that a search for `key=text` means: the text, and the number or truth value it writes. */
  termsOf(key: string, text: string): number[];
  /** False: certainly not. True: probably. */
  mayHave(filter: number, term: number): boolean;
}

export function createTermFilters(): TermFilters {
  const keys = new Map<string, Key>();
  const free: number[] = [];
  let words = new Uint32Array(wordsEach * 256);
  let opened = 0;
  let shared = 0;

  const keyOf = (name: string): Key => {
    const known = keys.get(name);
    if (known) return known;
    const key = { hash: hashText(name), shared: new Map<string, Shared>() };
    if (keys.size < mostKeys) keys.set(name, key);
    return key;
  };
  const set = (filter: number, term: number): void => {
    for (const bit of [term & bitMask, (term >>> bitsOfIndex) & bitMask]) {
      const at = filter * wordsEach + (bit >>> 5);
      words[at] = (words[at] ?? 0) | (1 << (bit & 31));
    }
  };
  const has = (filter: number, bit: number): boolean => ((words[filter * wordsEach + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) !== 0;
  const noteText = (filter: number, key: Key, text: string): string => {
    const known = key.shared.get(text);
    if (known) {
      set(filter, known.hash);
      return known.text;
    }
    const hash = mix(key.hash, hashText(text));
    set(filter, hash);
    if (text.length <= longestShared && shared < mostShared) {
      key.shared.set(text, { text, hash });
      shared += 1;
    }
    return text;
  };

  return {
    open() {
      const filter = free.pop() ?? opened++;
      if ((filter + 1) * wordsEach > words.length) {
        const larger = new Uint32Array(words.length * 2);
        larger.set(words);
        words = larger;
      }
      words.fill(0, filter * wordsEach, (filter + 1) * wordsEach);
      return filter;
    },
    close: (filter) => void free.push(filter),
    note<T extends TermValue>(filter: number, name: string, value: T): T {
      const key = keyOf(name);
      if (typeof value === 'string') return noteText(filter, key, value) as T;
      set(filter, mix(key.hash, hashNumber(Number(value))));
      return value;
    },
    termsOf(name, text) {
      const { hash } = keys.get(name) ?? { hash: hashText(name) };
      const numbers = text === 'true' || text === 'false' ? [Number(text === 'true')] : [Number(text)].filter(Number.isFinite);
      return [hashText(text), ...numbers.map(hashNumber)].map((value) => mix(hash, value));
    },
    mayHave: (filter, term) => has(filter, term & bitMask) && has(filter, (term >>> bitsOfIndex) & bitMask),
  };
}

/** FNV-1a over the beginning and the length: enough to tell terms apart. */
function hashText(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  const end = Math.min(text.length, longestShared);
  for (let index = 0; index < end; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

const hashNumber = (value: number): number => Math.trunc(value * 16) | 0;

function mix(key: number, value: number): number {
  const mixed = Math.imul(key ^ Math.imul(value, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
