/**
 * Which events players may know of. The rest leaves no trace in a view, not even a gap in the numbering:
 * a jump of the position right after an action would confirm a guess.
 */
import type { DrillEvent, EventType } from '../events.ts';
import type { Milestone } from '../values.ts';

const eventIsPublic: Record<EventType, boolean> = {
  drillOpened: true,
  phaseChanged: true,
  baselineProven: true,
  sliSampled: true,
  injectFired: false,
  injectSkipped: false,
  faultRequested: false,
  faultApplied: false,
  faultFailed: false,
  faultWitnessed: false,
  faultUnfelt: false,
  faultEnded: false,
  changeLogged: true,
  messagePosted: true,
  alertStateChanged: true,
  alertSilenced: true,
  silenceEnded: true,
  milestoneReached: true,
  facilitatorNoted: false,
  playerJoined: true,
  seatTaken: true,
  seatFreed: true,
  readySet: true,
  commCheckCalled: true,
  commCheckAnswered: true,
  hypothesisProposed: true,
  hypothesisJudged: true,
  evidenceLinked: true,
  hypothesisSorted: true,
  hypothesisLinked: true,
  taskAdded: true,
  taskClosed: true,
  taskRenewed: true,
  taskHanded: true,
  taskOverdue: true,
  incidentDeclared: true,
  statusChanged: true,
  updatePosted: true,
  notePosted: true,
  severityChanged: true,
  decisionRecorded: true,
  noteRecorded: true,
  messageEdited: true,
  linePinned: true,
  lineUnpinned: true,
  seatHandedOver: true,
  nagged: true,
  summaryPosted: true,
  statusPublished: true,
  hintTaken: true,
  controlRequested: true,
  controlStarted: true,
  controlLanded: true,
  controlFailed: true,
  controlUndone: true,
  ownerReplied: false,
  requestMade: true,
  requestDecided: true,
  requestShipped: true,
  requestLanded: true,
  requestFailed: true,
  requestWithdrawn: true,
  exceptionRecorded: true,
  resolveRequested: true,
  incidentReopened: true,
  resolveHeld: true,
  resolveUnmet: false,
  probeStarted: false,
  probeEnded: false,
  probePassed: false,
  diagnosisSubmitted: true,
  diagnosisSkipped: true,
  postmortemEdited: true,
  drillEnded: true,
  undoCompleted: true,
};

const sealedUntilDebrief: Record<Milestone, boolean> = {
  impact: true,
  paged: false,
  acknowledged: false,
  declared: false,
  mitigating: false,
  monitoring: false,
  causeRemoved: true,
  recovered: true,
  resolved: false,
};

export function isPublic(event: DrillEvent): boolean {
  return event.type === 'milestoneReached' ? isPublicMilestone(event.data.milestone) : eventIsPublic[event.type];
}

export function isPublicMilestone(milestone: Milestone): boolean {
  return !sealedUntilDebrief[milestone];
}
