import { readEntry, writeEntry } from './access.ts';
import { int64 } from './arguments.ts';
import { type CommandContext, CommandError, type CommandSpec, command } from './command.ts';

const oneKey = [1, 1, 1] as const;
const latestMs = BigInt(Number.MAX_SAFE_INTEGER);

export const expiryCommands: readonly CommandSpec[] = [
  command('expire', [-3, 'write fast', oneKey], (args, context) =>
    expire({ name: 'expire', unitMs: 1000n, base: context.nowMs }, args, context),
  ),
  command('pexpire', [-3, 'write fast', oneKey], (args, context) =>
    expire({ name: 'pexpire', unitMs: 1n, base: context.nowMs }, args, context),
  ),
  command('expireat', [-3, 'write fast', oneKey], (args, context) => expire({ name: 'expireat', unitMs: 1000n, base: 0 }, args, context)),
  command('pexpireat', [-3, 'write fast', oneKey], (args, context) => expire({ name: 'pexpireat', unitMs: 1n, base: 0 }, args, context)),
  command('persist', [2, 'write fast', oneKey], ([key = ''], context) => {
    const entry = writeEntry(context, key);
    if (!entry || entry.expireAtMs === null) return 0;
    context.db.setExpiry(entry, null);
    return 1;
  }),
  command('ttl', [2, 'readonly fast', oneKey], ([key = ''], context) => left(context, key, { unitMs: 1000, base: context.nowMs })),
  command('pttl', [2, 'readonly fast', oneKey], ([key = ''], context) => left(context, key, { unitMs: 1, base: context.nowMs })),
  command('expiretime', [2, 'readonly fast', oneKey], ([key = ''], context) => left(context, key, { unitMs: 1000, base: 0 })),
  command('pexpiretime', [2, 'readonly fast', oneKey], ([key = ''], context) => left(context, key, { unitMs: 1, base: 0 })),
];

interface ExpireKind {
  name: string;
  unitMs: bigint;
  /** Unix milliseconds the time counts from. */
  base: number;
}

function expire({ name, unitMs, base }: ExpireKind, [key = '', time = '', ...words]: string[], context: CommandContext): number {
  const conditions = parseConditions(words);
  const atMs = int64(time) * unitMs + BigInt(base);
  if (atMs > latestMs || atMs < -latestMs) throw new CommandError(`ERR invalid expire time in '${name}' command`);
  const entry = writeEntry(context, key);
  if (!entry || !conditionsHold(conditions, entry.expireAtMs, Number(atMs))) return 0;
  // A time that has passed deletes, and does not count as expired.
  if (Number(atMs) <= context.nowMs) context.db.remove(entry);
  else context.db.setExpiry(entry, Number(atMs));
  return 1;
}

type Condition = 'nx' | 'xx' | 'gt' | 'lt';

function parseConditions(words: readonly string[]): Set<Condition> {
  const conditions = new Set<Condition>();
  for (const word of words) {
    const condition = word.toLowerCase();
    if (condition !== 'nx' && condition !== 'xx' && condition !== 'gt' && condition !== 'lt')
      throw new CommandError(`ERR Unsupported option ${word}`);
    conditions.add(condition);
  }
  if (conditions.has('nx') && conditions.size > 1)
    throw new CommandError('ERR NX and XX, GT or LT options at the same time are not compatible');
  if (conditions.has('gt') && conditions.has('lt')) throw new CommandError('ERR GT and LT options at the same time are not compatible');
  return conditions;
}

/** A key that lives for ever counts as one that ends later than any other. */
function conditionsHold(conditions: ReadonlySet<Condition>, beforeMs: number | null, afterMs: number): boolean {
  const endsMs = beforeMs ?? Number.POSITIVE_INFINITY;
  if (conditions.has('nx') && beforeMs !== null) return false;
  if (conditions.has('xx') && beforeMs === null) return false;
  if (conditions.has('gt') && afterMs <= endsMs) return false;
  return !(conditions.has('lt') && afterMs >= endsMs);
}

/** -2 without the key, -1 when it lives for ever. */
function left(context: CommandContext, key: string, { unitMs, base }: { unitMs: number; base: number }): number {
  const entry = readEntry(context, key, { counted: false });
  if (!entry) return -2;
  if (entry.expireAtMs === null) return -1;
  return Math.floor((entry.expireAtMs - base + unitMs / 2) / unitMs);
}
