/** Everything a responder may do to a sandbox. A new control is one file and one line here. */

import { alertSilence } from './alert-silence.ts';
import { apiVersion } from './api-version.ts';
import { batchSet } from './batch-set.ts';
import { breakerSet } from './breaker-set.ts';
import { cacheBypass } from './cache-bypass.ts';
import { cacheFlush } from './cache-flush.ts';
import { cacheTtl } from './cache-ttl.ts';
import { canaryAbort } from './canary-abort.ts';
import { canaryPromote } from './canary-promote.ts';
import { consumerCordon } from './consumer-cordon.ts';
import { consumerPause } from './consumer-pause.ts';
import { consumerResume } from './consumer-resume.ts';
import type { ControlDefinition } from './control.ts';
import { deadletterRedrive } from './deadletter-redrive.ts';
import { flagSet } from './flag-set.ts';
import { indexCreate } from './index-create.ts';
import { jobStop } from './job-stop.ts';
import { linkFailover } from './link-failover.ts';
import { offsetSkip } from './offset-skip.ts';
import { offsetsReset } from './offsets-reset.ts';
import { ownerPage } from './owner-page.ts';
import { paymentsDefer } from './payments-defer.ts';
import { poolSize } from './pool-size.ts';
import { queryCancel } from './query-cancel.ts';
import { redisMemory } from './redis-memory.ts';
import { retrySet } from './retry-set.ts';
import { serviceRestart } from './service-restart.ts';
import { serviceRollback } from './service-rollback.ts';
import { serviceScale } from './service-scale.ts';
import { sessionTerminate } from './session-terminate.ts';
import { tableAnalyze } from './table-analyze.ts';
import { timeoutSet } from './timeout-set.ts';
import { trafficShed } from './traffic-shed.ts';

export { type CheckedParameters, type ControlUse, checkParameters, matchControl, type Offer, offeredParameters } from './parameters.ts';

const definitions: readonly ControlDefinition[] = [
  serviceRestart,
  serviceScale,
  serviceRollback,
  canaryAbort,
  canaryPromote,
  cacheBypass,
  cacheFlush,
  cacheTtl,
  redisMemory,
  flagSet,
  linkFailover,
  breakerSet,
  retrySet,
  timeoutSet,
  paymentsDefer,
  batchSet,
  trafficShed,
  apiVersion,
  consumerCordon,
  consumerPause,
  consumerResume,
  offsetSkip,
  offsetsReset,
  deadletterRedrive,
  sessionTerminate,
  queryCancel,
  tableAnalyze,
  indexCreate,
  poolSize,
  jobStop,
  alertSilence,
  ownerPage,
];

/** By control name. Has no prototype: names come from players, and `constructor` is no control. */
export const controlDefinitions: Readonly<Record<string, ControlDefinition>> = Object.assign(
  Object.create(null) as Record<string, ControlDefinition>,
  Object.fromEntries(definitions.map((definition) => [definition.control, definition])),
);

/** Whether using it changes the system; paging somebody or silencing an alert does not. */
export function isMutating(control: string): boolean {
  return control !== ownerPage.control && control !== alertSilence.control;
}
