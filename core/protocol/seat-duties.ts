/** Which seat does what. The engine refuses by it, and a page explains with it before anybody presses. */
import type { Role } from './roles.ts';

const duties: Readonly<Record<string, readonly Role[]>> = {
  changeSeverity: ['commander'],
  setStatus: ['commander'],
  resolve: ['commander'],
  decideRequest: ['commander', 'operations'],
  runControl: ['operations'],
  undoControl: ['operations'],
  postUpdate: ['communications'],
  postSummary: ['communications', 'commander'],
  publishStatus: ['communications', 'commander'],
  recordDecision: ['commander', 'scribe'],
  recordNote: ['commander', 'scribe'],
  pinLine: ['commander', 'scribe'],
  unpinLine: ['commander', 'scribe'],
};

/** Calling for help is everybody's. */
const anybodysControl = 'owner.page';

export interface SeatAct {
  /** Of the command. */
  type: string;
  /** Of a use of a control: which one. */
  control?: string | undefined;
}

/** Seats that do this; null where anybody does. Declaring is anybody's, declaring anew is a change of the severity. */
export function dutyOf({ type, control }: SeatAct, isDeclared: boolean): readonly Role[] | null {
  if (control === anybodysControl) return null;
  if (type === 'declare' && isDeclared) return duties['changeSeverity'] ?? null;
  return duties[type] ?? null;
}

export interface Seated {
  playerId: string;
  name: string;
  role: Role | null;
}

interface Pod<P extends Seated> {
  players: readonly P[];
  /** Players without a connection: their seat waits for nobody. */
  away?: readonly string[] | undefined;
}

/** Who has to do it in place of this person; empty when they may. Without a seat one acts like operations. */
export function holdersInstead<P extends Seated>({ players, away = [] }: Pod<P>, playerId: string, duty: readonly Role[]): P[] {
  const own = players.find((player) => player.playerId === playerId)?.role ?? 'operations';
  if (duty.includes(own)) return [];
  return players.filter((player) => player.role !== null && duty.includes(player.role) && !away.includes(player.playerId));
}

/** `Ask Ana (commander).` */
export function askInstead(holders: readonly Seated[]): string {
  return `Ask ${holders.map(({ name, role }) => `${name} (${role})`).join(' or ')}.`;
}
