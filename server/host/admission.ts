/** Letting somebody into a drill: an id of their own, a name unlike all others, and a token that says who they are. */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../../core/drill/events.ts';
import type { Join } from '../../core/protocol/commands.ts';
import type { Ack } from '../../core/protocol/errors.ts';
import type { Joined } from '../../core/protocol/messages.ts';
import type { LiveDrill } from './live-drill.ts';
import type { PlayerTokens } from './player-tokens.ts';
import type { Presence } from './presence.ts';

export type Admission = { ok: true; joined: Joined } | Extract<Ack, { ok: false }>;

interface AdmissionParts {
  tokens: PlayerTokens;
  presence: Presence;
}

/** Whoever was in an earlier watch of the shift stays the same person: `playerId` is theirs from there. */
export interface Entrant extends Join {
  playerId?: string | undefined;
}

export async function admit(drill: LiveDrill, entrant: Entrant, { tokens, presence }: AdmissionParts): Promise<Admission> {
  const { name, role } = entrant;
  const { drillId } = drill;
  const playerId = entrant.playerId ?? tokens.playerIdOf(drillId, entrant.entry ?? randomBytes(12).toString('hex'));
  const isIn = (): string | undefined => drill.state.players.find((player) => player.playerId === playerId)?.name;
  if (isIn() === undefined) {
    const actor: Actor = { kind: 'player', id: playerId, name };
    const seat = role === undefined ? {} : { role };
    // Of two that are on their way at once one is written.
    const from = { actor, commandId: `join/${playerId}`, away: awayFrom(drill, presence) };
    const ack = await drill.submit('join', { playerId, name, ...seat }, from);
    if (!ack.ok) return ack;
    presence.arrived(playerId);
  }
  return { ok: true, joined: { drillId, playerId, playerToken: tokens.issue({ drillId, playerId, name: isIn() ?? name }) } };
}

/** Players of the drill who are not here: a single seat of theirs may be taken. */
export function awayFrom({ state }: LiveDrill, presence: Presence): string[] {
  return presence.away(state.players.map(({ playerId }) => playerId));
}
