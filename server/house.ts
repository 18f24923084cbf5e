/** Wires real adapters into the running whole: store, telemetry, sandbox, drill host, edges. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { EngineChoice } from '../core/sandbox/messages.ts';
import { entryLink, linkEnds } from '../core/stack/schema.ts';
import { stackViewOf } from '../core/stack/stack-view.ts';
import { type PostgresServer, startPostgres } from '../infra/engines/postgres/start.ts';
import { distFile, projectRoot } from '../infra/process/paths.ts';
import { readStackFiles, type StackFiles } from '../infra/sandbox/stack-files.ts';
import { openPostgresEventStore } from './adapters/postgres-store/postgres-event-store.ts';
import { openScenarioLibrary } from './adapters/scenario-files/scenario-library.ts';
import { openShiftLibrary, shiftNames } from './adapters/scenario-files/shift-library.ts';
import { createSupervisorFactory } from './adapters/supervisor/supervisor-factory.ts';
import { systemClock } from './adapters/system-clock/system-clock.ts';
import { startTelemetryWorker } from './adapters/telemetry-worker/telemetry-worker.ts';
import { type App, createApp } from './app.ts';
import { carriedPerSecond } from './carried-rate.ts';
import { createExhibits, type ExhibitsParts } from './exhibits.ts';
import { freePort, requireFreePort } from './free-port.ts';
import { closeAbandonedDrills, watchAbandonedDrills } from './host/abandoned.ts';
import { DrillHost } from './host/drill-host.ts';
import { createOwnRecords } from './host/own-record.ts';
import { createPlayerTokens, loadPlayerSecret } from './host/player-tokens.ts';
import { createRecorder, type Recorder, type RecorderParts } from './host/recorder.ts';
import { createDrillRecords } from './host/records.ts';
import { SandboxPool } from './host/sandbox-pool.ts';
import { createShifts } from './host/shifts.ts';
import { lanUrls } from './lan-urls.ts';
import { MetricsBook } from './metrics/metrics-book.ts';
import { Notifier } from './outbound/notifier.ts';
import type { EventStore } from './ports/event-store.ts';
import type { RecordingStore } from './ports/recording-store.ts';
import type { ProgressStep } from './ports/sandbox.ts';
import type { Telemetry, TelemetrySecond } from './ports/telemetry.ts';
import { writeRuntime } from './runtime-file.ts';
import type { Settings } from './settings.ts';
import { shopStackFile } from './stack-file.ts';

export interface HouseOptions {
  settings: Settings;
  engines: EngineChoice;
  /** False for commands that only read the store. */
  withSandbox: boolean;
  log: (line: string) => void;
  onProgress: (step: ProgressStep) => void;
  /** The edges listen; the sandbox is still to come. */
  onListening: (house: { url: string; lanUrls: string[]; facilitatorKey: string }) => void;
}

export interface House {
  url: string;
  facilitatorKey: string;
  /** Whether the first sandbox came up. */
  ready: boolean;
  /** Undoes, ends every process, closes the store. */
  stop(): Promise<void>;
}

type StopStep = () => Promise<unknown> | unknown;

const storeConnections = 20;
const storeBasePort = 18_000;
const storePorts = 900;
const storeAttempts = 3;

/** Starts everything; resolves when the first sandbox is ready or has failed. What was started is stopped when a later part fails. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const stops: StopStep[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse())
      await Promise.resolve(step()).catch?.((error: Error) => options.log(`stop: ${error.message}`));
  };
  try {
    return { ...(await build(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(options: HouseOptions, stops: StopStep[]): Promise<Omit<House, 'stop'>> {
  const { settings, log } = options;
  await requireFreePort(settings.host, settings.port);
  const stackFiles = await readStackFiles(shopStackFile());
  const facilitatorKey = randomBytes(9).toString('base64url');
  const [store, telemetry] = await Promise.all([
    timed('store', options, () => openStore(options, stops)),
    timed('telemetry', options, () => openTelemetry(stackFiles, options, stops)),
  ]);
  await closeAbandonedDrills({ store, clock: systemClock, log });
  stops.push(watchAbandonedDrills({ store, clock: systemClock, log }));
  const { app, pool } = assemble({ options, store, telemetry, facilitatorKey, stackFiles, stops });
  const url = await listen(app, settings);
  stops.push(() => app.socket.close());
  stops.push(writeRuntime(settings.dataDir, { pid: process.pid, url, facilitatorKey, engines: options.engines.kind }));
  options.onListening({ url, lanUrls: lanUrlsOf(app, settings), facilitatorKey });
  if (options.withSandbox) await pool.prepare();
  return { url, facilitatorKey, ready: pool.view().state === 'ready' };
}

interface Assembly {
  options: HouseOptions;
  store: EventStore & RecordingStore;
  telemetry: Telemetry;
  facilitatorKey: string;
  stackFiles: StackFiles;
  stops: StopStep[];
}

function assemble({ options, store, telemetry, facilitatorKey, stackFiles, stops }: Assembly): { app: App; pool: SandboxPool } {
  const { settings, log, onProgress } = options;
  const { stack, slos } = stackFiles;
  const { library, shiftLibrary, stackView } = librariesOf(stackFiles, options);
  const tokens = createPlayerTokens(loadPlayerSecret(settings.dataDir));
  const pool: SandboxPool = new SandboxPool({
    factory: createSupervisorFactory({
      stackFile: shopStackFile(),
      dataDir: join(settings.dataDir, 'sandboxes'),
      collectorPort: telemetry.collectorPort,
      engines: options.engines,
    }),
    telemetry,
    ratePerSecond: settings.ratePerSecond ?? stack.load.ratePerSecond,
    seed: 1,
    log,
    onProgress,
    onChange: () => app.socket.sandboxChanged(),
    onLedger: (second) => host.addLedger(second),
    onFailed: (message) => host.sandboxFailed(message),
  });
  const metrics = new MetricsBook(() => systemClock.monotonicMs(), telemetry.forwarded);
  const notifier = notifierOf(options, () => urlOf(app, settings));
  const { recorder, exhibits } = keepersOf({ store, telemetry, token: () => pool.telemetryToken(), log }, () => host);
  const host: DrillHost = new DrillHost({
    store,
    clock: systemClock,
    pool,
    library,
    tokens,
    stack: stackView,
    log,
    onChange: () => {
      app.socket.drillChanged();
      notifier.changed(host.currentView());
    },
    onEvents: ({ drillId, plan }, events) => {
      recorder.noteEvents(drillId, plan, events);
      exhibits.noteEvents(drillId, events);
    },
  });
  const records = createDrillRecords({
    store,
    stack: stackView,
    clock: systemClock,
    live: (drillId, command, actor) => host.record(drillId, command, actor),
  });
  const app: App = createApp({
    host,
    records,
    shifts: createShifts({ store, scenarios: library, library: shiftLibrary, host, records }),
    pool,
    library,
    telemetry,
    endedDrills: store,
    ownRecords: createOwnRecords({ store, library, tokens, stack: stackView }),
    stack,
    slos,
    clock: systemClock,
    metrics,
    facilitatorKey,
    clientFolder: distFile('client'),
    lanUrls: () => lanUrlsOf(app, settings),
    log,
  });
  telemetry.onSecond((second) => {
    if (second.token !== pool.telemetryToken()) return;
    host.addTelemetry(second);
    metrics.addSecond(second);
    recordSecond(recorder, host, second);
    app.socket.signals(second.frame);
  });
  // The last is stopped first.
  for (const part of [pool, { stop: () => recorder.flush() }, { stop: () => exhibits.flush() }, notifier, host])
    stops.push(() => part.stop());
  return { app, pool };
}

/** What can be played, and on which stack; what cannot is named. */
function librariesOf({ stack, slos }: StackFiles, { settings, log }: HouseOptions) {
  const folder = join(projectRoot(), 'scenarios');
  const mostPerSecond = carriedPerSecond(availableParallelism());
  const library = openScenarioLibrary({ folder, stack, slos, ratePerSecond: settings.ratePerSecond, mostPerSecond });
  const shiftLibrary = openShiftLibrary(join(folder, 'shifts'), shiftNames(library, { stack, slos }));
  for (const problem of library.problems()) log(`scenario refused: ${problem}`);
  for (const problem of shiftLibrary.problems()) log(`shift refused: ${problem}`);
  return { library, shiftLibrary, stackView: stackViewOf(stack) };
}

function notifierOf({ settings: { destinations }, log }: HouseOptions, houseUrl: () => string): Notifier {
  return new Notifier({ destinations, houseUrl, wallMs: () => systemClock.wallMs(), log });
}

/** They keep with a drill what can be seen of it later. */
function keepersOf(parts: RecorderParts & Pick<ExhibitsParts, 'telemetry' | 'store'>, host: () => DrillHost) {
  const recorder = createRecorder(parts);
  const exhibits = createExhibits({
    ...parts,
    keepTraces: recorder.keepTraces,
    clock: systemClock,
    view: () => host().currentView(),
    preparation: (drillId) => host().preparation(drillId),
  });
  return { recorder, exhibits };
}

async function openStore({ settings, log }: HouseOptions, stops: StopStep[]): Promise<EventStore & RecordingStore> {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o755 });
  const url = settings.databaseUrl ?? (await startEmbedded(settings, stops));
  const store = await openPostgresEventStore(url);
  stops.push(() => store.close());
  if (settings.databaseUrl) log('store: DATABASE_URL');
  return store;
}

/** Two servers may look for a free port at the same moment; whoever comes second takes another one. */
async function startEmbedded(settings: Settings, stops: StopStep[], attempt = 1): Promise<string> {
  const port = await freePort(storeBasePort + ((process.pid * attempt) % storePorts));
  try {
    const server: PostgresServer = await startPostgres({
      dataDir: join(settings.dataDir, 'store'),
      port,
      durable: true,
      maxConnections: storeConnections,
    });
    stops.push(() => server.stop());
  } catch (error) {
    if (attempt === storeAttempts || !(error as Error).message.includes('Address already in use')) throw error;
    return startEmbedded(settings, stops, attempt + 1);
  }
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

async function openTelemetry({ stack, slos }: StackFiles, { settings, log }: HouseOptions, stops: StopStep[]): Promise<Telemetry> {
  const link = entryLink(stack)?.id;
  const slisOf = (kind: 'latency' | 'availability') => slos.filter(({ sli }) => sli === kind).map(({ name }) => name);
  const userLink =
    link === undefined
      ? null
      : { link, service: linkEnds(link).to, latencySlis: slisOf('latency'), availabilitySlis: slisOf('availability') };
  const { traceBytes: spanBytes, otlpForward: forward } = settings;
  const telemetry = await startTelemetryWorker(distFile('server/telemetry-worker.js'), { userLink, spanBytes, forward }, log);
  stops.push(() => telemetry.stop());
  return telemetry;
}

async function timed<T>(component: string, { onProgress }: HouseOptions, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  onProgress({ component, state: 'ready', tookMs: Math.round(performance.now() - started) });
  return result;
}

/** Only the seconds of a drill under way are part of its record. */
function recordSecond(recorder: Recorder, host: DrillHost, { frame }: TelemetrySecond): void {
  const drill = host.current();
  const gameMs = host.gameMsOf(frame.epochSecond);
  if (drill?.running && gameMs !== null) recorder.addFrame(drill.drillId, gameMs, frame);
}

function lanUrlsOf({ server }: App, { host }: Settings): string[] {
  const address = server.address() as AddressInfo | null;
  return address ? lanUrls(host, address.port) : [];
}

async function listen(app: App, { host, port }: Settings): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(port, host, resolve);
  });
  return urlOf(app, { host });
}

/** Where this machine reaches it; empty before it listens. */
function urlOf({ server }: App, { host }: Pick<Settings, 'host'>): string {
  const address = server.address() as AddressInfo | null;
  return address ? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}` : '';
}
