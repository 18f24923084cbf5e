/** What a change request really is: operations on the shop, and the words for them. */
import type { ChangeKind } from '../drill/events.ts';
import type { RequestCondition, Shipment } from '../protocol/requests.ts';
import type { StandingOperation } from '../sandbox/operations.ts';

interface Shipping {
  conditions: readonly RequestCondition[];
  /** A canary of the service runs: whoever releases to everybody ends it. */
  hasCanary: boolean;
}

/** Under the conditions it was approved with: a release with a smaller share goes to a canary. */
export function operationsOf(ships: Shipment, { conditions, hasCanary }: Shipping): StandingOperation[] {
  switch (ships.kind) {
    case 'release': {
      const { service, version } = ships;
      const weight = shareOf(ships.canaryShare, conditions);
      if (weight !== null) return [{ kind: 'canary', service, version, weight }];
      return [{ kind: 'version', service, version }, ...(hasCanary ? [{ kind: 'canary' as const, service, version, weight: 0 }] : [])];
    }
    case 'migration':
      return [{ kind: 'disturbance', disturbance: { type: 'migration', migration: ships.migration } }];
    case 'flag':
      return [{ kind: 'flag', flag: ships.flag, variant: ships.variant }];
    case 'apiVersion':
      return [{ kind: 'policy', service: ships.service, key: 'api.v1', value: ships.state }];
  }
}

/** The smaller of what was asked for and what was allowed; null is everybody. */
function shareOf(asked: number | null, conditions: readonly RequestCondition[]): number | null {
  const allowed = conditions.flatMap((condition) => (condition.kind === 'canaryShare' ? [condition.atMost] : []));
  return [...allowed, ...(asked === null ? [] : [asked])].reduce<number | null>(
    (least, share) => (least === null ? share : Math.min(least, share)),
    null,
  );
}

/** Component that it is about, as the change log names it. */
export function targetOf(ships: Shipment): string {
  switch (ships.kind) {
    case 'release':
    case 'apiVersion':
      return ships.service;
    case 'migration':
      return 'postgres';
    case 'flag':
      return ships.flag;
  }
}

/** Service whose one change in flight it is; null where nothing is rolled. */
export function serviceOf(ships: Shipment): string | null {
  return ships.kind === 'release' || ships.kind === 'apiVersion' ? ships.service : null;
}

const changeKinds: Record<Shipment['kind'], ChangeKind> = {
  release: 'deploy',
  migration: 'migration',
  flag: 'flag',
  apiVersion: 'config',
};

export function changeKindOf({ kind }: Shipment): ChangeKind {
  return changeKinds[kind];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What is deployed, as a person says it. */
export function shipmentWords(ships: Shipment, conditions: readonly RequestCondition[] = []): string {
  switch (ships.kind) {
    case 'release': {
      const share = shareOf(ships.canaryShare, conditions);
      const whom = share === null ? 'to everybody' : `on a canary with ${percent(share)} of calls`;
      return `${ships.service} ${ships.version} ${whom}`;
    }
    case 'migration':
      return `migration ${ships.migration}`;
    case 'flag':
      return `flag ${ships.flag} is ${ships.variant} for everybody`;
    case 'apiVersion':
      return `${ships.service} ${ships.state === 'off' ? 'no longer answers' : 'answers'} version 1 of the API`;
  }
}

export function conditionWords(condition: RequestCondition): string {
  switch (condition.kind) {
    case 'canaryShare':
      return `on a canary with at most ${percent(condition.atMost)} of calls`;
    case 'afterIncident':
      return 'after the incident';
    case 'flagOffBy':
      return `the flag is taken out by ${condition.day}`;
    case 'exception':
      return `as an exception: ${condition.reason}`;
  }
}
