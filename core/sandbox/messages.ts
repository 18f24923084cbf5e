/** What server and supervisor say to each other over Node IPC, and what the supervisor hands each process. */

import type { ProfileWish, TakenProfile } from '../profile/taken.ts';
import type { Panel, PanelQuery } from '../protocol/panels.ts';
import type { JourneyStep, PolicyValue } from '../stack/schema.ts';
import type { LatencyCounts } from '../statistics/latency-counts.ts';
import type { LiveChoice, LiveQuery } from './live.ts';
import type { ActiveOperation, SandboxAction } from './operations.ts';

/** Everything a supervisor needs; passed in the environment variable `BROWNOUT_BOOT` as JSON. */
export interface SupervisorBoot {
  sandboxId: string;
  /** Absolute path of `stack.yaml`. */
  stackFile: string;
  /** First port of the sandbox's block; free when probed by the server. */
  basePort: number;
  /** Directory this sandbox may write in; removed by the supervisor on stop. */
  dataDir: string;
  /** Per-run secret that every control endpoint of the sandbox asks for. */
  controlSecret: string;
  /** Port of the telemetry listener on loopback. */
  collectorPort: number;
  /** Path under which this sandbox's telemetry is accepted: `/otlp/<token>`. */
  collectorPath: string;
  /** Arrivals per second at the start. */
  ratePerSecond: number;
  seed: number;
  engines: EngineChoice;
}

/**
 * Which servers a sandbox runs on. `embedded`: ours, and Postgres from npm. `native`: the originals, installed on this machine.
 * `docker`: the originals that docker-compose.yml has started, at the addresses of the layout.
 */
export type EngineChoice = { kind: 'embedded' } | { kind: 'native'; originals: Originals } | { kind: 'docker' };

/** Programs of the originals on this machine. Absolute paths. */
export interface Originals {
  toxiproxy: { program: string };
  redis: { program: string };
  /** `classPath` holds the broker and all it needs. */
  kafka: { java: string; classPath: string };
  /** Folder of `postgres` and `initdb`; version as they tell it: `15.14`. */
  postgres: { binDir: string; version: string };
}

/** Environment of one service instance, JSON in `BROWNOUT_BOOT`. Everything a service dials is a proxy address. */
export interface ServiceBoot {
  sandboxId: string;
  service: string;
  slot: string;
  port: number;
  controlSecret: string;
  /** OTLP base URL; `/v1/traces`, `/v1/metrics`, `/v1/logs` are appended. */
  otlpBase: string;
  postgres?: { host: string; port: number; user: string; database: string };
  redis?: { host: string; port: number };
  /** `link` names the link the brokers are reached through where it is not `<service>->kafka` (`fulfilment-2->kafka`). */
  kafka?: { brokers: string[]; clientId: string; link?: string };
  /** Outside systems by name: `{ psp: 'http://127.0.0.1:21044' }`. */
  externals: Record<string, string>;
  /** SLI definitions the edge service counts against. */
  slis: SliDefinition[];
  /** Flag definitions in flagd's format; which variant is in force stands in `desired.flags`. */
  flags: Record<string, FlagDefinition>;
  /** Loaded before readiness, so that a restart lands in exactly this state. */
  desired: SlotDesired;
  seed: number;
}

/** The desired state of one slot. Sent whole to `PUT /control/desired`; applying it twice changes nothing. */
export interface SlotDesired {
  version: string;
  behaviours: Record<string, PolicyValue>;
  policies: Record<string, PolicyValue>;
  /** Flag name to the variant everybody gets, or `targeted`: the rules of its definition decide. */
  flags: Record<string, string>;
  hooks: NamedHook[];
  /** Balanced targets per dependency service; addresses are proxies. */
  endpoints: Record<string, Endpoint[]>;
  /** Paused: in its group, and fetching nothing. */
  consumer: 'running' | 'paused' | 'cordoned';
}

/** One flag of a flagd file (https://flagd.dev/schema/v0/flags.json). */
export interface FlagDefinition {
  state: 'ENABLED' | 'DISABLED';
  variants: Record<string, boolean>;
  defaultVariant: string;
  /** JSONLogic; decides by the context of each evaluation. */
  targeting?: Record<string, unknown>;
  metadata: { owner: string; expires: string; description: string };
}

export interface NamedHook {
  id: string;
  hook: import('./operations.ts').HookSpec;
}

export interface Endpoint {
  slot: string;
  url: string;
  /** Share of calls, in relation to the others'; left out: like every other. */
  weight?: number;
}

export interface SliDefinition {
  name: string;
  journey: 'browse' | 'checkout' | 'order';
  sli: 'availability' | 'latency' | 'freshness';
  /** The event is bad once this has passed. Milliseconds. */
  thresholdMs: number;
}

/** Server to supervisor. Every request is answered by a `reply` with the same `requestId`. */
export type SupervisorRequest =
  | { type: 'reconcile'; requestId: number; operations: ActiveOperation[] }
  | { type: 'perform'; requestId: number; action: SandboxAction }
  | { type: 'diff'; requestId: number }
  | { type: 'restore'; requestId: number }
  | { type: 'inspect'; requestId: number; query: LiveQuery }
  | { type: 'panel'; requestId: number; query: PanelQuery }
  | { type: 'profile'; requestId: number; wish: ProfileWish }
  | { type: 'stop'; requestId: number };

/** Supervisor to server. */
export type SupervisorMessage =
  | { type: 'reply'; requestId: number; ok: true; receipt: Receipt }
  | { type: 'reply'; requestId: number; ok: false; code: SandboxErrorCode; message: string; lastLines?: string[] }
  | { type: 'progress'; component: string; state: 'starting' | 'ready' | 'failed'; tookMs: number; detail?: string }
  | { type: 'ready'; tookMs: number }
  | { type: 'failed'; component: string; message: string; lastLines: string[] }
  | { type: 'health'; components: ComponentHealth[] }
  | { type: 'ledger'; second: LedgerSecond };

export interface Receipt {
  tookMs: number;
  /** Human-readable facts of what was truly done, one per line. */
  did: string[];
  /** Only for `diff`: what differs from the pristine sandbox; empty means clean. */
  diff?: string[];
  /** Only for `inspect`: what there is to choose from. */
  choices?: LiveChoice[];
  /** Only for `profile`. */
  profile?: TakenProfile;
  /** Only for `panel`. */
  panel?: Panel;
}

/**
 * `invalid_operation`: its shape or a value of it is out of range, whatever the stack.
 * `gone`: what it was to act on is not there any more, or not as it was.
 */
export type SandboxErrorCode =
  | 'unknown_target'
  | 'invalid_operation'
  | 'gone'
  | 'apply_failed'
  | 'not_ready'
  | 'component_failed'
  | 'stopped';

export interface ComponentHealth {
  /** `postgres`, `toxiproxy`, `kafka`, `redis`, `load`, an external or a slot. */
  component: string;
  kind: 'engine' | 'service' | 'external' | 'load';
  state: 'starting' | 'up' | 'down';
  version?: string;
  pid?: number;
  restarts: number;
}

/** The load generator's own account of one wall second. It never crosses OTLP nor a proxied link. */
export interface LedgerSecond {
  /** Unix second the counts were closed in. */
  epochSecond: number;
  /** Good and bad events by SLO name, each counted when it was decided (a hang is bad at its deadline). */
  sli: Record<string, { good: number; bad: number }>;
  /** Arrivals the schedule asked for and requests really sent. */
  asked: number;
  sent: number;
  /** Starts more than 10 ms behind schedule. */
  late: number;
  /** What the schedule would have asked for at the rate it began with, its wave and all; left out by who keeps no schedule. */
  usual?: number;
  /** Requests that failed for a user, at most 5 per second, for tickets. */
  failures: LedgerFailure[];
  /** Latency from intended start, milliseconds, by journey step; `buckets` can be added up over seconds. `failed`: so many of `count` failed. */
  latency: Partial<Record<JourneyStep, { count: number; failed: number; p50: number; p99: number; buckets: LatencyCounts }>>;
  /** Money of checkouts that were bad, in cents, and how many they were. */
  ordersLost: number;
  centsLost: number;
  /** Accepted orders past their deadline whose shipment has never been requested, as far as the ledger knows at this second. */
  ordersOwed: number;
  /**
   * Orders that were charged more than once since the sandbox began, by the outside systems' own books and as they last told. Left out
   * while none has told, and where none keeps any.
   */
  ordersTwice?: number;
}

export interface LedgerFailure {
  step: JourneyStep;
  status: number;
  /** Empty when the request never got an answer. */
  orderId: string;
  traceId: string;
}
