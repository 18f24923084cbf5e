/**
 * What a player sees, by allow-list: every field is named here, and comes from public events, telemetry or the pod's own
 * acts. The truth, the script, sealed milestones and what the sandbox says about its faults are never copied.
 */
import type { DrillView } from '../protocol/drill-view.ts';
import type { HypothesisView } from '../protocol/hypotheses.ts';
import type { TaskView } from '../protocol/tasks.ts';
import { burnRate } from '../slo/burn-rate.ts';
import { seenCounts, windowCounts } from '../slo/history.ts';
import type { HypothesisState, TaskState } from './reasoning-state.ts';
import { releaseGateOf, requestViewOf } from './request-view.ts';
import { actionsOf } from './rules/actions.ts';
import { budgetLeftOf } from './rules/budget-line.ts';
import { goalView } from './rules/goal.ts';
import { crutchesOf } from './rules/left-on.ts';
import { wholeSight } from './rules/split-desk.ts';
import { isTakeable } from './rules/standing.ts';
import { pageStateOf } from './rules/status-page.ts';
import { unsteadyReason } from './rules/steady-state.ts';
import { ownerOf } from './rules/tasks.ts';
import { isPublicMilestone } from './rules/visibility.ts';
import type { AlertCard, ControlState, DrillState } from './state.ts';
import { type Milestone, milestones } from './values.ts';

/** Tickets shown; older ones stay in the channel and in the log. */
const newestTickets = 50;

/** Window of the burn rate in the SLO list; the long window of the fast page. */
const burnWindowSeconds = 60;

/** @param gameMs game time now; the state only knows the time of its newest event. */
export function viewOf(state: DrillState, gameMs: number): DrillView {
  const { plan, ending } = state;
  const crutches = new Map(crutchesOf(state).map(({ controlId, words }) => [controlId, words]));
  return {
    drillId: state.drillId,
    seq: state.publicSeq,
    phase: state.phase,
    code: state.code,
    openedBy: state.openedBy,
    practice: state.practice,
    ...(plan.shift ? { shiftId: plan.shift.shiftId } : {}),
    splitDesk: state.splitDesk,
    sees: wholeSight,
    briefing: plan.briefing,
    gameMs: Math.max(gameMs, state.atMs),
    liveAtMs: state.liveAtMs,
    timeboxMs: (state.liveAtMs ?? 0) + plan.timeboxMs,
    status: state.status,
    milestones: visibleMilestones(state),
    severity: state.severity,
    severityReason: state.severityReason,
    investigatingAtMs: state.statusAtMs.investigating ?? null,
    endedAtMs: state.endedAtMs,
    title: state.title,
    alerts: state.alerts.map((card) => alertOf(state, card)),
    slos: slosOf(state),
    changes: state.changes.map(({ changeId, happenedAtMs, kind, target, summary, by, diff = [] }) => ({
      changeId,
      happenedAtMs,
      kind,
      target,
      summary,
      by,
      diff,
    })),
    tickets: ticketsOf(state),
    controls: state.controls.map((control) => controlOf(control, crutches)),
    actions: actionsOf(plan),
    hypotheses: state.hypotheses.map((hypothesis) => hypothesisOf(hypothesis)),
    tasks: state.tasks.map((task) => taskViewOf(state, task)),
    diagnoses: state.diagnoses.map(({ playerId, by, atMs }) => ({ playerId, by, atMs })),
    requests: state.requests.map((request) => requestViewOf(state, request)),
    releaseGate: releaseGateOf(state),
    nextUpdateDueMs: state.nextUpdateDueMs,
    page: pageStateOf(state),
    players: state.players.map(({ playerId, name, role, ready, joinedAtMs }) => ({ playerId, name, role, ready, joinedAtMs })),
    seatOffers: state.seatOffers.map(({ offerId, role, from, to, atMs, lapsesAtMs }) => ({ offerId, role, from, to, atMs, lapsesAtMs })),
    commCheck: state.commCheck && { by: state.commCheck.by, answered: [...state.commCheck.answered] },
    hints: hintsOf(state),
    ordersLost: state.ordersLost,
    goal: goalView(state),
    baselineWaits: state.phase === 'baseline' ? unsteadyReason(state) : null,
    ending: ending && { outcome: ending.outcome, reason: ending.reason, falseResolves: state.falseResolves },
  };
}

function alertOf({ silences }: DrillState, card: AlertCard): DrillView['alerts'][number] {
  const { alertId, alert, severity, state, summary, burnRate: burn, sinceMs, firedAtMs, resolvedAtMs, acknowledgedBy } = card;
  const silence = silences.find((each) => each.alert === alert) ?? null;
  return {
    alertId,
    alert,
    severity,
    state,
    summary,
    burnRate: burn,
    sinceMs,
    firedAtMs,
    resolvedAtMs,
    acknowledgedBy,
    silence: silence && { by: silence.by, reason: silence.reason, untilMs: silence.untilMs },
  };
}

function visibleMilestones({ milestones: reached }: DrillState): Partial<Record<Milestone, number>> {
  const visible: Partial<Record<Milestone, number>> = {};
  for (const milestone of milestones) {
    const atMs = reached[milestone];
    if (atMs !== undefined && isPublicMilestone(milestone)) visible[milestone] = atMs;
  }
  return visible;
}

/** From telemetry, as production would have it; the ledger stays on the server. */
function slosOf(state: DrillState): DrillView['slos'] {
  const { plan, history, seconds } = state;
  return plan.slos.map((slo) => {
    const { name, displayName, objective } = slo;
    const { good, bad } = seenCounts(history, name, { source: 'observed', seconds: seconds.length });
    const recent = windowCounts(history, name, { source: 'observed', seconds: burnWindowSeconds });
    return {
      slo: name,
      displayName,
      objective,
      goodShare: good + bad > 0 ? good / (good + bad) : null,
      budgetLeft: budgetLeftOf(state, slo),
      burnRate: burnRate(recent, objective),
    };
  });
}

function ticketsOf({ messages }: DrillState): DrillView['tickets'] {
  return messages
    .filter(({ channel }) => channel === 'ticket')
    .slice(-newestTickets)
    .map(({ messageId, atMs, from, text, orderId, traceId }) => ({ ticketId: messageId, atMs, from, text, orderId, traceId }));
}

/** Of the next one only its price. */
function hintsOf({ plan, hintsTaken }: DrillState): DrillView['hints'] {
  const next = plan.hints?.[hintsTaken.length];
  return {
    taken: hintsTaken.map(({ tier, costPercent, text, by, atMs }) => ({ tier, costPercent, text, by, atMs })),
    next: next ? { tier: hintsTaken.length + 1, costPercent: next.costPercent } : null,
  };
}

function hypothesisOf(hypothesis: HypothesisState): HypothesisView {
  const { hypothesisId, atMs, by, text, component, state, judgements, evidence, category, explains } = hypothesis;
  return {
    hypothesisId,
    atMs,
    by,
    text,
    component,
    state,
    judgements: judgements.map((judgement) => ({ ...judgement })),
    evidence: evidence.map((pointer) => ({ ...pointer })),
    category,
    explains,
  };
}

function taskViewOf(state: DrillState, task: TaskState): TaskView {
  const { taskId, atMs, by, text, ownerPlayerId, dueAtMs, renewals, closed } = task;
  return { taskId, atMs, by, text, ownerPlayerId, owner: ownerOf(state, task), dueAtMs, renewals, closed: closed && { ...closed } };
}

function controlOf(control: ControlState, crutches: ReadonlyMap<string, string>): DrillView['controls'][number] {
  return {
    controlId: control.controlId,
    control: control.control,
    target: control.target,
    parameters: control.parameters,
    state: control.state,
    by: control.by,
    requestedAtMs: control.requestedAtMs,
    landsAtMs: control.landsAtMs,
    equivalent: control.equivalent,
    detail: describe(control),
    receipt: control.receipt,
    undoable: isTakeable(control),
    leftOn: crutches.get(control.controlId) ?? null,
    evidence: control.evidence,
  };
}

/** In our words: what the sandbox reports may name things that are sealed. */
function describe({ state, tookMs, work }: ControlState): string {
  switch (state) {
    case 'requested':
      return 'under way';
    case 'applying':
      return work?.type === 'ownerPage' ? 'paged, no answer yet' : 'being applied';
    case 'landed':
      return work?.type === 'ownerPage' ? 'answered' : `done in ${(tookMs / 1000).toFixed(1)} s`;
    case 'failed':
      return 'did not go through';
    case 'undone':
      return 'taken off again';
  }
}
