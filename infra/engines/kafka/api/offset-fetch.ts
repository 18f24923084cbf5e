import type { GroupOffsets } from '../group/offsets.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

const NEVER_COMMITTED = { offset: -1, metadata: '' };

/** OffsetFetch: a group's committed positions; -1 where it has none. */
export const offsetFetch: Api = {
  minVersion: 1,
  maxVersion: 4,
  handle({ version, body, client }): ApiAnswer {
    const groupId = body.string();
    const named = body.nullableArray(() => ({ topic: body.string(), partitions: body.array(() => body.int32()) }));
    const error = groupError(client, groupId);
    const offsets = error === ErrorCode.none ? client.cluster.groups.offsets(groupId) : undefined;
    const out = new Writer();
    if (version >= 3) out.int32(NO_THROTTLE_MS);
    writeTopics(out, named ?? offsets?.known() ?? [], { offsets, error });
    return version >= 2 ? out.int16(error) : out;
  },
};

interface OffsetSource {
  offsets: GroupOffsets | undefined;
  error: ErrorCode;
}

function writeTopics(out: Writer, topics: { topic: string; partitions: number[] }[], { offsets, error }: OffsetSource): void {
  out.array(topics, ({ topic, partitions }) =>
    out.string(topic).array(partitions, (partition) => {
      const committed = offsets?.find({ topic, partition }) ?? NEVER_COMMITTED;
      out.int32(partition).int64(committed.offset).nullableString(committed.metadata).int16(error);
    }),
  );
}
