import { type Milestone, milestones } from '../../core/drill/values.ts';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { milestoneName } from '../milestones.ts';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** From the live start (or the opening) to the end; never empty. */
export function spanOf({ liveAtMs, endedAtMs }: Pick<Debrief, 'liveAtMs' | 'endedAtMs'>): Span {
  const fromMs = liveAtMs ?? 0;
  return { fromMs, toMs: Math.max(endedAtMs, fromMs + 1000) };
}

export function shareOf({ fromMs, toMs }: Span, atMs: number): number {
  return Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)));
}

export interface Mark {
  id: string;
  atMs: number;
  label: string;
  /** Row in which its name stands, so that names close to each other do not overlap. */
  row: number;
  sealed: boolean;
}

const sealed: readonly Milestone[] = ['impact', 'causeRemoved', 'recovered'];
/** Milestones in order of time; a name that would run into another one stands a row lower. `nameShare` is the width of a name, of the whole axis. */
export function marksOf(debrief: Pick<Debrief, 'milestones' | 'liveAtMs' | 'endedAtMs' | 'goal'>, nameShare: number): Mark[] {
  const span = spanOf(debrief);
  /** Of each row, how far it is taken. */
  const taken: number[] = [];
  return milestones
    .flatMap((milestone) => {
      const atMs = debrief.milestones[milestone];
      return atMs === undefined ? [] : [{ milestone, atMs }];
    })
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ milestone, atMs }) => {
      const share = shareOf(span, atMs);
      const found = taken.findIndex((until) => share >= until);
      const row = found < 0 ? taken.length : found;
      taken[row] = share + nameShare;
      return { id: milestone, atMs, label: milestoneName(milestone, debrief), row, sealed: sealed.includes(milestone) };
    });
}

/** Everything that happened, for the charts of the record. */
export function recordMarkers({ alerts, controls, milestones: reached, goal }: Debrief): ChartMarker[] {
  return [
    ...alerts.flatMap(({ alert, severity, firedAtMs }): ChartMarker[] =>
      severity === 'info' ? [] : [{ atMs: firedAtMs, kind: 'alert', label: `${severity} ${alert}` }],
    ),
    ...controls.map(({ atMs, control, target, by }): ChartMarker => ({ atMs, kind: 'action', label: `${control} ${target}, ${by}` })),
    ...sealed.flatMap((milestone): ChartMarker[] => {
      const atMs = reached[milestone];
      return atMs === undefined ? [] : [{ atMs, kind: 'milestone', label: milestoneName(milestone, { goal }) }];
    }),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** Row of the story that is nearest before this moment. */
export function rowAt(timeline: readonly { atMs: number }[], atMs: number): number {
  return Math.max(
    0,
    timeline.findLastIndex((row) => row.atMs <= atMs),
  );
}
