/** The record of an ended drill, with its truth: a function of plan and log. */
import { matchControl } from '../controls/index.ts';
import type { Debrief } from '../protocol/messages.ts';
import type { Plan, Truth } from '../scenario/plan.ts';
import { badShareBetween, type LiveSample, liveSamples, ordersLost, type SloFigures, sloFigures } from '../slo/figures.ts';
import type { DrillEvent } from './events.ts';
import { replay } from './evolve.ts';
import type { ControlState } from './state.ts';

/** Bad shares are compared over this long before and after a control landed. */
const comparedMs = 30_000;

/** @throws Error when the drill has not ended: its truth is still sealed. */
export function debriefOf(events: readonly DrillEvent[], plan: Plan): Debrief {
  const state = replay(plan, events);
  if (!state.ending) throw new Error(`drill ${state.drillId} has not ended: its truth is sealed`);
  const slos = sloFigures(events, plan.slos);
  const lost = ordersLost(events);
  const samples = liveSamples(events);
  const burnt = mostBurnt(slos);
  return {
    drillId: state.drillId,
    scenarioId: plan.scenarioId,
    title: plan.title,
    seed: plan.seed,
    planHash: plan.hash,
    outcome: state.ending.outcome,
    reason: state.ending.reason,
    milestones: state.milestones,
    falseResolves: state.falseResolves,
    slos,
    ordersLost: lost.orders,
    centsLost: lost.cents,
    alerts: firedAlerts(events),
    controls: state.controls.flatMap((control) =>
      control.landedAtMs === null ? [] : [judge(control, plan.truth, { samples, slo: burnt, landedAtMs: control.landedAtMs })],
    ),
    truth: plan.truth,
    undo: state.undo,
  };
}

/** Each time an alert fired, and when that was over. */
function firedAlerts(events: readonly DrillEvent[]): Debrief['alerts'] {
  const fired = new Map<string, Debrief['alerts'][number]>();
  for (const event of events) {
    if (event.type !== 'alertStateChanged') continue;
    const { alertId, alert, severity, state } = event.data;
    if (state === 'firing') fired.set(alertId, { alert, severity, firedAtMs: event.atMs, resolvedAtMs: null });
    const known = fired.get(alertId);
    if (state === 'resolved' && known) known.resolvedAtMs = event.atMs;
  }
  return [...fired.values()];
}

function mostBurnt(slos: readonly SloFigures[]): string {
  return (
    slos.reduce<SloFigures | undefined>((worst, next) => (worst && worst.budgetBurned >= next.budgetBurned ? worst : next), undefined)
      ?.slo ?? ''
  );
}

interface Comparison {
  samples: readonly LiveSample[];
  slo: string;
  landedAtMs: number;
}

function judge(use: ControlState, truth: Truth, { samples, slo, landedAtMs }: Comparison): Debrief['controls'][number] {
  return {
    control: use.control,
    target: use.target,
    atMs: landedAtMs,
    verdict: verdictOf(use, truth),
    badShareBefore: badShareBetween(samples, slo, { fromMs: landedAtMs - comparedMs, toMs: landedAtMs }),
    badShareAfter: badShareBetween(samples, slo, { fromMs: landedAtMs, toMs: landedAtMs + comparedMs }),
  };
}

function verdictOf(use: ControlState, truth: Truth): Debrief['controls'][number]['verdict'] {
  for (const verdict of ['accepted', 'partial', 'harmful'] as const) {
    if (truth[verdict].some((match) => matchControl(match, use))) return verdict;
  }
  return 'neutral';
}
