/** Small closed vocabularies shared by events, state, views and the wire. */

export const phases = ['lobby', 'baseline', 'live', 'paused', 'debrief', 'closed'] as const;
export type Phase = (typeof phases)[number];

/** Nothing is played any more; what there is left is to be told. */
export const isOver = (phase: Phase): boolean => phase === 'debrief' || phase === 'closed';

/** Sealed until debrief: impact, causeRemoved, recovered. Live: the rest. */
export const milestones = [
  'impact',
  'paged',
  'acknowledged',
  'declared',
  'mitigating',
  'monitoring',
  'causeRemoved',
  'recovered',
  'resolved',
] as const;
export type Milestone = (typeof milestones)[number];

/**
 * - `recovered`: a resolve held. - `held`: nothing was wrong, and users stayed within baseline noise.
 * - `lost`: the time box ended, or the facilitator ended it, without a resolve that held.
 * - `invalid`: the sandbox or the injection failed; never the pod's fault. - `absorbed`: the pod's own act hid the fault.
 * - `aborted`: stopped from outside.
 */
export const outcomes = ['recovered', 'held', 'lost', 'invalid', 'absorbed', 'aborted'] as const;
export type Outcome = (typeof outcomes)[number];

/** The pod has done what there was to do. */
export const isWon = (outcome: Outcome | undefined): boolean => outcome === 'recovered' || outcome === 'held';

/** Good and bad events of one SLI in one sample. */
export interface SampleCounts {
  good: number;
  bad: number;
}
