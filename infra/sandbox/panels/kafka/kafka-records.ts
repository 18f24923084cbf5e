import type { KafkaRecord, KafkaRecordsPanel } from '../../../../core/protocol/panels-kafka.ts';
import type { KafkaAdmin } from '../../admin/kafka-admin.ts';
import { SandboxFailure } from '../../failure.ts';
import { PartitionFetch } from './partition-fetch.ts';
import { type RawRecord, readBatches } from './record-batches.ts';
import { shownBytes } from './shown-bytes.ts';

interface RecordsQuery {
  topic: string;
  partition: number;
  around: number | null;
}

const shownRecords = 20;
const shownBefore = 8;
const shown = { value: 4096, key: 200, header: 300, headers: 30 };
const withinMs = 3_000;
/** Records can be large: what was read until then is shown. */
const most = { fetches: 12, bytes: 4 * 1024 * 1024 };
const outOfRange = 1;

/** Records around an offset, or the newest. @throws SandboxFailure, the client's error */
export async function kafkaRecords(kafka: KafkaAdmin, query: RecordsQuery): Promise<KafkaRecordsPanel> {
  const { topic, partition, around } = query;
  const ends = await (await kafka.admin()).fetchTopicOffsets(topic);
  const own = ends.find((each) => each.partition === partition);
  if (!own) throw new SandboxFailure('unknown_target', `${topic} has no partition ${partition}`);
  const [begin, end] = [Number(own.low), Number(own.high)];
  const from = Math.max(begin, Math.min(around === null ? end : around - shownBefore, end - shownRecords));
  const to = Math.min(end, from + shownRecords);
  const about = { kind: 'kafkaRecords' as const, topic, partition, begin, end };
  if (to <= from) return { ...about, records: [], problem: null };
  const { records, problem } = await read(kafka, query, { from, to });
  const nowMs = Date.now();
  return { ...about, records: records.map((record) => recordOf(record, nowMs)), problem };
}

interface Range {
  from: number;
  /** Exclusive. */
  to: number;
}

async function read(
  kafka: KafkaAdmin,
  { topic, partition }: RecordsQuery,
  { from, to }: Range,
): Promise<{ records: RawRecord[]; problem: string | null }> {
  const connection = await PartitionFetch.open(await leaderOf(kafka, topic, partition), withinMs);
  const found: { records: RawRecord[]; problem: string | null } = { records: [], problem: null };
  let [bytes, offset] = [0, from];
  try {
    for (let fetches = 0; offset < to; fetches += 1) {
      if (fetches >= most.fetches || bytes >= most.bytes)
        return { ...found, problem: 'The records are large: only the first of them are shown.' };
      const { error, batches } = await connection.fetch({ topic, partition, offset });
      if (error === outOfRange) return { ...found, problem: 'Some of these records have been deleted meanwhile.' };
      if (error !== 0) throw new SandboxFailure('apply_failed', `kafka: ${topic}-${partition} cannot be read: error ${error}`);
      const { records, nextOffset, problem } = readBatches(batches);
      if (nextOffset === null) break;
      bytes += batches.length;
      found.problem ??= problem;
      // A batch is answered whole: it may begin before what was asked for, and end after.
      found.records.push(...records.filter((record) => record.offset >= offset && record.offset < to));
      offset = nextOffset;
    }
  } finally {
    connection.close();
  }
  return found;
}

async function leaderOf(kafka: KafkaAdmin, topic: string, partition: number): Promise<{ host: string; port: number }> {
  const admin = await kafka.admin();
  const [{ topics }, { brokers }] = await Promise.all([admin.fetchTopicMetadata({ topics: [topic] }), admin.describeCluster()]);
  const leader = topics[0]?.partitions.find(({ partitionId }) => partitionId === partition)?.leader;
  const broker = brokers.find(({ nodeId }) => nodeId === leader);
  if (!broker) throw new SandboxFailure('apply_failed', `kafka: ${topic}-${partition} has no leader at this moment`);
  return { host: broker.host, port: broker.port };
}

function recordOf({ offset, timestampMs, key, value, headers }: RawRecord, nowMs: number): KafkaRecord {
  return {
    offset,
    timestampMs,
    agoMs: nowMs - timestampMs,
    key: key && shownBytes(key, shown.key),
    value: value && shownBytes(value, shown.value),
    headers: headers.slice(0, shown.headers).map((header) => ({
      name: header.name.slice(0, 100),
      value: header.value ? shownBytes(header.value, shown.header).text : '',
    })),
  };
}
