import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { calmKafkajs } from '../../infra/process/calm-kafkajs.ts';
import { Ends } from '../harness/ends.ts';
import { clusterBoot, kafkas, type RunningKafka } from '../harness/kafkas.ts';
import { canReadProcesses, cpuSeconds } from '../harness/process-tree.ts';
import { startForeign, temporaryFolder } from '../harness/programs.ts';
import type { Measurement, Row, RowContext } from '../row.ts';
import { percentiles } from '../summary.ts';

/** As large as an order's record. */
const record = 'x'.repeat(2048);
const recordsPerBatch = 100;
const batchesInFlight = 4;

interface Subject {
  name: string;
  brokers: string[];
  kafka: Kafka;
  running: RunningKafka;
}

interface Amounts {
  records: number;
  roundTrips: number;
}

/** Our Kafka (and the real one, where there is one) through kafkajs and kcat. */
export const kafkaRow: Row = {
  name: 'kafka',
  about: 'records per second in and out and the round trip of one record, through kafkajs and kcat',
  runs: 3,
  async open(context) {
    calmKafkajs();
    const amounts = context.quick ? { records: 4000, roundTrips: 50 } : { records: 40_000, roundTrips: 300 };
    const hasKcat = spawnSync('kcat', ['-V']).status === 0;
    if (!hasKcat) context.note('kafka: no kcat on the PATH; install it with: apt-get install kcat');
    const subjects: Subject[] = [];
    for (const { name, start } of kafkas) {
      const { boot, brokers } = await clusterBoot([]);
      const running = await start(boot, context);
      const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING });
      if (running) subjects.push({ name, brokers, kafka, running });
    }
    return async () => {
      const measurements: Measurement[] = [];
      for (const subject of subjects) {
        const topic = `bench-${randomUUID()}`;
        await createTopic(subject, topic);
        measurements.push(...(await throughKafkajs(subject, topic, amounts)));
        measurements.push(...(await roundTrips(subject, amounts.roundTrips)));
        if (hasKcat) measurements.push(...(await throughKcat(context, subject, amounts.records)));
      }
      return measurements;
    };
  },
};

async function createTopic({ kafka }: Subject, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 6 }] });
  await admin.disconnect();
}

/** Processor time of the broker for a piece of work, µs per record. */
async function withCpu<T>(
  { running }: Subject,
  records: number,
  work: () => Promise<T>,
): Promise<{ result: T; seconds: number; cpuMicros: number }> {
  const cpu = (): number => running.pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, sinceMs] = [cpu(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - sinceMs) / 1000;
  return { result, seconds, cpuMicros: canReadProcesses ? ((cpu() - before) * 1e6) / records : Number.NaN };
}

async function throughKafkajs(subject: Subject, topic: string, { records }: Amounts): Promise<Measurement[]> {
  const producer = subject.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = subject.kafka.consumer({ groupId: `reader-${topic}`, maxWaitTimeInMs: 100 });
  await producer.connect();
  try {
    const produced = await withCpu(subject, records, async () => {
      let left = records;
      const send = async (): Promise<void> => {
        for (; left > 0; ) {
          left -= recordsPerBatch;
          await producer.send({ topic, acks: -1, messages: Array.from({ length: recordsPerBatch }, () => ({ value: record })) });
        }
      };
      await Promise.all(Array.from({ length: batchesInFlight }, send));
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    let [firstMs, firstRecords, lastMs] = [0, 0, 0];
    const consumed = await withCpu(
      subject,
      records,
      () =>
        new Promise<void>((resolve) => {
          let received = 0;
          const eachBatch = async ({ batch }: { batch: { messages: unknown[] } }): Promise<void> => {
            received += batch.messages.length;
            lastMs = performance.now();
            if (firstMs === 0) [firstMs, firstRecords] = [lastMs, received];
            if (received >= records) resolve();
          };
          void consumer.run({ eachBatchAutoResolve: true, eachBatch });
        }),
    );
    return [
      { figure: `${subject.name}: kafkajs produces 2 KB records`, unit: '1/s', value: records / produced.seconds },
      { figure: `${subject.name}: processor of the broker, produce`, unit: 'µs each', value: produced.cpuMicros },
      // Joining the group is not consuming: from the first batch, which counts no longer, to the last.
      {
        figure: `${subject.name}: kafkajs consumes 2 KB records`,
        unit: '1/s',
        value: ((records - firstRecords) / (lastMs - firstMs)) * 1000,
      },
      { figure: `${subject.name}: processor of the broker, consume`, unit: 'µs each', value: consumed.cpuMicros },
    ];
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  }
}

/** From `send` of one record with acks=all until the consumer's handler has it. */
async function roundTrips(subject: Subject, count: number): Promise<Measurement[]> {
  const topic = `trip-${randomUUID()}`;
  await createTopic(subject, topic);
  const producer = subject.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = subject.kafka.consumer({ groupId: topic, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  try {
    const samples: number[] = [];
    let arrived = (): void => {};
    // From the beginning: a member has joined before it knows its positions, and `latest` may be looked up behind the first record.
    await consumer.subscribe({ topic, fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on('consumer.group_join', () => resolve()));
    await consumer.run({ eachMessage: async () => arrived() });
    await joined;
    for (let trip = 0; trip < count; trip += 1) {
      const sinceMs = performance.now();
      const arrival = new Promise<void>((resolve) => (arrived = resolve));
      await producer.send({ topic, acks: -1, messages: [{ value: record }] });
      await arrival;
      // The first record finds connections and positions still being made.
      if (trip > 0) samples.push(performance.now() - sinceMs);
    }
    const { p50, p99 } = percentiles(samples);
    return [
      { figure: `${subject.name}: round trip of a record p50`, unit: 'ms', value: p50 },
      { figure: `${subject.name}: round trip of a record p99`, unit: 'ms', value: p99 },
    ];
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  }
}

async function throughKcat({ say }: RowContext, subject: Subject, records: number): Promise<Measurement[]> {
  const ends = new Ends(say);
  try {
    const topic = `kcat-${randomUUID()}`;
    await createTopic(subject, topic);
    const file = join(temporaryFolder(ends), 'records');
    writeFileSync(file, `${record}\n`.repeat(records));
    const brokers = subject.brokers.join(',');
    const produce = await timed(ends, ['kcat', '-P', '-b', brokers, '-t', topic, '-l', file]);
    const consume = await timed(ends, ['kcat', '-C', '-q', '-b', brokers, '-t', topic, '-o', 'beginning', '-e']);
    return [
      { figure: `${subject.name}: kcat produces 2 KB records, its start included`, unit: '1/s', value: records / produce },
      { figure: `${subject.name}: kcat consumes 2 KB records, its start included`, unit: '1/s', value: records / consume },
    ];
  } finally {
    await ends.end();
  }
}

/** Seconds a program takes from start to end. @throws Error when it fails */
async function timed(ends: Ends, command: string[]): Promise<number> {
  const sinceMs = performance.now();
  const exitCode = await (await startForeign(ends, { command })).ended;
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with exit code ${exitCode}`);
  return (performance.now() - sinceMs) / 1000;
}
