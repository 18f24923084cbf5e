/** How a rebalance begins and how its joining phase ends. */
import { ErrorCode } from '../wire/error-codes.ts';
import { type GroupReply, type GroupState, joined, type Member, noBytes, type Step, syncError } from './state.ts';

/** Asks every member to join again, unless that is already asked. */
export function requestRebalance(group: GroupState, nowMs: number): Step {
  if (group.phase === 'PreparingRebalance') return completeIfAllJoined(group, nowMs);
  const replies: GroupReply[] = [];
  const members = new Map<string, Member>();
  for (const member of group.members.values()) {
    if (member.syncing !== null) replies.push(syncError(member.syncing, ErrorCode.rebalanceInProgress));
    members.set(member.memberId, { ...member, syncing: null, assignment: noBytes, sessionDeadlineMs: freshSession(member, nowMs) });
  }
  const step = completeIfAllJoined(prepared({ ...group, members }, nowMs), nowMs);
  return { group: step.group, replies: [...replies, ...step.replies] };
}

/** A member freed from waiting for its assignment starts its session anew. */
function freshSession(member: Member, nowMs: number): number {
  return member.syncing === null ? member.sessionDeadlineMs : nowMs + member.sessionTimeoutMs;
}

function prepared(group: GroupState, nowMs: number): GroupState {
  const timeoutMs = longestRebalance(group);
  if (group.phase !== 'Empty') return { ...group, phase: 'PreparingRebalance', phaseDeadlineMs: nowMs + timeoutMs, initial: null };
  const delayMs = group.initialDelayMs;
  return {
    ...group,
    phase: 'PreparingRebalance',
    phaseDeadlineMs: nowMs + delayMs,
    initial: { remainingMs: Math.max(timeoutMs - delayMs, 0), moreCame: false },
  };
}

/** The initial delay is waited out in full; any later rebalance ends as soon as everybody is back. */
export function completeIfAllJoined(group: GroupState, nowMs: number): Step {
  const all = [...group.members.values()].every(({ joining }) => joining !== null);
  if (group.initial !== null || !all || group.pending.size > 0) return { group, replies: [] };
  return completeJoin(group, nowMs);
}

/** The joining phase ran out of time. */
export function joinDeadline(group: GroupState, nowMs: number): Step {
  const { initial } = group;
  if (!initial?.moreCame || initial.remainingMs === 0) return completeJoin(group, nowMs);
  const delayMs = Math.min(group.initialDelayMs, initial.remainingMs);
  const extended = { remainingMs: initial.remainingMs - delayMs, moreCame: false };
  return { group: { ...group, phaseDeadlineMs: nowMs + delayMs, initial: extended }, replies: [] };
}

/** Those who joined form the next generation; the others are out. */
function completeJoin(group: GroupState, nowMs: number): Step {
  const kept = [...group.members.values()].filter(({ joining }) => joining !== null);
  const generation = group.generation + 1;
  const [first] = kept;
  if (!first) {
    const empty = { phase: 'Empty', protocol: '', leader: '', members: new Map(), phaseDeadlineMs: Number.POSITIVE_INFINITY } as const;
    return { group: { ...group, ...empty, generation, initial: null }, replies: [] };
  }
  const next: GroupState = {
    ...group,
    phase: 'CompletingRebalance',
    generation,
    protocol: electProtocol(kept),
    leader: kept.some(({ memberId }) => memberId === group.leader) ? group.leader : first.memberId,
    members: new Map(
      kept.map((member) => [member.memberId, { ...member, joining: null, sessionDeadlineMs: nowMs + member.sessionTimeoutMs }]),
    ),
    initial: null,
  };
  const replies = kept.flatMap(({ memberId, joining }) => (joining === null ? [] : [joined(next, memberId, joining)]));
  return { group: { ...next, phaseDeadlineMs: nowMs + longestRebalance(next) }, replies };
}

/** Every member votes for its first strategy that all can speak. */
function electProtocol(members: Member[]): string {
  const votes = new Map<string, number>();
  for (const { protocols } of members) {
    const choice = protocols.find(({ name }) => isSpokenByAll(name, members))?.name ?? '';
    votes.set(choice, (votes.get(choice) ?? 0) + 1);
  }
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ['', 0] as [string, number])[0];
}

export function isSpokenByAll(protocol: string, members: Iterable<Member>): boolean {
  return [...members].every(({ protocols }) => protocols.some(({ name }) => name === protocol));
}

function longestRebalance(group: GroupState): number {
  return Math.max(0, ...[...group.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs));
}
