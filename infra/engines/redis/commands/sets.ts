import { SetReply } from '../resp/reply.ts';
import { SetValue } from '../store/values.ts';
import { changeCollection, readSet } from './access.ts';
import { type CommandSpec, command } from './command.ts';

const oneKey = [1, 1, 1] as const;

export const setCommands: readonly CommandSpec[] = [
  command('sadd', [-3, 'write denyoom fast', oneKey], ([key = '', ...members], context) =>
    changeCollection(context, { key, type: SetValue, unchanged: 0 }, (set) => members.filter((member) => set.add(member)).length),
  ),
  command('srem', [-3, 'write fast', oneKey], ([key = '', ...members], context) =>
    changeCollection(context, { key, type: SetValue, unchanged: 0 }, (set) => members.filter((member) => set.delete(member)).length),
  ),
  command('smembers', [2, 'readonly', oneKey], ([key = ''], context) => new SetReply(readSet(context, key)?.members() ?? [])),
  command('sismember', [3, 'readonly fast', oneKey], ([key = '', member = ''], context) => (readSet(context, key)?.has(member) ? 1 : 0)),
  command('scard', [2, 'readonly fast', oneKey], ([key = ''], context) => readSet(context, key)?.size ?? 0),
];
