/** What the room did: people, claims, words, the resolve. */
import { atLeast } from '../rules/status.ts';
import type { DrillState, Message } from '../state.ts';
import type { Evolvers } from './evolver.ts';

const minuteMs = 60_000;

type IncidentEvent =
  | 'incidentDeclared'
  | 'statusChanged'
  | 'updatePosted'
  | 'notePosted'
  | 'resolveRequested'
  | 'incidentReopened'
  | 'resolveHeld';

export const incidentEvolvers: Evolvers<IncidentEvent> = {
  incidentDeclared(state, { data: { severity, title } }) {
    return { ...state, severity, title, status: atLeast(state.status, 'declared') };
  },
  statusChanged(state, { data: { status } }) {
    return { ...state, status };
  },
  updatePosted(state, { atMs, actor, data: { impact, action, nextUpdateMinutes } }) {
    const text = `${impact} ${action} Next update in ${nextUpdateMinutes} min.`;
    const promised = { ...state, nextUpdateDueMs: atMs + nextUpdateMinutes * minuteMs };
    return withMessage(promised, { atMs, channel: 'statusPage', from: actor.name, text });
  },
  notePosted(state, { atMs, actor, data: { text } }) {
    return withMessage(state, { atMs, channel: 'incident', from: actor.name, text });
  },
  resolveRequested(state, { seq, atMs }) {
    return { ...state, resolve: { atMs, seq }, status: 'resolved', nextUpdateDueMs: null };
  },
  incidentReopened(state) {
    const { resolved: _resolved, ...milestones } = state.milestones;
    return { ...state, milestones, resolve: null, status: 'reopened', falseResolves: state.falseResolves + 1 };
  },
  resolveHeld(state) {
    return { ...state, resolve: null };
  },
};

function withMessage(state: DrillState, message: Omit<Message, 'messageId' | 'traceId' | 'orderId'>): DrillState {
  return {
    ...state,
    messages: [...state.messages, { messageId: `message-${state.messages.length + 1}`, traceId: null, orderId: null, ...message }],
  };
}
