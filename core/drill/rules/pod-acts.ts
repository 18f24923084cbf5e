/** What counts as an act of the pod: the facilitator's stuck timer runs from the newest one. */
import type { DrillEvent, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';

/** Doing, claiming, saying. Coming in, taking a seat and getting ready move no incident. */
const podActs: ReadonlySet<EventType> = new Set<EventType>([
  'alertStateChanged',
  'alertSilenced',
  'incidentDeclared',
  'statusChanged',
  'updatePosted',
  'notePosted',
  'severityChanged',
  'decisionRecorded',
  'noteRecorded',
  'summaryPosted',
  'statusPublished',
  'hintTaken',
  'hypothesisProposed',
  'hypothesisJudged',
  'evidenceLinked',
  'hypothesisSorted',
  'hypothesisLinked',
  'taskAdded',
  'taskClosed',
  'taskRenewed',
  'taskHanded',
  'diagnosisSubmitted',
  'controlRequested',
  'controlUndone',
  'requestDecided',
  'exceptionRecorded',
  'resolveRequested',
]);

/** @param after the state the event led to, its line in the channel included. */
export function withPodAct(event: DrillEvent, after: DrillState): DrillState {
  const { actor, atMs, type } = event;
  const isPod = actor.kind === 'player' || actor.kind === 'responder';
  if (!isPod || !podActs.has(type) || after.ending !== null) return after;
  const text = after.timeline.at(-1)?.text ?? type;
  return {
    ...after,
    lastPodAct: { atMs, text: `${actor.name}: ${text}` },
    playerActedAtMs: { ...after.playerActedAtMs, [actor.id]: atMs },
  };
}
