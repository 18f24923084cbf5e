/**
 * A plan: one scenario with its seed applied. Everything random has been decided, so a plan's hash is equal for every
 * pod that plays the same scenario with the same seed. Sealed: no part of it leaves the server before debrief,
 * except what events make public.
 */
import type { ChangeKind, ControlParameters } from '../drill/events.ts';
import type { RequestCondition, RequestVerdict } from '../protocol/requests.ts';
import type { PlannedRequest, ReleasePolicy, RequestTruth } from '../requests/planned.ts';
import type { SliDefinition } from '../sandbox/messages.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { ShiftPlace } from '../shift/place.ts';
import type { CauseAlert, JourneyStep } from '../stack/schema.ts';
import type { Condition } from './condition.ts';
import type { ControlMatch } from './control-match.ts';
import type { Invariant } from './invariants.ts';
import type { Proof } from './schema-proof.ts';
import type { Sheet } from './schema-sheet.ts';

export interface Plan {
  planVersion: 1;
  hash: string;
  scenarioId: string;
  /** The real title, sealed until debrief; players see the incident number. */
  title: string;
  briefing: string;
  seed: number;
  stack: string;
  difficulty: number;
  /** Fit for a first try: its page comes soon after its trigger. */
  tutorial: boolean;
  capabilities: string[];
  /** Healthy seconds that must be seen before the clock starts. */
  baselineMs: number;
  /** Game time after which an unresolved drill is lost. */
  timeboxMs: number;
  slos: SloPlan[];
  causeAlerts: CauseAlert[];
  /** Changes that happened before the drill; `atMs` is negative. */
  background: PlannedChange[];
  script: ScriptItem[];
  /** This and the next are missing in plans from before there were any. */
  hints?: PlannedHint[];
  forbidden?: ForbiddenAct[];
  truth: Truth;
  expect: {
    witness: 'felt' | 'none';
    slo: string;
    withinMs: number;
    alerts: { slo: string; severity: 'page' | 'ticket'; withinMs: number }[];
    idle: 'loses' | 'holds';
  };
  oracle: Oracle;
  /** This and the next only where the drill is about becoming faster. */
  goal?: Goal;
  loadPlan?: PlannedLoad;
  /** Controls a responder has, resolved from stack.yaml. */
  controls: ControlOffer[];
  versions: Record<string, { current: string; previous: string[] }>;
  /** When nothing is promoted without an exception; missing in older plans, and where the house has no such policy. */
  releasePolicy?: ReleasePolicy;
  /** Missing in plans from before the change log had differences. */
  settings?: Settings;
  responders: Record<string, ResponderStep[]>;
  /** How the scenario is proven; missing in older plans. */
  verify?: VerifyPlan;
  /** Only of a drill that is a watch of a shift. */
  shift?: ShiftPlace;
  /** Controls take hold without their lead time. Of no scenario: only for a cheat that is being tried. */
  landsAtOnce?: true;
  /** Kinds of fault a facilitator may inject besides, and on what; resolved from stack.yaml. */
  faults: { fault: string; targets: string[] }[];
  sheet: Sheet;
  proof: Proof;
  debrief: string[];
  inspiredBy: string;
}

/** A control on what, with the choices that are this stack's. */
export interface ControlOffer {
  control: string;
  targets: string[];
  choices?: Record<string, string[]> | undefined;
}

/** What is set in an untouched sandbox; the other side of every difference in the change log. */
export interface Settings {
  flags: Record<string, string>;
  policies: Record<string, Record<string, string | number | boolean>>;
  slots: Record<string, number>;
  versions: Record<string, string>;
  redis: { maxmemoryMb: number; maxmemoryPolicy: string };
  /** Of Postgres. Missing in plans from before pools were looked at. */
  maxConnections?: number;
}

export interface SloPlan extends SliDefinition {
  objective: number;
  displayName: string;
  /** Share of the error budget that is left when the drill opens; all of it where it is missing. */
  openingBudget?: number;
}

export interface PlannedChange {
  atMs: number;
  kind: ChangeKind;
  target: string;
  summary: string;
  by: string;
  /** Standing operation that really makes it so, if the change is more than a log line. */
  operation?: StandingOperation;
}

export type ScriptItem = {
  /** `f1`, `i3`: unique in the plan. */
  id: string;
  /** Off the timeline: only the facilitator fires it. */
  drawer: boolean;
  /** After the live start, or `delayMs` after the condition began to hold. */
  due: { atMs: number } | { when: Condition; delayMs: number } | DueAfterAlert;
  /** Left out when it is due and this holds then. */
  unless?: Condition;
  /** Of the ordinary noise of the stack: nobody is to find anything in it. */
  noise?: true;
} & ScriptBody;

/** In plans from before there were conditions: after the first page of this SLO, or of `any`. */
interface DueAfterAlert {
  afterAlert: string;
  delayMs: number;
}

export type ScriptBody =
  | {
      kind: 'fault';
      operation: StandingOperation;
      label: string;
      primary: boolean;
      endsAfterMs: number | null;
      change: Omit<PlannedChange, 'atMs' | 'operation'> | null;
    }
  | { kind: 'change'; change: Omit<PlannedChange, 'atMs'> }
  | { kind: 'request'; request: PlannedRequest }
  | { kind: 'message'; channel: 'incident' | 'ticket' | 'statusPage'; from: string; text: string };

export interface Truth {
  trigger: { component: string; mechanism: string; since: string; why: string; owner: string };
  conditions: string[];
  detectionGap: string;
  propagation: { from: string; to: string; effect: string }[];
  accepted: ControlMatch[];
  partial: ControlMatch[];
  harmful: ControlMatch[];
  decoys: string[];
  owners: { owner: string; reply: string; endsFault: string | null; afterMs: number }[];
  /** One for each change request of the script; missing in plans from before there were any. */
  requests?: RequestTruth[];
}

export interface VerifyPlan {
  /** Built-in cheats that may win here, each with the reason. */
  exempt: Record<string, string>;
  /** It needs the processors for itself: nothing else runs beside it. */
  alone: boolean;
  /** Requests a second at which it is proven; left out: as many as others. */
  ratePerSecond?: number | undefined;
  /** Trouble comes back by itself, so that users who are well for half a minute say nothing. */
  wholeHold?: boolean | undefined;
}

/** The next tier is sealed until somebody takes it. */
export interface PlannedHint {
  /** Share of the diagnosis that it costs the pod, in per cent. */
  costPercent: number;
  text: string;
}

/** `says`: the words in which a use is refused; null where it goes through and ends the safety of the drill. */
export type ForbiddenAct = ControlMatch & { says: string | null };

export interface Oracle {
  /** User SLIs must be good for this long after the resolve. */
  holdMs: number;
  /** Share of the asked-for traffic that must really have been sent. Who is turned away was sent, and is bad for an SLI. */
  minTrafficShare: number;
  /** All from here on is missing in plans from before there was more than users to look at. */
  invariants?: Invariant[];
  /** How far the number of users swings around its mean by itself. */
  waveAmplitude?: number;
  /** Service or slot that is restarted between a resolve and its confirmation. */
  restartProbe?: string;
  /** Fault that comes back for so long then. */
  replay?: { faultId: string; forMs: number };
}

/** The percentile of an operation is to fall by a share of what the baseline phase has recorded. */
export interface Goal {
  operation: JourneyStep;
  percentile: 'p95';
  /** Share of the baseline that has to go. */
  gain: number;
  /** The newest time that is compared. */
  windowMs: number;
  /** The fewest requests that say anything, before and after. */
  minRequests: number;
}

/** What the drill asks of the load generator, and how long the same plan runs where it is exported to. */
export interface PlannedLoad {
  ratePerSecond: number;
  rampMs: number;
  durationMs: number;
}

/**
 * A step of a scripted responder: waits for its condition, then sends its command. `alert` is the name of an SLO whose
 * page fires, or `any`; `afterMs` counts from the step before; `recoveredForMs` is the time all user SLIs have been good for;
 * `settled`: none of its controls is on its way; `request`: that change request, or `any`, has come and nobody has decided it; `goal`: it is
 * reached. `diagnose` is said once the drill has ended, however far the steps had come.
 */
export type ResponderStep =
  | {
      wait:
        | { alert: string | 'any' }
        | { afterMs: number }
        | { recoveredForMs: number }
        | { settled: true }
        | { request: string | 'any' }
        | { goal: 'reached' };
    }
  | { do: 'acknowledge' }
  | { do: 'declare'; severity: 1 | 2 | 3 | 4; title: string }
  | { do: 'status'; status: 'investigating' | 'mitigating' | 'monitoring' }
  | { do: 'update'; impact: string; action: string; nextUpdateMinutes: number }
  | { do: 'note'; text: string }
  | { do: 'control'; control: string; target: string; parameters: ControlParameters }
  /** Takes the newest use of it off again. */
  | { do: 'undo'; control: string; target: string }
  /** Decides this change request of the script, or the oldest that nobody has decided (`any`). */
  | { do: 'decide'; request: string | 'any'; verdict: RequestVerdict; conditions: RequestCondition[] }
  | { do: 'diagnose'; component: string; mechanism: string; conditions: string[]; why: string }
  /** `leftOn`: owner of everything that still stands then. */
  | { do: 'resolve'; summary: string; leftOn?: string };
