/** Everything a pod told anybody, from the log. */
import type { DrillEvent } from '../drill/events.ts';
import { promisedMinutes } from '../drill/rules/status-page.ts';
import type { Said } from './check-wording.ts';

export interface SaidThen extends Said {
  atMs: number;
  event: number;
  by: string;
  /** By when the next one was promised; null without a promise. */
  dueMs: number | null;
}

const minuteMs = 60_000;

export function saidIn(events: readonly DrillEvent[]): SaidThen[] {
  return events.flatMap((event) => {
    const said = partsOf(event);
    if (!said) return [];
    const { minutes, ...rest } = said;
    const dueMs = minutes === null ? null : event.atMs + minutes * minuteMs;
    return [{ atMs: event.atMs, event: event.seq, by: event.actor.name, dueMs, ...rest }];
  });
}

function partsOf(event: DrillEvent): (Said & { minutes: number | null }) | null {
  switch (event.type) {
    case 'updatePosted': {
      const { impact, action, nextUpdateMinutes } = event.data;
      return { audience: 'room', text: `${impact}\n${action}`, saysResolved: false, minutes: nextUpdateMinutes };
    }
    case 'resolveRequested':
      return { audience: 'room', text: event.data.summary, saysResolved: true, minutes: null };
    case 'summaryPosted': {
      const { impact, next, nextUpdateMinutes = null } = event.data;
      return { audience: 'executives', text: `${impact}\n${next}`, saysResolved: false, minutes: nextUpdateMinutes };
    }
    case 'statusPublished': {
      const { name, text, status } = event.data;
      return { audience: 'public', text: `${name}\n${text}`, saysResolved: status === 'resolved', minutes: promisedMinutes(event.data) };
    }
    default:
      return null;
  }
}
