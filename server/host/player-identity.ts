import type { Actor } from '../../core/drill/events.ts';

/** Who holds a player's token, and of which drill. */
export interface PlayerIdentity {
  drillId: string;
  actor: Actor;
}
