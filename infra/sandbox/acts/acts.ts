/** What responders do to a sandbox once, and what they choose from. */
import type { LiveChoice, LiveQuery } from '../../../core/sandbox/live.ts';
import type { SandboxAction } from '../../../core/sandbox/operations.ts';
import { type Stack, slotNames } from '../../../core/stack/schema.ts';
import type { KafkaAdmin } from '../admin/kafka-admin.ts';
import type { PostgresAdmin } from '../admin/postgres-admin.ts';
import type { RedisAdmin } from '../admin/redis-admin.ts';
import type { Fleet } from '../fleet.ts';
import { house } from '../house.ts';
import type { SlotState } from '../slot-control.ts';
import { KafkaActs } from './kafka-acts.ts';
import { PostgresActs } from './postgres-acts.ts';

export interface ActsParts {
  stack: Stack;
  fleet: Fleet;
  postgres: PostgresAdmin;
  kafka: KafkaAdmin;
  redis: RedisAdmin;
}

export class Acts {
  private readonly postgres: PostgresActs;
  private readonly kafka: KafkaActs;

  constructor(private readonly parts: ActsParts) {
    const { stack, fleet } = parts;
    const services = Object.entries(stack.services).flatMap(([service, { maxSlots }]) => slotNames(service, maxSlots));
    this.postgres = new PostgresActs({ admin: parts.postgres, hidden: house, services, indexes: stack.engines.postgres.indexes });
    this.kafka = new KafkaActs({
      kafka: parts.kafka,
      topics: stack.engines.kafka.topics.map(({ name }) => name),
      groupOf: (service) => stack.services[service]?.consumerGroup ?? service,
      withoutConsumers: (service, work) => fleet.withoutConsumers(service, work),
    });
  }

  /** The stack has been asked before whether there is such a thing. @returns what was truly done. @throws SandboxFailure */
  async perform(action: SandboxAction): Promise<string[]> {
    switch (action.kind) {
      case 'restart':
        return this.parts.fleet.restart(action.target);
      case 'redisFlush':
        return [`redis: flushed ${await this.parts.redis.flush()} keys`];
      case 'sessionEnd':
        return this.postgres.endSession(action);
      case 'analyze':
        return this.postgres.analyze(action);
      case 'indexCreate':
        return this.postgres.createIndex(action);
      case 'offsetSkip':
        return this.kafka.skip(action);
      case 'offsetsReset':
        return this.kafka.reset(action);
      case 'deadLetterRedrive':
        return this.kafka.deadLetters.redrive(action);
    }
  }

  /** @throws SandboxFailure */
  async inspect({ kind, target }: LiveQuery): Promise<LiveChoice[]> {
    switch (kind) {
      case 'sessions':
        return this.postgres.sessions();
      case 'offsets':
        return this.kafka.positions(target);
      case 'deadLetters':
        return this.kafka.deadLetters.choices(target);
      case 'jobs':
        return this.jobs(target);
    }
  }

  private async jobs(service: string): Promise<LiveChoice[]> {
    const slot = slotNames(service, 1).join();
    const isUp = this.parts.fleet.running().some(({ name, isServing }) => name === slot && isServing);
    // Nothing runs in an instance that is down or being replaced: no answer is to be waited for.
    const { jobs = [] }: Partial<SlotState> = isUp ? await this.parts.fleet.stateOf(slot) : {};
    return jobs.map(({ job, state, runs, lastMs }) => ({
      value: job,
      label: job,
      facts: [
        { name: 'state', value: state },
        { name: 'runs', value: String(runs) },
        { name: 'last run', value: lastMs === null ? 'none yet' : `took ${lastMs} ms` },
        { name: 'does', value: this.parts.stack.jobs[job]?.summary ?? '' },
      ],
    }));
  }
}
