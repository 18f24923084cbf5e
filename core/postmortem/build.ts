/** From the log of an ended drill to a drafted post-mortem. */
import type { DrillEvent } from '../drill/events.ts';
import { goalWords } from '../drill/rules/goal.ts';
import { ownerOf } from '../drill/rules/tasks.ts';
import type { Plan } from '../scenario/plan.ts';
import { budgetWindowSeconds, compressionFactor } from '../slo/burn-rate.ts';
import { actionEffects } from './actions.ts';
import { type CaseFile, openCaseFile } from './case-file.ts';
import { communicationOf } from './communication.ts';
import type { Cause, Header, Impact, PostmortemDocument, Supporting, TaskRow } from './document.ts';
import { actionItems, lessonsOf } from './lessons.ts';
import { summarise } from './summary.ts';
import { timelineOf } from './timeline.ts';
import { timingsOf } from './timings.ts';

/** @throws Error when the drill has not ended: its truth is sealed until then. */
export function buildPostmortem(events: readonly DrillEvent[], plan: Plan): PostmortemDocument {
  const file = openCaseFile(events, plan);
  const facts = {
    header: headerOf(file),
    impact: impactOf(file),
    timings: timingsOf(file),
    cause: causeOf(file),
    actions: actionEffects(file),
    communication: communicationOf(file),
    tasks: tasksOf(file),
  };
  return {
    ...facts,
    summary: summarise(facts),
    timeline: timelineOf(file),
    lessons: lessonsOf(file, facts),
    actionItems: actionItems(file, facts),
    questions: plan.debrief,
    supporting: supportingOf(file),
  };
}

function headerOf({ plan, events, state, debrief }: CaseFile): Header {
  return {
    drillId: debrief.drillId,
    title: state.title ?? plan.title,
    status: 'Draft',
    scenarioId: plan.scenarioId,
    scenarioTitle: plan.title,
    stack: plan.stack,
    seed: plan.seed,
    planHash: plan.hash,
    outcome: debrief.outcome,
    reason: debrief.reason,
    goal: goalWords(state),
    severity: state.severity,
    openedAt: new Date(events[0]?.observedAtMs ?? 0).toISOString(),
    responders: [...new Set(events.flatMap((event) => (event.type === 'playerJoined' ? [event.data.name] : [])))],
  };
}

function impactOf({ plan, events, debrief }: CaseFile): Impact {
  const names = new Map(plan.slos.map(({ name, displayName }) => [name, displayName]));
  return {
    slos: debrief.slos.map((figures) => ({ ...figures, displayName: names.get(figures.slo) ?? figures.slo })),
    ordersLost: debrief.ordersLost,
    centsLost: debrief.centsLost,
    tickets: events.filter((event) => event.type === 'messagePosted' && event.data.channel === 'ticket').length,
    compressionFactor,
    budgetWindowHours: budgetWindowSeconds / 3600,
  };
}

function causeOf({ plan: { truth } }: CaseFile): Cause {
  const { component, mechanism, why, owner } = truth.trigger;
  const { conditions, detectionGap, propagation, decoys } = truth;
  return { real: component !== 'none', component, mechanism, why, owner, conditions, detectionGap, propagation, decoys };
}

function tasksOf({ state, startMs }: CaseFile): TaskRow[] {
  return state.tasks.map((task) => ({
    atMs: task.atMs - startMs,
    text: task.text,
    owner: ownerOf(state, task),
    state: task.closed ? `closed${task.closed.result === '' ? '' : `: ${task.closed.result}`}` : task.isOverdue ? 'overdue' : 'open',
    references: [`task ${task.taskId}`],
  }));
}

function supportingOf({ plan, events, samples, debrief, startMs }: CaseFile): Supporting {
  const alerts = new Map<string, Supporting['alerts'][number]>();
  for (const event of events) {
    if (event.type !== 'alertStateChanged') continue;
    const { alertId, severity, state } = event.data;
    if (state === 'firing') alerts.set(alertId, { alertId, severity, firedAtMs: event.atMs - startMs, resolvedAtMs: null });
    const fired = alerts.get(alertId);
    if (state === 'resolved' && fired) alerts.set(alertId, { ...fired, resolvedAtMs: event.atMs - startMs });
  }
  return {
    events: events.length,
    lastSeq: events.at(-1)?.seq ?? 0,
    samples: samples.length,
    alerts: [...alerts.values()],
    inspiredBy: plan.inspiredBy,
    oracle: [debrief.oracle.words, ...debrief.oracle.probes.map(({ words }) => `${words}.`)],
    undo: debrief.undo,
  };
}
