/** Script items: when they are due, and what happens when they fire. */
import type { Condition } from '../../scenario/condition.ts';
import type { PlannedChange, ScriptBody, ScriptItem } from '../../scenario/plan.ts';
import type { Actor, EventData } from '../events.ts';
import type { DrillState } from '../state.ts';
import { emit, scriptActor, type Turn } from '../turn.ts';
import { diffOfFault, diffOfStanding } from './change-diff.ts';
import { conditionWords } from './condition-words.ts';
import { holdsAt, holdsSinceMs } from './conditions.ts';

/** Game time an item is due at; null while what it waits for has not happened, when it is done, or when it is in the drawer. */
export function itemDueMs(state: DrillState, item: ScriptItem): number | null {
  if (item.drawer || state.liveAtMs === null || state.injects[item.id] !== undefined) return null;
  if ('atMs' in item.due) return state.liveAtMs + item.due.atMs;
  const sinceMs = holdsSinceMs(state, waitedFor(item.due));
  return sinceMs === null ? null : sinceMs + item.due.delayMs;
}

/** What an item without a time of its own waits for. */
export function waitedFor(due: Exclude<ScriptItem['due'], { atMs: number }>): Condition {
  return 'when' in due ? due.when : { fact: 'alert', slo: due.afterAlert };
}

/** Its time has come: it happens, or what would make it pointless holds already. */
export function settleDueItem(turn: Turn, item: ScriptItem): void {
  const { id, unless } = item;
  if (unless === undefined || !holdsAt(turn.state, unless, turn.atMs)) return fireItem(turn, item);
  const data = { injectId: id, by: scriptActor.name, why: conditionWords(unless) };
  emit(turn, { type: 'injectSkipped', actor: scriptActor, data });
}

export function fireItem(turn: Turn, item: ScriptItem, actor: Actor = scriptActor): void {
  const causeSeq = emit(turn, { type: 'injectFired', actor, data: { injectId: item.id, kind: item.kind } });
  fireBody(turn, item, causeSeq);
}

/** What it asks for stands in the event: the plan stays sealed. */
function requestData(turn: Turn, { id, request }: ScriptItem & { kind: 'request' }): EventData['requestMade'] {
  const { from, owner, title, summary, ships, wantedAfterMs } = request;
  const requestId = `request-${turn.state.requests.length + 1}`;
  return { requestId, injectId: id, from, owner, title, summary, ships, wantedAfterMs };
}

type Firing = { [K in ScriptBody['kind']]: (turn: Turn, item: ScriptItem & { kind: K }, causeSeq: number) => void };

const firing: Firing = {
  fault(turn, { id, operation, label, change }, causeSeq) {
    if (change)
      logChange(turn, { ...change, happenedAtMs: turn.atMs, diff: diffOfFault(turn.state, operation) }, { actor: scriptActor, causeSeq });
    emit(turn, { type: 'faultRequested', actor: scriptActor, causeSeq, data: { faultId: id, attempt: 1, operation, label } });
  },
  change(turn, { id, change }, causeSeq) {
    const { operation } = change;
    const diff = operation ? diffOfStanding(turn.state, id, [operation]) : [];
    logChange(turn, { ...change, happenedAtMs: turn.atMs, diff }, { actor: scriptActor, causeSeq });
  },
  message(turn, { channel, from, text }, causeSeq) {
    emit(turn, { type: 'messagePosted', actor: scriptActor, causeSeq, data: { messageId: nextMessageId(turn), channel, from, text } });
  },
  request(turn, item, causeSeq) {
    emit(turn, { type: 'requestMade', actor: scriptActor, causeSeq, data: requestData(turn, item) });
  },
};

function fireBody<K extends ScriptBody['kind']>(turn: Turn, item: ScriptItem & { kind: K }, causeSeq: number): void {
  firing[item.kind](turn, item, causeSeq);
}

/** An entry of the public change log. */
export function logChange(
  turn: Turn,
  {
    kind,
    target,
    summary,
    by,
    happenedAtMs,
    diff = [],
  }: Omit<PlannedChange, 'atMs' | 'operation'> & { happenedAtMs: number; diff?: string[] },
  from: { actor: Actor; causeSeq?: number },
): void {
  const changeId = `change-${turn.state.changes.length + 1}`;
  const data = { changeId, happenedAtMs, kind, target, summary, by, ...(diff.length === 0 ? {} : { diff }) };
  emit(turn, { type: 'changeLogged', ...from, data });
}

export function nextMessageId({ state }: Turn): string {
  return `message-${state.messages.length + 1}`;
}
