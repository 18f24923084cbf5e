/** What time alone does to a group. */
import { remove } from './membership.ts';
import { joinDeadline } from './rebalance.ts';
import type { GroupReply, GroupState, Member, Step } from './state.ts';

/** When `advance` would next change something; infinity when never. */
export function nextDueMs(group: GroupState): number {
  let due = group.phaseDeadlineMs;
  for (const deadline of group.pending.values()) due = Math.min(due, deadline);
  for (const member of group.members.values()) if (canExpire(member)) due = Math.min(due, member.sessionDeadlineMs);
  return due;
}

/** Lets everything due until `nowMs` happen, each at its own time, so that one long jump equals many short ones. */
export function advance(group: GroupState, nowMs: number): Step {
  let current = group;
  const replies: GroupReply[] = [];
  for (let dueMs = nextDueMs(current); dueMs <= nowMs; dueMs = nextDueMs(current)) {
    const step = expire(current, dueMs);
    current = step.group;
    replies.push(...step.replies);
  }
  return { group: current, replies };
}

function expire(group: GroupState, dueMs: number): Step {
  const silent = [...group.members.values()]
    .filter((member) => canExpire(member) && member.sessionDeadlineMs <= dueMs)
    .map(({ memberId }) => memberId);
  const unused = [...group.pending].filter(([, deadline]) => deadline <= dueMs).map(([memberId]) => memberId);
  if (silent.length > 0 || unused.length > 0) return remove(group, [...silent, ...unused], dueMs);
  return group.phase === 'PreparingRebalance' ? joinDeadline(group, dueMs) : syncDeadline(group, dueMs);
}

/** Members that never asked for their share hold everybody up. */
function syncDeadline(group: GroupState, dueMs: number): Step {
  const idle = [...group.members.values()].filter(({ syncing }) => syncing === null).map(({ memberId }) => memberId);
  return remove({ ...group, phaseDeadlineMs: Number.POSITIVE_INFINITY }, idle, dueMs);
}

/** A member whose request waits here is alive as far as the broker can tell. */
function canExpire(member: Member): boolean {
  return member.joining === null && member.syncing === null;
}
