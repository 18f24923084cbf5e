/** State from the log. Total over the event types: a new one does not compile until a family below handles it. */
import type { Plan } from '../scenario/plan.ts';
import type { DrillEvent, DrillEventOf, EventType } from './events.ts';
import { channelEvolvers } from './evolvers/channel.ts';
import { communicationEvolvers } from './evolvers/communication.ts';
import { controlEvolvers } from './evolvers/controls.ts';
import type { Evolvers } from './evolvers/evolver.ts';
import { faultEvolvers } from './evolvers/faults.ts';
import { hypothesisEvolvers } from './evolvers/hypotheses.ts';
import { incidentEvolvers } from './evolvers/incident.ts';
import { lifecycleEvolvers } from './evolvers/lifecycle.ts';
import { measurementEvolvers } from './evolvers/measurement.ts';
import { nudgeEvolvers } from './evolvers/nudges.ts';
import { offerEvolvers } from './evolvers/offers.ts';
import { probeEvolvers } from './evolvers/probes.ts';
import { recordEvolvers } from './evolvers/record.ts';
import { requestEvolvers } from './evolvers/requests.ts';
import { scriptEvolvers } from './evolvers/script.ts';
import { seatEvolvers } from './evolvers/seats.ts';
import { taskEvolvers } from './evolvers/tasks.ts';
import { withPodAct } from './rules/pod-acts.ts';
import { withLine } from './rules/timeline.ts';
import { isPublic } from './rules/visibility.ts';
import { type DrillState, initialState } from './state.ts';

const evolvers: Evolvers<EventType> = {
  ...lifecycleEvolvers,
  ...measurementEvolvers,
  ...scriptEvolvers,
  ...faultEvolvers,
  ...incidentEvolvers,
  ...probeEvolvers,
  ...controlEvolvers,
  ...requestEvolvers,
  ...seatEvolvers,
  ...offerEvolvers,
  ...nudgeEvolvers,
  ...channelEvolvers,
  ...hypothesisEvolvers,
  ...recordEvolvers,
  ...communicationEvolvers,
  ...taskEvolvers,
};

/**
 * Commands remembered for being sent again. A sample a second is one, too: this is more than a quarter of an hour of a busy room, and
 * longer than a page keeps what it got no answer to (`client/state/command-ids.ts`).
 */
const rememberedCommands = 2048;

/** @throws Error when the event is not the next one of this drill: the log is broken or mixed up. */
export function evolve(state: DrillState, event: DrillEvent): DrillState {
  if (event.seq !== state.seq + 1) throw new Error(`event ${event.seq} (${event.type}) does not follow ${state.seq}: the log has a gap`);
  const { recentCommandIds } = state;
  const known = recentCommandIds.at(-1) === event.commandId;
  const after = apply(
    {
      ...state,
      seq: event.seq,
      publicSeq: state.publicSeq + (isPublic(event) ? 1 : 0),
      atMs: event.atMs,
      recentCommandIds: known ? recentCommandIds : [...recentCommandIds.slice(1 - rememberedCommands), event.commandId],
    },
    event,
  );
  return withPodAct(event, withLine(event, after));
}

/** State after a log, or any beginning of one. */
export function replay(plan: Plan, events: readonly DrillEvent[]): DrillState {
  return events.reduce(evolve, initialState(plan));
}

function apply<T extends EventType>(state: DrillState, event: DrillEventOf<T>): DrillState {
  return evolvers[event.type](state, event);
}
