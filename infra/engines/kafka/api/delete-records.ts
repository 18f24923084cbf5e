import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

const HIGH_WATERMARK = -1;

/** DeleteRecords, on a partition's leader: everything below an offset becomes unreadable. */
export const deleteRecords: Api = {
  minVersion: 0,
  maxVersion: 1,
  handle({ body, client }): ApiAnswer {
    const topics = body.array(() => {
      const name = body.string();
      return { name, partitions: body.array(() => ({ partition: body.int32(), offset: body.int64() })) };
    });
    const out = new Writer().int32(NO_THROTTLE_MS);
    return out.array(topics, ({ name, partitions }) =>
      out.string(name).array(partitions, (wanted) => {
        const { startOffset, error } = deleteBefore(client, { topic: name, ...wanted });
        out.int32(wanted.partition).int64(startOffset).int16(error);
      }),
    );
  },
};

function deleteBefore(
  { cluster, nodeId }: ClientContext,
  { topic, partition, offset }: { topic: string; partition: number; offset: number },
): { startOffset: number; error: ErrorCode } {
  const log = cluster.partition(topic, partition);
  if (!log) return { startOffset: -1, error: ErrorCode.unknownTopicOrPartition };
  if (cluster.leaderOf(partition) !== nodeId) return { startOffset: -1, error: ErrorCode.notLeader };
  const target = offset === HIGH_WATERMARK ? log.endOffset : offset;
  if (target < 0 || target > log.endOffset) return { startOffset: -1, error: ErrorCode.offsetOutOfRange };
  log.deleteBefore(target);
  return { startOffset: log.startOffset, error: ErrorCode.none };
}
