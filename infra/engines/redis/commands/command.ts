import type { Reply } from '../resp/reply.ts';
import type { Session } from '../session.ts';
import type { Database } from '../store/database.ts';
import type { World } from '../world.ts';

export type CommandFlag = 'write' | 'readonly' | 'denyoom' | 'admin' | 'pubsub' | 'noscript' | 'fast' | 'loading' | 'stale' | 'no_multi';

/** What a handler works on. */
export interface CommandContext {
  world: World;
  session: Session;
  /** The session's selected database. */
  db: Database;
  nowMs: number;
  table: CommandTable;
}

/** `args` are those after the command's own words. @throws CommandError to answer with an error. */
export type CommandHandler = (args: string[], context: CommandContext) => Reply;

/** One command as the table knows it. A container has subcommands, and a handler for when none is named if that is allowed. */
export interface CommandSpec {
  /** Lower case; a subcommand is written `client|setname`. */
  name: string;
  /** Number of words with the command's own; negative: at least that many. */
  arity: number;
  flags: readonly CommandFlag[];
  /** First key, last key (negative from the end), step; zeros when it has none. */
  keys: readonly [number, number, number];
  run?: CommandHandler;
  subcommands?: ReadonlyMap<string, CommandSpec>;
}

export type CommandTable = ReadonlyMap<string, CommandSpec>;

/** An answer that begins with `-`: the message carries the code (`ERR syntax error`). */
export class CommandError extends Error {}

export const syntaxError = (): CommandError => new CommandError('ERR syntax error');
export const notAnInteger = (): CommandError => new CommandError('ERR value is not an integer or out of range');
export const wrongArity = (name: string): CommandError => new CommandError(`ERR wrong number of arguments for '${name}' command`);

type SpecParts = [arity: number, flags: string, keys?: readonly [number, number, number]];

/** `command('get', [2, 'readonly fast', [1, 1, 1]], handler)`. */
export function command(name: string, [arity, flags, keys = [0, 0, 0]]: SpecParts, run: CommandHandler): CommandSpec {
  return { name, arity, flags: flags.split(' ') as CommandFlag[], keys, run };
}

/** A command whose second word picks what it does. */
export function container(name: string, subcommands: readonly CommandSpec[]): CommandSpec {
  return {
    name,
    arity: -2,
    flags: [],
    keys: [0, 0, 0],
    subcommands: new Map(subcommands.map((one) => [one.name.split('|')[1] ?? '', one])),
  };
}
