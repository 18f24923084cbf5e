import type { DrillView } from '../../../core/protocol/messages.ts';

export interface TimelineRow {
  id: string;
  atMs: number;
  kind: string;
  text: string;
  traceId: string | null;
}

/** Changes, messages and actions of the drill as one list, newest first. */
export function timelineRows(drill: DrillView): TimelineRow[] {
  const changes = drill.changes.map((change) => ({
    id: change.changeId,
    atMs: change.happenedAtMs,
    kind: change.kind,
    text: `${change.target}: ${change.summary} (${change.by})`,
    traceId: null,
  }));
  const messages = drill.messages.map((message) => ({
    id: message.messageId,
    atMs: message.atMs,
    kind: message.channel === 'ticket' ? 'ticket' : message.channel === 'statusPage' ? 'status page' : 'message',
    text: `${message.from}: ${message.text}`,
    traceId: message.traceId,
  }));
  const actions = drill.controls.map((control) => ({
    id: control.controlId,
    atMs: control.requestedAtMs,
    kind: 'action',
    text: `${control.by}: ${control.equivalent} (${control.state}${control.detail ? `, ${control.detail}` : ''})`,
    traceId: null,
  }));
  return [...changes, ...messages, ...actions].sort((a, b) => b.atMs - a.atMs);
}
