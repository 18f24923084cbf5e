import { MapReply, ok, type Reply } from '../resp/reply.ts';
import { HashValue } from '../store/values.ts';
import { changeCollection, readHash } from './access.ts';
import { type CommandContext, type CommandSpec, command, wrongArity } from './command.ts';

const oneKey = [1, 1, 1] as const;

export const hashCommands: readonly CommandSpec[] = [
  command('hset', [-4, 'write denyoom fast', oneKey], (args, context) => setFields('hset', args, context)),
  command('hmset', [-4, 'write denyoom fast', oneKey], (args, context) => {
    setFields('hmset', args, context);
    return ok;
  }),
  command('hsetnx', [4, 'write denyoom fast', oneKey], ([key = '', field = '', text = ''], context) =>
    changeCollection(context, { key, type: HashValue, unchanged: 0 }, (hash) => {
      if (hash.get(field) !== undefined) return 0;
      hash.set(field, text);
      return 1;
    }),
  ),
  command('hget', [3, 'readonly fast', oneKey], ([key = '', field = ''], context) => readHash(context, key)?.get(field) ?? null),
  command('hmget', [-3, 'readonly fast', oneKey], ([key = '', ...fields], context) => {
    const hash = readHash(context, key);
    return fields.map((field) => hash?.get(field) ?? null);
  }),
  command('hgetall', [2, 'readonly', oneKey], ([key = ''], context) => new MapReply(entriesOf(context, key))),
  command('hkeys', [2, 'readonly', oneKey], ([key = ''], context) => entriesOf(context, key).map(([field]) => field)),
  command('hvals', [2, 'readonly', oneKey], ([key = ''], context) => entriesOf(context, key).map(([, text]) => text)),
  command('hlen', [2, 'readonly fast', oneKey], ([key = ''], context) => readHash(context, key)?.size ?? 0),
  command('hexists', [3, 'readonly fast', oneKey], ([key = '', field = ''], context) =>
    readHash(context, key)?.get(field) === undefined ? 0 : 1,
  ),
  command('hdel', [-3, 'write fast', oneKey], ([key = '', ...fields], context) =>
    changeCollection(context, { key, type: HashValue, unchanged: 0 }, (hash) => fields.filter((field) => hash.delete(field)).length),
  ),
];

function entriesOf(context: CommandContext, key: string): [string, string][] {
  return [...(readHash(context, key)?.entries() ?? [])];
}

function setFields(name: string, [key = '', ...pairs]: string[], context: CommandContext): Reply {
  if (pairs.length % 2 !== 0) throw wrongArity(name);
  return changeCollection(context, { key, type: HashValue }, (hash) => {
    let added = 0;
    for (let at = 0; at < pairs.length; at += 2) if (hash.set(pairs[at] ?? '', pairs[at + 1] ?? '')) added += 1;
    return added;
  });
}
