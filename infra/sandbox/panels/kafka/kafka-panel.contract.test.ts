/** What is seen of topics and groups, on our broker, and on the original where there is one. */
import type { Consumer, Kafka, Producer } from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StartKafka } from '../../../engines/kafka/contract/cluster-under-test.fixture.ts';
import { originalKafka } from '../../../engines/kafka/contract/start-original.fixture.ts';
import { describeOriginal } from '../../../engines/originals/describe-original.fixture.ts';
import type { KafkaAdmin } from '../../admin/kafka-admin.ts';
import { startSmallKafka } from '../../small-kafka.fixture.ts';
import { KafkaLook, type MemberReport } from './kafka-panel.ts';
import { kafkaRecords } from './kafka-records.ts';

const topics = ['orders.placed', 'plain', 'orders.placed.dlq'];

describe('the panel of Kafka (ours)', () => suite());
describeOriginal('kafka', 'the panel of Kafka (Apache Kafka)', (original) => suite(originalKafka(original)));

function suite(start?: StartKafka): void {
  let stop: () => Promise<void>;
  let kafka: Kafka;
  let admin: KafkaAdmin;
  let producer: Producer;
  let consumer: Consumer | undefined;
  let reports: MemberReport[] = [];
  const look = () => new KafkaLook({ kafka: admin, topics, reports: async () => reports });

  beforeAll(async () => {
    ({ kafka, admin, stop } = await startSmallKafka(topics, start));
    producer = kafka.producer();
    await producer.connect();
  }, 120_000);
  afterEach(async () => {
    await consumer?.disconnect();
    consumer = undefined;
    reports = [];
  });
  afterAll(async () => {
    await producer?.disconnect();
    await stop?.();
  });

  const send = (topic: string, partition: number, values: readonly (string | Buffer)[]) =>
    producer.send({
      topic,
      messages: values.map((value, index) => ({ partition, key: `key-${index}`, value, headers: { 'schema-version': '3' } })),
    });

  /** Reads until it fails on a value of `bad`, and stays there. */
  async function consume(groupId: string, topic: string, bad = 'never'): Promise<void> {
    consumer = kafka.consumer({ groupId, heartbeatInterval: 200, retry: { retries: 50, initialRetryTime: 100, maxRetryTime: 100 } });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommitThreshold: 1,
      eachMessage: async ({ message }) => {
        if (message.value?.toString() === bad) throw new Error('cannot');
      },
    });
  }

  test('a group that reads shows its member, its offsets and no lag; one that stands still shows for how long', async () => {
    const panel = look();
    await send('orders.placed', 1, ['a', 'b', 'bad', 'd']);
    await send('orders.placed', 2, ['a']);
    await consume('shop', 'orders.placed', 'bad');
    const group = async () => (await panel.read()).groups.find((each) => each.group === 'shop');
    await vi.waitFor(async () => {
      const seen = await group();
      expect(seen).toMatchObject({ state: 'Stable', members: [{ member: 'looking', host: '127.0.0.1', partitions: 3 }] });
      expect(seen?.partitions.map(({ partition, member, committed, end, lag }) => [partition, member, committed, end, lag])).toEqual([
        [0, 'looking', null, 0, 0],
        [1, 'looking', 2, 4, 2],
        [2, 'looking', 1, 1, 0],
      ]);
    }, 20_000);
    await vi.waitFor(async () => expect((await group())?.partitions[1]?.stuckMs).toBeGreaterThan(300), 30_000);
    expect((await group())?.partitions.map(({ stuckMs }) => stuckMs > 0)).toEqual([false, true, false]);
  });

  test('a group without members keeps its offsets, nobody holds its partitions, and lag grows', async () => {
    await send('plain', 0, ['a']);
    await consume('leavers', 'plain');
    const panel = look();
    const group = async () => (await panel.read()).groups.find((each) => each.group === 'leavers');
    await vi.waitFor(async () => expect((await group())?.partitions[0]).toMatchObject({ committed: 1, lag: 0 }), 20_000);
    await consumer?.disconnect();
    await send('plain', 0, ['b', 'c']);
    await vi.waitFor(
      async () =>
        expect(await group()).toMatchObject({ state: 'Empty', members: [], partitions: [{ member: null, committed: 1, lag: 2 }] }),
      30_000,
    );
  });

  test('what members tell of generation, rebalances and failed records is shown with their group', async () => {
    await consume('tellers', 'plain');
    const failure = { topic: 'plain', partition: 0, offset: '4', tries: 9, message: 'no JSON', agoMs: 100 };
    reports = [
      { member: 'shop-1', group: 'tellers', generation: 4, joinsMsAgo: [900, 2000], failures: [failure] },
      { member: 'shop-2', group: 'tellers', generation: 5, joinsMsAgo: [800], failures: [] },
      { member: 'other-1', group: 'others', generation: 99, joinsMsAgo: [1, 2, 3], failures: [failure] },
    ];
    await vi.waitFor(async () => {
      const group = (await look().read()).groups.find((each) => each.group === 'tellers');
      expect(group).toMatchObject({ generation: 5, rebalances: 2, rebalancedMsAgo: 800, failures: [{ member: 'shop-1', ...failure }] });
    }, 20_000);
  });

  test('rates are what was written between two looks', async () => {
    const panel = look();
    const first = await panel.read(0);
    expect(first).toMatchObject({ overMs: null });
    await send('plain', 2, ['a', 'b', 'c', 'd']);
    const second = await panel.read(2000);
    expect(second.overMs).toBe(2000);
    const partitions = second.topics.find(({ topic }) => topic === 'plain')?.partitions;
    expect(partitions?.map(({ writtenPerSecond }) => writtenPerSecond)).toEqual([0, 0, 2]);
  });

  test('records around an offset are shown with key, headers, time and size, and nobody joins a group for it', async () => {
    const { groups } = await (await admin.admin()).listGroups();
    await send(
      'orders.placed.dlq',
      0,
      Array.from({ length: 50 }, (_, index) => `value ${index}`),
    );
    const seen = await kafkaRecords(admin, { topic: 'orders.placed.dlq', partition: 0, around: 30 });
    expect(seen).toMatchObject({ begin: 0, end: 50, problem: null });
    expect(seen.records.map(({ offset }) => offset)).toEqual(Array.from({ length: 20 }, (_, index) => 22 + index));
    expect(seen.records[8]).toMatchObject({
      offset: 30,
      key: { text: 'key-30', encoding: 'text' },
      value: { text: 'value 30', bytes: 8, isCut: false },
      headers: [{ name: 'schema-version', value: '3' }],
    });
    expect(Math.abs(seen.records[8]?.agoMs ?? Number.NaN)).toBeLessThan(60_000);
    const newest = await kafkaRecords(admin, { topic: 'orders.placed.dlq', partition: 0, around: null });
    expect(newest.records.map(({ offset }) => offset)).toEqual(Array.from({ length: 20 }, (_, index) => 30 + index));
    expect((await (await admin.admin()).listGroups()).groups).toEqual(groups);
  });

  test('an offset beyond the end shows the newest, one before the beginning the oldest, an empty partition nothing', async () => {
    await send('orders.placed.dlq', 1, ['a', 'b', 'c']);
    await (await admin.admin()).deleteTopicRecords({ topic: 'orders.placed.dlq', partitions: [{ partition: 1, offset: '1' }] });
    const offsets = async (around: number | null, partition = 1) =>
      (await kafkaRecords(admin, { topic: 'orders.placed.dlq', partition, around })).records.map(({ offset }) => offset);
    expect(await offsets(1_000_000)).toEqual([1, 2]);
    expect(await offsets(0)).toEqual([1, 2]);
    expect(await offsets(null, 2)).toEqual([]);
  });

  test('bytes that are no text and records of a megabyte do no harm', async () => {
    await send('plain', 1, [Buffer.from([0, 255, 1])]);
    for (let sent = 0; sent < 6; sent += 1) await send('plain', 1, ['y'.repeat(900_000)]);
    const seen = await kafkaRecords(admin, { topic: 'plain', partition: 1, around: 0 });
    expect(seen.records[0]?.value).toEqual({ text: '00ff01', encoding: 'hex', bytes: 3, isCut: false });
    expect(seen.records[1]?.value).toMatchObject({ bytes: 900_000, isCut: true });
    expect(seen.records[1]?.value?.text).toHaveLength(4096);
    expect(seen.records.length).toBeGreaterThan(3);
    expect(seen.problem).toContain('large');
  });
}
