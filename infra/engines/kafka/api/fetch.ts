import type { PartitionLog } from '../log/partition-log.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';
import { type FetchPartition, type FetchRequest, readFetchRequest } from './fetch-request.ts';

const NO_SESSION = 0;
const NO_OFFSET = -1;

/** Fetch: what is there, or what comes within the client's wait. Sessions are never opened, so every request lists its partitions. */
export const fetch: Api = {
  minVersion: 4,
  maxVersion: 11,
  async handle({ version, body, client }): Promise<ApiAnswer> {
    const request = readFetchRequest(body, version);
    if (request.sessionId !== NO_SESSION) return writeFetched([], { request, version, error: ErrorCode.fetchSessionIdNotFound });
    if (request.maxWaitMs > 0 && !isReady(request, client)) await enoughOrTimeout(request, client);
    return writeFetched(readAll(request, client), { request, version, error: ErrorCode.none });
  },
};

/** Ready when enough bytes are there, or when a partition has an error the client should hear at once. */
function isReady(request: FetchRequest, client: ClientContext): boolean {
  let bytes = 0;
  for (const wanted of request.topics.flatMap(({ partitions }) => partitions)) {
    const located = locate(wanted, client);
    if (located.error !== ErrorCode.none) return true;
    bytes += Math.min(located.log.bytesFrom(wanted.offset), wanted.maxBytes);
  }
  return bytes >= request.minBytes;
}

type Located = { error: typeof ErrorCode.none; log: PartitionLog } | { error: Exclude<ErrorCode, 0>; log: PartitionLog | undefined };

function locate({ topic, partition, offset }: FetchPartition, { cluster, nodeId }: ClientContext): Located {
  const log = cluster.partition(topic, partition);
  if (!log) return { error: ErrorCode.unknownTopicOrPartition, log };
  if (cluster.leaderOf(partition) !== nodeId) return { error: ErrorCode.notLeader, log };
  return log.contains(offset) ? { error: ErrorCode.none, log } : { error: ErrorCode.offsetOutOfRange, log };
}

/** Sleeps until appends made the request ready, its time is up, or the client is gone. */
function enoughOrTimeout(request: FetchRequest, client: ClientContext): Promise<void> {
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const finish = (): void => {
      for (const run of undo.splice(0)) run();
      resolve();
    };
    let looking = false;
    const look = (): void => {
      if (looking) return;
      looking = true;
      // After the append's own request is through, so that one answer carries all the partitions it touched.
      queueMicrotask(() => {
        looking = false;
        if (isReady(request, client)) finish();
      });
    };
    const timer = setTimeout(finish, request.maxWaitMs);
    undo.push(() => clearTimeout(timer), client.onClose(finish));
    for (const { topic, partition } of request.topics.flatMap(({ partitions }) => partitions)) {
      const log = client.cluster.partition(topic, partition);
      if (log) undo.push(log.watch(look));
    }
  });
}

interface FetchedPartition {
  partition: number;
  error: ErrorCode;
  log: PartitionLog | undefined;
  batches: Buffer[];
}

interface FetchedTopic {
  name: string;
  partitions: FetchedPartition[];
}

function readAll(request: FetchRequest, client: ClientContext): FetchedTopic[] {
  let remaining = request.maxBytes;
  let empty = true;
  return request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((wanted) => {
      const { error, log } = locate(wanted, client);
      const batches = error === ErrorCode.none ? log.read(wanted.offset, Math.min(wanted.maxBytes, remaining), empty) : [];
      remaining -= byteLength(batches);
      empty = empty && batches.length === 0;
      return { partition: wanted.partition, error, log, batches };
    }),
  }));
}

function byteLength(batches: Buffer[]): number {
  return batches.reduce((sum, { length }) => sum + length, 0);
}

function writeFetched(
  topics: FetchedTopic[],
  { request, version, error }: { request: FetchRequest; version: number; error: ErrorCode },
): Writer {
  const bodyBytes = topics.flatMap(({ partitions }) => partitions).reduce((sum, { batches }) => sum + 64 + byteLength(batches), 256);
  const out = new Writer(bodyBytes).int32(NO_THROTTLE_MS);
  if (version >= 7) out.int16(error).int32(NO_SESSION);
  return out.array(topics, ({ name, partitions }) =>
    out.string(name).array(partitions, (fetched) => writePartition(out, fetched, { version, readCommitted: request.readCommitted })),
  );
}

function writePartition(
  out: Writer,
  { partition, error, log, batches }: FetchedPartition,
  form: { version: number; readCommitted: boolean },
): void {
  const end = log?.endOffset ?? NO_OFFSET;
  out.int32(partition).int16(error).int64(end).int64(end);
  if (form.version >= 5) out.int64(log?.startOffset ?? NO_OFFSET);
  out.int32(form.readCommitted ? 0 : -1); // aborted transactions: none, or not asked for
  if (form.version >= 11) out.int32(-1); // preferred read replica
  out.int32(byteLength(batches));
  for (const batch of batches) out.raw(batch);
}
