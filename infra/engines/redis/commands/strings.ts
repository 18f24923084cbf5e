import { ok, type Reply } from '../resp/reply.ts';
import { StringValue } from '../store/values.ts';
import { readEntry, readString, stringToChange, writeEntry } from './access.ts';
import { type CommandContext, type CommandSpec, command, wrongArity } from './command.ts';
import { type ExpiryOption, expiryInstant, parseGetexOptions, parseSetOptions } from './set-options.ts';

const oneKey = [1, 1, 1] as const;

export const stringCommands: readonly CommandSpec[] = [
  command('get', [2, 'readonly fast', oneKey], ([key = ''], context) => readString(context, key) ?? null),
  command('set', [-3, 'write denyoom', oneKey], set),
  command('setex', [4, 'write denyoom', oneKey], (args, context) => setWithTime('setex', args, context)),
  command('psetex', [4, 'write denyoom', oneKey], (args, context) => setWithTime('psetex', args, context)),
  command('setnx', [3, 'write denyoom fast', oneKey], ([key = '', text = ''], context) => {
    if (writeEntry(context, key)) return 0;
    store(context, key, text);
    return 1;
  }),
  command('getset', [3, 'write denyoom fast', oneKey], ([key = '', text = ''], context) => {
    const before = readString(context, key);
    store(context, key, text);
    return before ?? null;
  }),
  command('getdel', [2, 'write fast', oneKey], ([key = ''], context) => {
    const text = readString(context, key);
    const entry = context.db.find(key, context.nowMs);
    if (entry) context.db.remove(entry);
    return text ?? null;
  }),
  command('getex', [-2, 'write fast', oneKey], getex),
  command('mget', [-2, 'readonly fast', [1, -1, 1]], (keys, context) =>
    keys.map((key) => {
      const value = readEntry(context, key)?.value;
      return value instanceof StringValue ? value.text : null;
    }),
  ),
  command('mset', [-3, 'write denyoom', [1, -1, 2]], (args, context) => {
    if (args.length % 2 !== 0) throw wrongArity('mset');
    for (let at = 0; at < args.length; at += 2) store(context, args[at] ?? '', args[at + 1] ?? '');
    return ok;
  }),
  command('append', [3, 'write denyoom fast', oneKey], ([key = '', tail = ''], context) => {
    const held = stringToChange(context, key);
    const text = (held?.text ?? '') + tail;
    keepingExpiry(context, key, text);
    return text.length;
  }),
  command('strlen', [2, 'readonly fast', oneKey], ([key = ''], context) => (readString(context, key) ?? '').length),
];

/** Stores without a time to live, whatever was there. */
function store(context: CommandContext, key: string, text: string): void {
  context.db.put(key, new StringValue(text), context.nowMs);
}

/** Stores and keeps the time to live. */
export function keepingExpiry(context: CommandContext, key: string, text: string): void {
  const expireAtMs = context.db.find(key, context.nowMs)?.expireAtMs ?? null;
  const entry = context.db.put(key, new StringValue(text), context.nowMs);
  if (expireAtMs !== null) context.db.setExpiry(entry, expireAtMs);
}

function set([key = '', text = '', ...words]: string[], context: CommandContext): Reply {
  const { expiry, condition, get } = parseSetOptions(words, context.nowMs);
  const before = get ? (readString(context, key) ?? null) : null;
  const exists = writeEntry(context, key) !== undefined;
  if (condition !== null && exists !== (condition === 'xx')) return before;
  storeUntil(context, { key, text }, expiry);
  return get ? before : ok;
}

function storeUntil(context: CommandContext, { key, text }: { key: string; text: string }, expiry: ExpiryOption): void {
  if (expiry.kind === 'keep') keepingExpiry(context, key, text);
  else if (expiry.kind === 'at') context.db.setExpiry(context.db.put(key, new StringValue(text), context.nowMs), expiry.atMs);
  else store(context, key, text);
}

function setWithTime(name: 'setex' | 'psetex', [key = '', time = '', text = '']: string[], context: CommandContext): Reply {
  const atMs = expiryInstant(name === 'setex' ? 'ex' : 'px', time, { nowMs: context.nowMs, command: name });
  context.db.setExpiry(context.db.put(key, new StringValue(text), context.nowMs), atMs);
  return ok;
}

function getex([key = '', ...words]: string[], context: CommandContext): Reply {
  const text = readString(context, key);
  if (text === undefined) return null;
  const expiry = parseGetexOptions(words, context.nowMs);
  const entry = context.db.find(key, context.nowMs);
  if (entry && expiry.kind === 'at') context.db.setExpiry(entry, expiry.atMs);
  if (entry && expiry.kind === 'persist') context.db.setExpiry(entry, null);
  return text;
}
