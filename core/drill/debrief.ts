/** The record of an ended drill, with its truth: a function of plan and log. */
import type { Debrief } from '../protocol/debrief.ts';
import type { Evidence } from '../protocol/evidence.ts';
import { fixesByRequest } from '../requests/fix.ts';
import { gradeRequests } from '../requests/grade.ts';
import type { Plan } from '../scenario/plan.ts';
import { badShareBetween, type LiveSample, liveSamples, ordersLost, type SloFigures, sloFigures } from '../slo/figures.ts';
import type { DrillEvent } from './events.ts';
import { replay } from './evolve.ts';
import { tellOracle } from './oracle-telling.ts';
import { describeMatch } from './rules/desk-truth.ts';
import { goalView } from './rules/goal.ts';
import { ownerOf } from './rules/tasks.ts';
import { verdictOf } from './rules/verdict.ts';
import type { ControlState, DrillState } from './state.ts';

/** Bad shares are compared over this long before and after a control landed. */
const comparedMs = 30_000;

/** Everything but what needs the curated timeline, the stack's graph or the kept traces (`core/postmortem/told.ts`). */
export type DrillFigures = Omit<Debrief, 'timeline' | 'diagnoses' | 'spread' | 'proof' | 'communication'>;

/** @throws Error when the drill has not ended: its truth is still sealed. */
export function debriefOf(events: readonly DrillEvent[], plan: Plan): DrillFigures {
  const state = replay(plan, events);
  const end = events.find((event) => event.type === 'drillEnded');
  if (!state.ending || !end) throw new Error(`drill ${state.drillId} has not ended: its truth is sealed`);
  const lost = ordersLost(events);
  return {
    drillId: state.drillId,
    scenarioId: plan.scenarioId,
    title: plan.title,
    seed: plan.seed,
    planHash: plan.hash,
    ...(plan.shift ? { shiftId: plan.shift.shiftId } : {}),
    difficulty: plan.difficulty,
    capabilities: plan.capabilities,
    outcome: state.ending.outcome,
    reason: state.ending.reason,
    liveAtMs: state.liveAtMs,
    endedAtMs: end.atMs,
    milestones: state.milestones,
    falseResolves: state.falseResolves,
    goal: goalView(state),
    ...measured(events, plan, state),
    ordersLost: lost.orders,
    centsLost: lost.cents,
    alerts: firedAlerts(events),
    exceptions: state.exceptions.map(({ atMs, by, reason }) => ({ atMs, by, reason })),
    players: state.players.map(({ playerId, name, role }) => ({ playerId, name, role })),
    hypotheses: state.hypotheses.map(({ evidence, ...told }) => ({
      ...told,
      evidence: evidence.map(pointerOf),
    })),
    tasks: state.tasks.map((task) => ({ ...task, owner: ownerOf(state, task) })),
    truth: truthOf(plan),
    hints: state.hintsTaken.map(({ atMs, by, costPercent, text }) => ({ atMs, by, costPercent, text })),
    falseResolveReasons: state.unmet,
    oracle: tellOracle(events, state),
    facilitatorNotes: state.facilitatorNotes.map(({ atMs, text }) => ({ atMs, text })),
    questions: plan.debrief,
    inspiredBy: plan.inspiredBy,
    undo: state.undo,
  };
}

/** What users lived through, and what the pod's acts did to it. */
function measured(events: readonly DrillEvent[], plan: Plan, state: DrillState): Pick<Debrief, 'slos' | 'controls' | 'requests'> {
  const slos = sloFigures(events, plan.slos);
  const names = new Map(plan.slos.map(({ name, displayName }) => [name, displayName]));
  const samples = liveSamples(events);
  const slo = mostBurnt(slos);
  return {
    slos: slos.map((figures) => ({ ...figures, displayName: names.get(figures.slo) ?? figures.slo })),
    requests: gradeRequests(state.requests, plan, { samples, slos: plan.slos.map(({ name }) => name) }),
    controls: state.controls.flatMap((control) =>
      control.landedAtMs === null ? [] : [judge(control, plan, { samples, slo, landedAtMs: control.landedAtMs })],
    ),
  };
}

function truthOf({ script, truth, forbidden = [] }: Plan): Debrief['truth'] {
  const { trigger, conditions, detectionGap, propagation, accepted, partial, harmful, decoys } = truth;
  const { component, mechanism, why, owner } = trigger;
  return {
    component,
    mechanism,
    why,
    owner,
    conditions,
    detectionGap,
    propagation,
    accepted: [...accepted.map(describeMatch), ...fixesByRequest({ script, truth })],
    partial: partial.map(describeMatch),
    harmful: harmful.map(describeMatch),
    forbidden: forbidden.map(describeMatch),
    decoys,
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

function judge(use: ControlState, plan: Plan, { samples, slo, landedAtMs }: Comparison): Debrief['controls'][number] {
  const { controlId, control, target, by, equivalent, evidence } = use;
  return {
    controlId,
    control,
    target,
    by,
    equivalent,
    atMs: landedAtMs,
    verdict: verdictOf(use, plan),
    badShareBefore: badShareBetween(samples, slo, { fromMs: landedAtMs - comparedMs, toMs: landedAtMs }),
    badShareAfter: badShareBetween(samples, slo, { fromMs: landedAtMs, toMs: landedAtMs + comparedMs }),
    evidence: evidence.map(pointerOf),
  };
}

/** What opens the view again; who linked it and what the server was asked then stay in the log. */
function pointerOf({ kind, ref, label, atMs }: Evidence): Evidence {
  return { kind, ref, label, atMs };
}
