/** Signs of life of a member, and its end. */
import { ErrorCode } from '../wire/error-codes.ts';
import { completeIfAllJoined, requestRebalance } from './rebalance.ts';
import { type AnsweredStep, type GroupReply, type GroupState, joinError, refreshed, type Step, syncError } from './state.ts';

/** Member and generation a request speaks for. Generation -1 and an empty id: a tool outside the group. */
export interface Membership {
  memberId: string;
  generation: number;
}

/** Keeps the member alive and tells it when a rebalance waits for it. */
export function heartbeat(group: GroupState, membership: Membership, nowMs: number): AnsweredStep {
  const error = membershipError(group, membership);
  const member = group.members.get(membership.memberId);
  if (!member || error !== ErrorCode.none) return { group, replies: [], error };
  const answer = group.phase === 'PreparingRebalance' ? ErrorCode.rebalanceInProgress : ErrorCode.none;
  return { group: refreshed(group, member, nowMs), replies: [], error: answer };
}

/** Whether offsets may be committed; it counts as a heartbeat. */
export function acceptCommit(group: GroupState, membership: Membership, nowMs: number): AnsweredStep {
  if (membership.generation < 0 && group.phase === 'Empty') return { group, replies: [], error: ErrorCode.none };
  const error = membershipError(group, membership);
  const member = group.members.get(membership.memberId);
  if (!member || error !== ErrorCode.none) return { group, replies: [], error };
  const answer = group.phase === 'CompletingRebalance' ? ErrorCode.rebalanceInProgress : ErrorCode.none;
  return { group: refreshed(group, member, nowMs), replies: [], error: answer };
}

function membershipError(group: GroupState, { memberId, generation }: Membership): ErrorCode {
  if (!group.members.has(memberId)) return ErrorCode.unknownMemberId;
  return generation === group.generation ? ErrorCode.none : ErrorCode.illegalGeneration;
}

/** The member goes on its own account; the others divide its work at once. */
export function leave(group: GroupState, memberId: string, nowMs: number): AnsweredStep {
  if (!group.pending.has(memberId) && !group.members.has(memberId)) return { group, replies: [], error: ErrorCode.unknownMemberId };
  return { ...remove(group, [memberId], nowMs), error: ErrorCode.none };
}

/** Takes members (or ids that were only given out) off the group and rebalances when that matters. */
export function remove(group: GroupState, memberIds: readonly string[], nowMs: number): Step {
  const members = new Map(group.members);
  const pending = new Map(group.pending);
  const replies: GroupReply[] = [];
  let removed = false;
  for (const memberId of memberIds) {
    const member = members.get(memberId);
    if (member && member.joining !== null) replies.push(joinError(member.joining, memberId, ErrorCode.unknownMemberId));
    if (member && member.syncing !== null) replies.push(syncError(member.syncing, ErrorCode.unknownMemberId));
    removed = members.delete(memberId) || removed;
    pending.delete(memberId);
  }
  const step = afterRemoval({ ...group, members, pending }, removed, nowMs);
  return { group: step.group, replies: [...replies, ...step.replies] };
}

function afterRemoval(group: GroupState, memberRemoved: boolean, nowMs: number): Step {
  const leader = group.members.has(group.leader) ? group.leader : (group.members.keys().next().value ?? '');
  const led = { ...group, leader };
  if (group.phase === 'PreparingRebalance') return completeIfAllJoined(led, nowMs);
  return memberRemoved ? requestRebalance(led, nowMs) : { group, replies: [] };
}
