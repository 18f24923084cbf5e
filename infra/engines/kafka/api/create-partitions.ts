import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

interface Growth {
  name: string;
  count: number;
  manual: boolean;
}

/** CreatePartitions, on the controller: grows topics. */
export const createPartitions: Api = {
  minVersion: 0,
  maxVersion: 1,
  handle({ body, client }): ApiAnswer {
    const topics = body.array(() => {
      const topic = { name: body.string(), count: body.int32() };
      return { ...topic, manual: body.nullableArray(() => body.array(() => body.int32())) !== null };
    });
    body.int32(); // timeout: growth is immediate
    const validateOnly = body.bool();
    const out = new Writer().int32(NO_THROTTLE_MS);
    return out.array(topics, (topic) => {
      const error = grow(client, topic, validateOnly);
      out.string(topic.name).int16(error);
      out.nullableString(error === ErrorCode.invalidPartitions ? 'a topic only grows, up to 1000 partitions' : null);
    });
  },
};

function grow({ cluster, nodeId }: ClientContext, { name, count, manual }: Growth, validateOnly: boolean): ErrorCode {
  if (nodeId !== cluster.controllerId) return ErrorCode.notController;
  if (manual) return ErrorCode.invalidReplicaAssignment;
  return validateOnly ? cluster.checkPartitionCount(name, count) : cluster.addPartitions(name, count);
}
