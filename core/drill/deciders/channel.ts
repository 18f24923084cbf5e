/** What is kept of the talk: severity, decisions, notes, pins, and one's own words put better. */
import { isKeptLine } from '../rules/channel.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

type ChannelCommand = 'changeSeverity' | 'recordDecision' | 'recordNote' | 'editMessage' | 'pinLine' | 'unpinLine';

/** More than a record bears; a client gone wild ends here. */
const maxPins = 100;
const maxRewordings = 20;

export const channelDeciders: Deciders<ChannelCommand> = {
  changeSeverity(turn, { data: { severity, reason } }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const from = turn.state.severity;
    if (from === null) return { code: 'not_declared' };
    if (from === severity) return { code: 'already_done', detail: `it is SEV${severity}` };
    emit(turn, { type: 'severityChanged', data: { from, severity, reason } });
    return null;
  },
  recordDecision(turn, { data }) {
    const refused = whileTalking(turn);
    if (!refused) emit(turn, { type: 'decisionRecorded', data });
    return refused;
  },
  recordNote(turn, { data }) {
    const refused = whileTalking(turn);
    if (!refused) emit(turn, { type: 'noteRecorded', data });
    return refused;
  },
  editMessage(turn, { data: { index, text }, actor }) {
    const refused = whileTalking(turn) ?? unlessKept(turn.state, index);
    if (refused) return refused;
    const { lineOrigins, rewordings } = turn.state;
    if (lineOrigins[index]?.authorId !== actor.id) return { code: 'not_yours' };
    if ((rewordings[index] ?? 0) >= maxRewordings)
      return { code: 'bad_parameter', detail: `a line is reworded at most ${maxRewordings} times` };
    if (wordsOf(turn.state, index) !== text) emit(turn, { type: 'messageEdited', data: { index, text } });
    return null;
  },
  pinLine(turn, { data: { index } }) {
    const refused = whileTalking(turn) ?? unlessKept(turn.state, index);
    if (refused) return refused;
    const { pinned } = turn.state;
    if (pinned.includes(index)) return { code: 'already_done', detail: 'it is pinned' };
    if (pinned.length >= maxPins) return { code: 'bad_parameter', detail: `at most ${maxPins} pins; take one off first` };
    emit(turn, { type: 'linePinned', data: { index } });
    return null;
  },
  unpinLine(turn, { data: { index } }) {
    const refused = whileTalking(turn);
    if (refused) return refused;
    if (!turn.state.pinned.includes(index)) return { code: 'already_done', detail: 'it is not pinned' };
    emit(turn, { type: 'lineUnpinned', data: { index } });
    return null;
  },
};

function whileTalking(turn: Turn): Refused | null {
  return onlyIn(turn, ['baseline', 'live', 'paused']);
}

function unlessKept({ timeline }: DrillState, index: number): Refused | null {
  return isKeptLine(timeline[index]) ? null : { code: 'unknown_line', detail: `line ${index}` };
}

/** As they are read now. */
function wordsOf({ timeline }: DrillState, index: number): string | undefined {
  return timeline.findLast((line) => line.refers === index && line.kind === 'edit')?.text ?? timeline[index]?.text;
}
