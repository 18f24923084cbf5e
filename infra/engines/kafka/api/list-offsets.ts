import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

const LATEST = -1;
const EARLIEST = -2;

interface FoundOffset {
  error: ErrorCode;
  timestampMs: number;
  offset: number;
}

/** ListOffsets: the first or last offset of a partition, or the first batch at or after a time. */
export const listOffsets: Api = {
  minVersion: 1,
  maxVersion: 3,
  handle({ version, body, client }): ApiAnswer {
    body.int32(); // replica id: only clients ask here
    if (version >= 2) body.int8(); // isolation level: everything appended is committed
    const topics = body.array(() => {
      const name = body.string();
      return { name, partitions: body.array(() => ({ partition: body.int32(), timestampMs: body.int64() })) };
    });
    const out = new Writer();
    if (version >= 2) out.int32(NO_THROTTLE_MS);
    return out.array(topics, ({ name, partitions }) =>
      out.string(name).array(partitions, ({ partition, timestampMs }) => {
        const found = find(client, { topic: name, partition, timestampMs });
        out.int32(partition).int16(found.error).int64(found.timestampMs).int64(found.offset);
      }),
    );
  },
};

function find({ cluster, nodeId }: ClientContext, wanted: { topic: string; partition: number; timestampMs: number }): FoundOffset {
  const log = cluster.partition(wanted.topic, wanted.partition);
  if (!log) return { error: ErrorCode.unknownTopicOrPartition, timestampMs: -1, offset: -1 };
  if (cluster.leaderOf(wanted.partition) !== nodeId) return { error: ErrorCode.notLeader, timestampMs: -1, offset: -1 };
  if (wanted.timestampMs === LATEST) return { error: ErrorCode.none, timestampMs: -1, offset: log.endOffset };
  if (wanted.timestampMs === EARLIEST) return { error: ErrorCode.none, timestampMs: -1, offset: log.startOffset };
  return { error: ErrorCode.none, timestampMs: -1, offset: -1, ...log.findByTime(wanted.timestampMs) };
}
