/** What a finished drill is worth: right x safe. A function of plan, log and reference; sealed until the debrief. */
import { type DrillFigures, debriefOf } from '../drill/debrief.ts';
import type { DrillEvent } from '../drill/events.ts';
import { replay } from '../drill/evolve.ts';
import type { Outcome } from '../drill/values.ts';
import type { StackView } from '../protocol/stack-view.ts';
import type { Plan } from '../scenario/plan.ts';
import { coordinationScore } from './coordination.ts';
import { diagnosisScore } from './diagnosis.ts';
import { type ImpactReference, impactScore } from './impact.ts';
import { safetyScore } from './safety.ts';

/** Null: not measurable, and left out of the total. */
export interface ScorePart {
  value: number | null;
  weight: number;
}

export interface Score {
  parts: { oracle: ScorePart; impact: ScorePart; diagnosis: ScorePart; safety: ScorePart; coordination: ScorePart };
  total: number;
}

export interface Scoring {
  stack: Pick<StackView, 'links'>;
  /** What nobody and what an expert would have let users suffer; null when that is not known. */
  reference: ImpactReference | null;
}

/**
 * The first three add up to 1: a lost drill stays at or below 0.4, and one that was won with the right diagnosis and without harm
 * at or above 0.9, whatever it cost users. Harm takes up to half of whatever was earned, wrong answers to change requests a fifth.
 */
const weights = { oracle: 0.6, diagnosis: 0.3, impact: 0.1, safety: 0.5, coordination: 0.2 };

const worth: Record<Outcome, number | null> = { recovered: 1, held: 1, lost: 0, invalid: null, absorbed: null, aborted: null };

/** Null for a drill that is nobody's win or loss. @throws Error when it has not ended */
export function scoreDrill(events: readonly DrillEvent[], plan: Plan, { stack, reference }: Scoring): Score | null {
  const figures: DrillFigures = debriefOf(events, plan);
  const oracle = worth[figures.outcome];
  if (oracle === null) return null;
  const { diagnoses } = replay(plan, events);
  const parts = {
    oracle: { value: oracle, weight: weights.oracle },
    impact: { value: impactScore(events, figures, reference), weight: weights.impact },
    diagnosis: { value: diagnosisScore(diagnoses, plan.truth, stack), weight: weights.diagnosis },
    safety: { value: safetyScore(figures.controls, figures.requests), weight: weights.safety },
    coordination: { value: coordinationScore(figures.requests), weight: weights.coordination },
  };
  const earned = weighted([parts.oracle, parts.impact, parts.diagnosis]);
  return { parts, total: toThousandths(earned * kept(parts.safety) * kept(parts.coordination)) };
}

/** What a part that only takes leaves of what was earned. */
function kept({ value, weight }: ScorePart): number {
  return 1 - weight * (1 - (value ?? 1));
}

/** So that 0.6 and 0.3 are 0.9. */
function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function weighted(parts: readonly ScorePart[]): number {
  const measured = parts.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const total = measured.reduce((sum, { weight }) => sum + weight, 0);
  return measured.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
}
