/**
 * How a child process of ours behaves: it says when it is ready, stops when told or when its parent is gone,
 * and leaves Ctrl-C to the parent (a terminal sends SIGINT to the whole group).
 */

/** First message of a child over its IPC channel. */
export interface ReadyMessage {
  type: 'ready';
  detail?: Record<string, unknown>;
}

/** Tells the parent that this process serves. Does nothing when started by hand, without a channel. */
export function announceReady(detail?: Record<string, unknown>): void {
  process.send?.({ type: 'ready', ...(detail ? { detail } : {}) } satisfies ReadyMessage);
}

/** Runs `stop` once on SIGTERM or when the parent's channel closes, then exits; a stop that hangs is cut after 5 s. */
export function endWithParent(stop: () => Promise<void> | void): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 5000).unref();
    Promise.resolve()
      .then(stop)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', () => {});
  if (process.send) process.on('disconnect', end);
}

/** The JSON a parent put into `BROWNOUT_BOOT`. @throws Error naming the variable when it is absent. */
export function readBoot<T>(): T {
  const raw = process.env['BROWNOUT_BOOT'];
  if (!raw) throw new Error('BROWNOUT_BOOT is not set: this program is started by its parent, not by hand');
  return JSON.parse(raw) as T;
}
