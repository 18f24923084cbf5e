/** Where consumer groups stand. */
import { setTimeout as pause } from 'node:timers/promises';
import { SandboxFailure } from '../failure.ts';
import type { KafkaAdmin } from './kafka-admin.ts';

const emptyWithinMs = 10_000;
const lookEveryMs = 50;

export interface Position {
  topic: string;
  partition: number;
  /** The next record the group reads; the first there is, where it has never committed. */
  committed: number;
  low: number;
  /** Where the next record will be written. */
  high: number;
}

/** Of every partition of the topics that the group has read of. @throws the client's error */
export async function positionsOf(kafka: KafkaAdmin, groupId: string, topics: readonly string[]): Promise<Position[]> {
  const admin = await kafka.admin();
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const own = committed.filter(({ partitions }) => partitions.some(({ offset }) => Number(offset) >= 0));
  const positions = own.map(async ({ topic, partitions }) => {
    const ends = await admin.fetchTopicOffsets(topic);
    return ends.map(({ partition, low, high }) => {
      const at = Number(partitions.find((each) => each.partition === partition)?.offset ?? -1);
      return { topic, partition, committed: at < 0 ? Number(low) : at, low: Number(low), high: Number(high) };
    });
  });
  return (await Promise.all(positions)).flat().sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

export interface Goal {
  topic: string;
  partition: number;
  /** The next record the group is to read. */
  offset: string;
}

/**
 * Moves a group that nobody is in. As the only member of it we commit for it: the client's own `setOffsets` does the same for one topic
 * and waits 5 s for records.
 * @throws SandboxFailure when somebody is in it, the client's error
 */
export async function setPositions(kafka: KafkaAdmin, groupId: string, goals: readonly Goal[]): Promise<void> {
  await untilEmpty(kafka, groupId);
  const topics = [...new Set(goals.map(({ topic }) => topic))];
  const consumer = kafka.consumer(groupId);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics });
    const joined = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    joined.catch(() => {});
    await consumer.run({ autoCommit: false, eachMessage: async () => {} });
    consumer.pause(topics.map((topic) => ({ topic })));
    await joined;
    await consumer.commitOffsets([...goals]);
  } finally {
    await consumer.disconnect();
  }
}

/** A member that has just left is forgotten a moment later. */
async function untilEmpty(kafka: KafkaAdmin, groupId: string): Promise<void> {
  const admin = await kafka.admin();
  const until = performance.now() + emptyWithinMs;
  for (;;) {
    const { groups } = await admin.describeGroups([groupId]);
    const members = groups.flatMap((group) => group.members);
    if (members.length === 0) return;
    if (performance.now() > until) {
      const names = members.map(({ clientId }) => clientId).join(', ');
      throw new SandboxFailure('apply_failed', `${groupId}: ${names} did not leave the group, and nobody can move it meanwhile`);
    }
    await pause(lookEveryMs);
  }
}
