/** Change requests as players see them, by allow-list: never whether they are good or bad, nor which inject they came from. */
import type { ReleaseGate, RequestView } from '../protocol/requests.ts';
import { conditionWords, shipmentWords } from '../requests/shipment.ts';
import type { RequestState } from './request-state.ts';
import { budgetsBelowLine } from './rules/budget-line.ts';
import { waitsFor } from './rules/requests.ts';
import type { DrillState } from './state.ts';

export function requestViewOf(drill: DrillState, request: RequestState): RequestView {
  const { requestId, atMs, from, owner, title, summary, ships, wantedByMs, state, decision } = request;
  return {
    requestId,
    atMs,
    from,
    owner,
    title,
    summary,
    ships: { ...ships },
    shipsWords: shipmentWords(ships),
    wantedByMs,
    state,
    waitsFor: waitsFor(drill, request),
    decision: decision && {
      verdict: decision.verdict,
      conditions: decision.conditions.map((condition) => ({ ...condition })),
      conditionWords: decision.conditions.map(conditionWords),
      by: decision.by,
      atMs: decision.atMs,
    },
  };
}

export function releaseGateOf(state: DrillState): ReleaseGate {
  return {
    line: state.plan.releasePolicy?.budgetLine ?? null,
    below: budgetsBelowLine(state),
    exceptions: state.exceptions.map(({ atMs, by, reason }) => ({ atMs, by, reason })),
  };
}
