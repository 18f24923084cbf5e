import { chosenMetadata, emptyGroup, type GroupState, noBytes } from '../group/state.ts';
import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';
import { groupError } from './group-request.ts';

/** DescribeGroups: state, members and what each of them was assigned. A group never heard of is Dead. */
export const describeGroups: Api = {
  minVersion: 0,
  maxVersion: 2,
  handle({ version, body, client }): ApiAnswer {
    const groupIds = body.array(() => body.string());
    const out = new Writer();
    if (version >= 1) out.int32(NO_THROTTLE_MS);
    return out.array(groupIds, (groupId) => {
      const error = groupError(client, groupId);
      const known = error === ErrorCode.none ? client.cluster.groups.describe(groupId) : undefined;
      out.int16(error);
      writeGroup(out, known ?? { ...emptyGroup(groupId, 0), phase: 'Dead' });
    });
  },
};

function writeGroup(out: Writer, group: GroupState): void {
  // Outside Stable nobody's assignment is in force, and Kafka hides it too.
  const stable = group.phase === 'Stable';
  out.string(group.groupId).string(group.phase).string(group.protocolType);
  out.string(stable ? group.protocol : '');
  out.array([...group.members.values()], (member) => {
    out.string(member.memberId).string(member.clientId).string(member.clientHost);
    out.bytes(stable ? chosenMetadata(group, member) : noBytes).bytes(stable ? member.assignment : noBytes);
  });
}
