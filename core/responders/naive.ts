/** "Follow the loudest alert": does what is nearest at hand where it points, pages the owner there, and believes it. */
import type { ChangeKind } from '../drill/events.ts';
import type { Red } from '../protocol/signals.ts';
import type { StackView } from '../protocol/stack-view.ts';
import type { ControlOffer, ResponderStep } from '../scenario/plan.ts';
import { serviceOfSlot } from '../stack/schema.ts';
import { targetsOf, useOf } from './use.ts';

/** What lies before everybody's eyes. */
export interface Sight {
  alerts: readonly { alert: string; severity: 'page' | 'ticket' | 'info'; state: string; burnRate: number | null; summary: string }[];
  changes: readonly { kind: ChangeKind; target: string }[];
  /** The map, by service; empty without telemetry. */
  services: Readonly<Record<string, Red>>;
  controls: readonly ControlOffer[];
  stack: Pick<StackView, 'services'>;
}

/** From here on a service is drawn in red. */
const loudErrorShare = 0.05;
const severities = ['page', 'ticket', 'info'] as const;

export function naiveSteps(sight: Sight): ResponderStep[] {
  const alert = loudestAlert(sight);
  const component = pointedAt(alert?.alert ?? '', sight);
  const owner = sight.stack.services.find(({ service }) => service === component)?.owner;
  return [
    { do: 'acknowledge' },
    { do: 'status', status: 'mitigating' },
    ...nearestAtHand(component, sight),
    { wait: { settled: true } },
    ...(owner !== undefined && targetsOf(sight.controls, 'owner.page').includes(owner)
      ? [useOf('owner.page', owner), { wait: { settled: true } } as const]
      : []),
    { do: 'resolve', summary: `${component} was seen to.` },
    { do: 'diagnose', component, mechanism: alert?.summary ?? 'it was slow', conditions: [], why: `${component} was the loudest.` },
  ];
}

function loudestAlert({ alerts }: Sight): Sight['alerts'][number] | undefined {
  const firing = alerts.filter(({ state }) => state === 'firing' || state === 'acknowledged');
  const rank = ({ severity }: Sight['alerts'][number]): number => severities.indexOf(severity);
  return firing.toSorted((a, b) => rank(a) - rank(b) || (b.burnRate ?? 0) - (a.burnRate ?? 0))[0];
}

/** The instance or group that the alert names, else the reddest service of the map, else the slowest. */
function pointedAt(alert: string, { services, stack }: Sight): string {
  const known = stack.services.map(({ service }) => service);
  const named = serviceOfSlot(alert.split('/')[1] ?? '');
  if (known.includes(named)) return named;
  const seen = Object.entries(services).filter(([service]) => known.includes(service));
  const byErrors = seen.toSorted(([, a], [, b]) => b.errorShare - a.errorShare)[0];
  if (byErrors && byErrors[1].errorShare >= loudErrorShare) return byErrors[0];
  const slowest = seen.toSorted(([, a], [, b]) => (b.p95Ms ?? 0) - (a.p95Ms ?? 0))[0];
  return slowest?.[0] ?? known[0] ?? 'none';
}

/** Whoever has just been deployed is rolled back; everybody else is restarted. */
function nearestAtHand(component: string, sight: Sight): ResponderStep[] {
  const isFresh = sight.changes.some(({ kind, target }) => kind === 'deploy' && target === component);
  const control = [...(isFresh ? ['service.rollback'] : []), 'service.restart', 'service.scale'].find((name) =>
    targetsOf(sight.controls, name).includes(component),
  );
  return control === undefined ? [] : [useOf(control, component)];
}
