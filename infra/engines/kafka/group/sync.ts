import { ErrorCode } from '../wire/error-codes.ts';
import { type GroupReply, type GroupState, type Member, noBytes, refreshed, type Step, syncError, withMember } from './state.ts';

export interface SyncRequest {
  ticket: number;
  memberId: string;
  generation: number;
  /** The leader's division of the work by member; empty from followers. */
  assignments: ReadonlyMap<string, Buffer>;
}

/** A member asks for its share; the leader brings everybody's. The answer may come from a later step. */
export function sync(group: GroupState, request: SyncRequest, nowMs: number): Step {
  const member = group.members.get(request.memberId);
  const refusal = refuse(group, member, request.generation);
  if (!member || refusal !== ErrorCode.none) return { group, replies: [syncError(request.ticket, refusal)] };
  if (group.phase === 'Stable') return { group: refreshed(group, member, nowMs), replies: [assigned(member, request.ticket)] };
  const replaced = member.syncing === null ? [] : [syncError(member.syncing, ErrorCode.rebalanceInProgress)];
  const waiting = withMember(group, { ...member, syncing: request.ticket });
  if (group.leader !== request.memberId) return { group: waiting, replies: replaced };
  const step = distribute(waiting, request.assignments, nowMs);
  return { group: step.group, replies: [...replaced, ...step.replies] };
}

function refuse(group: GroupState, member: Member | undefined, generation: number): ErrorCode {
  if (!member) return ErrorCode.unknownMemberId;
  if (generation !== group.generation) return ErrorCode.illegalGeneration;
  return group.phase === 'PreparingRebalance' ? ErrorCode.rebalanceInProgress : ErrorCode.none;
}

function distribute(group: GroupState, assignments: ReadonlyMap<string, Buffer>, nowMs: number): Step {
  const replies: GroupReply[] = [];
  const members = new Map<string, Member>();
  for (const member of group.members.values()) {
    const next = { ...member, assignment: assignments.get(member.memberId) ?? noBytes, syncing: null };
    members.set(member.memberId, member.syncing === null ? next : { ...next, sessionDeadlineMs: nowMs + member.sessionTimeoutMs });
    if (member.syncing !== null) replies.push(assigned(next, member.syncing));
  }
  return { group: { ...group, phase: 'Stable', members, phaseDeadlineMs: Number.POSITIVE_INFINITY }, replies };
}

function assigned(member: Member, ticket: number): GroupReply {
  return { type: 'sync', ticket, reply: { error: ErrorCode.none, assignment: member.assignment } };
}
