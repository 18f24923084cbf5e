import type { PlayerIdentity } from './host/drill-host.ts';

/** What a connection has shown of itself; held by the connection, so that a payload cannot claim anything else. */
export interface Visitor {
  identity: PlayerIdentity | null;
  isFacilitator: boolean;
}
