import { ErrorCode } from '../wire/error-codes.ts';
import { advance, nextDueMs } from './advance.ts';
import { type JoinRequest, join } from './join.ts';
import { acceptCommit, heartbeat, leave, type Membership } from './membership.ts';
import { GroupOffsets } from './offsets.ts';
import {
  type AnsweredStep,
  emptyGroup,
  type GroupReply,
  type GroupState,
  type JoinReply,
  joinError,
  type Step,
  type SyncReply,
  syncError,
} from './state.ts';
import { type SyncRequest, sync } from './sync.ts';

/** Longest wait Node's timers can hold. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface HostedGroup {
  state: GroupState;
  offsets: GroupOffsets;
  timer: NodeJS.Timeout | null;
  timerDueMs: number;
}

interface CoordinatorOptions {
  initialRebalanceDelayMs: number;
  /** Monotonic milliseconds. */
  nowMs: () => number;
}

/** Holds the groups, gives the state machine its time and hands waiting requests their answers. */
export class GroupCoordinator {
  private readonly groups = new Map<string, HostedGroup>();
  private readonly joins = new Map<number, (reply: JoinReply) => void>();
  private readonly syncs = new Map<number, (reply: SyncReply) => void>();
  private lastTicket = 0;

  constructor(private readonly options: CoordinatorOptions) {}

  /** Resolves when the group's rebalance is through, which may take up to its rebalance timeout. */
  join(groupId: string, request: Omit<JoinRequest, 'ticket'>): Promise<JoinReply> {
    const hosted = request.memberId === '' ? this.open(groupId) : this.groups.get(groupId);
    const ticket = ++this.lastTicket;
    if (!hosted) return Promise.resolve(joinError(ticket, request.memberId, ErrorCode.unknownMemberId).reply);
    return new Promise((resolve) => {
      this.joins.set(ticket, resolve);
      this.take(hosted, join(hosted.state, { ...request, ticket }, this.options.nowMs()));
    });
  }

  /** Resolves when the leader has divided the work. */
  sync(groupId: string, request: Omit<SyncRequest, 'ticket'>): Promise<SyncReply> {
    const hosted = this.groups.get(groupId);
    const ticket = ++this.lastTicket;
    if (!hosted) return Promise.resolve(syncError(ticket, ErrorCode.unknownMemberId).reply);
    return new Promise((resolve) => {
      this.syncs.set(ticket, resolve);
      this.take(hosted, sync(hosted.state, { ...request, ticket }, this.options.nowMs()));
    });
  }

  heartbeat(groupId: string, membership: Membership): ErrorCode {
    return this.answer(groupId, (group, nowMs) => heartbeat(group, membership, nowMs));
  }

  leave(groupId: string, memberId: string): ErrorCode {
    return this.answer(groupId, (group, nowMs) => leave(group, memberId, nowMs));
  }

  /** Whether this membership may commit; when it may, write through `offsets`. */
  acceptCommit(groupId: string, membership: Membership): ErrorCode {
    // A tool may commit for a group nobody has joined yet.
    if (membership.generation < 0) this.open(groupId);
    return this.answer(groupId, (group, nowMs) => acceptCommit(group, membership, nowMs));
  }

  /** Undefined for a group never heard of. */
  offsets(groupId: string): GroupOffsets | undefined {
    return this.groups.get(groupId)?.offsets;
  }

  /** Undefined for a group never heard of. */
  describe(groupId: string): GroupState | undefined {
    return this.groups.get(groupId)?.state;
  }

  list(): GroupState[] {
    return [...this.groups.values()].map(({ state }) => state);
  }

  /** Removes an empty group and what it committed. */
  delete(groupId: string): ErrorCode {
    const hosted = this.groups.get(groupId);
    if (!hosted) return ErrorCode.groupIdNotFound;
    if (hosted.state.phase !== 'Empty') return ErrorCode.nonEmptyGroup;
    if (hosted.timer) clearTimeout(hosted.timer);
    this.groups.delete(groupId);
    return ErrorCode.none;
  }

  forgetTopic(topic: string): void {
    for (const { offsets } of this.groups.values()) offsets.forgetTopic(topic);
  }

  /** Ends all timers; requests that still wait are never answered. */
  stop(): void {
    for (const { timer } of this.groups.values()) if (timer) clearTimeout(timer);
    this.groups.clear();
  }

  private answer(groupId: string, transition: (group: GroupState, nowMs: number) => AnsweredStep): ErrorCode {
    const hosted = this.groups.get(groupId);
    if (!hosted) return ErrorCode.unknownMemberId;
    const step = transition(hosted.state, this.options.nowMs());
    this.take(hosted, step);
    return step.error;
  }

  private open(groupId: string): HostedGroup {
    const known = this.groups.get(groupId);
    if (known) return known;
    const state = emptyGroup(groupId, this.options.initialRebalanceDelayMs);
    const hosted: HostedGroup = { state, offsets: new GroupOffsets(), timer: null, timerDueMs: Number.POSITIVE_INFINITY };
    this.groups.set(groupId, hosted);
    return hosted;
  }

  private take(hosted: HostedGroup, step: Step): void {
    hosted.state = step.group;
    for (const reply of step.replies) this.deliver(reply);
    this.schedule(hosted);
  }

  private deliver(reply: GroupReply): void {
    if (reply.type === 'join') {
      this.joins.get(reply.ticket)?.(reply.reply);
      this.joins.delete(reply.ticket);
    } else {
      this.syncs.get(reply.ticket)?.(reply.reply);
      this.syncs.delete(reply.ticket);
    }
  }

  private schedule(hosted: HostedGroup): void {
    const dueMs = nextDueMs(hosted.state);
    // A timer that is set too early only looks again: heartbeats move the deadline far more often than it is reached.
    if (hosted.timer && hosted.timerDueMs <= dueMs) return;
    if (hosted.timer) clearTimeout(hosted.timer);
    hosted.timer = null;
    if (dueMs === Number.POSITIVE_INFINITY) return;
    hosted.timerDueMs = dueMs;
    const waitMs = Math.min(Math.max(Math.ceil(dueMs - this.options.nowMs()), 0), MAX_TIMER_MS);
    hosted.timer = setTimeout(() => this.onTimer(hosted), waitMs);
  }

  private onTimer(hosted: HostedGroup): void {
    hosted.timer = null;
    // After a stall of the process, heartbeats that did arrive are read first, so that nobody is evicted for our own lateness.
    setImmediate(() => {
      if (this.groups.get(hosted.state.groupId) !== hosted) return;
      this.take(hosted, advance(hosted.state, this.options.nowMs()));
    });
  }
}
