/**
 * A desk that is split by seat, so that people must talk: operations see telemetry and act on the shop, communications see what
 * the world says to it, and everybody else sees people, board and clocks alone. Whoever only watches is no exception: they
 * may sit beside anybody. It ends with the drill.
 */
import type { TimelineEntry } from '../../protocol/drill-view.ts';
import type { Role } from '../../protocol/roles.ts';
import type { DrillEvent, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';
import { isOver, type Phase } from '../values.ts';

/** What somebody sees of a drill, besides people, board and clocks. */
export interface Sight {
  telemetry: boolean;
  voices: boolean;
}

export const wholeSight: Sight = { telemetry: true, voices: true };

interface Seated {
  splitDesk: boolean;
  phase: Phase;
  players: readonly { playerId: string; role: Role | null }[];
}

/** @param playerId null of whoever is not in the drill */
export function sightOf({ splitDesk, phase, players }: Seated, playerId: string | null): Sight {
  if (!splitDesk || isOver(phase)) return wholeSight;
  const role = players.find((player) => player.playerId === playerId)?.role ?? null;
  return { telemetry: role === 'operations', voices: role === 'communications' };
}

const onTelemetry: ReadonlySet<EventType> = new Set<EventType>([
  'alertStateChanged',
  'silenceEnded',
  'changeLogged',
  'controlRequested',
  'controlLanded',
  'controlFailed',
  'controlUndone',
]);

/** On whose desk a line of the channel lies; null where everybody reads it. A paged owner answers to the whole room. */
export function deskOfLine(event: DrillEvent, { controls }: Pick<DrillState, 'controls'>): TimelineEntry['desk'] | null {
  if (onTelemetry.has(event.type)) return 'telemetry';
  if (event.type !== 'messagePosted') return null;
  const { from } = event.data;
  return controls.some(({ work }) => work?.type === 'ownerPage' && work.owner === from) ? null : 'voices';
}
