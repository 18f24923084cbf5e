import { HashValue } from '../store/values.ts';
import { changeCollection, stringToChange } from './access.ts';
import { fitsInt64, int64, parseInt64 } from './arguments.ts';
import { type CommandContext, CommandError, type CommandSpec, command, notAnInteger } from './command.ts';
import { keepingExpiry } from './strings.ts';

const oneKey = [1, 1, 1] as const;
const flags = 'write denyoom fast';

export const counterCommands: readonly CommandSpec[] = [
  command('incr', [2, flags, oneKey], ([key = ''], context) => add(context, key, 1n)),
  command('decr', [2, flags, oneKey], ([key = ''], context) => add(context, key, -1n)),
  command('incrby', [3, flags, oneKey], ([key = '', by = ''], context) => add(context, key, int64(by))),
  command('decrby', [3, flags, oneKey], ([key = '', by = ''], context) => {
    const amount = int64(by);
    if (!fitsInt64(-amount)) throw new CommandError('ERR decrement would overflow');
    return add(context, key, -amount);
  }),
  command('hincrby', [4, flags, oneKey], ([key = '', field = '', by = ''], context) => {
    const amount = int64(by);
    return changeCollection(context, { key, type: HashValue }, (hash) => {
      const before = parseInt64(hash.get(field) ?? '0');
      if (before === undefined) throw new CommandError('ERR hash value is not an integer');
      const sum = checkedSum(before, amount);
      hash.set(field, String(sum));
      return sum;
    });
  }),
];

function add(context: CommandContext, key: string, amount: bigint): bigint {
  const before = parseInt64(stringToChange(context, key)?.text ?? '0');
  if (before === undefined) throw notAnInteger();
  const sum = checkedSum(before, amount);
  keepingExpiry(context, key, String(sum));
  return sum;
}

function checkedSum(before: bigint, amount: bigint): bigint {
  const sum = before + amount;
  if (!fitsInt64(sum)) throw new CommandError('ERR increment or decrement would overflow');
  return sum;
}
