/**
 * Every fact of a drill, in order. State, alerts, views and the post-mortem are functions of this log.
 * Times are game milliseconds (pauses removed); `observedAtMs` of the envelope is wall time and only a label.
 */
import type { Diagnosis } from '../protocol/diagnosis.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { MeasuredLatency } from '../protocol/goal-view.ts';
import type { HypothesisCategory } from '../protocol/hypotheses.ts';
import type { RequestCondition, RequestVerdict, Shipment } from '../protocol/requests.ts';
import type { Role } from '../protocol/roles.ts';
import type { ComponentStatus, PublicImpact, PublicStatus } from '../protocol/status-page.ts';
import type { StandingOperation } from '../sandbox/operations.ts';
import type { LatencyCounts } from '../statistics/latency-counts.ts';
import type { NudgeEvents } from './nudge-state.ts';
import type { OfferEvents } from './offer-state.ts';
import type { Milestone, Outcome, Phase, SampleCounts } from './values.ts';

/** Payload by event type. Adding one makes `evolve` stop compiling until it is handled. */
export interface EventData extends OfferEvents, NudgeEvents {
  drillOpened: {
    scenarioId: string;
    stack: string;
    seed: number;
    planHash: string;
    planVersion: number;
    /** This and the next two are missing in logs from before drills had rooms. */
    code?: string;
    openedBy?: OpenedBy;
    practice?: boolean;
    /** The incident bot speaks up; missing in logs from before there was one, and where nobody or one alone plays. */
    nags?: true;
    /** Somebody stands in for a facilitator while one plays alone; as above. */
    nudges?: true;
    /** Only where each seat sees its own part. */
    splitDesk?: boolean;
  };
  phaseChanged: { from: Phase; to: Phase; reason: string };
  /** `goal`: what is to become faster, as it is now; only of an optimisation drill. */
  baselineProven: { badShare: Record<string, number>; ratePerSecond: number; goal?: MeasuredLatency };

  sliSampled: {
    /** Game second this sample closes. */
    second: number;
    /** True when taken while paused: it enters no window, budget or figure. */
    paused: boolean;
    ledger: Record<string, SampleCounts>;
    observed: Record<string, SampleCounts>;
    asked: number;
    sent: number;
    /** What would have been asked for had nothing changed the rate; missing in older logs, and where no second of users came in time. */
    usual?: number;
    ordersLost: number;
    centsLost: number;
    /** Cause signals by `signal` or `signal/label`: `consumerLagSeconds/fulfilment`. */
    signals: Record<string, number>;
    /** This and the next two are missing in logs from before they were counted. Parts of the sandbox that were not up. */
    down?: string[];
    /** Accepted orders past their deadline whose shipment has never been requested, as the ledger knows them now. */
    ordersOwed?: number;
    /** Orders charged more than once since the sandbox began, also before this drill, by the outside systems' own books; once told, it only grows. */
    ordersTwice?: number;
    /** The operation of the goal; only of an optimisation drill. */
    operation?: OperationSecond;
  };

  injectFired: { injectId: string; kind: string };
  /** `why`: the condition that made it pointless, in words; not of one that a person skipped. */
  injectSkipped: { injectId: string; by: string; why?: string };

  faultRequested: {
    faultId: string;
    attempt: number;
    operation: StandingOperation;
    label: string;
    /** Only of a fault that is not in the script, when it ends by itself. */
    endsAfterMs?: number;
  };
  faultApplied: { faultId: string; attempt: number; did: string[]; tookMs: number };
  faultFailed: { faultId: string; attempt: number; message: string };
  /** The witness SLI moved: the users felt it. */
  faultWitnessed: { faultId: string; slo: string; impactAtMs: number };
  faultUnfelt: { faultId: string; attempt: number };
  faultEnded: { faultId: string; by: 'owner' | 'script' | 'facilitator' | 'end' };

  changeLogged: {
    changeId: string;
    happenedAtMs: number;
    kind: ChangeKind;
    target: string;
    summary: string;
    by: string;
    /** What was and what is, one line each (`- replicas: 2`, `+ replicas: 3`); left out where there is no such thing. */
    diff?: string[];
  };
  messagePosted: {
    messageId: string;
    channel: 'incident' | 'ticket' | 'statusPage';
    from: string;
    text: string;
    traceId?: string;
    orderId?: string;
  };

  alertStateChanged: {
    alertId: string;
    alert: string;
    severity: 'page' | 'ticket' | 'info';
    state: AlertState;
    summary: string;
    slo?: string;
    burnRate?: number;
    by?: string;
  };
  /** Nobody is called for this alert until then. */
  alertSilenced: { controlId: string; alert: string; reason: string; by: string; untilMs: number };
  silenceEnded: { controlId: string; alert: string; by: 'time' | 'pod' };
  milestoneReached: { milestone: Milestone; reachedAtMs: number };

  /** Private to the desk until debrief. */
  facilitatorNoted: { noteId: string; text: string };

  /** `name` is unlike every other in the drill. No role: no seat yet. */
  playerJoined: { playerId: string; name: string; role?: Role };
  /** Leaves the seat the player had before. */
  seatTaken: { playerId: string; role: Role };
  /** Somebody's seat is taken from them: by the facilitator, or by who takes it while they are away. */
  seatFreed: { playerId: string; name: string; role: Role; why: 'away' | 'facilitator' };
  readySet: { playerId: string; ready: boolean };
  /** Roll call in the lobby: everybody who reads it says so. A new one starts afresh. */
  commCheckCalled: Record<string, never>;
  commCheckAnswered: { playerId: string };
  hypothesisProposed: {
    hypothesisId: string;
    text: string;
    component: string | null;
    evidence: Evidence[];
    /** This and the next where they were said with it; missing in logs from before there were any. */
    category?: HypothesisCategory;
    explains?: string;
  };
  hypothesisJudged: { hypothesisId: string; state: HypothesisVerdict };
  evidenceLinked: { hypothesisId: string; evidence: Evidence };
  /** `impact`, what users feel, and `reason`, why this severity, are missing in logs from before they were asked. */
  incidentDeclared: { severity: Severity; title: string; impact?: string; reason?: string };
  severityChanged: { from: number; severity: Severity; reason: string };
  hypothesisSorted: { hypothesisId: string; category: HypothesisCategory | null };
  /** `explains`: the hypothesis that it would be the reason of. */
  hypothesisLinked: { hypothesisId: string; explains: string | null };
  taskAdded: { taskId: string; text: string; ownerPlayerId: string | null; dueAtMs: number };
  taskClosed: { taskId: string; result: string };
  taskRenewed: { taskId: string; minutes: number; dueAtMs: number };
  taskHanded: { taskId: string; ownerPlayerId: string | null };
  /** Its time box is over, and it is neither closed nor renewed. Once for each time box. */
  taskOverdue: { taskId: string };
  statusChanged: { status: 'investigating' | 'mitigating' | 'monitoring' };
  /** The next tier of the hints, opened for the whole pod at this share of its diagnosis. */
  hintTaken: { tier: number; costPercent: number; text: string };
  /** As a CAN report: conditions, actions, needs. `needs` is missing where nothing is needed, and in older logs. */
  updatePosted: { impact: string; action: string; needs?: string | undefined; nextUpdateMinutes: number };
  /** For those who run the company: short, and without the inside of the shop. */
  summaryPosted: {
    audience: 'executives';
    impact: string;
    money?: string | undefined;
    next: string;
    nextUpdateMinutes?: number | undefined;
  };
  /** A note on the public page, with what it sets components to; `name` is the incident's there. */
  statusPublished: {
    status: PublicStatus;
    impact: PublicImpact;
    name: string;
    components: Record<string, ComponentStatus>;
    text: string;
    nextUpdateMinutes?: number | undefined;
  };
  notePosted: { text: string };
  decisionRecorded: { text: string; rationale: string };
  noteRecorded: { text: string };
  /** `index`: the line of the channel that is read so from now on. */
  messageEdited: { index: number; text: string };
  linePinned: { index: number };
  lineUnpinned: { index: number };
  /** By who takes it, who accepted the offer; in older logs by who gave it, at once. `left`: the seat that its new holder had before. */
  seatHandedOver: { from: string; to: string; toName: string; role: Role; left: Role | null };
  /** The incident bot misses something. `promisedForMs`: of an update, by when it was promised; again after a while. */
  nagged: { about: NagAbout; promisedForMs?: number };

  controlRequested: {
    controlId: string;
    control: string;
    target: string;
    parameters: ControlParameters;
    landsAtMs: number;
    equivalent: string;
    /** Of a page that cites any. */
    evidence?: Evidence[];
  };
  /** Its lead time is over; the sandbox is told. */
  controlStarted: { controlId: string };
  controlLanded: { controlId: string; did: string[]; tookMs: number };
  controlFailed: { controlId: string; message: string };
  controlUndone: { controlId: string; by: string };
  ownerReplied: { controlId: string; owner: string; text: string; endsFault: string | null };

  /** A developer wants to ship something. `owner` and `from` are of the shop; the inject's id is of the script and told to nobody. */
  requestMade: {
    requestId: string;
    injectId: string;
    from: string;
    owner: string;
    title: string;
    summary: string;
    ships: Shipment;
    /** Null when nobody is in a hurry. */
    wantedAfterMs: number | null;
  };
  requestDecided: { requestId: string; verdict: RequestVerdict; conditions: RequestCondition[] };
  /** What was approved is put into force. */
  requestShipped: { requestId: string; operations: StandingOperation[] };
  requestLanded: { requestId: string; did: string[]; tookMs: number };
  requestFailed: { requestId: string; message: string };
  /** What had been shipped is taken back: it was held afterwards. */
  requestWithdrawn: { requestId: string };
  /** Something may go although an error budget is below the line; `below` is how it stood. */
  exceptionRecorded: { reason: string; below: { slo: string; budgetLeft: number }[] };

  /** `leftOn`: who takes off what still stands of the pod's own. */
  resolveRequested: { summary: string; leftOn?: LeftOn[] };
  /** What stood against a resolve that is taken back right after, besides how users fared. Sealed. */
  resolveUnmet: { reasons: string[] };
  /** After a resolve, before it holds: a real restart, or the trigger once more. Sealed. */
  probeStarted: { probe: ProbeKind; target: string };
  probeEnded: { probe: ProbeKind; ok: boolean; message: string };
  probePassed: { probe: ProbeKind };
  incidentReopened: { reason: string };
  resolveHeld: { heldForMs: number };

  /** What one player says it was, once; live or after the end. */
  diagnosisSubmitted: { playerId: string } & Diagnosis;
  /** After the end: one player had the truth opened without saying first what it was. */
  diagnosisSkipped: { playerId: string };
  /** After the end: what somebody wrote into a prompt of the post-mortem. `revision` counts the edits of the document. */
  postmortemEdited: { promptId: string; text: string; revision: number };

  drillEnded: { outcome: Outcome; reason: string };
  undoCompleted: { ok: boolean; remaining: string[] };
}

/** Requests of one operation that ended in a second, by the ledger. */
export interface OperationSecond {
  latency: LatencyCounts;
  /** Of those, how many failed. */
  failed: number;
}

/** Who opened the drill, and so who begins it: the players themselves, the facilitator of a game day, or a scripted run. */
export type OpenedBy = 'player' | 'facilitator' | 'system';
export type Severity = 1 | 2 | 3 | 4;
export type NagAbout = 'commander' | 'severity' | 'update';
export type ProbeKind = 'restart' | 'replay';
export interface LeftOn {
  controlId: string;
  owner: string;
}
export type HypothesisVerdict = 'open' | 'supported' | 'refuted';
export type ChangeKind = 'deploy' | 'flag' | 'config' | 'migration' | 'job' | 'maintenance' | 'scale';
/** `silenced`: it would fire, and nobody is called. */
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'silenced' | 'resolved';
export type ControlParameters = Record<string, string | number | boolean>;

export type EventType = keyof EventData;

export interface Actor {
  kind: 'player' | 'facilitator' | 'script' | 'system' | 'responder';
  /** Player id, or a fixed word for the other kinds. */
  id: string;
  name: string;
}

/** The envelope. `(drillId, seq)` is unique: it is the fence against two writers. */
export interface DrillEventOf<T extends EventType> {
  drillId: string;
  seq: number;
  /** Game time. */
  atMs: number;
  /** Wall time, Unix milliseconds; a label only. */
  observedAtMs: number;
  type: T;
  v: 1;
  actor: Actor;
  /** The command this came from; a repeated command id writes nothing. */
  commandId: string;
  /** Event that led to this one, where there is one. */
  causeSeq: number | null;
  data: EventData[T];
}
export type DrillEvent = { [T in EventType]: DrillEventOf<T> }[EventType];
