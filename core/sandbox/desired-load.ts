/** The part of the desired state that users, cache settings and disturbances make up. Pure. */
import type { Stack } from '../stack/schema.ts';
import type { NamedDisturbance } from './disturbances.ts';
import { type LoadShape, ordinaryShape } from './load-shape.ts';
import type { ActiveOperation } from './operations.ts';

export interface DesiredLoad {
  ratePerSecond: number;
  /** How long the way to that rate takes; 0 is at once. Milliseconds. */
  overMs: number;
  shape: LoadShape;
}

/** The last rate, times every factor; a ramp lasts as long as the longest asked for. */
export function loadOf(ratePerSecond: number, active: readonly ActiveOperation[]): DesiredLoad {
  const load: DesiredLoad = { ratePerSecond, overMs: 0, shape: { ...ordinaryShape } };
  let factor = 1;
  for (const { operation } of active) {
    if (operation.kind === 'loadRate') load.ratePerSecond = operation.ratePerSecond;
    if (operation.kind === 'loadShape') Object.assign(load.shape, operation.shape);
    if (operation.kind !== 'loadFactor') continue;
    factor *= operation.factor;
    load.overMs = Math.max(load.overMs, operation.overMs);
  }
  return { ...load, ratePerSecond: load.ratePerSecond * factor };
}

/** Each of the two settings as the last operation that names it has it. */
export function redisOf({ maxmemoryMb, maxmemoryPolicy }: Stack['engines']['redis'], active: readonly ActiveOperation[]) {
  const redis = { maxmemoryMb, maxmemoryPolicy };
  for (const { operation } of active) {
    if (operation.kind === 'redisConfig' || operation.kind === 'redisMaxmemory') redis.maxmemoryMb = operation.maxmemoryMb;
    if (operation.kind === 'redisConfig' || operation.kind === 'redisPolicy') redis.maxmemoryPolicy = operation.maxmemoryPolicy;
  }
  return redis;
}

/** They add up, in the order of their ids: what is done first must not depend on the order of a list. */
export function disturbancesOf(active: readonly ActiveOperation[]): NamedDisturbance[] {
  return active
    .flatMap(({ id, operation }) => (operation.kind === 'disturbance' ? [{ id, disturbance: operation.disturbance }] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Operations that are several things at once, taken apart: `f1` gives `f1.1`, `f1.2`. */
export function takenApart(operations: readonly ActiveOperation[]): ActiveOperation[] {
  return operations.flatMap(({ id, operation }) =>
    operation.kind === 'together'
      ? operation.operations.map((part, index) => ({ id: `${id}.${index + 1}`, operation: part }))
      : [{ id, operation }],
  );
}
