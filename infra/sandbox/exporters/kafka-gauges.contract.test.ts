/** What the exporter reads, against the built broker. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs, { type Admin, type Consumer, type Kafka } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { KafkaBoot } from '../../engines/kafka/boot.ts';
import { freePort } from '../../process/free-port.fixture.ts';
import { distFile } from '../../process/paths.ts';
import { LineLog } from '../line-log.ts';
import { Program } from '../program.ts';
import { KafkaReader } from './kafka-gauges.ts';
import type { Gauge } from './otlp-gauges.ts';

const file = distFile('engines/kafka.js');

describe.skipIf(!existsSync(file))('offsets and members of a broker', () => {
  let root: string;
  let program: Program;
  let kafka: Kafka;
  let admin: Admin;
  let consumer: Consumer;
  let reader: KafkaReader;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'gauges-'));
    const port = await freePort();
    const boot: KafkaBoot = {
      nodes: [{ id: 1, listeners: [{ name: 'admin', host: '127.0.0.1', port, advertisedHost: '127.0.0.1', advertisedPort: port }] }],
      topics: [
        { name: 'orders', partitions: 2 },
        { name: 'unused', partitions: 1 },
      ],
      retentionBytesPerPartition: 1_000_000,
      initialRebalanceDelayMs: 0,
    };
    program = new Program({ name: 'kafka', file, boot, log: new LineLog(join(root, 'log')), niceness: 0 });
    await program.ready;
    kafka = new kafkajs.Kafka({ clientId: 'worker-1', brokers: [`127.0.0.1:${port}`], logLevel: kafkajs.logLevel.NOTHING });
    admin = kafka.admin();
    consumer = kafka.consumer({ groupId: 'workers' });
    await admin.connect();
    reader = new KafkaReader(admin, ['orders', 'unused']);
  });
  afterAll(async () => {
    await consumer?.disconnect();
    await admin?.disconnect();
    await program?.stop(1000);
    await rm(root, { recursive: true, force: true });
  });

  const named = (gauges: Gauge[], name: string) => gauges.filter((gauge) => gauge.name === name);

  test('a broker nobody uses has the ends of its partitions and nothing else', async () => {
    const end = (topic: string, partition: number) => ({
      name: 'kafka.partition.current_offset',
      value: 0,
      attributes: { topic, partition },
    });
    expect(await reader.read()).toEqual([end('orders', 0), end('orders', 1), end('unused', 0)]);
  });

  test('records, committed offsets and who holds which partition are seen', async () => {
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages: [0, 0, 1].map((partition) => ({ partition, value: 'x' })) });
    await producer.disconnect();
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
    await vi.waitFor(async () => {
      const gauges = await reader.read();
      const ends = named(gauges, 'kafka.partition.current_offset').filter(({ attributes }) => attributes['topic'] === 'orders');
      expect(ends.map(({ value }) => value)).toEqual([2, 1]);
      const committed = named(gauges, 'kafka.consumer_group.offset');
      expect(committed.map(({ value, attributes }) => [attributes['group'], attributes['partition'], value])).toEqual([
        ['workers', 0, 2],
        ['workers', 1, 1],
      ]);
      const members = named(gauges, 'kafka.consumer_group.member').map(({ value, attributes }) => ({ value, ...attributes }));
      expect(members).toEqual([0, 1].map((partition) => ({ value: 1, group: 'workers', topic: 'orders', partition, member: 'worker-1' })));
    }, 20_000);
  });
});
