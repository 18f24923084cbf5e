import type { SloPlan } from '../../core/scenario/plan.ts';
import type { Stack } from '../../core/stack/schema.ts';
import type { DrillHost } from '../host/drill-host.ts';
import type { OwnRecords } from '../host/own-record.ts';
import type { DrillRecords } from '../host/records.ts';
import type { SandboxPool } from '../host/sandbox-pool.ts';
import type { Shifts } from '../host/shifts.ts';
import type { MetricsBook } from '../metrics/metrics-book.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { Telemetry } from '../ports/telemetry.ts';

/** What the edges (HTTP, socket) need of the house. */
export interface EdgeParts {
  host: DrillHost;
  records: DrillRecords;
  shifts: Shifts;
  pool: SandboxPool;
  library: ScenarioLibrary;
  telemetry: Telemetry;
  endedDrills: Pick<EventStore, 'ended'>;
  ownRecords: OwnRecords;
  stack: Stack;
  slos: readonly SloPlan[];
  /** By which whoever asks too often is slowed down. */
  clock: Pick<Clock, 'monotonicMs'>;
  /** For a Prometheus to scrape. */
  metrics: MetricsBook;
  facilitatorKey: string;
  /** Built browser files. */
  clientFolder: string;
  /** Addresses for others in the network; empty on loopback, and before the house listens. */
  lanUrls: () => string[];
  log: (line: string) => void;
}
