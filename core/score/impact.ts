/** What users suffered, between what they would have suffered without anybody and with somebody who knew. */
import type { DrillFigures } from '../drill/debrief.ts';
import type { DrillEvent } from '../drill/events.ts';
import { isWon } from '../drill/values.ts';
import { liveSamples } from '../slo/figures.ts';

/** Bad events of all user SLIs from the impact on, over the same time. */
export interface ImpactReference {
  idleBad: number;
  parBad: number;
  horizonMs: number;
  /** How far runs of the same responder lie apart. */
  spread: number;
}

/** Closer than this many spreads the two cannot be told apart. */
const fewestSpreads = 5;

/** 0 is as bad as nobody, 1 as good as par; null when there is nothing to measure with. */
export function impactScore(events: readonly DrillEvent[], figures: DrillFigures, reference: ImpactReference | null): number | null {
  if (reference === null) return null;
  const { idleBad, parBad, horizonMs, spread } = reference;
  if (idleBad <= parBad || idleBad - parBad < fewestSpreads * spread) return null;
  const share = (idleBad - badEvents(events, figures, horizonMs)) / (idleBad - parBad);
  return Math.min(1, Math.max(0, share));
}

/**
 * Bad events in the horizon that begins with the impact. A drill that was won is over: nothing bad comes after it. One that ended
 * otherwise goes on as it went.
 */
export function badEvents(
  events: readonly DrillEvent[],
  figures: Pick<DrillFigures, 'outcome' | 'milestones' | 'liveAtMs'>,
  horizonMs: number,
): number {
  const fromMs = figures.milestones.impact ?? figures.liveAtMs ?? 0;
  const inside = liveSamples(events).filter(({ atMs }) => atMs > fromMs && atMs <= fromMs + horizonMs);
  const bad = inside.reduce((sum, { data }) => sum + Object.values(data.ledger).reduce((all, counts) => all + counts.bad, 0), 0);
  const measuredMs = (inside.at(-1)?.atMs ?? fromMs) - fromMs;
  const isOver = isWon(figures.outcome);
  return isOver || measuredMs === 0 ? bad : bad * (horizonMs / measuredMs);
}
