/** What each event reads like in the timeline. Events that are left out are bookkeeping; the full log is in the export. */
import type { DrillState } from '../drill/state.ts';
import type { Evidence } from '../protocol/evidence.ts';
import { wordsOfCategory } from '../protocol/hypotheses.ts';
import { conditionWords, shipmentWords } from '../requests/shipment.ts';
import { roomRows } from './timeline-room.ts';
import type { RowTexts } from './timeline-row.ts';
import { taskRows } from './timeline-tasks.ts';
import { parametersText } from './words.ts';

const alertWords = {
  pending: null,
  firing: 'Alert fires',
  acknowledged: 'Alert acknowledged',
  silenced: 'Alert silenced',
  resolved: 'Alert resolved',
};
const milestoneWords: Record<string, string> = {
  impact: 'Users begin to be affected (T0)',
  causeRemoved: 'The cause is gone',
  recovered: 'Users are well again',
};

export const rowTexts: RowTexts = {
  phaseChanged: ({ to }) => (to === 'live' ? { what: 'The clock starts; baseline is proven' } : null),
  changeLogged: ({ changeId, happenedAtMs, kind, target, summary, by }) => ({
    what: `Change (${kind}) on ${target}: ${summary}`,
    who: by,
    atMs: happenedAtMs,
    references: [`change ${changeId}`],
  }),
  faultApplied: ({ faultId, did }) => ({
    what: `Fault ${faultId} takes hold${did.length > 0 ? `: ${did.join('; ')}` : ''}`,
    references: [`fault ${faultId}`],
  }),
  faultWitnessed: ({ faultId, slo }) => ({ what: `Fault ${faultId} is felt in ${slo}`, references: [`fault ${faultId}`] }),
  faultUnfelt: ({ faultId, attempt }) => ({
    what: `Fault ${faultId} was not felt at attempt ${attempt}`,
    references: [`fault ${faultId}`],
  }),
  faultEnded: ({ faultId, by }) => ({ what: `Fault ${faultId} ends (by ${by})`, references: [`fault ${faultId}`] }),
  milestoneReached: ({ milestone, reachedAtMs }) => {
    const what = milestoneWords[milestone];
    return what === undefined ? null : { what, atMs: reachedAtMs };
  },
  alertStateChanged: ({ alertId, state, summary, by }) => {
    const word = alertWords[state];
    return word === null
      ? null
      : { what: `${word}: ${summary}`, references: [`alert ${alertId}`], ...(by === undefined ? {} : { who: by }) };
  },
  alertSilenced: ({ controlId, alert, reason, by }) => ({
    what: `${alert} silenced: ${reason}`,
    who: by,
    references: [`control ${controlId}`],
  }),
  silenceEnded: ({ alert, by }) => ({ what: `Silence of ${alert} ends (by ${by})` }),
  incidentDeclared: ({ severity, title, reason }) => ({
    what: `Incident declared, severity ${severity}: ${title}${reason === undefined ? '' : `. Why: ${reason}`}`,
  }),
  severityChanged: ({ from, severity, reason }) => ({ what: `Severity ${severity}, was ${from}. Why: ${reason}` }),
  statusChanged: ({ status }) => ({ what: `Status: ${status}` }),
  updatePosted: ({ impact, action, needs }) => ({
    what: `Update. Impact: ${impact} Action: ${action}${needs === undefined ? '' : ` Needs: ${needs}`}`,
  }),
  summaryPosted: ({ impact, next }) => ({ what: `Summary for the executives: ${impact} Next: ${next}` }),
  statusPublished: ({ name, status, text }) => ({ what: `Public page (${status}): ${name}. ${text}` }),
  notePosted: ({ text }) => ({ what: `Note: ${text}` }),
  noteRecorded: ({ text }) => ({ what: `For the record: ${text}` }),
  decisionRecorded: ({ text, rationale }) => ({ what: `Decision: ${text} Because: ${rationale}` }),
  messageEdited: ({ text }) => ({ what: `Put into other words: ${text}` }),
  ...roomRows,
  hypothesisProposed: ({ hypothesisId, text, component, evidence }) => ({
    what: `Hypothesis: ${text}${component === null ? '' : ` (${component})`}`,
    references: [`hypothesis ${hypothesisId}`, ...evidence.map(referenceOf)],
  }),
  hypothesisJudged: ({ hypothesisId, state: verdict }, state) => ({
    what: `Hypothesis ${verdict === 'open' ? 'open again' : verdict}: ${hypothesisText(state, hypothesisId)}`,
    references: [`hypothesis ${hypothesisId}`],
  }),
  evidenceLinked: ({ hypothesisId, evidence }, state) => ({
    what: `Evidence: ${evidence.label}, for: ${hypothesisText(state, hypothesisId)}`,
    references: [`hypothesis ${hypothesisId}`, referenceOf(evidence)],
  }),
  hypothesisSorted: ({ hypothesisId, category }, state) => ({
    what: `Hypothesis ${category === null ? 'not sorted any more' : `sorted under ${wordsOfCategory[category].toLowerCase()}`}: ${hypothesisText(state, hypothesisId)}`,
    references: [`hypothesis ${hypothesisId}`],
  }),
  hypothesisLinked: ({ hypothesisId, explains }, state) => ({
    what:
      explains === null
        ? `Hypothesis explains nothing any more: ${hypothesisText(state, hypothesisId)}`
        : `Why “${hypothesisText(state, explains)}”? Because: ${hypothesisText(state, hypothesisId)}`,
    references: [`hypothesis ${hypothesisId}`, ...(explains === null ? [] : [`hypothesis ${explains}`])],
  }),
  diagnosisSubmitted({ playerId, component, mechanism, confidence }, { diagnoses }) {
    // One that was said afterwards is no part of what happened.
    if (!diagnoses.some((said) => said.playerId === playerId && said.isLive)) return null;
    const sure = confidence === undefined ? '' : ` (${confidence} % sure)`;
    return { what: `Diagnosis locked: ${component === 'none' ? 'nothing was wrong' : component}, ${mechanism}${sure}` };
  },
  ...taskRows,
  seatFreed: ({ name, role }) => ({ what: `Seat of ${name} freed: ${role}` }),
  messagePosted: ({ messageId, channel, from, text, traceId }) => ({
    what: `${{ incident: 'Message', ticket: 'Customer ticket', statusPage: 'Status page' }[channel]}: ${text}`,
    who: from,
    references: [...(channel === 'ticket' ? [`ticket ${messageId}`] : []), ...(traceId ? [`trace ${traceId}`] : [])],
  }),
  controlRequested: ({ controlId, control, target, parameters, equivalent, evidence = [] }) => ({
    what: `Action requested: ${control} on ${target}${parametersText(parameters)} (${equivalent})`,
    references: [`control ${controlId}`, ...evidence.map(referenceOf)],
  }),
  controlLanded: ({ controlId, did }) => ({
    what: `Action landed${did.length > 0 ? `: ${did.join('; ')}` : ''}`,
    references: [`control ${controlId}`],
  }),
  controlFailed: ({ controlId, message }) => ({ what: `Action failed: ${message}`, references: [`control ${controlId}`] }),
  controlUndone: ({ controlId, by }) => ({ what: 'Action taken off again', who: by, references: [`control ${controlId}`] }),
  ownerReplied: ({ controlId, owner, text }) => ({ what: `Owner answers: ${text}`, who: owner, references: [`control ${controlId}`] }),
  hintTaken: ({ tier, costPercent, text }) => ({ what: `Hint ${tier} taken, for ${costPercent} % of the diagnosis: ${text}` }),
  requestMade: ({ requestId, title, ships }) => ({
    what: `Change request: ${title} (${shipmentWords(ships)})`,
    references: [`request ${requestId}`],
  }),
  requestDecided: ({ requestId, verdict, conditions }) => ({
    what: `Change request ${{ approve: 'approved', hold: 'held', conditions: 'approved' }[verdict]}${conditions.map((each) => `, ${conditionWords(each)}`).join('')}`,
    references: [`request ${requestId}`],
  }),
  requestLanded: ({ requestId }) => ({ what: 'What was approved is in force', references: [`request ${requestId}`] }),
  requestFailed: ({ requestId, message }) => ({
    what: `What was approved did not go through: ${message}`,
    references: [`request ${requestId}`],
  }),
  requestWithdrawn: ({ requestId }) => ({ what: 'What had been approved is taken back', references: [`request ${requestId}`] }),
  exceptionRecorded: ({ reason }) => ({ what: `Exception from the release policy: ${reason}` }),
  resolveRequested: ({ summary, leftOn = [] }) => ({
    what: `Resolved: ${summary}`,
    references: leftOn.map(({ controlId }) => `control ${controlId}`),
  }),
  resolveUnmet: ({ reasons }) => ({ what: `What stood against the resolve: ${reasons.join('; ')}` }),
  probeStarted: ({ probe, target }) => ({
    what: probe === 'restart' ? `Tried: a restart of ${target}` : `Tried: the trigger ${target} once more`,
  }),
  probeEnded: ({ ok, message }) => (ok ? null : { what: `The sandbox could not try it: ${message}` }),
  probePassed: ({ probe }, { trials }) => {
    const isDone = trials.some((trial) => trial.probe === probe && trial.result === 'passed');
    return isDone ? { what: probe === 'restart' ? 'Users stayed well over the restart' : 'Users stayed well over the trigger' } : null;
  },
  incidentReopened: ({ reason }) => ({ what: `Reopened: ${reason}` }),
  resolveHeld: ({ heldForMs }) => ({ what: `The resolve holds: users well for ${Math.floor(heldForMs / 1000)} s` }),
  drillEnded: ({ outcome, reason }) => ({ what: `Drill ends (${outcome}): ${reason}` }),
};

/** In the words in which the rows of alerts, actions, changes and tickets name themselves: `control control-1`, `signal cache|hitRatio`. */
function referenceOf({ kind, ref }: Evidence): string {
  return `${kind === 'action' ? 'control' : kind} ${ref}`;
}

function hypothesisText({ hypotheses }: DrillState, id: string): string {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id)?.text ?? id;
}
