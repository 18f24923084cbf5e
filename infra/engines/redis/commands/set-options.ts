import { int64 } from './arguments.ts';
import { CommandError, syntaxError } from './command.ts';

/** When a value ends. `keep`: as it was. */
export type ExpiryOption = { kind: 'none' } | { kind: 'keep' } | { kind: 'persist' } | { kind: 'at'; atMs: number };

export interface SetOptions {
  expiry: ExpiryOption;
  condition: 'nx' | 'xx' | null;
  get: boolean;
}

const latestMs = BigInt(Number.MAX_SAFE_INTEGER);

/** Turns `EX 10` and its like into an instant. @throws CommandError when it is no time or not in the future of 1970. */
export function expiryInstant(unit: string, text: string, { nowMs, command }: { nowMs: number; command: string }): number {
  const amount = int64(text);
  const inMs = unit === 'ex' || unit === 'exat' ? amount * 1000n : amount;
  const atMs = unit === 'ex' || unit === 'px' ? inMs + BigInt(nowMs) : inMs;
  if (amount <= 0n || atMs > latestMs) throw new CommandError(`ERR invalid expire time in '${command}' command`);
  return Number(atMs);
}

/** Options of SET after key and value. @throws CommandError when they contradict each other. */
export function parseSetOptions(words: readonly string[], nowMs: number): SetOptions {
  const options: SetOptions = { expiry: { kind: 'none' }, condition: null, get: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    if (word === 'get') options.get = true;
    else if (word === 'nx' || word === 'xx') {
      if (options.condition && options.condition !== word) throw syntaxError();
      options.condition = word;
    } else {
      at += takeExpiry(options, { word, value: words[at + 1], nowMs, command: 'set' });
    }
  }
  return options;
}

/** Options of GETEX after the key. */
export function parseGetexOptions(words: readonly string[], nowMs: number): ExpiryOption {
  const options: Pick<SetOptions, 'expiry'> = { expiry: { kind: 'none' } };
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    at += takeExpiry(options, { word, value: words[at + 1], nowMs, command: 'getex' });
  }
  return options.expiry;
}

interface ExpiryWord {
  word: string;
  value: string | undefined;
  nowMs: number;
  command: 'set' | 'getex';
}

/** Takes one expiry option; answers how many words its value took. */
function takeExpiry(options: Pick<SetOptions, 'expiry'>, { word, value, nowMs, command }: ExpiryWord): number {
  if (options.expiry.kind !== 'none') throw syntaxError();
  const bare = command === 'set' ? 'keepttl' : 'persist';
  if (word === bare) {
    options.expiry = { kind: bare === 'keepttl' ? 'keep' : 'persist' };
    return 0;
  }
  if (!['ex', 'px', 'exat', 'pxat'].includes(word) || value === undefined) throw syntaxError();
  options.expiry = { kind: 'at', atMs: expiryInstant(word, value, { nowMs, command }) };
  return 1;
}
