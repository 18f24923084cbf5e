import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, type ApiRequest, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** LeaveGroup: members go at once instead of timing out. Version 3 takes several, with an error each. */
export const leaveGroup: Api = {
  minVersion: 0,
  maxVersion: 3,
  handle(request): ApiAnswer {
    const { version, body, client } = request;
    const groupId = body.string();
    const memberIds = readMembers(request);
    const refusal = groupError(client, groupId);
    const left =
      refusal === ErrorCode.none ? memberIds.map((memberId) => ({ memberId, error: client.cluster.groups.leave(groupId, memberId) })) : [];
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    if (version < 3) return out.int16(refusal === ErrorCode.none ? (left[0]?.error ?? refusal) : refusal);
    return out.int16(refusal).array(left, ({ memberId, error }) => out.string(memberId).nullableString(null).int16(error));
  },
};

function readMembers({ version, body }: ApiRequest): string[] {
  if (version < 3) return [body.string()];
  return body.array(() => {
    const memberId = body.string();
    body.nullableString();
    return memberId;
  });
}
