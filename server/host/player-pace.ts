/** How fast one person may act, over all their tabs and requests together. */
import type { PlayerCommand } from '../../core/protocol/commands.ts';
import { createPace } from '../command-pace.ts';

const anything = { most: 20, perSecond: 20 };
/** Every message goes to everybody and stays in the channel for good: thirty in a minute is a busy scribe. */
const messages = { most: 30, perSecond: 0.5 };

/** Each of them leaves a line. */
const leavesLine: ReadonlySet<PlayerCommand['type']> = new Set<PlayerCommand['type']>([
  'postNote',
  'recordNote',
  'recordDecision',
  'editMessage',
  'pinLine',
  'unpinLine',
  'offerSeat',
  'answerOffer',
  'withdrawOffer',
  'postSummary',
  'publishStatus',
]);

/** @returns what is too fast, in words; null when it may go on */
export type PlayerPace = (playerId: string, type: PlayerCommand['type']) => string | null;

export function createPlayerPace(nowMs: () => number): PlayerPace {
  const paces = new Map<string, { act: () => boolean; message: () => boolean }>();
  return (playerId, type) => {
    const pace = paces.get(playerId) ?? { act: createPace(anything, nowMs), message: createPace(messages, nowMs) };
    paces.set(playerId, pace);
    if (!pace.act()) return `at most ${anything.perSecond} acts in a second`;
    return leavesLine.has(type) && !pace.message() ? `at most ${messages.most} messages in a minute` : null;
  };
}
