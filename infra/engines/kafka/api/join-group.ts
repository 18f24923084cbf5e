import { randomUUID } from 'node:crypto';
import type { JoinRequest } from '../group/join.ts';
import type { JoinReply } from '../group/state.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ApiRequest, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** JoinGroup: becomes a member; answered when the rebalance is through. */
export const joinGroup: Api = {
  minVersion: 0,
  maxVersion: 5,
  async handle(request): Promise<ApiAnswer> {
    const { version, body, client } = request;
    const groupId = body.string();
    const joinRequest = readJoin(request);
    const error = groupError(client, groupId);
    const reply = error === ErrorCode.none ? await client.cluster.groups.join(groupId, joinRequest) : refused(joinRequest.memberId, error);
    return writeJoined(reply, version);
  },
};

function readJoin({ version, body, client, clientId }: ApiRequest): Omit<JoinRequest, 'ticket'> {
  const sessionTimeoutMs = body.int32();
  const rebalanceTimeoutMs = version >= 1 ? body.int32() : sessionTimeoutMs;
  const memberId = body.string();
  if (version >= 5) body.nullableString(); // static membership is not offered: everybody is dynamic
  return {
    memberId,
    newMemberId: `${clientId}-${randomUUID()}`,
    mustReturnWithId: version >= 4,
    clientId,
    clientHost: `/${client.clientHost}`,
    sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocolType: body.string(),
    // Copies: the group outlives the frame these are views on.
    protocols: body.array(() => ({ name: body.string(), metadata: Buffer.from(body.bytes()) })),
  };
}

function refused(memberId: string, error: ErrorCode): JoinReply {
  return { error, generation: -1, protocol: '', leader: '', memberId, members: [] };
}

function writeJoined(reply: JoinReply, version: number): Writer {
  const out = new Writer();
  if (version >= 2) out.int32(NO_THROTTLE_MS);
  out.int16(reply.error).int32(reply.generation).string(reply.protocol).string(reply.leader).string(reply.memberId);
  return out.array(reply.members, ({ memberId, metadata }) => {
    out.string(memberId);
    if (version >= 5) out.nullableString(null);
    out.bytes(metadata);
  });
}
