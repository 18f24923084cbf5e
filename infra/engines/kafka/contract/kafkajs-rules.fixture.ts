import { randomUUID } from 'node:crypto';
import { type Admin, AssignerProtocol, type Kafka } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import {
  commitPosition,
  createTopic,
  joinAsMember,
  joinAsProcess,
  kafkaClient,
  keyedProducer,
  type Member,
  untilShared,
  waiting,
} from './clients.fixture.ts';
import type { ClusterUnderTest } from './cluster-under-test.fixture.ts';

const PARTITIONS = 6;

/** What every Kafka behind the sandbox must do, asked by the client that the services use. */
export function describeKafkajs(running: () => ClusterUnderTest): void {
  let cluster: ClusterUnderTest;
  let kafka: Kafka;
  let admin: Admin;
  let topic: string;
  let groupId: string;
  const cleanups: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    cluster = running();
    kafka = kafkaClient(cluster.brokers('orders'), 'contract');
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(() => admin?.disconnect());
  beforeEach(async () => {
    topic = `topic-${randomUUID()}`;
    groupId = `group-${randomUUID()}`;
    await createTopic(admin, cluster.brokers('orders'), { topic, numPartitions: PARTITIONS });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function member(client = kafka): Promise<Member> {
    const joined = await joinAsMember(client, groupId, topic);
    cleanups.push(() => joined.consumer.disconnect());
    return joined;
  }

  async function send(values: string[]): Promise<void> {
    const producer = keyedProducer(kafka);
    await producer.connect();
    await producer.send({ topic, messages: values.map((value) => ({ key: value, value })) });
    await producer.disconnect();
  }

  const numbered = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => `order-${from + index}`);
  const highOffsets = async (): Promise<number[]> =>
    (await admin.fetchTopicOffsets(topic)).sort((a, b) => a.partition - b.partition).map(({ high }) => Number(high));

  it('shows three nodes and a controller', async () => {
    const { brokers, controller } = await admin.describeCluster();
    expect(brokers.map(({ nodeId }) => nodeId).sort()).toEqual([1, 2, 3]);
    expect([1, 2, 3]).toContain(controller);
  });

  it('creates a topic once, spreads its leaders over the nodes, and deletes it', async () => {
    expect(await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] })).toBe(false);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    expect(topics[0]?.partitions).toHaveLength(PARTITIONS);
    expect(new Set(topics[0]?.partitions.map(({ leader }) => leader))).toEqual(new Set([1, 2, 3]));
    await admin.deleteTopics({ topics: [topic] });
    // A broker answers before every one of them has heard of it.
    await vi.waitFor(async () => expect(await admin.listTopics()).not.toContain(topic), 30_000);
  });

  it('does not create a topic because somebody asks for it', async () => {
    const missing = `missing-${randomUUID()}`;
    await expect(admin.fetchTopicMetadata({ topics: [missing] })).rejects.toThrow(/does not host this topic-partition/);
    // kafkajs asks for all topics, and lists none (it throws) while a single one has no leader: whoever asks for them asks again.
    const listed = await vi.waitFor(() => admin.listTopics(), waiting);
    expect(listed).toContain(topic);
    expect(listed).not.toContain(missing);
  });

  it('grows a topic', async () => {
    await admin.createPartitions({ topicPartitions: [{ topic, count: PARTITIONS + 2 }] });
    // A broker learns of it from the controller, a little later.
    const partitions = async (): Promise<number | undefined> =>
      (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.length;
    await expect.poll(partitions).toBe(PARTITIONS + 2);
  });

  it('takes an idempotent keyed send over all partitions and gives every record back once', async () => {
    const values = numbered(0, 120);
    await send(values);
    await send(values.map((value) => `${value}-again`));
    expect((await highOffsets()).reduce((sum, high) => sum + high, 0)).toBe(240);
    expect((await highOffsets()).every((high) => high > 0)).toBe(true);
    const { received } = await member();
    await vi.waitFor(() => expect(received).toHaveLength(240), waiting);
    expect(new Set(received).size).toBe(240);
  });

  it('keeps records of one key in one partition, in order', async () => {
    const producer = keyedProducer(kafka);
    await producer.connect();
    cleanups.push(() => producer.disconnect());
    for (const value of numbered(0, 20)) await producer.send({ topic, messages: [{ key: 'same', value }] });
    expect((await highOffsets()).filter((high) => high > 0)).toEqual([20]);
    const { received } = await member();
    await vi.waitFor(() => expect(received).toEqual(numbered(0, 20)), waiting);
  });

  it.each([0, 1, -1])('takes a plain send with acks %i', async (acks) => {
    const producer = kafka.producer({ createPartitioner: () => () => 0 });
    await producer.connect();
    await producer.send({ topic, acks, messages: [{ value: 'plain' }] });
    await vi.waitFor(async () => expect((await highOffsets())[0]).toBe(1), waiting);
    await producer.disconnect();
  });

  it('shares partitions between two members and moves them when one joins, without loss', async () => {
    await send(numbered(0, 60));
    const first = await member();
    await untilShared([first], PARTITIONS);
    await vi.waitFor(() => expect(first.received).toHaveLength(60), waiting);
    const second = await member();
    await untilShared([first, second], PARTITIONS);
    await send(numbered(60, 120));
    await vi.waitFor(() => expect(new Set([...first.received, ...second.received]).size).toBe(120), waiting);
    expect(second.received.length).toBeGreaterThan(0);
  });

  it('hands everything over on a graceful leave, without loss or duplicates', async () => {
    const first = await member();
    const second = await member();
    await untilShared([first, second], PARTITIONS);
    await send(numbered(0, 60));
    await vi.waitFor(() => expect(first.received.length + second.received.length).toBe(60), waiting);
    await second.consumer.disconnect();
    await untilShared([first], PARTITIONS);
    await send(numbered(60, 120));
    await vi.waitFor(() => expect(first.received.length + second.received.length).toBeGreaterThanOrEqual(120), waiting);
    expect([...first.received, ...second.received].sort()).toEqual(numbered(0, 120).sort());
  });

  it('evicts a member that died without leaving once its session has timed out, not before', async () => {
    const kill = await joinAsProcess(cluster.brokers('fulfilment'), groupId, topic);
    cleanups.push(kill);
    const survivor = await member();
    await vi.waitFor(() => expect(survivor.partitions()).toHaveLength(PARTITIONS / 2), waiting);
    const killedAtMs = performance.now();
    await kill();
    await untilShared([survivor], PARTITIONS);
    const tookMs = performance.now() - killedAtMs;
    expect(tookMs).toBeGreaterThan(5000);
    expect(tookMs).toBeLessThan(12_000);
  });

  it('keeps committed positions, for members and for tools', async () => {
    await send(numbered(0, 60));
    const first = await member();
    await vi.waitFor(() => expect(first.received).toHaveLength(60), waiting);
    await first.consumer.disconnect();
    const committed = await admin.fetchOffsets({ groupId, topics: [topic] });
    const byPartition = committed[0]?.partitions.sort((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset));
    expect(byPartition).toEqual(await highOffsets());
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 2, offset: '0' }] });
    const reset = await admin.fetchOffsets({ groupId, topics: [topic] });
    expect(reset[0]?.partitions.find(({ partition }) => partition === 2)?.offset).toBe('0');
    const again = await member();
    await vi.waitFor(async () => expect(again.received).toHaveLength((await highOffsets())[2] ?? -1), waiting);
  });

  it('has no position where nothing was committed', async () => {
    const [known] = await admin.fetchOffsets({ groupId, topics: [topic] });
    expect(known?.partitions.map(({ offset }) => offset)).toEqual(Array.from({ length: PARTITIONS }, () => '-1'));
  });

  it('describes a group with what each member was assigned, and lists it', async () => {
    const [first, second] = [await member(), await member()];
    await untilShared([first, second], PARTITIONS);
    const described = (await admin.describeGroups([groupId])).groups[0];
    expect(described?.state).toBe('Stable');
    expect(described?.protocolType).toBe('consumer');
    expect(described?.protocol).toBe('RoundRobinAssigner');
    expect(described?.members.map(({ clientId }) => clientId)).toEqual(['contract', 'contract']);
    const assigned = described?.members.map(
      ({ memberAssignment }) => AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment[topic],
    );
    expect(assigned?.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await admin.listGroups()).groups).toContainEqual({ groupId, protocolType: 'consumer' });
  });

  it('deletes a group only when nobody is in it', async () => {
    const only = await member();
    await expect(admin.deleteGroups([groupId])).rejects.toThrow();
    await only.consumer.disconnect();
    await admin.deleteGroups([groupId]);
    expect((await admin.describeGroups([groupId])).groups[0]?.state).toBe('Dead');
  });

  it('makes records below an offset unreadable; a reader below starts at what is left', async () => {
    await send(numbered(0, 60));
    const [high = 0] = await highOffsets();
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(high - 1) }] });
    const offsets = await admin.fetchTopicOffsets(topic);
    expect(offsets.find(({ partition }) => partition === 0)?.low).toBe(String(high - 1));
    await commitPosition(kafka, groupId, { topic, partition: 0, offset: '0' });
    const { received } = await member();
    await vi.waitFor(() => expect(received).toHaveLength(60 - high + 1), waiting);
  });

  it('finds offsets by time', async () => {
    const early = Date.now() - 1000;
    await send(numbered(0, 60));
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, early);
    expect(found.every(({ offset }) => offset === '0')).toBe(true);
  });

  it('describes settings of a topic', async () => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic, configNames: ['cleanup.policy'] }],
    });
    expect(resources[0]?.configEntries[0]).toMatchObject({ configName: 'cleanup.policy', configValue: 'delete' });
  });

  it('tells the clients of each listener that listener’s addresses, so their traffic stays on their own forwards', async () => {
    const before = cluster.connections('orders');
    const other = kafkaClient(cluster.brokers('fulfilment').slice(0, 1), 'other');
    const otherAdmin = other.admin();
    await otherAdmin.connect();
    cleanups.push(() => otherAdmin.disconnect());
    const { brokers } = await otherAdmin.describeCluster();
    expect(brokers.map(({ host, port }) => `${host}:${port}`).sort()).toEqual(cluster.brokers('fulfilment').sort());
    const taken = cluster.connections('fulfilment');
    const reader = await member(other);
    await untilShared([reader], PARTITIONS);
    await vi.waitFor(
      () => expect(cluster.connections('fulfilment').every((count, node) => count > (taken[node] ?? 0))).toBe(true),
      waiting,
    );
    expect(cluster.connections('orders')).toEqual(before);
  });
}
