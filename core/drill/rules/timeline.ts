/**
 * The incident channel as lines: what people said and, by itself, what happened. By allow-list: an event without a line
 * leaves none, and a sealed one never does. What the sandbox reports is put into our words; it may name what is sealed.
 */
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { DrillEvent, DrillEventOf, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';
import { actLines } from './timeline-acts.ts';
import type { Line, Lines } from './timeline-line.ts';
import { reasoningLines } from './timeline-reasoning.ts';
import { requestLines } from './timeline-requests.ts';
import { roomLines } from './timeline-room.ts';
import { systemLines } from './timeline-system.ts';
import { isPublic } from './visibility.ts';

const lines: Lines = { ...roomLines, ...actLines, ...requestLines, ...reasoningLines, ...systemLines };

/** The channel after one more event; `after` is the state it led to, still with the channel of before. */
export function timelineAfter(event: DrillEvent, after: DrillState): TimelineEntry[] {
  const line = isPublic(event) ? lineOf(event, after) : null;
  if (line === null) return after.timeline;
  const { atMs = event.atMs, kind, from, text, evidence = null } = line;
  return [...after.timeline, { index: after.timeline.length, atMs, kind, from, text, evidence }];
}

function lineOf<T extends EventType>(event: DrillEventOf<T>, after: DrillState): Line | null {
  return lines[event.type]?.(event, after) ?? null;
}
