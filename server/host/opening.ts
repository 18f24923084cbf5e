import type { CommandData } from '../../core/drill/commands.ts';
import type { Ack } from '../../core/protocol/errors.ts';
import type { LiveDrill } from './live-drill.ts';

export type Refused = Extract<Ack, { ok: false }>;
export type Opening = { ok: true; drill: LiveDrill } | Refused;
/** Its lobby waits. */
export type LobbyOpened = { ok: true; drillId: string; code: string } | Refused;

/** The room a plan is played in. */
export type Room = Pick<CommandData['open'], 'openedBy' | 'practice' | 'splitDesk'>;

export function lobbyOf(opening: Opening): LobbyOpened {
  return opening.ok ? { ok: true, drillId: opening.drill.drillId, code: opening.drill.state.code } : opening;
}
