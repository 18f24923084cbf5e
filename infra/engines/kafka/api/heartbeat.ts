import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { groupError } from './group-request.ts';
import { NO_THROTTLE_MS, type Api, type ApiAnswer } from './api.ts';

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
