/**
 * Everything a rule may know about a drill: a function of the sealed plan and the log, as plain JSON.
 * Values are never changed in place.
 */
import { type AlertMemory, emptyAlertMemory } from '../alerts/memory.ts';
import type { ControlWork } from '../controls/control.ts';
import type { TimelineEntry } from '../protocol/drill-view.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Role } from '../protocol/roles.ts';
import type { ActiveOperation, StandingOperation } from '../sandbox/operations.ts';
import type { Plan } from '../scenario/plan.ts';
import { emptyHistory, type SliHistory } from '../slo/history.ts';
import { type ChannelState, nothingSaid } from './channel-state.ts';
import { type CommunicationState, nothingTold } from './communication-state.ts';
import type { EffectPurpose } from './effect-purpose.ts';
import type { AlertState, ControlParameters, EventData, OpenedBy } from './events.ts';
import { type BaselineSecond, type GoalState, type LiveSecond, nothingMeasured, type TrafficState } from './measured-state.ts';
import { type NudgesState, nothingNudged } from './nudge-state.ts';
import { nothingOffered, type OffersState } from './offer-state.ts';
import { nothingReasoned, type ReasoningState } from './reasoning-state.ts';
import { nothingRequested, type RequestsState } from './request-state.ts';
import { nothingResolved, type ResolveState } from './resolve-state.ts';
import type { Milestone, Outcome, Phase } from './values.ts';

export type IncidentStatus =
  | 'quiet'
  | 'paged'
  | 'acknowledged'
  | 'declared'
  | 'investigating'
  | 'mitigating'
  | 'monitoring'
  | 'resolved'
  | 'reopened'
  | 'ended';

export interface FaultState {
  faultId: string;
  attempt: number;
  operation: StandingOperation;
  label: string;
  /** False for one of the facilitator's own. */
  scripted: boolean;
  primary: boolean;
  requestedSeq: number;
  /** Of the current attempt; null until the sandbox reports it. */
  appliedAtMs: number | null;
  /** Of the first attempt that was applied. */
  firstAppliedAtMs: number | null;
  appliedSeq: number;
  witnessed: boolean;
  endsAfterMs: number | null;
  endedBy: EventData['faultEnded']['by'] | null;
  endedAtMs: number | null;
  /** The sandbox could not apply the newest attempt. */
  failed: boolean;
}

export interface ControlState {
  controlId: string;
  control: string;
  target: string;
  parameters: ControlParameters;
  state: 'requested' | 'applying' | 'landed' | 'failed' | 'undone';
  by: string;
  equivalent: string;
  requestedAtMs: number;
  landsAtMs: number;
  /** Log position of its newest event. */
  lastSeq: number;
  startedAtMs: number | null;
  landedAtMs: number | null;
  undoneAtMs: number | null;
  /** Taking it off has been asked for and not been reported yet. */
  undoing: boolean;
  tookMs: number;
  /** What was truly done or why it was not, as far as it is about this control alone: everybody may read it. */
  receipt: string[];
  /** What taking it off made different; empty until then. */
  undoDiff: string[];
  /** Decided when it starts: what "the version before" means depends on what runs then. */
  work: ControlWork | null;
  /** What a page told who was paged to look at. */
  evidence: Evidence[];
}

export type Silence = EventData['alertSilenced'];

export interface AlertCard {
  alertId: string;
  alert: string;
  severity: EventData['alertStateChanged']['severity'];
  state: AlertState;
  summary: string;
  slo: string | null;
  burnRate: number | null;
  /** When it began to fire; before that, when it became pending. */
  sinceMs: number;
  /** Null while it has called nobody yet. */
  firedAtMs: number | null;
  /** Null while it is not over. */
  resolvedAtMs: number | null;
  acknowledgedBy: string | null;
}

export interface Message {
  messageId: string;
  atMs: number;
  channel: EventData['messagePosted']['channel'];
  from: string;
  text: string;
  traceId: string | null;
  /** Order the customer names; tickets only. */
  orderId: string | null;
}

export interface PlayerState {
  playerId: string;
  name: string;
  /** Null without a seat; that acts like operations. */
  role: Role | null;
  ready: boolean;
  joinedAtMs: number;
}

export interface PromptAnswer {
  text: string;
  by: string;
  revision: number;
}

export interface DrillState
  extends ResolveState,
    RequestsState,
    GoalState,
    TrafficState,
    ChannelState,
    CommunicationState,
    ReasoningState,
    OffersState,
    NudgesState {
  plan: Plan;
  /** Empty until opened. */
  drillId: string;
  /** Log position: number of events. */
  seq: number;
  /** Number of events that players may know of; the only position that may leave the server before debrief. */
  publicSeq: number;
  /** Game time of the newest event. */
  atMs: number;
  phase: Phase;
  /** For the join link; empty in logs from before drills had rooms. */
  code: string;
  openedBy: OpenedBy;
  practice: boolean;
  baselineAtMs: number | null;
  liveAtMs: number | null;
  /** Newest last. */
  recentCommandIds: string[];

  baselineSeconds: BaselineSecond[];
  /** Requests per second, as proven before the start. */
  baselineRatePerSecond: number;
  /** By SLO, as proven before the start. */
  baselineBadShare: Record<string, number>;
  history: SliHistory;
  seconds: LiveSecond[];
  alertMemory: AlertMemory;
  /** When the newest bad second closed, by the ledger and by telemetry; the live start while there was none. */
  lastBadAtMs: number;
  lastObservedBadAtMs: number;
  ordersLost: number;
  /** Of the newest second: parts that were not up. And accepted orders whose shipment is owed, as the ledger told last. */
  down: string[];
  ordersOwed: number;
  /** Orders charged more than once: by the end of the baseline, and since. */
  ordersTwice: { before: number; since: number };

  injects: Record<string, 'fired' | 'skipped'>;
  /** When each was fired or skipped. */
  injectedAtMs: Record<string, number>;
  /** First page of each SLO, and under `any` of all of them. */
  firstPageAtMs: Record<string, number>;
  faults: Record<string, FaultState>;
  standing: ActiveOperation[];
  effects: Record<string, EffectPurpose>;

  status: IncidentStatus;
  severity: number | null;
  title: string | null;
  milestones: Partial<Record<Milestone, number>>;
  alerts: AlertCard[];
  changes: EventData['changeLogged'][];
  messages: Message[];
  controls: ControlState[];
  /** Silences that are in force. */
  silences: Silence[];
  players: PlayerState[];
  /** The newest roll call of the lobby; null before the first. */
  commCheck: { by: string; answered: string[] } | null;
  /** The incident channel: public facts only, whole, by index. */
  timeline: TimelineEntry[];
  /** The newest promise of a status update; null when none stands. */
  nextUpdateDueMs: number | null;
  /** The pod's first and newest status update. */
  updates: { firstAtMs: number; lastAtMs: number } | null;
  /** When the pod first said that it stands so. */
  statusAtMs: Partial<Record<EventData['statusChanged']['status'], number>>;
  /** What the pod last did, in the channel's words; getting a seat is no act. */
  lastPodAct: { atMs: number; text: string } | null;
  /** Newest act by player id. */
  playerActedAtMs: Record<string, number>;
  /** Private to the desk until debrief. */
  facilitatorNotes: { noteId: string; atMs: number; text: string }[];
  /** Players who had the truth opened without a diagnosis. */
  diagnosesSkipped: string[];
  /** Newest text of each prompt of the post-mortem, with the revision it was written in. */
  answers: Record<string, PromptAnswer>;
  /** Edits of the post-mortem so far. */
  revision: number;
  /** Hints the pod has opened, in their order. */
  hintsTaken: { tier: number; costPercent: number; text: string; by: string; atMs: number }[];

  ending: { outcome: Outcome; reason: string } | null;
  undo: { ok: boolean; remaining: string[] } | null;
}

/** A drill that has not been opened yet. The plan lives here and beside the log, never in an event. */
export function initialState(plan: Plan): DrillState {
  return {
    plan,
    drillId: '',
    seq: 0,
    publicSeq: 0,
    atMs: 0,
    phase: 'lobby',
    code: '',
    openedBy: 'system',
    practice: false,
    baselineAtMs: null,
    liveAtMs: null,
    recentCommandIds: [],
    baselineSeconds: [],
    baselineRatePerSecond: 0,
    baselineBadShare: {},
    history: emptyHistory(plan.slos),
    seconds: [],
    alertMemory: emptyAlertMemory(),
    lastBadAtMs: 0,
    lastObservedBadAtMs: 0,
    ordersLost: 0,
    down: [],
    ordersOwed: 0,
    ordersTwice: { before: 0, since: 0 },
    injects: {},
    injectedAtMs: {},
    firstPageAtMs: {},
    faults: {},
    standing: [],
    effects: {},
    status: 'quiet',
    severity: null,
    title: null,
    milestones: {},
    alerts: [],
    changes: [],
    messages: [],
    controls: [],
    silences: [],
    players: [],
    commCheck: null,
    timeline: [],
    nextUpdateDueMs: null,
    updates: null,
    statusAtMs: {},
    lastPodAct: null,
    playerActedAtMs: {},
    facilitatorNotes: [],
    diagnosesSkipped: [],
    answers: {},
    revision: 0,
    hintsTaken: [],
    ...nothingResolved,
    ...nothingRequested,
    ...nothingMeasured,
    ...nothingSaid,
    ...nothingTold,
    ...nothingReasoned,
    ...nothingOffered,
    ...nothingNudged,
    ending: null,
    undo: null,
  };
}
