import { ErrorCode } from '../wire/error-codes.ts';
import type { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

const NO_APPEND_TIME = -1;

interface Produced {
  partition: number;
  error: ErrorCode;
  baseOffset: number;
  startOffset: number;
}

interface ProducedTopic {
  name: string;
  partitions: Produced[];
}

/** Produce: appends one batch per partition. With acks 0 there is no answer, and an error closes the connection, as in Kafka. */
export const produce: Api = {
  minVersion: 3,
  maxVersion: 7,
  handle({ version, body, client }): ApiAnswer {
    const transactionalId = body.nullableString();
    const acks = body.int16();
    body.int32(); // how long to wait for replicas: there is only one
    const refusal = refuse(transactionalId, acks);
    const topics = body.array(() => produceTopic(body, client, refusal));
    if (acks !== 0) return writeProduced(topics, version);
    const failed = topics.flatMap(({ partitions }) => partitions).find(({ error }) => error !== ErrorCode.none);
    if (failed) throw new Error(`produce without acks failed on partition ${failed.partition} with Kafka error ${failed.error}`);
    return null;
  },
};

function refuse(transactionalId: string | null, acks: number): ErrorCode {
  if (transactionalId !== null) return ErrorCode.invalidRequest;
  return acks >= -1 && acks <= 1 ? ErrorCode.none : ErrorCode.invalidRequiredAcks;
}

function produceTopic(body: Reader, client: ClientContext, refusal: ErrorCode): ProducedTopic {
  const name = body.string();
  const partitions = body.array(() => {
    const partition = body.int32();
    const records = body.nullableBytes();
    if (refusal !== ErrorCode.none) return failed(partition, refusal);
    return records ? append(client, { topic: name, partition, records }) : failed(partition, ErrorCode.corruptMessage);
  });
  return { name, partitions };
}

function append({ cluster, nodeId }: ClientContext, target: { topic: string; partition: number; records: Buffer }): Produced {
  const { topic, partition, records } = target;
  const log = cluster.partition(topic, partition);
  if (!log) return failed(partition, ErrorCode.unknownTopicOrPartition);
  if (cluster.leaderOf(partition) !== nodeId) return failed(partition, ErrorCode.notLeader);
  return { partition, ...log.append(records), startOffset: log.startOffset };
}

function failed(partition: number, error: ErrorCode): Produced {
  return { partition, error, baseOffset: -1, startOffset: -1 };
}

function writeProduced(topics: ProducedTopic[], version: number): Writer {
  const out = new Writer();
  out.array(topics, ({ name, partitions }) =>
    out.string(name).array(partitions, ({ partition, error, baseOffset, startOffset }) => {
      out.int32(partition).int16(error).int64(baseOffset).int64(NO_APPEND_TIME);
      if (version >= 5) out.int64(startOffset);
    }),
  );
  return out.int32(NO_THROTTLE_MS);
}
