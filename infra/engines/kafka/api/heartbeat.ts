import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** Heartbeat: keeps a member in its group and tells it of a rebalance. */
export const heartbeat: Api = {
  minVersion: 0,
  maxVersion: 3,
  handle({ version, body, client }): ApiAnswer {
    const groupId = body.string();
    const membership = { generation: body.int32(), memberId: body.string() };
    const refusal = groupError(client, groupId);
    const error = refusal === ErrorCode.none ? client.cluster.groups.heartbeat(groupId, membership) : refusal;
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    return out.int16(error);
  },
};
