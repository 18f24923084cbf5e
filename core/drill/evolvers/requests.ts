/** The life of a change request: made, decided, shipped, landed or failed, taken back. */
import type { RequestState } from '../request-state.ts';
import { withoutEffect } from '../rules/effects-in-hand.ts';
import { putOn, takeOff } from '../rules/standing.ts';
import type { DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type RequestEvent =
  | 'requestMade'
  | 'requestDecided'
  | 'requestShipped'
  | 'requestLanded'
  | 'requestFailed'
  | 'requestWithdrawn'
  | 'exceptionRecorded';

export const requestEvolvers: Evolvers<RequestEvent> = {
  requestMade(state, { seq, atMs, data: { wantedAfterMs, ...data } }) {
    const request: RequestState = {
      ...data,
      atMs,
      wantedByMs: wantedAfterMs === null ? null : atMs + wantedAfterMs,
      state: 'open',
      decision: null,
      shippedAtMs: null,
      landedAtMs: null,
      lastSeq: seq,
    };
    return { ...state, requests: [...state.requests, request] };
  },
  requestDecided(state, { seq, atMs, actor, data: { requestId, verdict, conditions } }) {
    const decision = { verdict, conditions, by: actor.name, atMs };
    return change(state, requestId, { decision, state: verdict === 'hold' ? 'held' : 'waiting', lastSeq: seq });
  },
  requestShipped(state, { seq, atMs, data: { requestId, operations } }) {
    return {
      ...change(state, requestId, { state: 'shipping', shippedAtMs: atMs, lastSeq: seq }),
      standing: putOn(state.standing, requestId, operations),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'request', requestId } },
    };
  },
  requestLanded(state, { seq, atMs, causeSeq, data: { requestId } }) {
    const effects = withoutEffect(state.effects, causeSeq);
    return { ...change(state, requestId, { state: 'shipped', landedAtMs: atMs, lastSeq: seq }), effects };
  },
  requestFailed(state, { seq, causeSeq, data: { requestId } }) {
    return {
      ...change(state, requestId, { state: 'failed', lastSeq: seq }),
      standing: takeOff(state.standing, requestId),
      effects: { ...withoutEffect(state.effects, causeSeq), [`e${seq}`]: { kind: 'list' } },
    };
  },
  requestWithdrawn(state, { seq, data: { requestId } }) {
    return {
      ...change(state, requestId, { lastSeq: seq }),
      standing: takeOff(state.standing, requestId),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'list' } },
    };
  },
  exceptionRecorded: (state, { atMs, actor, data: { reason } }) => ({
    ...state,
    exceptions: [...state.exceptions, { atMs, by: actor.name, reason }],
  }),
};

function change(state: DrillState, id: string, to: Partial<RequestState>): DrillState {
  return { ...state, requests: state.requests.map((request) => (request.requestId === id ? { ...request, ...to } : request)) };
}
