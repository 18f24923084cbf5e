import { MapReply, ok, type Reply, Simple } from '../resp/reply.ts';
import { endTransaction } from '../session.ts';
import { redisVersion } from '../version.ts';
import { databaseCount } from '../world.ts';
import { integer } from './arguments.ts';
import { setClientName } from './client.ts';
import { type CommandContext, CommandError, type CommandSpec, command, wrongArity } from './command.ts';

export const connectionCommands: readonly CommandSpec[] = [
  command('ping', [-1, 'fast'], (args, { session }) => {
    if (args.length > 1) throw wrongArity('ping');
    if (session.protocol === 2 && session.channels.size > 0) return ['pong', args[0] ?? ''];
    return args[0] ?? new Simple('PONG');
  }),
  command('echo', [2, 'fast'], ([text = '']) => text),
  command('select', [2, 'loading stale fast'], ([index = ''], { session }) => {
    const database = integer(index);
    if (database < 0 || database >= databaseCount) throw new CommandError('ERR DB index is out of range');
    session.database = database;
    return ok;
  }),
  command('hello', [-1, 'noscript loading stale fast no_multi'], hello),
  command('auth', [-2, 'noscript loading stale fast'], (args) => {
    if (args.length > 2) throw new CommandError('ERR syntax error');
    if (args.length === 1) {
      throw new CommandError(
        'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      );
    }
    checkUser(args[0]);
    return ok;
  }),
  command('quit', [-1, 'noscript loading stale fast'], (_, { session }) => {
    session.close();
    return ok;
  }),
  command('reset', [1, 'noscript loading stale fast'], (_, { session, world }) => {
    endTransaction(session);
    world.watches.unwatch(session);
    world.channels.leave(session);
    session.protocol = 2;
    session.database = 0;
    session.name = '';
    return new Simple('RESET');
  }),
];

/** There is one user, and it needs no password. */
function checkUser(user: string | undefined): void {
  if (user !== 'default') throw new CommandError('WRONGPASS invalid username-password pair or user is disabled.');
}

function hello(args: string[], { session }: CommandContext): Reply {
  const [version, ...words] = args;
  const protocol = version === undefined ? session.protocol : parseProtocol(version);
  const name = applyHelloOptions(words);
  session.protocol = protocol;
  if (name !== undefined) setClientName(session, name);
  return new MapReply([
    ['server', 'redis'],
    ['version', redisVersion],
    ['proto', session.protocol],
    ['id', session.id],
    ['mode', 'standalone'],
    ['role', 'master'],
    ['modules', []],
  ]);
}

function parseProtocol(text: string): 2 | 3 {
  if (!/^-?\d+$/.test(text)) throw new CommandError('ERR Protocol version is not an integer or out of range');
  if (text !== '2' && text !== '3') throw new CommandError('NOPROTO unsupported protocol version');
  return text === '3' ? 3 : 2;
}

/** Checks AUTH and answers the name of SETNAME, if there is one. */
function applyHelloOptions(words: readonly string[]): string | undefined {
  let name: string | undefined;
  for (let at = 0; at < words.length; ) {
    const option = (words[at] ?? '').toLowerCase();
    if (option === 'auth' && at + 2 < words.length) {
      checkUser(words[at + 1]);
      at += 3;
    } else if (option === 'setname' && at + 1 < words.length) {
      name = words[at + 1];
      at += 2;
    } else throw new CommandError(`ERR Syntax error in HELLO option '${words[at]}'`);
  }
  return name;
}
