/** Where the incident stands, as its stepper shows it: set by what happened in the room, never by the sealed truth. */

import type { Milestone } from '../../core/drill/values.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock, count } from '../format.ts';

const steps = ['paged', 'acknowledged', 'declared', 'investigating', 'mitigating', 'monitoring', 'resolved', 'debrief'] as const;
export type StepId = (typeof steps)[number];

export interface Step {
  id: StepId;
  title: string;
  /** Where there is room for a few letters only. */
  short: string;
  /** `skipped`: the incident is further than that, and it never happened. */
  state: 'done' | 'current' | 'skipped' | 'ahead';
  /** Game time at which it was first reached, where that is known. */
  atMs: number | null;
}

const titles: Record<StepId, { title: string; short: string }> = {
  paged: { title: 'Paged', short: 'Paged' },
  acknowledged: { title: 'Acked', short: 'Acked' },
  declared: { title: 'Declared', short: 'Decl' },
  investigating: { title: 'Investigating', short: 'Invest' },
  mitigating: { title: 'Mitigating', short: 'Mitig' },
  monitoring: { title: 'Monitoring', short: 'Monit' },
  resolved: { title: 'Resolved', short: 'Resol' },
  debrief: { title: 'Debrief', short: 'Debr' },
};

type Stepped = Pick<DrillView, 'status' | 'milestones'> & Partial<Pick<DrillView, 'investigatingAtMs' | 'endedAtMs'>>;

/** What the status stands for; a reopened incident is investigated again. */
const currentOf: Partial<Record<DrillView['status'], StepId>> = { reopened: 'investigating', ended: 'debrief' };

export function stepsOf({ status, milestones, investigatingAtMs = null, endedAtMs = null }: Stepped): Step[] {
  const current = steps.findIndex((step) => step === (currentOf[status] ?? status));
  const timeOf = (step: StepId): number | null => {
    if (step === 'investigating') return investigatingAtMs;
    return step === 'debrief' ? endedAtMs : (milestones[step as Milestone] ?? null);
  };
  return steps.map((id, index) => {
    const atMs = timeOf(id);
    const before = atMs === null ? 'skipped' : 'done';
    return { id, ...titles[id], state: index === current ? 'current' : index < current ? before : 'ahead', atMs };
  });
}

/** Severity in the words by which one chooses it. */
export const severities = [
  { id: '1', label: 'SEV1', hint: 'Most users cannot do what they came for, or data is at risk.' },
  { id: '2', label: 'SEV2', hint: 'Many users are hurt, or a main path is slow or failing.' },
  { id: '3', label: 'SEV3', hint: 'Some users are hurt, and there is a way around.' },
  { id: '4', label: 'SEV4', hint: 'No user is hurt yet.' },
] as const;

export interface DueWords {
  text: string;
  /** The same where its label says already that it is late. */
  figure: string;
  overdue: boolean;
}

/** Countdown to the promised update; past it, how late it is. */
export function dueWords(dueAtMs: number | null, nowMs: number): DueWords {
  if (dueAtMs === null) return { text: '–', figure: '–', overdue: false };
  const seconds = Math.round(Math.abs(dueAtMs - nowMs) / 1000);
  const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return dueAtMs >= nowMs ? { text, figure: text, overdue: false } : { text: `${text} late`, figure: `+${text}`, overdue: true };
}

export interface ClockFigure {
  label: string;
  value: string;
  overdue: boolean;
}

type Clocked = Pick<DrillView, 'milestones' | 'ordersLost' | 'nextUpdateDueMs'> & Partial<Pick<DrillView, 'goal'>>;

/** The clocks of an incident, as every screen of the room shows them. */
export function clocksOf(
  { milestones: { paged, declared }, ordersLost, nextUpdateDueMs, goal = null }: Clocked,
  nowMs: number,
): ClockFigure[] {
  const since = (atMs: number | undefined): string => (atMs === undefined ? '–' : clock(nowMs - atMs));
  const due = dueWords(nextUpdateDueMs, nowMs);
  // Where nothing is broken nobody is paged, and a dash would look as if somebody had to be.
  const called = goal === null || paged !== undefined || declared !== undefined;
  const calls = [
    { label: 'since page', value: since(paged), overdue: false },
    { label: 'since declare', value: since(declared), overdue: false },
  ];
  return [
    ...(called ? calls : []),
    { label: 'orders lost', value: count(ordersLost), overdue: false },
    { label: due.overdue ? 'update late' : 'next update', value: due.figure, overdue: due.overdue },
  ];
}
