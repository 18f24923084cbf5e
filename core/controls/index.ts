/** Everything a responder may do to a sandbox. A new control is one file and one line here. */
import { breakerSet } from './breaker-set.ts';
import { cacheBypass } from './cache-bypass.ts';
import { cacheFlush } from './cache-flush.ts';
import { consumerCordon } from './consumer-cordon.ts';
import type { ControlDefinition } from './control.ts';
import { flagSet } from './flag-set.ts';
import { ownerPage } from './owner-page.ts';
import { paymentsDefer } from './payments-defer.ts';
import { redisMemory } from './redis-memory.ts';
import { serviceRestart } from './service-restart.ts';
import { serviceRollback } from './service-rollback.ts';
import { serviceScale } from './service-scale.ts';
import { trafficShed } from './traffic-shed.ts';

export { type CheckedParameters, type ControlUse, checkParameters, matchControl } from './parameters.ts';

const definitions: readonly ControlDefinition[] = [
  serviceRestart,
  serviceScale,
  serviceRollback,
  cacheBypass,
  cacheFlush,
  redisMemory,
  flagSet,
  breakerSet,
  paymentsDefer,
  consumerCordon,
  trafficShed,
  ownerPage,
];

/** By control name. Has no prototype: names come from players, and `constructor` is no control. */
export const controlDefinitions: Readonly<Record<string, ControlDefinition>> = Object.assign(
  Object.create(null) as Record<string, ControlDefinition>,
  Object.fromEntries(definitions.map((definition) => [definition.control, definition])),
);

/** Whether using it changes the system; paging somebody does not. */
export function isMutating(control: string): boolean {
  return control !== ownerPage.control;
}
