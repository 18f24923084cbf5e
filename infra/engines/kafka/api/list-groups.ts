import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';

/** ListGroups: the groups this node coordinates; clients ask every node. */
export const listGroups: Api = {
  minVersion: 0,
  maxVersion: 2,
  handle({ version, client }): ApiAnswer {
    const { cluster, nodeId } = client;
    const own = cluster.groups.list().filter(({ groupId }) => cluster.coordinatorOf(groupId) === nodeId);
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    return out.int16(ErrorCode.none).array(own, ({ groupId, protocolType }) => out.string(groupId).string(protocolType));
  },
};
