import { callCommand, findCommand } from './call.ts';
import { type CommandContext, CommandError, type CommandFlag, type CommandSpec } from './commands/command.ts';
import { ErrorReply, type Reply, Simple } from './resp/reply.ts';
import { endTransaction, type Session } from './session.ts';

/** What commands run on, whoever sends them. */
export type DispatchContext = Pick<CommandContext, 'world' | 'table'>;

const outOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";
/** Inside MULTI these run at once; everything else is queued. */
const neverQueued = new Set(['exec', 'discard', 'multi', 'watch', 'quit', 'reset']);
/** All that a RESP2 client may send while it is subscribed. */
const whileSubscribed = new Set(['subscribe', 'unsubscribe', 'ping', 'quit', 'reset']);

/** Checks one command and runs or queues it. Never throws for what a client did. */
export function dispatch(words: readonly string[], session: Session, { world, table }: DispatchContext): Reply {
  const nowMs = world.now();
  session.lastCommandAtMs = nowMs;
  try {
    const { spec, args } = findCommand(words, { table });
    const context: CommandContext = { world, session, table, nowMs, db: world.database(session.database) };
    checkMemory(spec, context);
    checkSubscribed(spec, session);
    if (!session.transaction || neverQueued.has(spec.name)) return callCommand(spec, args, context);
    if (spec.flags.includes('no_multi')) throw new CommandError('ERR Command not allowed inside a transaction');
    session.transaction.queued.push({ name: words[0] ?? '', args: words.slice(1) });
    return new Simple('QUEUED');
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    world.stats.errors += 1;
    if (session.transaction) session.transaction.broken = true;
    return new ErrorReply(error.message);
  }
}

/** Whether the command, or the transaction it ends, may change data. */
export function isWrite(words: readonly string[], session: Session, { table }: Pick<DispatchContext, 'table'>): boolean {
  return carries(table.get((words[0] ?? '').toLowerCase()), { session, table, flag: 'write' });
}

interface FlagQuestion {
  session: Session;
  table: CommandContext['table'];
  flag: CommandFlag;
}

function carries(spec: CommandSpec | undefined, { session, table, flag }: FlagQuestion): boolean {
  if (spec?.name !== 'exec') return spec?.flags.includes(flag) ?? false;
  return session.transaction?.queued.some(({ name }) => table.get(name.toLowerCase())?.flags.includes(flag)) ?? false;
}

/** @throws CommandError when there is no room for what needs some. */
function checkMemory(spec: CommandSpec, { world, session, table }: CommandContext): void {
  if (world.makeRoom() || !carries(spec, { session, table, flag: 'denyoom' })) return;
  if (spec.name !== 'exec') throw new CommandError(outOfMemory);
  endTransaction(session);
  world.watches.unwatch(session);
  throw new CommandError(`EXECABORT Transaction discarded because of: ${outOfMemory}`);
}

/** @throws CommandError in RESP2, where replies of other commands could not be told from messages. */
function checkSubscribed({ name }: CommandSpec, { protocol, channels }: Session): void {
  if (protocol === 3 || channels.size === 0 || whileSubscribed.has(name)) return;
  throw new CommandError(
    `ERR Can't execute '${name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
  );
}
