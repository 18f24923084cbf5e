import type { Disturbance, NamedDisturbance } from '../../../core/sandbox/disturbances.ts';
import type { SandboxLayout } from '../../../core/stack/layout.ts';
import { type Stack, slotNames } from '../../../core/stack/schema.ts';
import type { KafkaAdmin } from '../admin/kafka-admin.ts';
import type { PostgresAdmin, Pristine } from '../admin/postgres-admin.ts';
import { factDifferences } from '../admin/postgres-facts.ts';
import type { RedisAdmin } from '../admin/redis-admin.ts';
import { SandboxFailure } from '../failure.ts';
import { house } from '../house.ts';
import type { Migration } from '../stack-files.ts';
import type { Effect } from './effect.ts';
import { poison, traffic } from './kafka-work.ts';
import { bringIn, dropIndex, migrate, planCache, restoreSchema, staleStatistics } from './postgres-schema.ts';
import { crowd, idleTransaction, lockTable, storm } from './postgres-sessions.ts';
import { providerBatch } from './provider-batch.ts';
import { alignExpiry, bigRead, flush } from './redis-work.ts';

/** Whoever holds locks goes first, so that nothing else that is taken back waits for them. */
const goFirst: readonly Disturbance['type'][] = ['lockTable', 'idleTransaction', 'storm', 'crowd'];

/** What is nobody's work, only a state of the database. */
const changesData: readonly Disturbance['type'][] = ['dropIndex', 'planCache', 'staleStatistics', 'migration', 'archive'];

export interface DisturbanceParts {
  stack: Stack;
  layout: SandboxLayout;
  migrations: readonly Migration[];
  archives: readonly Migration[];
  redis: RedisAdmin;
  postgres: PostgresAdmin;
  kafka: KafkaAdmin;
}

interface Running extends NamedDisturbance {
  effect: Effect;
}

interface Outcome {
  did: string[];
  failures: string[];
}

/**
 * What is done to engines beside proxies and settings. Each is begun when it comes onto the list and taken back when it goes off it;
 * meanwhile it is left alone, so that what a responder does against it (ending a session, creating the index) stays done.
 */
export class Disturbances {
  private running: Running[] = [];
  private pristine: Pristine | undefined;
  private readonly postgres: PostgresAdmin;
  private readonly kafka: KafkaAdmin;
  private readonly names: string[];

  constructor(private readonly parts: DisturbanceParts) {
    this.postgres = parts.postgres;
    this.kafka = parts.kafka;
    const slots = Object.entries(parts.stack.services).flatMap(([service, { maxSlots }]) => slotNames(service, maxSlots));
    this.names = [...house, ...slots];
  }

  /** Remembers what the database is before anybody touched it. To be called once, then. @throws SandboxFailure */
  async remember(): Promise<void> {
    this.pristine = await this.postgres.remember();
  }

  /**
   * Makes the disturbances exactly these; the same list again does nothing. One that fails keeps none of the others from being done.
   * @returns what was done. @throws SandboxFailure `apply_failed`; what could not be begun or taken back is tried again at the next call
   */
  async apply(wanted: readonly NamedDisturbance[]): Promise<string[]> {
    const isSame = (a: NamedDisturbance, b: NamedDisturbance): boolean =>
      a.id === b.id && JSON.stringify(a.disturbance) === JSON.stringify(b.disturbance);
    const gone = this.running.filter((one) => !wanted.some((each) => isSame(one, each)));
    const fresh = wanted.filter((one) => !this.running.some((each) => isSame(one, each)));
    const outcome: Outcome = { did: [], failures: [] };
    for (const one of inUndoOrder(gone)) {
      await attempt(one, outcome, async () => {
        const did = await one.effect.undo();
        this.running = this.running.filter((each) => each !== one);
        return did;
      });
    }
    for (const one of fresh) {
      await attempt(one, outcome, async () => {
        const effect = await this.begin(one.disturbance);
        this.running.push({ ...one, effect });
        return [effect.did];
      });
    }
    if (outcome.failures.length > 0) throw new SandboxFailure('apply_failed', outcome.failures.join('; '));
    return outcome.did;
  }

  /** Removes whatever somebody left: sessions, indexes, settings, keys, parked and unreadable records. @returns what had to be done */
  async sweep(): Promise<string[]> {
    const strangers = await this.postgres.strangers(this.names);
    for (const { pid } of strangers) await this.postgres.query('select pg_terminate_backend($1)', [pid]);
    const ended = strangers.map(({ name, pid }) => `postgres: session ${name} (pid ${pid}) ended`);
    const schema = await restoreSchema(this.postgres, this.before());
    const removed = await this.parts.redis.removeForeign(this.parts.stack.engines.redis.keyPrefixes);
    const topics = await this.kafka.sweep();
    return [...ended, ...schema, ...removed.map((key) => `redis: key ${key} deleted`), ...topics];
  }

  /** What is other than in a sandbox nobody has touched. @throws SandboxFailure when an engine cannot be asked */
  async differences(): Promise<string[]> {
    const { redis, stack } = this.parts;
    const [facts, strangers, foreign, topics] = await Promise.all([
      this.postgres.facts(),
      this.postgres.strangers(this.names),
      redis.foreignTraces(stack.engines.redis.keyPrefixes, this.names),
      this.kafka.differences(),
    ]);
    return [
      ...this.running.map(({ id, effect }) => `${id} stands: ${effect.did}`),
      ...factDifferences(facts, this.before().facts),
      ...strangers.map(({ name }) => `postgres has a session of ${name || 'nobody'}`),
      ...foreign,
      ...topics,
    ];
  }

  /** Ends what works; the data is thrown away with the sandbox. */
  async close(): Promise<void> {
    const working = this.running.filter(({ disturbance }) => !changesData.includes(disturbance.type));
    await Promise.allSettled(working.map(({ effect }) => effect.undo()));
  }

  private begin(disturbance: Disturbance): Promise<Effect> {
    switch (disturbance.type) {
      case 'dropIndex':
        return dropIndex(this.postgres, disturbance, this.before());
      case 'lockTable':
        return lockTable(this.postgres, disturbance);
      case 'idleTransaction':
        return idleTransaction(this.postgres, disturbance);
      case 'planCache':
        return planCache(this.postgres, disturbance);
      case 'staleStatistics':
        return staleStatistics(this.postgres, disturbance);
      case 'crowd':
        return crowd(this.postgres, disturbance);
      case 'storm':
        return storm(this.postgres, disturbance);
      case 'migration':
        return migrate(this.postgres, named(this.parts.migrations, 'migration', disturbance.migration));
      case 'archive':
        return bringIn(this.postgres, named(this.parts.archives, 'archive', disturbance.archive));
      default:
        return this.beginElsewhere(disturbance);
    }
  }

  private async beginElsewhere(disturbance: Disturbance): Promise<Effect> {
    const { redis, layout } = this.parts;
    switch (disturbance.type) {
      case 'redisFlush':
        return flush(redis, disturbance);
      case 'redisBigRead':
        return bigRead(redis, disturbance);
      case 'redisAlignExpiry':
        return alignExpiry(redis, disturbance);
      case 'poison':
        return poison(this.kafka, disturbance);
      case 'kafkaTraffic':
        return traffic(this.kafka, disturbance);
      case 'providerBatch':
        return providerBatch(layout.externalPorts[disturbance.external] ?? 0, disturbance);
      default:
        throw new SandboxFailure('apply_failed', `nobody here does ${disturbance.type}`);
    }
  }

  private before(): Pristine {
    if (!this.pristine) throw new SandboxFailure('not_ready', 'the sandbox is still starting');
    return this.pristine;
  }
}

function named(all: readonly Migration[], kind: 'migration' | 'archive', name: string): Migration {
  const found = all.find((each) => each.name === name);
  if (!found) throw new SandboxFailure('unknown_target', `the stack has no ${kind} ${name}`);
  return found;
}

/** The newest first, and before all others whoever holds locks. */
function inUndoOrder(running: readonly Running[]): Running[] {
  const newestFirst = running.toReversed();
  const isFirst = ({ disturbance }: Running): boolean => goFirst.includes(disturbance.type);
  return [...newestFirst.filter(isFirst), ...newestFirst.filter((each) => !isFirst(each))];
}

async function attempt({ id }: NamedDisturbance, outcome: Outcome, work: () => Promise<string[]>): Promise<void> {
  try {
    outcome.did.push(...(await work()));
  } catch (error) {
    outcome.failures.push(`${id}: ${(error as Error).message}`);
  }
}
