/** What a shift needs of one of its drills: a function of the drill's plan and log, with the figures of its own debrief. */
import { debriefOf } from '../drill/debrief.ts';
import type { DrillEvent } from '../drill/events.ts';
import type { Plan } from '../scenario/plan.ts';
import type { EndedWatch, Watch } from './ledger.ts';
import type { ShiftPlace } from './place.ts';

/** Null for a drill that is of no shift, or that was never opened. */
export function watchOf(plan: Plan, events: readonly DrillEvent[]): (Watch & { place: ShiftPlace }) | null {
  const { shift: place } = plan;
  const opened = events[0];
  if (!place || !opened) return null;
  return { drillId: opened.drillId, index: place.index, openedAtMs: opened.observedAtMs, ended: endOf(plan, events), place };
}

function endOf(plan: Plan, events: readonly DrillEvent[]): EndedWatch | null {
  if (!events.some(({ type }) => type === 'drillEnded')) return null;
  const { title, outcome, liveAtMs, endedAtMs, slos, exceptions, requests, players } = debriefOf(events, plan);
  return {
    title,
    outcome,
    tookMs: liveAtMs === null ? 0 : endedAtMs - liveAtMs,
    burnt: Object.fromEntries(slos.map(({ slo, budgetBurned }) => [slo, budgetBurned])),
    exceptions,
    requests: { asked: requests.length, right: requests.filter(({ grade }) => grade === 1).length },
    players,
  };
}
