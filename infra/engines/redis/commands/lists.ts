import { nullArray, type Reply } from '../resp/reply.ts';
import { ListValue } from '../store/values.ts';
import { changeCollection, readList, writeEntry } from './access.ts';
import { integer, positive } from './arguments.ts';
import { type CommandContext, type CommandSpec, command, wrongArity } from './command.ts';

const oneKey = [1, 1, 1] as const;
type Side = 'left' | 'right';

export const listCommands: readonly CommandSpec[] = [
  command('lpush', [-3, 'write denyoom fast', oneKey], (args, context) => push('left', args, context)),
  command('rpush', [-3, 'write denyoom fast', oneKey], (args, context) => push('right', args, context)),
  command('lpop', [-2, 'write fast', oneKey], (args, context) => pop('left', args, context)),
  command('rpop', [-2, 'write fast', oneKey], (args, context) => pop('right', args, context)),
  command('llen', [2, 'readonly fast', oneKey], ([key = ''], context) => readList(context, key)?.size ?? 0),
  command('lrange', [4, 'readonly', oneKey], ([key = '', from = '', to = ''], context) => {
    const [start, stop] = [integer(from), integer(to)];
    const list = readList(context, key);
    if (!list) return [];
    return list.slice(Math.max(0, fromEnd(start, list.size)), Math.min(list.size - 1, fromEnd(stop, list.size)));
  }),
];

function fromEnd(index: number, size: number): number {
  return index < 0 ? size + index : index;
}

function push(side: Side, [key = '', ...items]: string[], context: CommandContext): Reply {
  return changeCollection(context, { key, type: ListValue }, (list) => {
    for (const item of items) list.push(side, item);
    return list.size;
  });
}

function pop(side: Side, args: string[], context: CommandContext): Reply {
  const [key = '', count] = args;
  if (args.length > 2) throw wrongArity(side === 'left' ? 'lpop' : 'rpop');
  const wanted = count === undefined ? 1 : positive(count);
  const exists = writeEntry(context, key) !== undefined;
  const popped = changeCollection(context, { key, type: ListValue }, (list) => {
    const items: string[] = [];
    while (items.length < wanted && list.size > 0) items.push(list.pop(side) ?? '');
    return items;
  });
  if (count === undefined) return popped[0] ?? null;
  return exists ? popped : nullArray;
}
