import { type CommandContext, CommandError, type CommandSpec, wrongArity } from './commands/command.ts';
import { ErrorReply, type Reply } from './resp/reply.ts';

const shownArguments = 128;

/** The command a line asks for, checked for its number of words. @throws CommandError with the text of the original. */
export function findCommand(words: readonly string[], { table }: Pick<CommandContext, 'table'>): { spec: CommandSpec; args: string[] } {
  const [name = '', ...rest] = words;
  const spec = table.get(name.toLowerCase());
  if (!spec) throw unknownCommand(name, rest);
  checkArity(spec, words.length);
  if (!spec.subcommands || (spec.run && rest.length === 0)) return { spec, args: rest };
  const [subName = '', ...args] = rest;
  const subcommand = spec.subcommands.get(subName.toLowerCase());
  if (!subcommand) throw new CommandError(`ERR unknown subcommand '${subName.slice(0, 128)}'. Try ${name.toUpperCase()} HELP.`);
  checkArity(subcommand, words.length);
  return { spec: subcommand, args };
}

/** Runs a command: an error of its own becomes its answer; time, counters and slow log are kept. */
export function callCommand(spec: CommandSpec, args: string[], context: CommandContext): Reply {
  const { world, session } = context;
  const startedMs = performance.now();
  world.stats.commands += 1;
  session.lastCommand = spec.name;
  try {
    return spec.run?.(args, context) ?? null;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    world.stats.errors += 1;
    return new ErrorReply(error.message);
  } finally {
    const tookUs = Math.round((performance.now() - startedMs) * 1000);
    world.slowLog.note(session, [...spec.name.split('|'), ...args], { tookUs, nowMs: context.nowMs });
  }
}

function checkArity({ name, arity }: CommandSpec, words: number): void {
  if (arity >= 0 ? words !== arity : words < -arity) throw wrongArity(name);
}

function unknownCommand(name: string, args: readonly string[]): CommandError {
  let shown = '';
  for (const arg of args) {
    if (shown.length >= shownArguments) break;
    shown += `'${arg.slice(0, shownArguments - shown.length)}' `;
  }
  return new CommandError(`ERR unknown command '${name.slice(0, shownArguments)}', with args beginning with: ${shown}`);
}
