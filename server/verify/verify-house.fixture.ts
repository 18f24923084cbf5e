/** Everything a verification needs, without processes: sandboxes of state alone, a clock moved by hand, users whose fate the test decides. */
import { join } from 'node:path';
import type { Red, SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { SpanView, TraceSummary } from '../../core/protocol/traces.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { type MemorySandbox, MemorySandboxFactory } from '../adapters/memory-sandbox/memory-sandbox.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { createManualClock } from '../host/manual-clock.fixture.ts';
import type { TelemetrySecond, TraceQuery } from '../ports/telemetry.ts';
import { shopStackFile } from '../stack-file.ts';
import { type VerifyHouse, type Verifying, verifyAll } from './verify-house.ts';

/** Share of bad events by SLO in this second; empty is well. */
export type World = (sandbox: MemorySandbox) => Record<string, number>;

/** What telemetry shows in this second beside the events of users. */
export type Screens = (sandbox: MemorySandbox, isBad: boolean) => Partial<SignalFrame>;
/** Spans of the one trace that a search finds. */
export type Traces = (query: TraceQuery) => Pick<SpanView, 'service' | 'attributes' | 'error' | 'durationMs'>[];

const eventsPerSecond = 20;
const longestSeconds = 4000;

const files = readStackFiles(shopStackFile()).then((shop) => ({
  ...shop,
  library: openScenarioLibrary({ folder: join(projectRoot(), 'scenarios'), ...shop }),
}));

export interface TestVerification {
  /** Of the first scenario. */
  proof: ScenarioProof;
  proofs: ScenarioProof[];
  factory: MemorySandboxFactory;
  lines: string[];
}

interface TestWish {
  scenarioId?: string;
  /** Verified after it, in the same lane. */
  next?: string[];
  /** Alters the plan first. */
  change?: (plan: Plan) => Plan;
  only?: readonly string[];
  mode?: ScenarioProof['mode'];
  attempts?: number;
  budgetMs?: number;
  housePerSecond?: number;
  /** Orders that are owed in a sandbox at this second. */
  owed?: (sandbox: MemorySandbox) => number;
  keepLog?: Verifying['keepLog'];
  /** What is to be seen; where left out, everything that is bad shows everywhere. */
  screens?: Screens;
  traces?: Traces;
  /** Told each line of the log. */
  heard?: (line: string) => void;
}

const usually = {
  scenarioId: 'saturday-slowdown',
  next: [] as string[],
  /** Which rate it asks for, and whether it wants to be alone, is for each test to say. */
  change: ({ verify: _verify, ...plan }: Plan): Plan => plan,
  mode: 'forks' as const,
  attempts: 1,
  owed: (): number => 0,
  screens: ((): Partial<SignalFrame> => ({})) as Screens,
  traces: (({ service = '', links = [] }) => [callOf(service, links[0])]) as Traces,
};

const callOf = (service: string, link = ''): ReturnType<Traces>[number] => ({
  ...{ service, attributes: { 'brownout.link': link }, error: true, durationMs: 900 },
});

/** Verifies one scenario in a world, and those after it. */
export async function verifyIn(world: World, wish: TestWish = {}): Promise<TestVerification> {
  const {
    scenarioId,
    next,
    change,
    only,
    mode,
    attempts,
    budgetMs = null,
    housePerSecond = null,
    keepLog,
    heard,
    owed,
    screens,
    traces,
  } = { ...usually, ...wish };
  const { stack, flags, slos, library } = await files;
  const clock = createManualClock();
  const factory = new MemorySandboxFactory({ stack, flags });
  const listeners = new Set<(second: TelemetrySecond) => void>();
  const lines: string[] = [];
  const stackView = stackViewOf(stack);
  const frameOf = (sandbox: MemorySandbox, isBad: boolean): SignalFrame =>
    ({ ...usualFrame(stackView, isBad), ...screens(sandbox, isBad) }) as SignalFrame;
  let spansFound: ReturnType<Traces> = [];
  const house: VerifyHouse = {
    factory,
    telemetry: {
      open: async () => {},
      close: async () => {},
      onSecond(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      findTraces(_token, query) {
        spansFound = traces(query);
        const summaries = spansFound.length > 0 ? [{ traceId: 'found' } as TraceSummary] : [];
        return Promise.resolve({ traces: summaries, more: false, sampling: null });
      },
      trace: () => Promise.resolve(spansFound as SpanView[]),
    },
    housePerSecond,
    log(line) {
      lines.push(line);
      heard?.(line);
    },
    library: {
      compile(id, seed, ratePerSecond) {
        const plan = library.compile(id, seed, ratePerSecond);
        return plan && change(plan);
      },
    },
    stack: stackView,
    clock,
    newStore: () => createMemoryEventStore(),
  };
  let proofs: ScenarioProof[] | null = null;
  const proven = (found: ScenarioProof): void => void lines.push(`${found.scenarioId} is told`);
  const verifying = verifyAll(house, {
    ...{ scenarioIds: [scenarioId, ...next], seed: 3, mode, lanes: 1, only, attempts, budgetMs, proven, keepLog },
  }).then((all) => {
    proofs = all;
  });
  for (let second = 0; second < longestSeconds && proofs === null; second++) {
    for (const sandbox of factory.built.filter(({ stopped }) => !stopped)) tellSecond(sandbox, { world, slos, listeners, owed, frameOf });
    await clock.advance(1000);
  }
  await verifying;
  const found = proofs as ScenarioProof[] | null;
  const proof = found?.[0];
  if (!proof) throw new Error('the verification came to no end');
  return { proof, proofs: found, factory, lines };
}

interface Telling {
  world: World;
  slos: readonly { name: string }[];
  listeners: ReadonlySet<(second: TelemetrySecond) => void>;
  owed: (sandbox: MemorySandbox) => number;
  frameOf: (sandbox: MemorySandbox, isBad: boolean) => SignalFrame;
}

/** A second of users; telemetry says the same as the ledger. */
function tellSecond(sandbox: MemorySandbox, { world, slos, listeners, owed, frameOf }: Telling): void {
  const shares = world(sandbox);
  const sli = Object.fromEntries(slos.map(({ name }) => [name, countsOf(shares[name] ?? 0)]));
  sandbox.emitLedger({
    epochSecond: 0,
    sli,
    asked: 50,
    sent: 50,
    late: 0,
    failures: [],
    latency: {},
    ordersLost: 0,
    centsLost: 0,
    ordersOwed: owed(sandbox),
  });
  const frame = frameOf(
    sandbox,
    Object.values(shares).some((share) => share > 0),
  );
  for (const listener of listeners) listener({ token: sandbox.telemetryToken, sli, causes: {}, frame });
}

/** Whatever is bad for users shows in every figure but the errors of services, of which orders always has some. */
function usualFrame({ services, links }: StackView, isBad: boolean): Partial<SignalFrame> {
  const linkFigures = links.map(({ link }) => [link, red(isBad ? 0.3 : 0, isBad)] as const);
  return {
    services: Object.fromEntries(services.map(({ service }) => [service, red(service === 'orders' ? 0.3 : 0, isBad)])),
    links: Object.fromEntries(linkFigures),
    partitions: [{ group: 'fulfilment', topic: 'orders.placed', partition: 0, member: '', lag: isBad ? 500 : 0, lagSeconds: 0 }],
    cacheHitPercent: isBad ? 20 : 90,
    redisUsedMb: isBad ? 1 : 20,
  };
}

function red(errorShare: number, isBad: boolean): Red {
  const slower = isBad ? 20 : 1;
  return { ratePerSecond: isBad ? 30 : 10, errorShare, p50Ms: 5 * slower, p95Ms: 40 * slower, p99Ms: 90 * slower };
}

function countsOf(badShare: number): { good: number; bad: number } {
  const bad = Math.round(eventsPerSecond * badShare);
  return { good: eventsPerSecond - bad, bad };
}

/** As the shop is: a cache without memory makes pages slow until somebody gives it memory again, whatever else is done. */
export const cacheIsDark: World = ({ standing }) => {
  const memory = standing.findLast(({ operation }) => operation.kind === 'redisConfig')?.operation;
  return memory?.kind === 'redisConfig' && memory.maxmemoryMb < 8 ? { 'browse-latency': 0.5 } : {};
};
