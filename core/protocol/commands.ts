/** What a browser or the CLI may ask. Identity is the socket's or the token's, never in here. */
import * as z from 'zod';
import { submitDiagnosisSchema } from './diagnosis.ts';
import { evidenceSchema, maxPageEvidence } from './evidence.ts';
import { boardCommands, placedFields } from './hypotheses.ts';
import { messageLength } from './message-length.ts';
import { requestConditionSchema, requestVerdicts } from './requests.ts';
import { roles } from './roles.ts';
import { componentStatesSchema, publicImpacts, publicStatuses } from './status-page.ts';
import { taskCommands } from './tasks.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
export const parametersSchema = z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()]));
const commandId = z.string().min(1).max(64);
const personName = text(60);
const maxEvidence = 12;
const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
/** Of a line of the channel. */
const index = z.int().min(0).max(1_000_000);
const minutes = z.number().min(1).max(240);

export const playerCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('takeSeat'), commandId, role: z.enum(roles) }),
  /** One's own seat, to somebody who is here. They answer; it stands for a minute. */
  z.strictObject({ type: z.literal('offerSeat'), commandId, to: z.string().max(40) }),
  z.strictObject({ type: z.literal('answerOffer'), commandId, offerId: z.string().max(40), accept: z.boolean() }),
  z.strictObject({ type: z.literal('withdrawOffer'), commandId, offerId: z.string().max(40) }),
  z.strictObject({ type: z.literal('setReady'), commandId, ready: z.boolean() }),
  /** Roll call in the lobby: does everybody read this? */
  z.strictObject({ type: z.literal('callCommCheck'), commandId }),
  z.strictObject({ type: z.literal('answerCommCheck'), commandId }),
  /** Lobby to baseline; only where a player opened the drill. */
  z.strictObject({ type: z.literal('begin'), commandId }),
  z.strictObject({ type: z.literal('acknowledge'), commandId, alertId: z.string().max(80) }),
  z.strictObject({
    type: z.literal('declare'),
    commandId,
    severity,
    title: text(200),
    /** What users feel. */
    impact: text(500).optional(),
    /** Why this severity. */
    reason: text(300).optional(),
  }),
  z.strictObject({ type: z.literal('changeSeverity'), commandId, severity, reason: text(300) }),
  z.strictObject({ type: z.literal('setStatus'), commandId, status: z.enum(['investigating', 'mitigating', 'monitoring']) }),
  z.strictObject({
    type: z.literal('postUpdate'),
    commandId,
    impact: text(1000),
    action: text(1000),
    /** What the room needs and from whom, as the last part of a CAN report. */
    needs: text(1000).optional(),
    nextUpdateMinutes: minutes,
  }),
  z.strictObject({
    type: z.literal('postSummary'),
    commandId,
    audience: z.literal('executives'),
    impact: text(500),
    money: text(200).optional(),
    next: text(500),
    nextUpdateMinutes: minutes.optional(),
  }),
  z.strictObject({
    type: z.literal('publishStatus'),
    commandId,
    status: z.enum(publicStatuses),
    impact: z.enum(publicImpacts),
    /** Of the incident, for the public; needed for its first note. */
    name: text(120).optional(),
    components: componentStatesSchema,
    text: text(1000),
    nextUpdateMinutes: minutes.optional(),
  }),
  z.strictObject({ type: z.literal('postNote'), commandId, text: text(messageLength) }),
  z.strictObject({ type: z.literal('recordDecision'), commandId, text: text(500), rationale: text(1000) }),
  z.strictObject({ type: z.literal('recordNote'), commandId, text: text(messageLength) }),
  z.strictObject({ type: z.literal('editMessage'), commandId, index, text: text(messageLength) }),
  z.strictObject({ type: z.literal('pinLine'), commandId, index }),
  z.strictObject({ type: z.literal('unpinLine'), commandId, index }),
  z.strictObject({
    type: z.literal('proposeHypothesis'),
    commandId,
    text: text(400),
    /** Service, link, engine or outside system the pod suspects; null while it does not know. */
    component: z.string().max(80).nullable(),
    evidence: z.array(evidenceSchema).max(maxEvidence),
    ...placedFields,
  }),
  z.strictObject({
    type: z.literal('judgeHypothesis'),
    commandId,
    hypothesisId: z.string().max(40),
    state: z.enum(['open', 'supported', 'refuted']),
  }),
  z.strictObject({ type: z.literal('linkEvidence'), commandId, hypothesisId: z.string().max(40), evidence: evidenceSchema }),
  z.strictObject({
    type: z.literal('runControl'),
    commandId,
    control: z.string().max(60),
    target: z.string().max(80),
    parameters: parametersSchema,
    /** The target, typed again: asked for where the use reaches everybody or cannot be taken back. */
    confirm: z.string().max(80).optional(),
    /** For who is paged: what the pod has seen. */
    evidence: z.array(evidenceSchema).max(maxPageEvidence).optional(),
  }),
  z.strictObject({ type: z.literal('undoControl'), commandId, controlId: z.string().max(80) }),
  z.strictObject({
    type: z.literal('decideRequest'),
    commandId,
    requestId: z.string().max(40),
    verdict: z.enum(requestVerdicts),
    conditions: z.array(requestConditionSchema).max(4).optional(),
  }),
  /** Below the line of an error budget nothing is promoted without one. */
  z.strictObject({ type: z.literal('recordException'), commandId, reason: z.string().trim().min(10).max(500) }),
  z.strictObject({
    type: z.literal('resolve'),
    commandId,
    summary: text(2000),
    /** Who takes off what still stands of the pod's own. */
    leftOn: z
      .array(z.strictObject({ controlId: z.string().max(80), owner: personName }))
      .max(30)
      .optional(),
  }),
  /** Of a learner alone, who has no facilitator to ask. */
  z.strictObject({ type: z.literal('pause'), commandId, reason: text(500) }),
  z.strictObject({ type: z.literal('resume'), commandId }),
  z.strictObject({ type: z.literal('endAndDebrief'), commandId, reason: text(500) }),
  /** Opens the next hint for everybody; `tier` is the one whose price was shown. */
  z.strictObject({ type: z.literal('takeHint'), commandId, tier: z.int().min(1).max(3) }),
  ...boardCommands,
  ...taskCommands,
  /** While the incident's clock runs; afterwards it is written into the record. */
  submitDiagnosisSchema,
]);
export type PlayerCommand = z.infer<typeof playerCommandSchema>;

/** What people may still do once a drill has ended, on the record of any drill of this store. */
export const recordCommandSchema = z.discriminatedUnion('type', [
  submitDiagnosisSchema,
  /** Opens the truth for somebody who says nothing first; a diagnosis may still follow. */
  z.strictObject({ type: z.literal('skipDiagnosis'), commandId }),
  z.strictObject({
    type: z.literal('editPostmortem'),
    commandId,
    promptId: z.string().max(60),
    text: z.string().max(8000),
    /** Revision the edit was made on; an older one than the record's is refused, so that nobody overwrites unseen text. */
    baseRevision: z.int().min(0),
  }),
]);
export type RecordCommand = z.infer<typeof recordCommandSchema>;

/** What a facilitator may ask besides. */
export const facilitatorCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), commandId }),
  z.strictObject({ type: z.literal('callCommCheck'), commandId }),
  /** Of somebody who is gone for good, or sits where another should. */
  z.strictObject({ type: z.literal('freeSeat'), commandId, playerId: z.string().max(40) }),
  z.strictObject({ type: z.literal('pause'), commandId, reason: text(500) }),
  z.strictObject({ type: z.literal('resume'), commandId }),
  z.strictObject({ type: z.literal('fireInject'), commandId, injectId: z.string().max(40) }),
  z.strictObject({ type: z.literal('skipInject'), commandId, injectId: z.string().max(40) }),
  /** A message of the facilitator's own making, from whom they like. */
  z.strictObject({
    type: z.literal('injectMessage'),
    commandId,
    channel: z.enum(['incident', 'ticket', 'statusPage']),
    from: personName,
    text: text(1000),
  }),
  /** A fault of the facilitator's own choice; ends by itself after `endsAfterSeconds` when given. */
  z.strictObject({
    type: z.literal('injectFault'),
    commandId,
    fault: z.string().max(40),
    target: z.string().max(80),
    parameters: parametersSchema,
    endsAfterSeconds: z.int().min(5).max(3600).nullable(),
  }),
  /** Takes a fault off again, whoever asked for it. */
  z.strictObject({ type: z.literal('endFault'), commandId, faultId: z.string().max(40) }),
  /** Private to the desk until debrief. */
  z.strictObject({ type: z.literal('addFacilitatorNote'), commandId, text: text(2000) }),
  z.strictObject({ type: z.literal('endAndDebrief'), commandId, reason: text(500) }),
  z.strictObject({ type: z.literal('abort'), commandId, reason: text(500) }),
]);
export type FacilitatorCommand = z.infer<typeof facilitatorCommandSchema>;

const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** Operations see telemetry, communications what the world says, everybody else people, board and clocks. */
const splitDesk = z.boolean();

/** `POST /api/v1/drills`: a player starts a drill. */
export const startDrillSchema = z
  .strictObject({
    /** Left out: the server picks one. */
    scenarioId: z.string().max(80).optional(),
    seed: seed.optional(),
    /** A scripted responder plays (needs the facilitator key). */
    responder: z.string().max(40).optional(),
    /** Ends an unresolved drill after this much live time, if that is sooner than its own time box (needs the facilitator key). */
    timeboxSeconds: z.int().min(30).max(7200).optional(),
    playerName: personName.optional(),
    /** A tutorial drill for one: starts at once on the proven baseline of the warm sandbox, and the fault comes early. */
    practice: z.boolean().optional(),
    /** Waits in the lobby for others to join; the opener begins it. */
    lobby: z.boolean().optional(),
    splitDesk: splitDesk.optional(),
  })
  .refine(({ splitDesk: isSplit, lobby }) => !isSplit || lobby, {
    path: ['splitDesk'],
    message: 'desks are split among several: open a lobby',
  });
export type StartDrill = z.infer<typeof startDrillSchema>;

/** `POST /api/v1/facilitator/drills`: a facilitator opens the lobby of a game day. */
export const openGameDaySchema = z.strictObject({ scenarioId: z.string().max(80), seed: seed.optional(), splitDesk: splitDesk.optional() });
export type OpenGameDay = z.infer<typeof openGameDaySchema>;

/** `POST /api/v1/join/:code`: the only way into a drill that somebody else opened. */
export const joinSchema = z.strictObject({
  name: personName,
  role: z.enum(roles).optional(),
  /** Made up by the page for this entry: the same sent again, because no answer came, is the same person. */
  entry: z.string().min(12).max(64).optional(),
});
export type Join = z.infer<typeof joinSchema>;
