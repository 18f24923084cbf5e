/** A learner alone stands in for the facilitator in what concerns nobody else: the clock, and giving up. */
import type { Refused, Turn } from '../turn.ts';

type Who = Pick<Turn, 'state' | 'actor'>;

/** Where no facilitator leads, whoever is there may let a paused drill go on: somebody may have joined meanwhile. */
export function refuseWhereLed({ state, actor }: Who): Refused | null {
  const isLed = actor.kind === 'player' && state.openedBy !== 'player';
  return isLed ? { code: 'forbidden', detail: 'a facilitator leads this drill; ask them' } : null;
}

/** And where a pod plays, no single player stops the clock of the others. */
export function refuseUnlessAlone(who: Who): Refused | null {
  const concernsOthers = who.actor.kind === 'player' && who.state.players.length !== 1;
  const others: Refused = { code: 'forbidden', detail: 'only who plays alone may do that; here it concerns others' };
  return refuseWhereLed(who) ?? (concernsOthers ? others : null);
}
