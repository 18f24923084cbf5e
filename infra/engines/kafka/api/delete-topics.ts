import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';

/** DeleteTopics, on the controller: records and committed positions go too. */
export const deleteTopics: Api = {
  minVersion: 0,
  maxVersion: 3,
  handle({ version, body, client }): ApiAnswer {
    const { cluster, nodeId } = client;
    const names = body.array(() => body.string());
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    return out.array(names, (name) => {
      out.string(name).int16(nodeId === cluster.controllerId ? cluster.deleteTopic(name) : ErrorCode.notController);
    });
  },
};
