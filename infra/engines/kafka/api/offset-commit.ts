import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

interface Commit {
  groupId: string;
  topic: string;
  partition: number;
  offset: number;
  metadata: string;
}

/** OffsetCommit: stores a group's positions, if the member and generation are right. */
export const offsetCommit: Api = {
  minVersion: 2,
  maxVersion: 5,
  handle({ version, body, client }): ApiAnswer {
    const groupId = body.string();
    const membership = { generation: body.int32(), memberId: body.string() };
    if (version <= 4) body.int64(); // retention: positions live as long as the process
    const topics = body.array(() => {
      const name = body.string();
      return {
        name,
        partitions: body.array(() => ({ partition: body.int32(), offset: body.int64(), metadata: body.nullableString() ?? '' })),
      };
    });
    const refusal = groupError(client, groupId);
    const accepted = refusal === ErrorCode.none ? client.cluster.groups.acceptCommit(groupId, membership) : refusal;
    const out = new Writer();
    if (version >= 3) out.int32(NO_THROTTLE_MS);
    return out.array(topics, ({ name, partitions }) =>
      out.string(name).array(partitions, (position) => {
        const error = accepted === ErrorCode.none ? commit(client, { groupId, topic: name, ...position }) : accepted;
        out.int32(position.partition).int16(error);
      }),
    );
  },
};

function commit({ cluster }: ClientContext, { groupId, topic, partition, offset, metadata }: Commit): ErrorCode {
  if (!cluster.partition(topic, partition)) return ErrorCode.unknownTopicOrPartition;
  cluster.groups.offsets(groupId)?.commit({ topic, partition }, { offset, metadata });
  return ErrorCode.none;
}
