import type { DrillView } from '../core/protocol/drill-view.ts';
import type { PlayerIdentity } from './host/drill-host.ts';

/** What a connection or a request has shown of itself, so that a payload cannot claim anything else. */
export interface Visitor {
  identity: PlayerIdentity | null;
  isFacilitator: boolean;
}

/** The drill as this visitor may see it: whoever is not in it is not told how to get in. */
export function viewFor({ identity, isFacilitator }: Visitor, view: DrillView | null): DrillView | null {
  if (view === null || isFacilitator || identity?.drillId === view.drillId) return view;
  return withoutCode(view);
}

export function withoutCode(view: DrillView): DrillView {
  return { ...view, code: '' };
}
