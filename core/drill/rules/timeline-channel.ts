/** Lines of the incident channel about severity, decisions, notes, seats that change hands, and what the incident bot misses. */
import type { NagAbout } from '../events.ts';
import type { DrillState } from '../state.ts';
import type { Lines } from './timeline-line.ts';

const bot = 'Incident bot';

const nagWords: Record<NagAbout, string> = {
  commander: 'Two minutes without a commander. Somebody take the seat: /role commander.',
  severity: 'Five minutes without a severity. A guess is enough: /declare.',
};

/** Enough to know the line again. */
const quotedLength = 80;

/** Those with `refers` only change how another line is read: no line ever changes. */
export const channelLines: Lines = {
  severityChanged: ({ actor, data: { from, severity, reason } }) => ({
    kind: 'status',
    from: actor.name,
    text: `Severity: SEV${severity}, was SEV${from}.\nWhy: ${reason}`,
  }),
  decisionRecorded: ({ actor, data: { text, rationale } }) => ({
    kind: 'decision',
    from: actor.name,
    text: `${text}\nBecause: ${rationale}`,
  }),
  noteRecorded: ({ actor, data: { text } }) => ({ kind: 'note', from: actor.name, text }),
  messageEdited: ({ actor, data: { index, text } }) => ({ kind: 'edit', from: actor.name, text, refers: index }),
  linePinned: ({ actor, data: { index } }, after) => ({
    kind: 'pin',
    from: actor.name,
    text: `Pinned: ${quoted(after, index)}`,
    refers: index,
  }),
  lineUnpinned: ({ actor, data: { index } }, after) => ({
    kind: 'unpin',
    from: actor.name,
    text: `No longer pinned: ${quoted(after, index)}`,
    refers: index,
  }),
  seatHandedOver: ({ actor, data: { role, toName, left } }) => ({
    kind: 'seat',
    from: actor.name,
    text: `Handed the seat to ${toName}: ${role}.${left === null || left === role ? '' : ` ${toName} leaves: ${left}.`}`,
  }),
  nagged: ({ data: { about } }) => ({ kind: 'system', from: bot, text: nagWords[about] }),
};

function quoted({ timeline }: DrillState, index: number): string {
  const text = timeline[index]?.text ?? '';
  return text.length > quotedLength ? `${text.slice(0, quotedLength)} …` : text;
}
