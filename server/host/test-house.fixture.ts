/** The house without processes: real host, pool, library, edges; memory store and sandbox; a clock moved by hand. */
import { join } from 'node:path';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { MemorySandboxFactory } from '../adapters/memory-sandbox/memory-sandbox.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { openShiftLibrary, shiftNames } from '../adapters/scenario-files/shift-library.ts';
import type { EdgeParts } from '../http/parts.ts';
import { MetricsBook } from '../metrics/metrics-book.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { RecordingStore } from '../ports/recording-store.ts';
import type { ShiftLibrary } from '../ports/shift-library.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { shopStackFile } from '../stack-file.ts';
import { DrillHost } from './drill-host.ts';
import { createManualClock, type ManualClock } from './manual-clock.fixture.ts';
import { createOwnRecords } from './own-record.ts';
import { createPlayerTokens } from './player-tokens.ts';
import { createDrillRecords } from './records.ts';
import { SandboxPool } from './sandbox-pool.ts';
import { createShifts } from './shifts.ts';

export interface TestHouse {
  parts: EdgeParts;
  host: DrillHost;
  pool: SandboxPool;
  store: EventStore & RecordingStore;
  clock: ManualClock;
  factory: MemorySandboxFactory;
  lines: string[];
  /** Lets `seconds` pass; users are well, but for the SLOs named, of which that share is bad. Telemetry says the same as the ledger. */
  pass(seconds: number, badShare?: Record<string, number>): Promise<void>;
}

const eventsPerSecond = 50;

/** Read and checked once for all houses of a test file. */
const shopFiles = readStackFiles(shopStackFile()).then((files) => {
  const library = openScenarioLibrary({ folder: join(projectRoot(), 'scenarios'), ...files });
  return { ...files, library, shiftLibrary: openShiftLibrary(join(projectRoot(), 'scenarios/shifts'), shiftNames(library, files)) };
});

const silentTelemetry: Telemetry = {
  collectorPort: 1,
  open: async () => {},
  close: async () => {},
  forwarded: () => null,
  onSecond: () => () => {},
  findTraces: async () => ({ traces: [], more: false, sampling: null }),
  traceWords: async () => ({ services: {} }),
  spans: async () => ({ spans: [], total: 0 }),
  logs: async () => ({ logs: [], more: false, keptSinceMs: null }),
  sliSegments: async () => [],
  breakdown: async () => null,
  heatmap: async () => null,
  logPatterns: async () => ({ patterns: [], lines: 0, fromMs: 0, toMs: 0 }),
  trace: async () => [],
  stop: async () => {},
};

export interface TestHouseOptions {
  store?: EventStore & RecordingStore;
  onChange?: () => void;
  /** Other shifts than those on disk. */
  shifts?: ShiftLibrary;
}

export async function openTestHouse({
  store = createMemoryEventStore(),
  onChange = () => {},
  shifts,
}: TestHouseOptions = {}): Promise<TestHouse> {
  const { stack, flags, slos, library, shiftLibrary } = await shopFiles;
  const clock = createManualClock();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const tokens = createPlayerTokens(Buffer.alloc(32, 'secret'));
  const factory = new MemorySandboxFactory({ stack, flags });
  const pool: SandboxPool = new SandboxPool({
    factory,
    telemetry: silentTelemetry,
    ratePerSecond: 100,
    seed: 1,
    log,
    onProgress: () => {},
    onChange: () => {},
    onLedger: (second) => host.addLedger(second),
    onFailed: (message) => host.sandboxFailed(message),
  });
  const host: DrillHost = new DrillHost({ store, clock, pool, library, tokens, stack: stackViewOf(stack), log, onChange });
  const records = createDrillRecords({
    store,
    stack: stackViewOf(stack),
    clock,
    live: (drillId, command, actor) => host.record(drillId, command, actor),
  });
  await pool.prepare();
  return {
    parts: {
      host,
      pool,
      library,
      records,
      shifts: createShifts({ store, scenarios: library, library: shifts ?? shiftLibrary, host, records }),
      telemetry: silentTelemetry,
      endedDrills: store,
      ownRecords: createOwnRecords({ store, library, tokens, stack: stackViewOf(stack) }),
      stack,
      slos,
      clock,
      metrics: new MetricsBook(() => clock.monotonicMs()),
      facilitatorKey: 'the-key',
      clientFolder: projectRoot(),
      lanUrls: () => ['http://192.168.1.20:4000'],
      log,
    },
    host,
    pool,
    store,
    clock,
    factory,
    lines,
    async pass(seconds, badShare = {}) {
      for (let second = 0; second < seconds; second++) {
        const sli = Object.fromEntries(slos.map(({ name }) => [name, countsOf(badShare[name] ?? 0)]));
        factory.built.at(-1)?.emitLedger(ledgerSecond(sli));
        host.addTelemetry({ token: pool.telemetryToken() ?? '', sli, causes: {}, frame: {} as never });
        await clock.advance(1000);
      }
    },
  };
}

function countsOf(badShare: number): { good: number; bad: number } {
  const bad = Math.round(eventsPerSecond * badShare);
  return { good: eventsPerSecond - bad, bad };
}

function ledgerSecond(sli: LedgerSecond['sli']): LedgerSecond {
  const failed = Object.values(sli).some(({ bad }) => bad > 0);
  const failures = failed ? [{ step: 'checkout' as const, status: 500, orderId: '', traceId: 'a'.repeat(32) }] : [];
  return {
    epochSecond: 0,
    sli,
    asked: 100,
    sent: 100,
    late: 0,
    failures,
    latency: {},
    ordersLost: failed ? 3 : 0,
    centsLost: failed ? 9000 : 0,
    ordersOwed: 0,
  };
}
