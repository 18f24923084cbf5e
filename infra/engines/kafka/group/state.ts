/**
 * A consumer group as the coordinator sees it. Immutable: every transition returns the next state and the answers it
 * owes. Time arrives as an argument; nothing here waits.
 *
 *   Empty ──join──► PreparingRebalance ──all joined, or deadline──► CompletingRebalance ──leader's assignment──► Stable
 *     ▲                  ▲  └─nobody left─► Empty                          │                                        │
 *     └──────────────────┴──────────── join, leave, expiry ───────────────┴────────────────────────────────────────┘
 */
import { ErrorCode } from '../wire/error-codes.ts';

type GroupPhase = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

/** An assignment strategy a member can speak, with its subscription. */
export interface GroupProtocol {
  name: string;
  metadata: Buffer;
}

export interface Member {
  memberId: string;
  clientId: string;
  clientHost: string;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocols: readonly GroupProtocol[];
  assignment: Buffer;
  /** Ticket of the JoinGroup that waits for the others; null when none does. */
  joining: number | null;
  /** Ticket of the SyncGroup that waits for the leader; null when none does. */
  syncing: number | null;
  /** Without a sign of life until then the member is evicted, unless a request of its waits here. */
  sessionDeadlineMs: number;
}

/** The first members of an empty group wait for others, and longer while more keep coming. */
interface InitialDelay {
  /** By how much the wait may still be extended. */
  remainingMs: number;
  moreCame: boolean;
}

export interface GroupState {
  groupId: string;
  phase: GroupPhase;
  generation: number;
  /** `consumer` for consumer groups; empty until the first join. */
  protocolType: string;
  /** Strategy chosen for this generation. */
  protocol: string;
  leader: string;
  /** In the order they joined. */
  members: ReadonlyMap<string, Member>;
  /** Ids given out by MEMBER_ID_REQUIRED that were not used yet, with their deadline. */
  pending: ReadonlyMap<string, number>;
  /** End of the phase in progress: of joining while preparing, of syncing while completing. */
  phaseDeadlineMs: number;
  initial: InitialDelay | null;
  initialDelayMs: number;
}

export interface JoinReply {
  error: ErrorCode;
  generation: number;
  protocol: string;
  leader: string;
  memberId: string;
  /** Filled for the leader only. */
  members: { memberId: string; metadata: Buffer }[];
}

export interface SyncReply {
  error: ErrorCode;
  assignment: Buffer;
}

/** An answer owed to a waiting request. */
export type GroupReply = JoinAnswer | SyncAnswer;

interface JoinAnswer {
  type: 'join';
  ticket: number;
  reply: JoinReply;
}

interface SyncAnswer {
  type: 'sync';
  ticket: number;
  reply: SyncReply;
}

export interface Step {
  group: GroupState;
  replies: GroupReply[];
}

/** A step whose own request is answered at once. */
export interface AnsweredStep extends Step {
  error: ErrorCode;
}

export const noBytes = Buffer.alloc(0);

export function emptyGroup(groupId: string, initialDelayMs: number): GroupState {
  return {
    groupId,
    phase: 'Empty',
    generation: 0,
    protocolType: '',
    protocol: '',
    leader: '',
    members: new Map(),
    pending: new Map(),
    phaseDeadlineMs: Number.POSITIVE_INFINITY,
    initial: null,
    initialDelayMs,
  };
}

export function withMember(group: GroupState, member: Member): GroupState {
  return { ...group, members: new Map(group.members).set(member.memberId, member) };
}

/** A member that just gave a sign of life. */
export function refreshed(group: GroupState, member: Member, nowMs: number): GroupState {
  return withMember(group, { ...member, sessionDeadlineMs: nowMs + member.sessionTimeoutMs });
}

export function joinError(ticket: number, memberId: string, error: ErrorCode): JoinAnswer {
  return { type: 'join', ticket, reply: { error, generation: -1, protocol: '', leader: '', memberId, members: [] } };
}

export function syncError(ticket: number, error: ErrorCode): SyncAnswer {
  return { type: 'sync', ticket, reply: { error, assignment: noBytes } };
}

/** What a member is told of the current generation. */
export function joined(group: GroupState, memberId: string, ticket: number): GroupReply {
  const leads = group.leader === memberId;
  const reply: JoinReply = {
    error: ErrorCode.none,
    generation: group.generation,
    protocol: group.protocol,
    leader: group.leader,
    memberId,
    members: leads
      ? [...group.members.values()].map((member) => ({ memberId: member.memberId, metadata: chosenMetadata(group, member) }))
      : [],
  };
  return { type: 'join', ticket, reply };
}

/** The member's subscription under the group's chosen strategy. */
export function chosenMetadata(group: GroupState, member: Member): Buffer {
  return member.protocols.find(({ name }) => name === group.protocol)?.metadata ?? noBytes;
}
