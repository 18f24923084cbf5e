/**
 * The incident channel as lines: what people said and, by itself, what happened. By allow-list: an event without a line
 * leaves none, and a sealed one never does. What the sandbox reports is put into our words; it may name what is sealed.
 */
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { DrillEvent, DrillEventOf, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';
import { authorOf } from './channel.ts';
import { deskOfLine } from './split-desk.ts';
import { actLines } from './timeline-acts.ts';
import { channelLines } from './timeline-channel.ts';
import { communicationLines } from './timeline-communication.ts';
import { handOverLines } from './timeline-hand-over.ts';
import type { Line, Lines } from './timeline-line.ts';
import { reasoningLines } from './timeline-reasoning.ts';
import { requestLines } from './timeline-requests.ts';
import { roomLines } from './timeline-room.ts';
import { systemLines } from './timeline-system.ts';
import { isPublic } from './visibility.ts';

const lines: Lines = {
  ...roomLines,
  ...channelLines,
  ...handOverLines,
  ...communicationLines,
  ...actLines,
  ...requestLines,
  ...reasoningLines,
  ...systemLines,
};

/** With the line that one more event leaves; `after` is the state it led to, still with the channel of before. */
export function withLine(event: DrillEvent, after: DrillState): DrillState {
  const line = isPublic(event) ? lineOf(event, after) : null;
  if (line === null) return after;
  const { atMs = event.atMs, kind, from, text, evidence = null, refers } = line;
  const desk = after.splitDesk ? deskOfLine(event, after) : null;
  const told = { index: after.timeline.length, atMs, kind, from, text, evidence };
  const entry: TimelineEntry = { ...told, ...(refers === undefined ? {} : { refers }), ...(desk ? { desk } : {}) };
  return {
    ...after,
    timeline: [...after.timeline, entry],
    lineOrigins: [...after.lineOrigins, { seq: event.seq, authorId: authorOf(event) }],
  };
}

function lineOf<T extends EventType>(event: DrillEventOf<T>, after: DrillState): Line | null {
  return lines[event.type]?.(event, after) ?? null;
}
