import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { ServiceBoot } from '../../../../core/sandbox/messages.ts';
import { type ControlTargets, controlRoutes, drain } from './control-routes.ts';
import { DesiredState } from './desired-state.ts';
import { EndingSteps } from './ending.ts';
import { openFlags } from './flags.ts';
import { Hooks } from './hooks.ts';
import { RouteServer } from './http/server.ts';
import type { Kit } from './kit.ts';
import { createLog } from './log.ts';
import { seededRandom, shareOf } from './random.ts';
import { Readiness } from './readiness.ts';
import type { Runtime } from './runtime.ts';
import { ServiceKit } from './service-kit.ts';
import { DeadlineSliMeter } from './sli-meter.ts';
import { createInstruments } from './telemetry/instruments.ts';
import { observeRuntime } from './telemetry/runtime-metrics.ts';
import { startTelemetry } from './telemetry/telemetry.ts';

export type Define = (kit: Kit) => Promise<void> | void;

export interface RunningService {
  /** Port it listens on, on loopback. */
  port: number;
  /** Resolves when `/readyz` is 200 for the first time. */
  ready: Promise<void>;
  /** Drains, closes and sends the last telemetry. */
  stop(): Promise<void>;
}

const platformPath = /^\/(healthz|readyz|control)\b/;
/** How often undecided SLI events are looked at. */
const sliTickMs = 200;
/** Longer than any client of ours keeps an idle connection, so that no request meets a closing one. */
const keepAliveMs = 65_000;

/** Starts a service in this process. @throws Error when `define` fails or the port is taken. */
export async function startService(boot: ServiceBoot, define: Define): Promise<RunningService> {
  const ending = new EndingSteps();
  const runtime = createRuntime(boot, ending);
  const close = async (): Promise<void> => {
    await ending.drain();
    await ending.close();
    await runtime.telemetry.shutdown();
  };
  try {
    return await serve(runtime, define, { drainWork: () => ending.drain(), close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Closing {
  drainWork: () => Promise<void>;
  close: () => Promise<void>;
}

async function serve(runtime: Runtime, define: Define, { drainWork, close }: Closing): Promise<RunningService> {
  const { boot } = runtime;
  const sli = startSli(runtime);
  const server = new RouteServer(runtime, sli);
  const flags = await openFlags(boot.slot, boot.flags, (flag) => runtime.desired.current.flags[flag]);
  const kit = new ServiceKit({ runtime, server, flags, sli });
  const targets: ControlTargets = {
    runtime,
    activeRequests: () => server.activeRequests,
    consumerState: () => kit.membership?.state,
    consumerReport: () => kit.consumerReport(),
    jobs: () => kit.jobs.facts(),
    drainWork,
  };
  const control = controlRoutes(targets);
  // Tested once by its beginning, so that every request of a user does not walk through the routes of the platform.
  server.app.use((request, response, next) => (platformPath.test(request.url) ? control(request, response, next) : next()));
  await define(kit);
  server.finish();
  const listener = await listen(createServer(server.app), boot.port);
  return {
    port: (listener.address() as AddressInfo).port,
    ready: runtime.readiness.reached(),
    stop: async () => {
      await drain(targets);
      await closeListener(listener);
      await close();
    },
  };
}

function createRuntime(boot: ServiceBoot, ending: EndingSteps): Runtime {
  const { service, slot, otlpBase, seed } = boot;
  const random = seededRandom(seed + Math.floor(shareOf(slot) * 2 ** 31));
  const hooks = new Hooks(random);
  const telemetry = startTelemetry({ service, slot, version: boot.desired.version, otlpBase, repeats: () => hooks.echoes });
  const desired = new DesiredState(boot.desired);
  hooks.set(boot.desired.hooks);
  desired.onChange((next, changed) => {
    if (changed.has('hooks')) hooks.set(next.hooks);
  });
  const stopRuntimeMetrics = observeRuntime(telemetry.meter);
  ending.onClose(() => {
    hooks.stop();
    stopRuntimeMetrics();
  });
  const writeLine = (line: string): void => void process.stdout.write(line);
  const log = createLog({ service, slot, logger: telemetry.logger, writeLine, wallMs: () => hooks.wallMs() });
  return {
    boot,
    telemetry,
    instruments: createInstruments(telemetry.meter),
    desired,
    readiness: new Readiness(),
    hooks,
    log,
    random,
    ending,
  };
}

function startSli({ boot, telemetry, ending }: Runtime): DeadlineSliMeter {
  const counter = telemetry.meter.createCounter('sli.events');
  const meter = new DeadlineSliMeter(
    boot.slis,
    () => performance.now(),
    (sli, { result, events, about = { 'server.address': boot.slot } }) => counter.add(events, { sli, result, ...about }),
  );
  const tick = setInterval(() => meter.expire(), sliTickMs);
  tick.unref();
  ending.onClose(() => clearInterval(tick));
  return meter;
}

function listen(server: Server, port: number): Promise<Server> {
  server.keepAliveTimeout = keepAliveMs;
  server.headersTimeout = keepAliveMs + 1_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 511, () => resolve(server));
  });
}

function closeListener(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
