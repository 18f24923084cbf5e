/** What every section of the post-mortem is made from. */
import { type DrillFigures, debriefOf } from '../drill/debrief.ts';
import type { DrillEvent } from '../drill/events.ts';
import { replay } from '../drill/evolve.ts';
import type { DrillState } from '../drill/state.ts';
import type { Plan } from '../scenario/plan.ts';
import { type LiveSample, liveSamples } from '../slo/figures.ts';

export interface CaseFile {
  plan: Plan;
  events: readonly DrillEvent[];
  state: DrillState;
  debrief: DrillFigures;
  samples: LiveSample[];
  /** The log without messages that only repeat, in the channel, what an owner answered. */
  told: DrillEvent[];
  /** Game time of the live start: zero of the document. */
  startMs: number;
}

/** @throws Error when the drill has not ended: its truth is sealed until then. */
export function openCaseFile(events: readonly DrillEvent[], plan: Plan): CaseFile {
  const state = replay(plan, events);
  return {
    plan,
    events,
    state,
    debrief: debriefOf(events, plan),
    samples: liveSamples(events),
    told: withoutRepeats(events),
    startMs: state.liveAtMs ?? 0,
  };
}

/** The SLO that burned the most budget; what actions are measured by. Empty when the plan has none. */
export function worstSlo(debrief: DrillFigures): string {
  const [worst] = [...debrief.slos].sort((a, b) => b.budgetBurned - a.budgetBurned);
  return worst?.slo ?? '';
}

function withoutRepeats(events: readonly DrillEvent[]): DrillEvent[] {
  const replies = new Set(events.flatMap((event) => (event.type === 'ownerReplied' ? [`${event.atMs} ${event.data.text}`] : [])));
  return events.filter((event) => event.type !== 'messagePosted' || !replies.has(`${event.atMs} ${event.data.text}`));
}
