/** Who was told what, and how long nobody was told anything. */
import type { DrillEvent } from '../drill/events.ts';
import type { CaseFile } from './case-file.ts';
import type { Communication } from './document.ts';

type Entry = Communication['entries'][number];

export function communicationOf({ events, told, debrief, startMs }: CaseFile): Communication {
  const entries = told.flatMap((event) => entryOf(event, startMs));
  const updates = entries.filter(({ channel }) => channel === 'update').map(({ atMs }) => atMs);
  const declared = debrief.milestones.declared;
  const declaredMs = declared === undefined ? null : declared - startMs;
  const endMs = (events.find(({ type }) => type === 'drillEnded')?.atMs ?? startMs) - startMs;
  const [first] = updates;
  return {
    entries,
    updates: updates.length,
    firstUpdateAfterMs: first === undefined || declaredMs === null ? null : Math.max(0, first - declaredMs),
    longestGapMs:
      updates.length === 0 ? null : Math.max(...[...updates.slice(1), endMs].map((atMs, index) => atMs - (updates[index] ?? atMs))),
  };
}

function entryOf(event: DrillEvent, startMs: number): Entry[] {
  const atMs = event.atMs - startMs;
  const references = [`event ${event.seq}`];
  switch (event.type) {
    case 'updatePosted': {
      const { impact, action, needs, nextUpdateMinutes } = event.data;
      const needed = needs === undefined ? '' : `Needs: ${needs} `;
      const text = `Impact: ${impact} Action: ${action} ${needed}Next update in ${nextUpdateMinutes} min.`;
      return [{ atMs, channel: 'update', from: event.actor.name, text, references }];
    }
    case 'summaryPosted': {
      const { impact, money, next } = event.data;
      const text = `${impact}${money === undefined ? '' : ` Money: ${money}`} Next: ${next}`;
      return [{ atMs, channel: 'executives', from: event.actor.name, text, references }];
    }
    case 'statusPublished': {
      const { status, name, text } = event.data;
      return [{ atMs, channel: 'public', from: event.actor.name, text: `${name} (${status}): ${text}`, references }];
    }
    case 'messagePosted': {
      const { channel, from, text, traceId } = event.data;
      return [{ atMs, channel, from, text, references: traceId ? [...references, `trace ${traceId}`] : references }];
    }
    case 'ownerReplied':
      return [
        {
          atMs,
          channel: 'owner',
          from: event.data.owner,
          text: event.data.text,
          references: [...references, `control ${event.data.controlId}`],
        },
      ];
    default:
      return [];
  }
}
