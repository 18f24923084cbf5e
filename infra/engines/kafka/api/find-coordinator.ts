import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { NO_THROTTLE_MS, type Api, type ApiAnswer } from './api.ts';

const GROUP_KEY = 0;

/** FindCoordinator: the node that keeps a group, at this listener's advertised address. */
export const findCoordinator: Api = {
  minVersion: 0,
  maxVersion: 2,
  handle({ version, body, client }): ApiAnswer {
    const { cluster, listener } = client;
    const key = body.string();
    const keyType = version >= 1 ? body.int8() : GROUP_KEY;
    const nodeId = cluster.coordinatorOf(key);
    const node = keyType === GROUP_KEY ? cluster.addresses(listener).find(({ id }) => id === nodeId) : undefined;
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    out.int16(node ? ErrorCode.none : ErrorCode.invalidRequest);
    if (version >= 1) out.nullableString(node ? null : 'only group coordinators exist here: transactions are not supported');
    return out
      .int32(node?.id ?? -1)
      .string(node?.host ?? '')
      .int32(node?.port ?? -1);
  },
};
