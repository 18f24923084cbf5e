/** One second of telemetry as named values, under the names by which evidence points at them. */
import type { SignalFrame } from '../../core/protocol/signals.ts';

type Values = Record<string, number | null>;

export function seriesOfFrame(frame: SignalFrame): Values {
  const values: Values = { 'cache|hitRatio': frame.cacheHitPercent, 'cache|memory': frame.redisUsedMb };
  addRed(values, 'service', frame.services);
  addRed(values, 'link', frame.links);
  addSlots(values, frame.slots ?? {});
  for (const { group, lag } of frame.partitions ?? []) values[`group:${group}|lag`] = (values[`group:${group}|lag`] ?? 0) + lag;
  return values;
}

function addRed(values: Values, kind: 'service' | 'link', figures: SignalFrame['services'] = {}): void {
  for (const [name, red] of Object.entries(figures)) {
    values[`${kind}:${name}|rate`] = red.ratePerSecond;
    values[`${kind}:${name}|errors`] = red.errorShare;
    values[`${kind}:${name}|p50`] = red.p50Ms;
    values[`${kind}:${name}|p95`] = red.p95Ms;
    values[`${kind}:${name}|p99`] = red.p99Ms;
  }
}

/** What a slot has not is left out, so that the recording holds no empty series. */
function addSlots(values: Values, slots: NonNullable<SignalFrame['slots']>): void {
  for (const [slot, gauges] of Object.entries(slots)) {
    for (const [gauge, value] of Object.entries(gauges)) if (typeof value === 'number') values[`slot:${slot}|${gauge}`] = value;
  }
}
