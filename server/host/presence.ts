/** Who is here, and who has been gone for so long that their seat may be taken. */
import type { Clock } from '../ports/clock.ts';

/** A reload, a tunnel, a change of network: all shorter than this. */
const awayAfterMs = 20_000;

export interface Presence {
  /** Everybody with an open connection now. */
  online(playerIds: readonly string[]): void;
  /** Somebody just came in; their connection follows. */
  arrived(playerId: string): void;
  /** Those of them who have had no connection for 20 s. */
  away(playerIds: readonly string[]): string[];
}

export function createPresence(clock: Pick<Clock, 'monotonicMs'>): Presence {
  let online = new Set<string>();
  const lastSeenMs = new Map<string, number>();
  return {
    online(playerIds) {
      for (const playerId of [...online, ...playerIds]) lastSeenMs.set(playerId, clock.monotonicMs());
      online = new Set(playerIds);
    },
    arrived: (playerId) => void lastSeenMs.set(playerId, clock.monotonicMs()),
    away: (playerIds) =>
      playerIds.filter((playerId) => {
        const seenMs = lastSeenMs.get(playerId);
        return !online.has(playerId) && (seenMs === undefined || clock.monotonicMs() - seenMs >= awayAfterMs);
      }),
  };
}
