/** Change requests on their way: shipping what was approved, taking back what was held afterwards. */

import { hasFixed } from '../../requests/fix.ts';
import type { PlannedRequest } from '../../requests/planned.ts';
import { changeKindOf, operationsOf, serviceOf, shipmentWords, targetOf } from '../../requests/shipment.ts';
import type { RequestState } from '../request-state.ts';
import type { DrillState } from '../state.ts';
import { emit, scriptActor, systemActor, type Turn } from '../turn.ts';
import { promotionHeldUp } from './budget-line.ts';
import { diffOfStanding, diffOfTakingOff } from './change-diff.ts';
import { reachOnce } from './milestones.ts';
import { logChange, nextMessageId } from './script.ts';
import { triggerHasStruck } from './trigger.ts';
import { contextOf } from './versions.ts';

export function requestOf({ requests }: DrillState, id: string): RequestState | undefined {
  return requests.find(({ requestId }) => requestId === id);
}

/** Not before the incident is over, and it is not. */
export function waitsForTheEnd({ decision }: RequestState, { resolve }: DrillState): boolean {
  return decision?.conditions.some(({ kind }) => kind === 'afterIncident') === true && resolve === null;
}

/**
 * Game time at which it is shipped by itself: an approval that waited for the resolve. The budget may have gone below the line since
 * it was approved: then it waits on, until an exception is recorded. An approval is no exception.
 */
export function shipDueMs(state: DrillState, request: RequestState): number | null {
  if (request.state !== 'waiting' || state.resolve === null) return null;
  return promotionHeldUp(state) === null ? state.resolve.atMs : null;
}

/** What an approval still waits for, in words; null for a request that waits for nothing. */
export function waitsFor(state: DrillState, request: RequestState): string | null {
  if (request.state !== 'waiting') return null;
  const heldUp = promotionHeldUp(state);
  const things = [
    ...(waitsForTheEnd(request, state) ? ['the resolve'] : []),
    ...(heldUp === null ? [] : [`an exception by the commander: ${heldUp}`]),
  ];
  return things.length === 0 ? null : things.join(', and for ');
}

/** What was approved is really done, and stands in the change log. */
export function shipRequest(turn: Turn, { requestId, ships, decision, from, lastSeq }: RequestState): void {
  const conditions = decision?.conditions ?? [];
  const { canaries } = contextOf(turn.state, targetOf(ships), {});
  const operations = operationsOf(ships, { conditions, hasCanary: canaries[targetOf(ships)] !== undefined });
  const causeSeq = emit(turn, { type: 'requestShipped', actor: systemActor, causeSeq: lastSeq, data: { requestId, operations } });
  const diff = diffOfStanding(turn.state, requestId, operations);
  logRequestChange(turn, { ships, from, causeSeq, diff, summary: shipmentWords(ships, conditions) });
}

/** Its team rolls back what it had shipped. */
export function withdrawRequest(turn: Turn, { requestId, ships, from, lastSeq }: RequestState): void {
  const standing = turn.state.standing.filter(({ id }) => id === requestId || id.startsWith(`${requestId}.`));
  const diff = diffOfTakingOff(
    turn.state,
    requestId,
    standing.map(({ operation }) => operation),
  );
  const causeSeq = emit(turn, { type: 'requestWithdrawn', actor: systemActor, causeSeq: lastSeq, data: { requestId } });
  logRequestChange(turn, { ships, from, causeSeq, diff, summary: `Rolled back: ${shipmentWords(ships)}` });
}

interface LoggedChange extends Pick<RequestState, 'ships' | 'from'> {
  summary: string;
  diff: string[];
  causeSeq: number;
}

function logRequestChange(turn: Turn, { ships, from, causeSeq, ...entry }: LoggedChange): void {
  const data = { kind: changeKindOf(ships), target: targetOf(ships), by: from, happenedAtMs: turn.atMs, ...entry };
  logChange(turn, data, { actor: scriptActor, causeSeq });
}

/** What the sandbox says of it. One that could not be shipped is nobody's loss: it is off the list again. */
export function settleRequest(turn: Turn, requestId: string, report: { did: string[]; tookMs: number } | { message: string }): void {
  const request = requestOf(turn.state, requestId);
  if (request?.state !== 'shipping') return;
  const causeSeq = request.lastSeq;
  if ('message' in report) return void emit(turn, { type: 'requestFailed', causeSeq, data: { requestId, message: report.message } });
  emit(turn, { type: 'requestLanded', causeSeq, data: { requestId, ...report } });
  const landed = requestOf(turn.state, requestId);
  if (landed && hasFixed(landed, turn.state.plan.truth) && triggerHasStruck(turn.state)) reachOnce(turn, 'causeRemoved');
}

/** The developer answers; what they say to each verdict stands in the script. */
export function answerOf(turn: Turn, { injectId, from }: RequestState, verdict: keyof PlannedRequest['replies']): void {
  const item = turn.state.plan.script.find(({ id }) => id === injectId);
  if (item?.kind !== 'request') return;
  const message = { messageId: nextMessageId(turn), channel: 'incident', from, text: item.request.replies[verdict] } as const;
  emit(turn, { type: 'messagePosted', actor: scriptActor, causeSeq: turn.state.seq, data: message });
}

/** Whether a rollout that was approved occupies this service. */
export function isRollingOut({ requests }: DrillState, service: string): boolean {
  return requests.some(({ state, ships }) => state === 'shipping' && serviceOf(ships) === service);
}
