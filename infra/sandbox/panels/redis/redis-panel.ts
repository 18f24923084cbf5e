import { sampleOf } from '../../../../core/panels/key-sample.ts';
import { perSecond } from '../../../../core/panels/rates.ts';
import type { RedisPanel, RedisRates } from '../../../../core/protocol/panels-redis.ts';
import type { RedisAdmin, SlowCommand } from '../../admin/redis-admin.ts';
import { Looks } from '../looks.ts';

const counters = {
  hitsPerSecond: 'keyspace_hits',
  missesPerSecond: 'keyspace_misses',
  evictedPerSecond: 'evicted_keys',
  expiredPerSecond: 'expired_keys',
  commandsPerSecond: 'total_commands_processed',
} as const;

type Info = Record<string, string>;

/** Looking at keys costs the server time, and keys change slowly. */
const sampleEveryMs = 10_000;
const sampledKeys = 1000;
const shownSlow = 30;
const shownCommand = 200;

/** What `INFO`, `SLOWLOG`, `CLIENT LIST` and a walk over some keys tell. */
export class RedisLook {
  private readonly looks = new Looks<Info>();
  private sampled: { atMs: number; sample: Omit<RedisPanel['sample'], 'agoMs'> } | undefined;

  constructor(
    private readonly redis: RedisAdmin,
    /** Clients that nobody sees: ours. */
    private readonly hidden: readonly string[],
  ) {}

  /** @throws SandboxFailure, the client's error */
  async read(nowMs = performance.now()): Promise<RedisPanel> {
    const [info, slow, clients] = await Promise.all([this.redis.info(), this.redis.slowLog(100), this.redis.clients()]);
    const { before, overMs } = this.looks.next(info, nowMs);
    const { sample, atMs } = await this.sample(nowMs);
    const number = (field: string): number => Number(info[field] ?? 0);
    const isShown = ({ name }: { name: string }): boolean => !this.hidden.includes(name);
    return {
      kind: 'redis',
      version: info['redis_version'] ?? '',
      uptimeS: number('uptime_in_seconds'),
      rates: ratesOf(info, before, overMs),
      totals: {
        hits: number('keyspace_hits'),
        misses: number('keyspace_misses'),
        evicted: number('evicted_keys'),
        expired: number('expired_keys'),
      },
      memory: {
        used: number('used_memory'),
        peak: number('used_memory_peak'),
        max: number('maxmemory'),
        policy: info['maxmemory_policy'] ?? '',
      },
      keys: keysOf(info),
      slowerThanUs: slow.slowerThanUs,
      slow: slow.commands.filter(isShown).slice(0, shownSlow).map(slowRow),
      clients: clientRows(clients.filter(isShown)),
      sample: { ...sample, agoMs: nowMs - atMs },
    };
  }

  private async sample(nowMs: number): Promise<{ atMs: number; sample: Omit<RedisPanel['sample'], 'agoMs'> }> {
    if (!this.sampled || nowMs - this.sampled.atMs >= sampleEveryMs) {
      this.sampled = { atMs: nowMs, sample: sampleOf(await this.redis.sampleKeys(sampledKeys)) };
    }
    return this.sampled;
  }
}

function ratesOf(info: Info, before: Info | null, overMs: number | null): RedisRates | null {
  if (before === null || overMs === null) return null;
  const rates = Object.entries(counters).map(([name, field]) => [name, perSecond(Number(info[field]), Number(before[field]), overMs)]);
  // A counter that went back was reset between the looks.
  if (rates.some(([, rate]) => rate === null)) return null;
  return { overMs, ...(Object.fromEntries(rates) as Record<keyof typeof counters, number>) };
}

/** Of all databases: `db0:keys=12,expires=10,avg_ttl=0`. */
function keysOf(info: Info): number {
  const databases = Object.entries(info).filter(([name]) => /^db\d+$/.test(name));
  return databases.reduce((sum, [, text]) => sum + Number(/keys=(\d+)/.exec(text)?.[1] ?? 0), 0);
}

function slowRow({ id, atS, tookUs, words, name }: SlowCommand): RedisPanel['slow'][number] {
  return {
    id,
    agoS: Math.max(0, Math.round(Date.now() / 1000 - atS)),
    tookUs,
    command: words.join(' ').slice(0, shownCommand),
    client: name,
  };
}

function clientRows(clients: readonly { name: string; idleS: number; command: string }[]): RedisPanel['clients'] {
  const names = [...new Set(clients.map(({ name }) => name))].sort();
  return names.map((name) => {
    const own = clients.filter((client) => client.name === name).sort((a, b) => a.idleS - b.idleS);
    return { name, connections: own.length, idleS: own[0]?.idleS ?? 0, lastCommand: own[0]?.command ?? '' };
  });
}
