/** Who sits where: single seats, names that nobody else has, and what an observer may do. */
import { type Role, singleSeats } from '../../protocol/roles.ts';
import { askInstead, dutyOf, holdersInstead } from '../../protocol/seat-duties.ts';
import type { Command, CommandType } from '../commands.ts';
import type { DrillState, PlayerState } from '../state.ts';
import type { Refused } from '../turn.ts';
import { playerOf } from './players.ts';

/** What a pod, its voices and the server's memory can bear. */
export const maxPlayers = 30;

/** What somebody who only watches may ask all the same: getting in, getting ready, and another seat. */
const openToObservers: readonly CommandType[] = ['join', 'takeSeat', 'answerOffer', 'setReady', 'answerCommCheck'];

/** Seats bind while the drill goes on; its record belongs to everybody who was there. */
export function refuseObserver(command: Command, state: DrillState): Refused | null {
  const { actor, type } = command;
  if (actor.kind !== 'player' || openToObservers.includes(type) || state.ending !== null) return null;
  return playerOf(state, actor.id)?.role === 'observer' ? { code: 'observer_only' } : null;
}

/**
 * A seat that somebody holds acts for itself; one that is empty, or whose holder is away, anybody acts for. People only:
 * a scripted responder sits in every seat.
 */
export function refuseByRole(command: Command, { players, severity, ending }: DrillState): Refused | null {
  const { actor, away } = command;
  if (actor.kind !== 'player' || ending !== null) return null;
  const duty = dutyOf({ type: command.type, control: command.type === 'runControl' ? command.data.control : undefined }, severity !== null);
  const holders = duty === null ? [] : holdersInstead({ players, away }, actor.id, duty);
  return holders.length === 0 ? null : { code: 'role_forbids', detail: askInstead(holders) };
}

/** Who else holds a seat that only one person can have; undefined when it is free. */
export function holderOf({ players }: DrillState, role: Role, playerId: string): PlayerState | undefined {
  return singleSeats.includes(role) ? players.find((player) => player.role === role && player.playerId !== playerId) : undefined;
}

export const notHere: Refused = { code: 'not_found', detail: 'you have not joined this drill' };

/** The name as asked for, or with the first free number: `Ana (2)`. */
export function freeName({ players }: DrillState, asked: string): string {
  const taken = new Set(players.map(({ name }) => readAs(name)));
  let name = asked;
  for (let number = 2; taken.has(readAs(name)); number += 1) name = `${asked} (${number})`;
  return name;
}

/** Case does not tell people apart on a radio; nor, on a screen, do widths, ways to type an accent, and what takes no room. */
function readAs(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
}
