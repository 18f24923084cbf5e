/** A learner alone stands in for the facilitator in what concerns nobody else: the clock, and giving up. */
import type { Refused, Turn } from '../turn.ts';

type Who = Pick<Turn, 'state' | 'actor'>;

/** Where a pod plays, or a facilitator opened it, no single player stops the clock of the others. */
export function refuseUnlessAlone({ state, actor }: Who): Refused | null {
  if (actor.kind !== 'player') return null;
  if (state.openedBy !== 'player') return { code: 'forbidden', detail: 'a facilitator leads this drill; ask them' };
  return state.players.length === 1 ? null : { code: 'forbidden', detail: 'only who plays alone may do that; here it concerns others' };
}

/** Somebody may have joined meanwhile: whoever is there may let it go on, where no facilitator leads. */
export function refuseResume({ state, actor }: Who): Refused | null {
  return actor.kind === 'player' && state.openedBy !== 'player'
    ? { code: 'forbidden', detail: 'a facilitator leads this drill; ask them' }
    : null;
}
