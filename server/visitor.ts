import { viewOnDesk } from '../core/drill/desk-view.ts';
import { type Sight, sightOf, wholeSight } from '../core/drill/rules/split-desk.ts';
import type { DrillView } from '../core/protocol/drill-view.ts';
import type { SandboxView } from '../core/protocol/messages.ts';
import type { DrillHost } from './host/drill-host.ts';
import type { PlayerIdentity } from './host/player-identity.ts';

/** What a connection or a request has shown of itself, so that a payload cannot claim anything else. */
export interface Visitor {
  identity: PlayerIdentity | null;
  isFacilitator: boolean;
}

/** The drill as this visitor may see it: cut to their desk where desks are split, and whoever is not in it is not told how to get in. */
export function viewFor(visitor: Visitor, view: DrillView | null): DrillView | null {
  if (view === null) return null;
  const { identity, isFacilitator } = visitor;
  const isInside = isFacilitator || identity?.drillId === view.drillId;
  const seen = viewOnDesk(view, sightFor(visitor, view));
  return isInside ? seen : withoutCode(seen);
}

/** The view of a drill whose desk is split at this moment; null while nothing has to be kept from anybody. */
export function splitView(host: Pick<DrillHost, 'current' | 'currentView'>): DrillView | null {
  return host.current()?.splitDesk ? host.currentView() : null;
}

/** What lies on this visitor's desk; all of it where desks are not split. */
export function sightFor({ identity, isFacilitator }: Visitor, view: DrillView | null): Sight {
  if (view === null || isFacilitator) return wholeSight;
  return sightOf(view, identity?.drillId === view.drillId ? identity.actor.id : null);
}

export function withoutCode(view: DrillView): DrillView {
  return { ...view, code: '' };
}

/** Which part of the shop is down is telemetry like any other. */
export function sandboxOnDesk(sandbox: SandboxView, { telemetry }: Sight): SandboxView {
  return telemetry ? sandbox : { ...sandbox, components: [], load: null };
}
