import type { LiveChoice } from '../../../core/sandbox/live.ts';
import { positionText } from '../../../core/sandbox/live.ts';
import type { SandboxAction } from '../../../core/sandbox/operations.ts';
import type { KafkaAdmin } from '../admin/kafka-admin.ts';
import { type Goal, type Position, positionsOf, setPositions } from '../admin/kafka-groups.ts';
import { SandboxFailure } from '../failure.ts';
import { DeadLetters } from './dead-letters.ts';

type Of<Kind extends SandboxAction['kind']> = Extract<SandboxAction, { kind: Kind }>;

export interface KafkaActsParts {
  kafka: KafkaAdmin;
  topics: readonly string[];
  groupOf: (service: string) => string;
  /** Does `work` while no member of the service's group is in it: the broker moves the offsets of an empty group only. */
  withoutConsumers: (service: string, work: () => Promise<string[]>) => Promise<string[]>;
}

const shownPositions = 40;

/** What a person does with Kafka's own command lines. */
export class KafkaActs {
  readonly deadLetters: DeadLetters;

  constructor(private readonly parts: KafkaActsParts) {
    this.deadLetters = new DeadLetters(parts.kafka, parts.topics);
  }

  /** Partitions on which records wait for the group, the longest queue first. @throws the client's error */
  async positions(service: string): Promise<LiveChoice[]> {
    const waiting = (await this.read(service)).filter(({ committed, high }) => high > committed);
    return waiting
      .sort((a, b) => b.high - b.committed - (a.high - a.committed) || a.partition - b.partition)
      .slice(0, shownPositions)
      .map(({ topic, partition, committed, high }) => ({
        value: positionText({ topic, partition, offset: String(committed) }),
        label: `${topic}, partition ${partition}, offset ${committed}`,
        facts: [
          { name: 'waiting', value: `${high - committed} records` },
          { name: 'end', value: String(high) },
        ],
      }));
  }

  /** @throws SandboxFailure `gone` when the group stands somewhere else by now */
  async skip(action: Of<'offsetSkip'>): Promise<string[]> {
    const { service, topic, partition, offset } = action;
    // Before anybody is sent out of the group for nothing, and again when nobody can move it any more.
    await this.standsAt(action);
    return this.parts.withoutConsumers(service, async () => {
      await this.standsAt(action);
      await setPositions(this.parts.kafka, this.parts.groupOf(service), [{ topic, partition, offset: String(Number(offset) + 1) }]);
      return [`${service}: went past offset ${offset} of ${topic}, partition ${partition}`];
    });
  }

  /** @throws SandboxFailure, the client's error */
  async reset({ service, to, minutesBack }: Of<'offsetsReset'>): Promise<string[]> {
    return this.parts.withoutConsumers(service, async () => {
      const positions = await this.read(service);
      const topics = [...new Set(positions.map(({ topic }) => topic))];
      if (topics.length === 0) throw new SandboxFailure('gone', `${service}: its group has read nothing yet`);
      const atMs = Date.now() - minutesBack * 60_000;
      const goals = (await Promise.all(topics.map((topic) => this.goals(ofTopic(positions, topic), to, atMs)))).flat();
      await setPositions(this.parts.kafka, this.parts.groupOf(service), goals);
      return topics.map((topic) => `${service}: ${topic} ${movedWords(ofTopic(positions, topic), ofTopic(goals, topic))}`);
    });
  }

  private async goals(positions: readonly Position[], to: 'latest' | 'earliest' | 'time', atMs: number): Promise<Goal[]> {
    if (to !== 'time')
      return positions.map(({ topic, partition, low, high }) => ({ topic, partition, offset: String(to === 'latest' ? high : low) }));
    const topic = positions[0]?.topic ?? '';
    const found = await (await this.parts.kafka.admin()).fetchTopicOffsetsByTimestamp(topic, atMs);
    return found.map(({ partition, offset }) => ({ topic, partition, offset }));
  }

  private async standsAt({ service, topic, partition, offset }: Of<'offsetSkip'>): Promise<void> {
    const position = (await this.read(service)).find((each) => each.topic === topic && each.partition === partition);
    if (!position) throw new SandboxFailure('gone', `${service}: its group has no position on ${topic}, partition ${partition}`);
    if (position.committed !== Number(offset)) {
      throw new SandboxFailure(
        'gone',
        `${service}: its group stands at offset ${position.committed} of ${topic}, partition ${partition} by now`,
      );
    }
    if (position.high <= position.committed) throw new SandboxFailure('gone', `${service}: nothing waits at offset ${offset} of ${topic}`);
  }

  private read(service: string): Promise<Position[]> {
    return positionsOf(this.parts.kafka, this.parts.groupOf(service), this.parts.topics);
  }
}

/** How many records are left out or done again. */
function movedWords(before: readonly Position[], goals: readonly Goal[]): string {
  const moved = before.reduce((sum, { partition, committed }) => {
    const goal = goals.find((each) => each.partition === partition);
    return sum + (goal ? Number(goal.offset) - committed : 0);
  }, 0);
  if (moved === 0) return 'stays where it was';
  return moved > 0 ? `moved on, ${moved} records are left out` : `moved back by ${-moved} records`;
}

function ofTopic<Place extends { topic: string }>(places: readonly Place[], topic: string): Place[] {
  return places.filter((place) => place.topic === topic);
}
