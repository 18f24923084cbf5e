/** Change requests and what is right for them, in the plan's terms. */
import { durationMs } from '../faults/quantities.ts';
import type { Shipment } from '../protocol/requests.ts';
import type { PlannedRequest, RequestTruth } from '../requests/planned.ts';
import type { ResolvedScenario } from './schema.ts';
import type { AuthoredRequest } from './schema-request.ts';

const usualReplies = {
  approve: 'Thank you. We start the rollout.',
  hold: 'All right, it waits. Tell me when I may ask again.',
  conditions: 'Agreed, we do it that way.',
};

export function compileRequest({ from, owner, title, summary, ships, wantedIn, replies }: AuthoredRequest): PlannedRequest {
  return {
    from,
    owner,
    title,
    summary,
    ships: compileShipment(ships),
    wantedAfterMs: wantedIn === undefined ? null : durationMs(wantedIn),
    replies: {
      approve: replies.approve ?? usualReplies.approve,
      hold: replies.hold ?? usualReplies.hold,
      conditions: replies.conditions ?? usualReplies.conditions,
    },
  };
}

export function compileShipment(ships: AuthoredRequest['ships']): Shipment {
  if ('release' in ships) {
    const { service, version, canary } = ships.release;
    return { kind: 'release', service, version, canaryShare: canary ?? null };
  }
  if ('migration' in ships) return { kind: 'migration', migration: ships.migration };
  if ('flag' in ships) return { kind: 'flag', flag: ships.flag, variant: ships.variant };
  return { kind: 'apiVersion', service: ships.apiVersion.service, version: 'v1', state: ships.apiVersion.state };
}

export function compileRequestTruth({ truth }: ResolvedScenario): RequestTruth[] {
  return truth.requests.map(({ request, right, conditions, fixes, because }) => ({
    request,
    right,
    conditions,
    ...(fixes === undefined ? {} : { fixes }),
    because,
  }));
}
