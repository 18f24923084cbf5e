import { callCommand, findCommand } from '../call.ts';
import { nullArray, ok, type Reply } from '../resp/reply.ts';
import { endTransaction } from '../session.ts';
import { type CommandContext, CommandError, type CommandSpec, command } from './command.ts';

const flags = 'noscript loading stale fast';

export const transactionCommands: readonly CommandSpec[] = [
  command('multi', [1, flags], (_, { session }) => {
    if (session.transaction) throw new CommandError('ERR MULTI calls can not be nested');
    session.transaction = { queued: [], broken: false };
    return ok;
  }),
  command('exec', [1, flags], exec),
  command('discard', [1, flags], (_, { session, world }) => {
    if (!session.transaction) throw new CommandError('ERR DISCARD without MULTI');
    endTransaction(session);
    world.watches.unwatch(session);
    return ok;
  }),
  command('watch', [-2, flags, [1, -1, 1]], (keys, { session, world, db, nowMs }) => {
    if (session.transaction) throw new CommandError('ERR WATCH inside MULTI is not allowed');
    for (const key of keys) {
      // What is over already must not look like a change later.
      db.find(key, nowMs);
      world.watches.watch(session, key);
    }
    return ok;
  }),
  command('unwatch', [1, 'noscript loading stale fast'], (_, { session, world }) => {
    world.watches.unwatch(session);
    session.watchBroken = false;
    return ok;
  }),
];

function exec(_: string[], context: CommandContext): Reply {
  const { session, world } = context;
  const { transaction, watchBroken } = session;
  if (!transaction) throw new CommandError('ERR EXEC without MULTI');
  endTransaction(session);
  world.watches.unwatch(session);
  if (transaction.broken) throw new CommandError('EXECABORT Transaction discarded because of previous errors.');
  if (watchBroken) return nullArray;
  return transaction.queued.map(({ name, args }) => {
    const { spec, args: own } = findCommand([name, ...args], context);
    return callCommand(spec, own, { ...context, db: world.database(session.database) });
  });
}
