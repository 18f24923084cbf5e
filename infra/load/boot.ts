/** What the load generator is told by its parent, and what they say to each other afterwards. */

import type { LoadShape } from '../../core/sandbox/load-shape.ts';
import type { LedgerSecond, SliDefinition } from '../../core/sandbox/messages.ts';
import type { Stack } from '../../core/stack/schema.ts';

/** JSON in `BROWNOUT_BOOT` of `dist/load/generator.js`. `wave`, `mix` and the shares are those of `load` in stack.yaml. */
export interface LoadBoot {
  /** Where users arrive: the proxied address of the edge service, `http://127.0.0.1:21050`. */
  gatewayUrl: string;
  ratePerSecond: number;
  /** A higher rate that is asked for later is cut to this. */
  maxRatePerSecond: number;
  wave: Stack['load']['wave'];
  mix: Stack['load']['mix'];
  botShare: number;
  abortShare: number;
  clients: Stack['load']['clients'];
  slis: SliDefinition[];
  seed: number;
  /** The shop's Postgres itself, not a proxy: the ledger's reads must not suffer what the users suffer. */
  ledgerDatabase: { host: string; port: number; user: string; database: string };
  /** Products in the catalogue. */
  productCount: number;
}

/** Parent to generator. */
export type LoadRequest = { type: 'rate'; ratePerSecond: number } | { type: 'shape'; shape: LoadShape };

/** Generator to parent, once a second after `ready`. */
export type LoadMessage = { type: 'ledger'; second: LedgerSecond };
