import type { PauseMode } from '../pause.ts';
import { ok, type Reply } from '../resp/reply.ts';
import type { Session } from '../session.ts';
import { parseInt64 } from './arguments.ts';
import { type CommandContext, CommandError, type CommandSpec, command, container, syntaxError } from './command.ts';

const flags = 'noscript loading stale';

/** @throws CommandError when the name would break the lines of CLIENT LIST. */
export function setClientName(session: Session, name: string): void {
  checkPrintable(name, 'Client names');
  session.name = name;
}

function checkPrintable(text: string, what: string): void {
  if (/[^!-~]/.test(text)) throw new CommandError(`ERR ${what} cannot contain spaces, newlines or special characters.`);
}

export const clientCommands: readonly CommandSpec[] = [
  container('client', [
    command('client|id', [2, flags], (_, { session }) => session.id),
    command('client|getname', [2, flags], (_, { session }) => session.name || null),
    command('client|setname', [3, flags], ([name = ''], { session }) => {
      setClientName(session, name);
      return ok;
    }),
    command('client|setinfo', [4, flags], ([attribute = '', text = ''], { session }) => {
      const wanted = attribute.toLowerCase();
      if (wanted !== 'lib-name' && wanted !== 'lib-ver') throw new CommandError(`ERR Unrecognized option '${attribute}'`);
      checkPrintable(text, wanted);
      if (wanted === 'lib-name') session.libName = text;
      else session.libVersion = text;
      return ok;
    }),
    command('client|info', [2, flags], (_, { session, nowMs }) => `${describe(session, nowMs)}\n`),
    command('client|list', [-2, `admin ${flags}`], (args, context) => {
      const listed = listWanted(args, context);
      return listed.map((session) => `${describe(session, context.nowMs)}\n`).join('');
    }),
    command('client|pause', [-3, `admin ${flags}`], pause),
    command('client|unpause', [2, `admin ${flags}`], (_, { world }) => {
      world.pause.end();
      return ok;
    }),
    command('client|kill', [-3, `admin ${flags}`], kill),
  ]),
];

function describe(session: Session, nowMs: number): string {
  const seconds = (sinceMs: number): number => Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  const fields: [string, string | number][] = [
    ['id', session.id],
    ['addr', session.address],
    ['laddr', session.localAddress],
    ['fd', session.id + 7],
    ['name', session.name],
    ['age', seconds(session.connectedAtMs)],
    ['idle', seconds(session.lastCommandAtMs)],
    ['flags', session.channels.size > 0 ? 'P' : session.transaction ? 'x' : 'N'],
    ['db', session.database],
    ['sub', session.channels.size],
    ['psub', 0],
    ['ssub', 0],
    ['multi', session.transaction?.queued.length ?? -1],
    ['events', 'r'],
    ['cmd', session.lastCommand || 'NULL'],
    ['user', 'default'],
    ['redir', -1],
    ['resp', session.protocol],
    ['lib-name', session.libName],
    ['lib-ver', session.libVersion],
  ];
  return fields.map(([name, value]) => `${name}=${value}`).join(' ');
}

function listWanted([filter, ...values]: string[], { world }: CommandContext): Session[] {
  const all = [...world.sessions.values()];
  if (filter === undefined) return all;
  if (filter.toLowerCase() === 'id' && values.length > 0) {
    const ids = new Set(values.map(clientId));
    return all.filter(({ id }) => ids.has(id));
  }
  if (filter.toLowerCase() === 'type' && values.length === 1)
    return all.filter((session) => typeOf(session) === clientType(values[0] ?? ''));
  throw syntaxError();
}

function clientId(text: string): number {
  const id = parseInt64(text);
  if (id === undefined || id < 1n) throw new CommandError('ERR Invalid client ID');
  return Number(id);
}

function typeOf(session: Session): string {
  return session.channels.size > 0 ? 'pubsub' : 'normal';
}

function clientType(text: string): string {
  const type = text.toLowerCase();
  if (!['normal', 'master', 'slave', 'replica', 'pubsub'].includes(type)) throw new CommandError(`ERR Unknown client type '${text}'`);
  return type;
}

function pause([timeout = '', mode = 'all', ...others]: string[], { world, nowMs }: CommandContext): Reply {
  const wanted = mode.toLowerCase();
  if (others.length > 0 || (wanted !== 'all' && wanted !== 'write')) throw new CommandError('ERR CLIENT PAUSE mode must be WRITE or ALL');
  const forMs = parseInt64(timeout);
  if (forMs === undefined) throw new CommandError('ERR timeout is not an integer or out of range');
  if (forMs < 0n) throw new CommandError('ERR timeout is negative');
  world.pause.begin(nowMs + Number(forMs), wanted satisfies PauseMode, nowMs);
  return ok;
}

function kill(args: string[], { world, session }: CommandContext): Reply {
  if (args.length === 1) {
    const victim = [...world.sessions.values()].find(({ address }) => address === args[0]);
    if (!victim) throw new CommandError('ERR No such client');
    victim.close();
    return ok;
  }
  const { matches, skipMe } = parseKill(args);
  const victims = [...world.sessions.values()].filter((one) => matches(one) && !(skipMe && one === session));
  for (const victim of victims) victim.close();
  return victims.length;
}

interface KillFilter {
  matches: (session: Session) => boolean;
  skipMe: boolean;
}

function parseKill(words: readonly string[]): KillFilter {
  if (words.length % 2 !== 0) throw syntaxError();
  const tests: ((session: Session) => boolean)[] = [];
  let skipMe = true;
  for (let at = 0; at < words.length; at += 2) {
    const [option = '', value = ''] = [words[at]?.toLowerCase(), words[at + 1]];
    if (option === 'skipme') skipMe = yesOrNo(value);
    else tests.push(killTest(option, value));
  }
  return { matches: (session) => tests.every((test) => test(session)), skipMe };
}

function yesOrNo(text: string): boolean {
  if (!/^(yes|no)$/i.test(text)) throw syntaxError();
  return text.toLowerCase() === 'yes';
}

function killTest(option: string, value: string): (session: Session) => boolean {
  switch (option) {
    case 'id': {
      const id = parseInt64(value);
      if (id === undefined || id < 1n) throw new CommandError('ERR client-id should be greater than 0');
      return (session) => session.id === Number(id);
    }
    case 'addr':
      return ({ address }) => address === value;
    case 'laddr':
      return ({ localAddress }) => localAddress === value;
    case 'type': {
      const type = clientType(value);
      return (session) => typeOf(session) === type;
    }
    case 'user':
      return () => value === 'default';
    default:
      throw syntaxError();
  }
}
