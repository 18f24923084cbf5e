/**
 * Letting somebody into a drill: an id of their own, a name unlike all others, and a token that says who they are. And what is turned
 * away at the door, because the rules of a drill cannot know it: names that the stack lacks.
 */
import { randomBytes } from 'node:crypto';
import { type KnownStack, unknownIn } from '../../core/diagnosis/known.ts';
import type { Actor } from '../../core/drill/events.ts';
import type { Join, PlayerCommand } from '../../core/protocol/commands.ts';
import type { Diagnosis } from '../../core/protocol/diagnosis.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
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
  const { name, role, playerId = `p-${randomBytes(4).toString('hex')}` } = entrant;
  const isIn = (): string | undefined => drill.state.players.find((player) => player.playerId === playerId)?.name;
  if (isIn() === undefined) {
    const actor: Actor = { kind: 'player', id: playerId, name };
    const seat = role === undefined ? {} : { role, away: awayFrom(drill, presence) };
    const ack = await drill.submit('join', { playerId, name, ...seat }, { actor });
    if (!ack.ok) return ack;
    presence.arrived(playerId);
  }
  const { drillId } = drill;
  return { ok: true, joined: { drillId, playerId, playerToken: tokens.issue({ drillId, playerId, name: isIn() ?? name }) } };
}

/** Players of the drill who are not here: a single seat of theirs may be taken. */
export function awayFrom({ state }: LiveDrill, presence: Presence): string[] {
  return presence.away(state.players.map(({ playerId }) => playerId));
}

/** Of a diagnosis that names what the stack lacks; null of everything else. */
export function refuseNames(type: PlayerCommand['type'], data: object, stack: KnownStack): Ack | null {
  const unknown = type === 'submitDiagnosis' ? unknownIn(data as Diagnosis, stack) : null;
  return unknown === null ? null : refusal('unknown_component', unknown);
}
