import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Admin, type Consumer, Kafka, logLevel, Partitioners, type Producer, type TopicPartitionOffset } from 'kafkajs';
import { expect, vi } from 'vitest';

/** A kafkajs client that reports nothing and gives up early. */
export function kafkaClient(brokers: string[], clientId: string): Kafka {
  return new Kafka({ clientId, brokers, logLevel: logLevel.NOTHING, retry: { retries: 3, initialRetryTime: 50 } });
}

/**
 * Makes a topic, and waits until every broker has heard of it. kafkajs's own wait fails when the broker that passed the request on to the
 * controller has not heard of it itself yet.
 */
export async function createTopic(admin: Admin, brokers: string[], { topic, numPartitions }: { topic: string; numPartitions: number }) {
  await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: false, timeout: waiting.timeout });
  for (const broker of brokers) {
    await vi.waitFor(async () => {
      // One that has only just connected asks the one broker that it was given.
      const asking = kafkaClient([broker], 'setup').admin();
      try {
        await asking.connect();
        const [known] = (await asking.fetchTopicMetadata({ topics: [topic] })).topics;
        expect(known?.partitions.filter(({ leader }) => leader > 0)).toHaveLength(numPartitions);
      } finally {
        await asking.disconnect();
      }
    }, waiting);
  }
}

export function keyedProducer(kafka: Kafka): Producer {
  return kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
}

/** A consumer that is a member of its group, with everything it was given. */
export interface Member {
  consumer: Consumer;
  /** Values in the order they came. */
  received: string[];
  /** Partitions of the newest assignment. */
  partitions(): number[];
}

/** Joins `groupId`, reading `topic` from its beginning; resolves once assigned. */
export async function joinAsMember(kafka: Kafka, groupId: string, topic: string): Promise<Member> {
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 6000,
    heartbeatInterval: 500,
    rebalanceTimeout: 10_000,
    maxWaitTimeInMs: 200,
  });
  const received: string[] = [];
  let assigned: number[] = [];
  const joined = new Promise<void>((resolve) => {
    consumer.on('consumer.group_join', ({ payload }) => {
      assigned = [...(payload.memberAssignment[topic] ?? [])].sort();
      resolve();
    });
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void received.push(String(message.value)) });
  await joined;
  return { consumer, received, partitions: () => assigned };
}

/** Commits one position as a member that reads nothing; the admin's `setOffsets` does the same and waits 5 s for an empty fetch. */
export async function commitPosition(kafka: Kafka, groupId: string, position: TopicPartitionOffset): Promise<void> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  const joined = new Promise<void>((resolve) => void consumer.on('consumer.group_join', () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topic: position.topic });
  await consumer.run({ autoCommit: false, eachMessage: async () => {} });
  await joined;
  await consumer.commitOffsets([position]);
  await consumer.disconnect();
}

/** Waits until all `members` together hold `count` partitions, each at least one. */
export async function untilShared(members: Member[], count: number): Promise<void> {
  await vi.waitFor(() => {
    const shares = members.map((member) => member.partitions());
    expect(shares.every(({ length }) => length > 0)).toBe(true);
    expect(shares.flat().sort()).toEqual(Array.from({ length: count }, (_, index) => index));
  }, waiting);
}

export const waiting = { timeout: 20_000, interval: 50 };

const CHILD_MEMBER = `
const { Kafka, logLevel } = require('kafkajs');
const [brokers, groupId, topic] = process.argv.slice(1);
const consumer = new Kafka({ clientId: 'victim', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  .consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
consumer.on('consumer.group_join', () => console.log('joined'));
consumer.connect()
  .then(() => consumer.subscribe({ topic }))
  .then(() => consumer.run({ eachMessage: async () => {} }));
`;

/** A member in a process of its own; resolves once it has joined, with the function that kills it without a farewell. */
export async function joinAsProcess(brokers: string[], groupId: string, topic: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['-e', CHILD_MEMBER, brokers.join(','), groupId, topic], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => {
      throw new Error('the member process ended before it joined');
    }),
  ]);
  return async () => {
    child.kill('SIGKILL');
    await exited;
  };
}
