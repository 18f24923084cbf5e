/** Brings a real Kafka to where our own is from its start: all nodes there, the topics made, group coordination working. */
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { KafkaBoot } from '../boot.ts';

export interface Cluster {
  /** Addresses of the internal listeners. */
  brokers: string[];
  boot: KafkaBoot;
}

const pollMs = 100;
const createWithinMs = 30_000;

/**
 * Resolves when every node has joined, the topics of `boot` exist and groups can be joined. Partition p is led by node (p mod n) + 1,
 * as in our own broker, so that the same link carries the same partitions. Waits until `signal` says stop. @throws Error
 */
export async function prepareCluster({ brokers, boot }: Cluster, signal: AbortSignal): Promise<void> {
  await untilAllThere({ brokers, boot }, signal);
  await withAdmin(clientOf(brokers), async (admin) => {
    const ids = boot.nodes.map(({ id }) => id);
    await admin.createTopics({
      topics: boot.topics.map(({ name, partitions }) => ({
        topic: name,
        replicaAssignment: Array.from({ length: partitions }, (_, partition) => ({
          partition,
          replicas: [ids[partition % ids.length] ?? 0],
        })),
      })),
      // Ours to wait for: kafkajs gives up at the first broker that has not heard of them.
      waitForLeaders: false,
      timeout: createWithinMs,
    });
    await untilAllKnow({ brokers, boot }, signal);
    await untilGroupsWork(admin, signal);
  });
}

/** Deletes every topic and group that a former user has left, once all nodes are there. @throws Error, also when a group still has members */
export async function emptyCluster({ brokers, boot }: Cluster, signal: AbortSignal): Promise<void> {
  await untilAllThere({ brokers, boot }, signal);
  await withAdmin(clientOf(brokers), async (admin) => {
    const { groups } = await admin.listGroups();
    if (groups.length > 0) await admin.deleteGroups(groups.map(({ groupId }) => groupId));
    const topics = (await admin.listTopics()).filter((name) => !name.startsWith('__'));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    while ((await admin.listTopics()).some((name) => topics.includes(name))) await pause(pollMs, undefined, { signal });
  });
}

/** The broker that was asked to make the topics answers for the controller, and every broker hears of them a little later. */
async function untilAllKnow({ brokers, boot }: Cluster, signal: AbortSignal): Promise<void> {
  const topics = boot.topics.map(({ name }) => name);
  for (const broker of brokers) {
    // A client that has only just connected asks the one broker that it was given.
    const known = (): Promise<number> =>
      withAdmin(clientOf([broker], 0), async (admin) => (await admin.fetchTopicMetadata({ topics })).topics.length).catch(() => -1);
    while ((await known()) < topics.length) await pause(pollMs, undefined, { signal });
  }
}

/**
 * The first question about a group makes the topic of positions, and its leaders load for a moment; no member should have to wait for
 * that. kafkajs asks only once, so what says "try again" is tried again here.
 */
async function untilGroupsWork(admin: Admin, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const trouble = await admin.fetchOffsets({ groupId: 'provisioning' }).then(
      () => null,
      (error: Error & { retriable?: boolean }) => error,
    );
    if (!trouble) return;
    if (!trouble.retriable) throw trouble;
    await pause(pollMs, undefined, { signal });
  }
}

function clientOf(brokers: string[], retries = 8): Kafka {
  return new kafkajs.Kafka({ clientId: 'provisioning', brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { retries } });
}

async function untilAllThere({ brokers, boot }: Cluster, signal: AbortSignal): Promise<void> {
  // It asks again by itself.
  const kafka = clientOf(brokers, 0);
  for (;;) {
    signal.throwIfAborted();
    const there = await withAdmin(kafka, async (admin) => (await admin.describeCluster()).brokers.length).catch(() => 0);
    if (there >= boot.nodes.length) return;
    await pause(pollMs, undefined, { signal });
  }
}

async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => {});
  }
}
