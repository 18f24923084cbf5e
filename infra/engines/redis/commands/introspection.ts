import { MapReply, type Reply, SetReply, Simple } from '../resp/reply.ts';
import { type CommandSpec, type CommandTable, command, container } from './command.ts';

const flags = 'loading stale';

const subcommands = container('command', [
  command('command|count', [2, flags], (_, { table }) => table.size),
  command('command|list', [2, flags], (_, { table }) => [...table.keys()]),
  command('command|info', [-2, flags], (names, { table }) => {
    if (names.length === 0) return describeAll(table);
    return names.map((name) => {
      const spec = table.get(name.toLowerCase());
      return spec ? describe(spec) : null;
    });
  }),
  command('command|docs', [-2, flags], () => new MapReply([])),
]);

export const introspectionCommands: readonly CommandSpec[] = [
  { ...subcommands, ...command('command', [-1, flags], (_, { table }) => describeAll(table)) },
];

function describeAll(table: CommandTable): Reply {
  return [...table.values()].map(describe);
}

/** Name, arity, flags, key positions; ACL categories, tips and key specifications are left empty. */
function describe({ name, arity, flags: flagNames, keys, subcommands }: CommandSpec): Reply {
  const children: Reply[] = [...(subcommands?.values() ?? [])].map(describe);
  return [name, arity, new SetReply(flagNames.map((flag) => new Simple(flag))), ...keys, new SetReply([]), [], [], children];
}
