import type { EdgeParts } from './parts.ts';

/** Whether telemetry that comes in now is of this drill. */
export function isRunning({ host }: Pick<EdgeParts, 'host'>, drillId: string): boolean {
  const current = host.current();
  return current?.drillId === drillId && current.running;
}
