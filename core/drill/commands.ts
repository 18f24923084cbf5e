/** What may be asked of a drill. Time, ids and identity arrive in the envelope; a rule never reads them elsewhere. */
import type { Diagnosis } from '../protocol/diagnosis.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { HypothesisCategory } from '../protocol/hypotheses.ts';
import type { RequestCondition, RequestVerdict } from '../protocol/requests.ts';
import type { Role } from '../protocol/roles.ts';
import type { SandboxErrorCode } from '../sandbox/messages.ts';
import type { Plan } from '../scenario/plan.ts';
import type { Actor, ControlParameters, EventData, HypothesisVerdict, LeftOn, OpenedBy, Severity } from './events.ts';

export interface CommandData {
  /** First command of every drill. */
  open: { plan: Plan; code: string; openedBy: OpenedBy; practice: boolean; splitDesk?: boolean | undefined };
  /** Lobby to baseline, by the host. */
  start: Record<string, never>;
  /** Lobby to baseline, by somebody of the room; of a game day by the facilitator only. */
  begin: Record<string, never>;
  /** Time alone: everything due up to the envelope's `atMs` happens, each stamped with its own due time. */
  advance: Record<string, never>;
  /** One closed game second of figures. Implies `advance`. */
  recordSample: Omit<EventData['sliSampled'], 'paused'>;
  /** What an effect truly did. `effectId` is the one in the effect; `code` says how the sandbox failed, where it was the sandbox. */
  reportEffect: { effectId: string; ok: boolean; did: string[]; tookMs: number; message: string; code?: SandboxErrorCode };
  /** The sandbox broke by itself. */
  /** What it is played in broke; `reason` is told as a whole sentence. */
  reportFailure: { reason: string };
  postTicket: { text: string; traceId: string; orderId?: string };

  /** A name that is taken gets a number. */
  join: { playerId: string; name: string; role?: Role };
  takeSeat: { role: Role };
  freeSeat: { playerId: string };
  setReady: { ready: boolean };
  callCommCheck: Record<string, never>;
  answerCommCheck: Record<string, never>;
  proposeHypothesis: {
    text: string;
    component: string | null;
    evidence: Evidence[];
    category?: HypothesisCategory | undefined;
    explains?: string | undefined;
  };
  judgeHypothesis: { hypothesisId: string; state: HypothesisVerdict };
  linkEvidence: { hypothesisId: string; evidence: Evidence };
  /** Onto a bone of the fishbone, or off all of them. */
  sortHypothesis: { hypothesisId: string; category: HypothesisCategory | null };
  /** Makes it the answer to "why?" of another one, or of none. */
  linkHypothesis: { hypothesisId: string; explains: string | null };
  /** `ownerPlayerId`: null for "nobody yet". */
  addTask: { text: string; ownerPlayerId: string | null; timeBoxMinutes: number };
  closeTask: { taskId: string; result?: string | undefined };
  /** So many minutes from now, whether its time was over or not. */
  renewTask: { taskId: string; minutes: number };
  handTask: { taskId: string; ownerPlayerId: string | null };
  acknowledge: { alertId: string };
  declare: { severity: Severity; title: string; impact?: string | undefined; reason?: string | undefined };
  setStatus: { status: 'investigating' | 'mitigating' | 'monitoring' };
  changeSeverity: { severity: Severity; reason: string };
  postUpdate: EventData['updatePosted'];
  postSummary: EventData['summaryPosted'];
  /** `name` is needed for the first note of an incident, and is no more than its title. */
  publishStatus: Omit<EventData['statusPublished'], 'name'> & { name?: string | undefined };
  postNote: { text: string };
  /** What is decided and why; it is not reworded later, but replaced by another decision. */
  recordDecision: { text: string; rationale: string };
  /** For the record, not for the talk. */
  recordNote: { text: string };
  /** One's own message or note, by its line in the channel. */
  editMessage: { index: number; text: string };
  pinLine: { index: number };
  unpinLine: { index: number };
  /** One's own seat, to somebody who is here; it is theirs when they accept. */
  offerSeat: { to: string };
  answerOffer: { offerId: string; accept: boolean };
  withdrawOffer: { offerId: string };
  /** `confirm`: the target, said again; needed where the use is broad. `evidence`: for who is paged. */
  runControl: {
    control: string;
    target: string;
    parameters: ControlParameters;
    confirm?: string | undefined;
    evidence?: Evidence[] | undefined;
  };
  /** Take a standing control of the pod's own off again (end a bypass, uncordon). */
  undoControl: { controlId: string };
  /** Approves, holds or sets conditions. A later hold takes back what was shipped. */
  decideRequest: { requestId: string; verdict: RequestVerdict; conditions?: RequestCondition[] | undefined };
  /** Lets things be promoted although an error budget is below the line; the commander's to say. */
  recordException: { reason: string };
  /** `leftOn`: who takes off what still stands. What nobody owns keeps a resolve from holding. */
  resolve: { summary: string; leftOn?: LeftOn[] };
  /** The next hint; `tier` is the one its price was shown for. */
  takeHint: { tier: number };

  pause: { reason: string };
  resume: Record<string, never>;
  fireInject: { injectId: string };
  skipInject: { injectId: string };
  /** Shows as coming from `from`. */
  injectMessage: { channel: 'incident' | 'ticket' | 'statusPage'; from: string; text: string };
  /** A fault of the facilitator's own; `parameters` as the desk's form has them. */
  injectFault: { fault: string; target: string; parameters: ControlParameters; endsAfterSeconds: number | null };
  endFault: { faultId: string };
  addFacilitatorNote: { text: string };
  /** End now, with truth, figures and post-mortem. */
  endAndDebrief: { reason: string };
  abort: { reason: string };
  close: Record<string, never>;

  /** What the player says it was: while the incident's clock runs, or after the end, before or after the truth was read. Once. */
  submitDiagnosis: Diagnosis;
  /** The truth without a diagnosis first; it can still be said later. */
  skipDiagnosis: Record<string, never>;
  editPostmortem: { promptId: string; text: string; baseRevision: number };
}

export type CommandType = keyof CommandData;

export interface CommandOf<T extends CommandType> {
  type: T;
  drillId: string;
  /** Unique; sending it again is answered as before and writes nothing. */
  commandId: string;
  /** Players without a connection: others may do what their seat does, and take it where it is a single one. */
  away?: readonly string[] | undefined;
  /** Game time, never going back. */
  atMs: number;
  /** Wall label. */
  observedAtMs: number;
  actor: Actor;
  data: CommandData[T];
}
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType];
