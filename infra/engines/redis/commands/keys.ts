import { ok, type Reply, Simple } from '../resp/reply.ts';
import { isOver } from '../store/database.ts';
import { globMatches } from '../store/glob.ts';
import { readEntry } from './access.ts';
import { parseInt64 } from './arguments.ts';
import { type CommandContext, CommandError, type CommandSpec, command, syntaxError } from './command.ts';

const everyKey = [1, -1, 1] as const;

export const keyCommands: readonly CommandSpec[] = [
  command('del', [-2, 'write', everyKey], remove),
  command('unlink', [-2, 'write fast', everyKey], remove),
  command(
    'exists',
    [-2, 'readonly fast', everyKey],
    (keys, context) => keys.filter((key) => readEntry(context, key, { counted: false })).length,
  ),
  command('touch', [-2, 'readonly fast', everyKey], (keys, context) => keys.filter((key) => readEntry(context, key)).length),
  command(
    'type',
    [2, 'readonly fast', [1, 1, 1]],
    ([key = ''], context) => new Simple(readEntry(context, key, { counted: false })?.value.type ?? 'none'),
  ),
  command('keys', [2, 'readonly'], ([pattern = ''], { db, nowMs }) =>
    [...db.live(nowMs)].map(({ key }) => key).filter((key) => pattern === '*' || globMatches(pattern, key)),
  ),
  command('scan', [-2, 'readonly'], scan),
  command('dbsize', [1, 'readonly fast'], (_, { db }) => db.size),
  command('randomkey', [1, 'readonly'], (_, { db, nowMs, world }) => {
    for (let entry = db.sample(world.random); entry; entry = db.sample(world.random)) {
      if (!isOver(entry, nowMs)) return entry.key;
      db.expire(entry);
    }
    return null;
  }),
  command('flushall', [-1, 'write'], (args, { world }) => {
    checkFlushMode(args);
    for (const database of world.databases) database.clear();
    return ok;
  }),
  command('flushdb', [-1, 'write'], (args, { db }) => {
    checkFlushMode(args);
    db.clear();
    return ok;
  }),
];

function remove(keys: string[], { db, nowMs }: CommandContext): number {
  let removed = 0;
  for (const key of keys) {
    const entry = db.find(key, nowMs);
    if (!entry) continue;
    db.remove(entry);
    removed += 1;
  }
  return removed;
}

/** Both modes do the same here: clearing is quick. */
function checkFlushMode([mode, ...others]: string[]): void {
  if (others.length > 0 || (mode !== undefined && !/^(a?sync)$/i.test(mode))) throw syntaxError();
}

function scan([cursorText = '', ...words]: string[], { db, nowMs }: CommandContext): Reply {
  if (!/^\d{1,16}$/.test(cursorText)) throw new CommandError('ERR invalid cursor');
  const { count, match, type } = parseScanOptions(words);
  const { items, next } = db.walk(Number(cursorText), count);
  const found = items.filter(
    (entry) => !isOver(entry, nowMs) && (!type || entry.value.type === type) && (!match || globMatches(match, entry.key)),
  );
  return [String(next), found.map(({ key }) => key)];
}

function parseScanOptions(words: readonly string[]): { count: number; match?: string; type?: string } {
  const options: { count: number; match?: string; type?: string } = { count: 10 };
  for (let at = 0; at < words.length; at += 2) {
    const value = words[at + 1];
    const option = (words[at] ?? '').toLowerCase();
    if (value === undefined) throw syntaxError();
    if (option === 'count') options.count = scanCount(value);
    else if (option === 'match') options.match = value;
    else if (option === 'type') options.type = value.toLowerCase();
    else throw syntaxError();
  }
  return options;
}

function scanCount(text: string): number {
  const count = parseInt64(text);
  if (count === undefined) throw new CommandError('ERR value is not an integer or out of range');
  if (count < 1n) throw syntaxError();
  return Number(count);
}
