import { ErrorCode } from '../wire/error-codes.ts';
import type { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

const BROKER_DEFAULT = -1;
const DEFAULT_PARTITIONS = 1;

interface NewTopic {
  name: string;
  partitions: number;
  replicationFactor: number;
  manualAssignments: number;
}

/** CreateTopics, on the controller. Replicas are accepted up to the number of nodes, but only the leader's copy exists. */
export const createTopics: Api = {
  minVersion: 0,
  maxVersion: 3,
  handle({ version, body, client }): ApiAnswer {
    const topics = body.array(() => readTopic(body));
    body.int32(); // timeout: creation is immediate
    const validateOnly = version >= 1 && body.bool();
    const out = new Writer();
    if (version >= 2) out.int32(NO_THROTTLE_MS);
    return out.array(topics, (topic) => {
      const error = create(client, topic, validateOnly);
      out.string(topic.name).int16(error);
      if (version >= 1) out.nullableString(error === ErrorCode.none ? null : (explanations[error] ?? null));
    });
  },
};

const explanations: Partial<Record<ErrorCode, string>> = {
  [ErrorCode.notController]: 'ask the controller, see Metadata',
  [ErrorCode.invalidTopic]: 'a topic name has 1 to 249 of the characters a-z A-Z 0-9 . _ -',
  [ErrorCode.topicAlreadyExists]: 'the topic exists already',
  [ErrorCode.invalidPartitions]: 'a topic has 1 to 1000 partitions',
  [ErrorCode.invalidReplicationFactor]: 'there are not that many nodes',
  [ErrorCode.invalidReplicaAssignment]: 'manual replica assignment is not supported: give a partition count',
};

function readTopic(body: Reader): NewTopic {
  const topic = { name: body.string(), partitions: body.int32(), replicationFactor: body.int16() };
  const manualAssignments = body.array(() => [body.int32(), body.array(() => body.int32())]).length;
  body.array(() => [body.string(), body.nullableString()]); // settings: retention is the process's own
  return { ...topic, manualAssignments };
}

function create({ cluster, nodeId }: ClientContext, topic: NewTopic, validateOnly: boolean): ErrorCode {
  const { name, replicationFactor, manualAssignments } = topic;
  if (nodeId !== cluster.controllerId) return ErrorCode.notController;
  if (manualAssignments > 0) return ErrorCode.invalidReplicaAssignment;
  const replicas = replicationFactor === BROKER_DEFAULT ? 1 : replicationFactor;
  if (replicas < 1 || replicas > cluster.nodeIds.length) return ErrorCode.invalidReplicationFactor;
  const partitions = topic.partitions === BROKER_DEFAULT ? DEFAULT_PARTITIONS : topic.partitions;
  return validateOnly ? cluster.checkNewTopic(name, partitions) : cluster.createTopic(name, partitions);
}
