/** One second of telemetry as named values, under the names by which evidence points at them. */
import type { SignalFrame } from '../../core/protocol/signals.ts';

export function seriesOfFrame(frame: SignalFrame): Record<string, number | null> {
  const values: Record<string, number | null> = {
    'cache|hitRatio': frame.cacheHitPercent,
    'cache|memory': frame.redisUsedMb,
  };
  for (const [kind, figures] of [['service', frame.services] as const, ['link', frame.links] as const]) {
    for (const [name, red] of Object.entries(figures ?? {})) {
      values[`${kind}:${name}|rate`] = red.ratePerSecond;
      values[`${kind}:${name}|errors`] = red.errorShare;
      values[`${kind}:${name}|p50`] = red.p50Ms;
      values[`${kind}:${name}|p95`] = red.p95Ms;
      values[`${kind}:${name}|p99`] = red.p99Ms;
    }
  }
  for (const { group, lag } of frame.partitions ?? []) values[`group:${group}|lag`] = (values[`group:${group}|lag`] ?? 0) + lag;
  return values;
}
