/** Lines of the incident channel about severity, decisions, notes, what the incident bot misses, and nudges. */
import type { NagAbout } from '../events.ts';
import type { DrillState } from '../state.ts';
import { dutyManager, nudgeWords } from './nudge-words.ts';
import type { Lines } from './timeline-line.ts';

const bot = 'Incident bot';
const minuteMs = 60_000;

const nagWords: Record<Exclude<NagAbout, 'update'>, string> = {
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
  nagged: ({ atMs, data: { about, promisedForMs } }, after) => ({
    kind: 'system',
    from: bot,
    text: about === 'update' ? lateWords(after, atMs - (promisedForMs ?? atMs)) : nagWords[about],
  }),
  nudged: ({ data: { about } }) => ({ kind: 'message', from: dutyManager, text: nudgeWords[about] }),
};

/** Who is to write it, where somebody sits there. */
function lateWords({ players }: DrillState, lateMs: number): string {
  const writer = players.find(({ role }) => role === 'communications')?.name;
  const late = lateMs < minuteMs ? 'is late' : `is ${Math.round(lateMs / minuteMs)} minutes late`;
  return `The update that was promised ${late}${writer === undefined ? '' : `, ${writer}`}. Say where we stand, even if nothing is new: /update.`;
}

function quoted({ timeline }: DrillState, index: number): string {
  const text = timeline[index]?.text ?? '';
  return text.length > quotedLength ? `${text.slice(0, quotedLength)} …` : text;
}
