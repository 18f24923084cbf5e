import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** DeleteGroups: forgets groups without members, with their positions. */
export const deleteGroups: Api = {
  minVersion: 0,
  maxVersion: 1,
  handle({ body, client }): ApiAnswer {
    const groupIds = body.array(() => body.string());
    const out = new Writer().int32(NO_THROTTLE_MS);
    return out.array(groupIds, (groupId) => {
      const refusal = groupError(client, groupId);
      out.string(groupId).int16(refusal === ErrorCode.none ? client.cluster.groups.delete(groupId) : refusal);
    });
  },
};
