import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ClientContext, NO_THROTTLE_MS } from './api.ts';

const GROUP_KEY = 0;

const NOBODY = { id: -1, host: '', port: -1 };

/** FindCoordinator: the node that keeps a group, at this listener's advertised address. */
export const findCoordinator: Api = {
  minVersion: 0,
  maxVersion: 2,
  handle({ version, body, client }): ApiAnswer {
    const key = body.string();
    const keyType = version >= 1 ? body.int8() : GROUP_KEY;
    const node = keyType === GROUP_KEY ? coordinator(client, key) : undefined;
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    out.int16(node ? ErrorCode.none : ErrorCode.invalidRequest);
    if (version >= 1) out.nullableString(node ? null : 'only group coordinators exist here: transactions are not supported');
    const { id, host, port } = node ?? NOBODY;
    return out.int32(id).string(host).int32(port);
  },
};

function coordinator({ cluster, listener }: ClientContext, groupId: string): typeof NOBODY | undefined {
  const nodeId = cluster.coordinatorOf(groupId);
  return cluster.addresses(listener).find(({ id }) => id === nodeId);
}
