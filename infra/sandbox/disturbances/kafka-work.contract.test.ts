/** What is done to topics, on a real broker. */
import type { Kafka } from 'kafkajs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { KafkaAdmin } from '../admin/kafka-admin.ts';
import { startSmallKafka } from '../small-kafka.fixture.ts';
import { poison, traffic } from './kafka-work.ts';

let stop: () => Promise<void>;
let kafka: Kafka;
let admin: KafkaAdmin;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  ({ kafka, admin, stop } = await startSmallKafka(['orders.placed', 'busy', 'orders.placed.dlq']));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => stop());

/** Ends of the partitions of a topic. */
async function ends(topic: string): Promise<number[]> {
  const client = kafka.admin();
  await client.connect();
  const offsets = await client.fetchTopicOffsets(topic);
  await client.disconnect();
  return offsets.sort((a, b) => a.partition - b.partition).map(({ high }) => Number(high));
}

test('an unreadable record stands where it was put and is seen until the sweep has deleted it; parked ones go with it', async () => {
  const { did, undo } = await poison(admin, { type: 'poison', topic: 'orders.placed', partition: 2, records: 1, worker: 'legacy-import' });
  expect(did).toBe('kafka: unreadable record on orders.placed-2 at offset 0');
  expect(await undo()).toEqual([]);
  const producer = await admin.producer('shop-1');
  await producer.send({ topic: 'orders.placed.dlq', messages: [{ key: 'k', value: 'parked' }] });
  await producer.disconnect();
  expect(await admin.differences()).toEqual([
    'orders.placed.dlq holds 1 parked records',
    'orders.placed-2 holds an unreadable record at offset 0',
  ]);
  expect(await admin.sweep()).toEqual([
    'kafka: orders.placed-2 deleted up to the unreadable record at offset 0',
    'kafka: 1 parked records of orders.placed.dlq deleted',
  ]);
  expect(await admin.differences()).toEqual([]);
  expect(await admin.sweep()).toEqual([]);
});

test('records with one key fill one partition, those without spread, and nothing comes once it is taken off', async () => {
  const hot = await traffic(admin, {
    type: 'kafkaTraffic',
    topic: 'busy',
    key: 'marketplace-1',
    perSecond: 200,
    bytes: 2500,
    worker: 'marketplace-import',
  });
  closing.push(async () => void (await hot.undo()));
  await vi.waitFor(async () => expect(Math.max(...(await ends('busy')))).toBeGreaterThan(20), 20_000);
  expect((await ends('busy')).filter((end) => end > 0)).toHaveLength(1);
  await hot.undo();
  const after = await ends('busy');
  const spread = await traffic(admin, {
    type: 'kafkaTraffic',
    topic: 'busy',
    key: null,
    perSecond: 20,
    bytes: 200_000,
    worker: 'catalogue-import',
  });
  closing.push(async () => void (await spread.undo()));
  await vi.waitFor(async () => expect((await ends('busy')).every((end, index) => end > (after[index] ?? 0))).toBe(true), 20_000);
});
