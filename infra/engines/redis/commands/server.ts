import { infoText } from '../info.ts';
import { ok, type Reply, Verbatim } from '../resp/reply.ts';
import { reportedBytes } from '../store/database.ts';
import { decayedFrequency } from '../store/usage.ts';
import { parseInt64 } from './arguments.ts';
import { type CommandContext, CommandError, type CommandSpec, command, container, syntaxError } from './command.ts';

const admin = 'admin loading stale';

export const serverCommands: readonly CommandSpec[] = [
  command('info', [-1, 'loading stale'], (sections, { world }) => new Verbatim(infoText(world, sections))),
  command('time', [1, 'loading stale fast'], (_, { nowMs }) => [String(Math.floor(nowMs / 1000)), String((nowMs % 1000) * 1000)]),
  container('memory', [command('memory|usage', [-3, 'readonly'], memoryUsage)]),
  container('object', [
    command('object|encoding', [3, 'readonly'], ([key = ''], context) => context.db.find(key, context.nowMs)?.value.encoding ?? null),
    command('object|refcount', [3, 'readonly'], ([key = ''], context) => (context.db.find(key, context.nowMs) ? 1 : null)),
    command('object|idletime', [3, 'readonly'], idleTime),
    command('object|freq', [3, 'readonly'], frequency),
  ]),
  container('slowlog', [
    command('slowlog|get', [-2, admin], slowLogGet),
    command('slowlog|len', [2, admin], (_, { world }) => world.slowLog.length),
    command('slowlog|reset', [2, admin], (_, { world }) => {
      world.slowLog.reset();
      return ok;
    }),
  ]),
];

function memoryUsage([key = '', option, samples]: string[], { db, nowMs }: CommandContext): Reply {
  if (option !== undefined && (option.toLowerCase() !== 'samples' || samples === undefined)) throw syntaxError();
  const entry = db.find(key, nowMs);
  return entry ? reportedBytes(entry) : null;
}

function usesLfu({ world }: CommandContext): boolean {
  return world.eviction.policy.endsWith('-lfu');
}

function idleTime([key = '']: string[], context: CommandContext): Reply {
  const entry = context.db.find(key, context.nowMs);
  if (!entry) return null;
  if (usesLfu(context)) {
    throw new CommandError(
      'ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
    );
  }
  return Math.floor((context.nowMs - entry.lastUsedMs) / 1000);
}

function frequency([key = '']: string[], context: CommandContext): Reply {
  const entry = context.db.find(key, context.nowMs);
  if (!entry) return null;
  if (!usesLfu(context)) {
    throw new CommandError(
      'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
    );
  }
  return decayedFrequency(entry, context.nowMs, context.world.eviction.lfu);
}

function slowLogGet([countText]: string[], { world }: CommandContext): Reply {
  const count = countText === undefined ? 10n : parseInt64(countText);
  if (count === undefined || count < -1n) throw new CommandError('ERR count should be greater than or equal to -1');
  const entries = world.slowLog.newest(count === -1n ? world.slowLog.length : Number(count));
  return entries.map(({ id, atSecond, tookUs, command: words, address, name }) => [id, atSecond, tookUs, words, address, name]);
}
