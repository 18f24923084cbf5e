import { type ConfigParameter, configParameters } from '../config.ts';
import { MapReply, ok, type Reply } from '../resp/reply.ts';
import { globMatches } from '../store/glob.ts';
import { type CommandContext, CommandError, type CommandSpec, command, container, wrongArity } from './command.ts';

const flags = 'admin noscript loading stale';

export const configCommands: readonly CommandSpec[] = [
  container('config', [
    command('config|get', [-3, flags], (patterns, { world }) => {
      const wanted = patterns.map((pattern) => pattern.toLowerCase());
      const matching = [...configParameters].filter(([name]) => wanted.some((pattern) => globMatches(pattern, name)));
      return new MapReply(matching.map(([name, parameter]) => [name, parameter.read(world)]));
    }),
    command('config|set', [-4, flags], set),
    command('config|resetstat', [2, flags], (_, { world }) => {
      world.stats.reset();
      return ok;
    }),
    command('config|rewrite', [2, flags], () => {
      throw new CommandError('ERR The server is running without a config file');
    }),
  ]),
];

/** All or nothing: everything is checked before anything is changed. */
function set(args: string[], { world }: CommandContext): Reply {
  if (args.length % 2 !== 0) throw wrongArity('config|set');
  const changes: (() => void)[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [name, text] = [(args[at] ?? '').toLowerCase(), args[at + 1] ?? ''];
    const parameter = configParameters.get(name);
    if (!parameter) throw new CommandError(`ERR Unknown option or number of arguments for CONFIG SET - '${args[at]}'`);
    changes.push(prepare(name, parameter, { text, world }));
  }
  for (const change of changes) change();
  world.makeRoom();
  return ok;
}

function prepare(name: string, parameter: ConfigParameter, { text, world }: { text: string; world: CommandContext['world'] }): () => void {
  const refuse = (reason: string): CommandError =>
    new CommandError(`ERR CONFIG SET failed (possibly related to argument '${name}') - ${reason}`);
  if (!parameter.prepare) throw refuse("can't set immutable config");
  const change = parameter.prepare(text, world);
  if (typeof change === 'string') throw refuse(change);
  return change;
}
