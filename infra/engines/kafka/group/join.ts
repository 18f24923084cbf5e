import { ErrorCode } from '../wire/error-codes.ts';
import { completeIfAllJoined, isSpokenByAll, requestRebalance } from './rebalance.ts';
import {
  type GroupProtocol,
  type GroupReply,
  type GroupState,
  joinError,
  joined,
  type Member,
  noBytes,
  type Step,
  withMember,
} from './state.ts';

/** `group.min.session.timeout.ms` and `group.max.session.timeout.ms` of Kafka. */
const SESSION_TIMEOUT_MS = { min: 6000, max: 1_800_000 } as const;

export interface JoinRequest {
  /** Names this request; the answer carries it. */
  ticket: number;
  /** Empty for a newcomer. */
  memberId: string;
  /** Id a newcomer gets; unique. */
  newMemberId: string;
  /** The newcomer must come again with its id, so that a lost answer leaves no ghost (JoinGroup v4 and later). */
  mustReturnWithId: boolean;
  clientId: string;
  clientHost: string;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocolType: string;
  protocols: GroupProtocol[];
}

/** A member wants to be in the group. The answer may come from a later step. */
export function join(group: GroupState, request: JoinRequest, nowMs: number): Step {
  const refusal = refuse(group, request);
  if (refusal !== ErrorCode.none) return { group, replies: [joinError(request.ticket, request.memberId, refusal)] };
  if (request.memberId === '') return joinNew(group, request, nowMs);
  if (group.pending.has(request.memberId)) return admit(group, { ...request, newMemberId: request.memberId }, nowMs);
  const member = group.members.get(request.memberId);
  return member
    ? joinAgain(group, { member, request }, nowMs)
    : { group, replies: [joinError(request.ticket, request.memberId, ErrorCode.unknownMemberId)] };
}

function refuse(group: GroupState, request: JoinRequest): ErrorCode {
  const { sessionTimeoutMs, protocolType, protocols } = request;
  if (sessionTimeoutMs < SESSION_TIMEOUT_MS.min || sessionTimeoutMs > SESSION_TIMEOUT_MS.max) return ErrorCode.invalidSessionTimeout;
  if (protocolType === '' || protocols.length === 0) return ErrorCode.inconsistentGroupProtocol;
  if (group.members.size === 0) return ErrorCode.none;
  const others = [...group.members.values()].filter(({ memberId }) => memberId !== request.memberId);
  const common = protocols.some(({ name }) => isSpokenByAll(name, others));
  return protocolType === group.protocolType && common ? ErrorCode.none : ErrorCode.inconsistentGroupProtocol;
}

function joinNew(group: GroupState, request: JoinRequest, nowMs: number): Step {
  if (!request.mustReturnWithId) return admit(group, request, nowMs);
  const pending = new Map(group.pending).set(request.newMemberId, nowMs + request.sessionTimeoutMs);
  return { group: { ...group, pending }, replies: [joinError(request.ticket, request.newMemberId, ErrorCode.memberIdRequired)] };
}

function admit(group: GroupState, request: JoinRequest, nowMs: number): Step {
  const pending = new Map(group.pending);
  pending.delete(request.newMemberId);
  const member: Member = {
    memberId: request.newMemberId,
    clientId: request.clientId,
    clientHost: request.clientHost,
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    protocols: request.protocols,
    assignment: noBytes,
    joining: request.ticket,
    syncing: null,
    sessionDeadlineMs: nowMs + request.sessionTimeoutMs,
  };
  // Only the very first start of a group waits longer for more members, as in Kafka.
  const initial = group.initial && { ...group.initial, moreCame: group.generation === 0 };
  const founder = group.members.size === 0 ? { protocolType: request.protocolType, leader: member.memberId } : {};
  return requestRebalance(withMember({ ...group, ...founder, pending, initial }, member), nowMs);
}

interface ReturningMember {
  member: Member;
  request: JoinRequest;
}

function joinAgain(group: GroupState, returning: ReturningMember, nowMs: number): Step {
  const { member, request } = returning;
  const unchanged = sameProtocols(member.protocols, request.protocols);
  const leaderReassigns = group.phase === 'Stable' && group.leader === member.memberId;
  if (group.phase === 'PreparingRebalance' || leaderReassigns || !unchanged) return rejoin(group, returning, nowMs);
  // It only missed the answer, or moved to another connection: nobody else has to be disturbed.
  return { group, replies: [joined(group, member.memberId, request.ticket)] };
}

function rejoin(group: GroupState, { member, request }: ReturningMember, nowMs: number): Step {
  const replaced: GroupReply[] = member.joining === null ? [] : [joinError(member.joining, member.memberId, ErrorCode.rebalanceInProgress)];
  const { sessionTimeoutMs, rebalanceTimeoutMs, protocols, ticket } = request;
  const next = withMember(group, {
    ...member,
    sessionTimeoutMs,
    rebalanceTimeoutMs,
    protocols,
    joining: ticket,
    sessionDeadlineMs: nowMs + sessionTimeoutMs,
  });
  const step = group.phase === 'PreparingRebalance' ? completeIfAllJoined(next, nowMs) : requestRebalance(next, nowMs);
  return { group: step.group, replies: [...replaced, ...step.replies] };
}

function sameProtocols(left: readonly GroupProtocol[], right: readonly GroupProtocol[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, metadata }, index) => {
      const other = right[index];
      return other?.name === name && other.metadata.equals(metadata);
    })
  );
}
