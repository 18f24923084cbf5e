import type { Clock } from '../ports/clock.ts';

/** Half an hour is a long lunch; a lobby left longer would keep the only sandbox from everybody else. */
const aloneMs = 30 * 60_000;

/** Counts how long a lobby has been empty. */
export interface LobbyWatch {
  /** Whether anybody is connected to the lobby now. */
  occupied(someone: boolean): void;
  stop(): void;
}

/** @param onLeft the lobby has been empty for half an hour */
export function watchLobby(clock: Clock, onLeft: () => void): LobbyWatch {
  let cancel: (() => void) | null = clock.after(aloneMs, onLeft);
  let stopped = false;
  return {
    occupied(someone) {
      if (someone) {
        cancel?.();
        cancel = null;
      } else if (!stopped) cancel ??= clock.after(aloneMs, onLeft);
    },
    stop() {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
