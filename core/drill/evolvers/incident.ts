/** What the room did: people, claims, words, the resolve. */
import { withNewest } from '../resolve-state.ts';
import { atLeast } from '../rules/status.ts';
import type { DrillState, Message } from '../state.ts';
import type { Evolvers } from './evolver.ts';

const minuteMs = 60_000;

type IncidentEvent =
  | 'incidentDeclared'
  | 'statusChanged'
  | 'updatePosted'
  | 'notePosted'
  | 'hintTaken'
  | 'resolveRequested'
  | 'incidentReopened'
  | 'resolveHeld';

export const incidentEvolvers: Evolvers<IncidentEvent> = {
  incidentDeclared(state, { data: { severity, title, reason = null } }) {
    return { ...state, severity, severityReason: reason, title, status: atLeast(state.status, 'declared') };
  },
  statusChanged(state, { atMs, data: { status } }) {
    return { ...state, status, statusAtMs: { [status]: atMs, ...state.statusAtMs } };
  },
  updatePosted(state, { atMs, actor, data: { impact, action, nextUpdateMinutes } }) {
    const text = `${impact} ${action} Next update in ${nextUpdateMinutes} min.`;
    const updates = { firstAtMs: state.updates?.firstAtMs ?? atMs, lastAtMs: atMs };
    const promised = { ...state, updates, nextUpdateDueMs: atMs + nextUpdateMinutes * minuteMs };
    return withMessage(promised, { atMs, channel: 'statusPage', from: actor.name, text });
  },
  notePosted(state, { atMs, actor, data: { text } }) {
    return withMessage(state, { atMs, channel: 'incident', from: actor.name, text });
  },
  hintTaken(state, { atMs, actor, data }) {
    return { ...state, hintsTaken: [...state.hintsTaken, { ...data, by: actor.name, atMs }] };
  },
  resolveRequested(state, { seq, atMs, data: { leftOn = [] } }) {
    return { ...state, resolve: { atMs, seq, leftOn }, status: 'resolved', nextUpdateDueMs: null };
  },
  incidentReopened(state) {
    const { resolved: _resolved, ...milestones } = state.milestones;
    // What was tried says nothing of what is done from now on: the next resolve is tried from the beginning.
    const tried = { probe: null, probesPassed: [], trials: trialsCutShort(state) };
    const over = { resolve: null, ...tried, falseResolves: state.falseResolves + 1 };
    return { ...state, ...over, milestones, status: 'reopened' };
  },
  resolveHeld(state, { data: { heldForMs } }) {
    return { ...state, resolve: null, probe: null, heldForMs };
  },
};

/** What was being tried when the resolve was taken back has come to nothing; whether users suffered from it is told. */
function trialsCutShort({ probe, trials, lastBadAtMs }: DrillState): DrillState['trials'] {
  if (probe === null || trials.at(-1)?.result === 'impossible') return trials;
  return withNewest(trials, { result: lastBadAtMs > probe.startedAtMs ? 'hurt' : 'unfinished' });
}

function withMessage(state: DrillState, message: Omit<Message, 'messageId' | 'traceId' | 'orderId'>): DrillState {
  return {
    ...state,
    messages: [...state.messages, { messageId: `message-${state.messages.length + 1}`, traceId: null, orderId: null, ...message }],
  };
}
