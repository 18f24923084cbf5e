/** Looks into the engines, for people who search: nothing of it changes anything. */
import { panelProblem } from '../../../core/panels/panel-problem.ts';
import type { Panel, PanelQuery } from '../../../core/protocol/panels.ts';
import { type Stack, serviceOfSlot } from '../../../core/stack/schema.ts';
import type { KafkaAdmin } from '../admin/kafka-admin.ts';
import type { PostgresAdmin } from '../admin/postgres-admin.ts';
import type { RedisAdmin } from '../admin/redis-admin.ts';
import { SandboxFailure } from '../failure.ts';
import type { Fleet } from '../fleet.ts';
import { house } from '../house.ts';
import { KeyedQueue } from '../keyed-queue.ts';
import { KafkaLook, type MemberReport } from './kafka/kafka-panel.ts';
import { kafkaRecords } from './kafka/kafka-records.ts';
import { PostgresLook } from './postgres/postgres-panel.ts';
import { postgresPlan } from './postgres/postgres-plan.ts';
import { RedisLook } from './redis/redis-panel.ts';

export interface PanelsParts {
  stack: Stack;
  fleet: Pick<Fleet, 'running'>;
  postgres: PostgresAdmin;
  kafka: KafkaAdmin;
  redis: RedisAdmin;
}

export class Panels {
  private readonly kafka: KafkaLook;
  private readonly postgres: PostgresLook;
  private readonly redis: RedisLook;
  /** Of each kind one at a time: a look measures against the one before, and a plan costs what its statement costs. */
  private readonly looks = new KeyedQueue();

  constructor(private readonly parts: PanelsParts) {
    const { engines } = parts.stack;
    const topics = engines.kafka.topics.map(({ name }) => name);
    this.kafka = new KafkaLook({ kafka: parts.kafka, topics, reports: () => this.reports() });
    this.postgres = new PostgresLook({ postgres: parts.postgres, hidden: house, statements: engines.postgres.statements });
    this.redis = new RedisLook(parts.redis, house);
  }

  /** @throws SandboxFailure, the clients' errors */
  read(query: PanelQuery): Promise<Panel> {
    const problem = panelProblem(this.parts.stack, query);
    if (problem) throw new SandboxFailure('unknown_target', problem);
    return this.looks.run(query.kind, () => this.look(query));
  }

  private look(query: PanelQuery): Promise<Panel> {
    switch (query.kind) {
      case 'kafka':
        return this.kafka.read();
      case 'kafkaRecords':
        return kafkaRecords(this.parts.kafka, query);
      case 'postgres':
        return this.postgres.read();
      case 'postgresPlan':
        return this.plan(query);
      case 'redis':
        return this.redis.read();
    }
  }

  private plan(query: Extract<PanelQuery, { kind: 'postgresPlan' }>): Promise<Panel> {
    const { postgres, stack } = this.parts;
    const offered = stack.engines.postgres.statements[query.statement];
    if (!offered) throw new SandboxFailure('unknown_target', `there is no statement ${query.statement}`);
    return postgresPlan(postgres.address, offered, query);
  }

  /** Who does not answer in a second is left out: the broker tells of it all the same. */
  private async reports(): Promise<MemberReport[]> {
    const { stack, fleet } = this.parts;
    const consumers = fleet.running().filter(({ name }) => stack.services[serviceOfSlot(name)]?.consumerGroup);
    const answers = await Promise.allSettled(consumers.map(async ({ name, control }) => ({ member: name, ...(await control.consumer()) })));
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  }
}
