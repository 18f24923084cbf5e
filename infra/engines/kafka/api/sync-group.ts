import { noBytes } from '../group/state.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** SyncGroup: the leader's division of the work, handed to every member. */
export const syncGroup: Api = {
  minVersion: 0,
  maxVersion: 3,
  async handle({ version, body, client }): Promise<ApiAnswer> {
    const groupId = body.string();
    const generation = body.int32();
    const memberId = body.string();
    if (version >= 3) body.nullableString();
    // Copies: the group outlives the frame these are views on.
    const assignments = new Map(body.array(() => [body.string(), Buffer.from(body.bytes())] as const));
    const error = groupError(client, groupId);
    const request = { memberId, generation, assignments };
    const reply = error === ErrorCode.none ? await client.cluster.groups.sync(groupId, request) : { error, assignment: noBytes };
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    return out.int16(reply.error).bytes(reply.assignment);
  },
};
