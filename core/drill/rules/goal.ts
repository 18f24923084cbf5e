/** What an optimisation drill is about: the percentile of one operation now, beside what the baseline phase has recorded. By the ledger. */
import { type GoalView, type MeasuredLatency, operations } from '../../protocol/goal-view.ts';
import type { Goal } from '../../scenario/plan.ts';
import { dispersion } from '../../statistics/dispersion.ts';
import { addLatencies, eventsIn, type LatencyCounts, latencyQuantile, latencyQuantileAtMost } from '../../statistics/latency-counts.ts';
import type { OperationSecond } from '../events.ts';
import type { GoalState } from '../measured-state.ts';
import type { DrillState } from '../state.ts';
import { hasBeenGoodFor } from './health.ts';

/** What failed is no fast answer: with more than this share of failures nothing is reached. */
const failedAtMost = 0.01;
/** So much of the planned rate must come before its latencies are those of the load plan. */
const leastOfRate = 0.9;
/** Long enough for what holds up many requests at once to show as one block of slow ones. */
const blockSeconds = 10;
/** Requests that wait for a core or a disk wait together. A machine with cores to spare comes to 1 to 3, one at its limit to 7 and more. */
const dispersionAtMost = 5;

function latenciesOf(seconds: readonly OperationSecond[]): LatencyCounts {
  const counts: LatencyCounts = {};
  for (const { latency } of seconds) addLatencies(counts, latency);
  return counts;
}

/** P95 of all requests of these seconds; null for too few of them. */
function measure(seconds: readonly OperationSecond[], { minRequests }: Goal): MeasuredLatency | null {
  const counts = latenciesOf(seconds);
  const requests = eventsIn(counts);
  if (requests < minRequests) return null;
  const blocks = Array.from({ length: Math.ceil(seconds.length / blockSeconds) }, (_, block) =>
    latenciesOf(seconds.slice(block * blockSeconds, (block + 1) * blockSeconds)),
  );
  return { p95Ms: rounded(latencyQuantile(counts, 0.95)), requests, dispersion: rounded(dispersion(blocks, 0.95)) };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** What the baseline phase has measured so far; null without a goal, and while it is not enough. */
export function goalBaseline({ plan, baselineSeconds }: DrillState): MeasuredLatency | null {
  if (!plan.goal) return null;
  return measure(
    baselineSeconds.flatMap(({ operation }) => operation ?? []),
    plan.goal,
  );
}

/** Why the baseline of the goal cannot be taken yet; null where it can, or where there is no goal. */
export function goalUnready(state: DrillState): string | null {
  const { plan, baselineSeconds } = state;
  if (!plan.goal || !plan.loadPlan) return null;
  const perSecond = baselineSeconds.reduce((sum, { sent }) => sum + sent, 0) / Math.max(1, baselineSeconds.length);
  const least = leastOfRate * plan.loadPlan.ratePerSecond;
  if (perSecond < least) return `the load plan asks for ${plan.loadPlan.ratePerSecond} requests/s, and ${Math.round(perSecond)} came`;
  const { name } = operations[plan.goal.operation];
  const baseline = goalBaseline(state);
  if (baseline === null) return `fewer than ${plan.goal.minRequests} ${name} were measured`;
  const uneven = baseline.dispersion ?? 1;
  if (uneven > dispersionAtMost) {
    return `${name} are slow in bursts, ${uneven} times as uneven as chance: the machine is near its limit, and BROWNOUT_RATE asks for fewer users`;
  }
  return stillMoving(baselineSeconds, plan.goal);
}

/** Few requests make a p95, so it moves by chance; the median hardly does, and shows sooner that all of them become faster. */
const stillness = [
  { words: 'p95', q: 0.95, share: 1 },
  { words: 'median', q: 0.5, share: 0.5 },
];

/** A shop that still warms up gets faster by itself: what moves by as much as is to be gained is nothing to compare with. */
function stillMoving(seconds: DrillState['baselineSeconds'], goal: Goal): string | null {
  const half = Math.floor(seconds.length / 2);
  const halves = [seconds.slice(0, half), seconds.slice(half)].map((part) => latenciesOf(part.flatMap(({ operation }) => operation ?? [])));
  for (const { words, q, share } of stillness) {
    const [before, after] = halves.map((counts) => latencyQuantile(counts, q) || 0) as [number, number];
    if (Math.abs(before - after) < share * goal.gain * Math.max(before, after)) continue;
    return `the ${words} of ${operations[goal.operation].name} still moves, from ${inMs(before)} to ${inMs(after)} within the baseline`;
  }
  return null;
}

/** The newest window; null while it is not full, and without a goal. */
function goalNow({ plan, goal }: DrillState): MeasuredLatency | null {
  return plan.goal && goal.seconds.length >= windowSeconds(plan.goal) ? measure(goal.seconds, plan.goal) : null;
}

interface Gains {
  /** The newest window. */
  now: MeasuredLatency;
  /** Share of the baseline that has gone; below 0 it has become slower. */
  gain: number;
  /** What of it no chance explains: the p95 as slow as other requests of the same shop might have made it. */
  sureGain: number;
}

/** Null while they cannot be said. */
function gainsOf(state: DrillState): Gains | null {
  const { baseline, seconds } = state.goal;
  const now = goalNow(state);
  if (baseline === null || now === null) return null;
  const shareGone = (p95Ms: number): number => 1 - p95Ms / baseline.p95Ms;
  const together = ((baseline.dispersion ?? 1) + (now.dispersion ?? 1)) / 2;
  return { now, gain: shareGone(now.p95Ms), sureGain: shareGone(latencyQuantileAtMost(latenciesOf(seconds), 0.95, together)) };
}

/** True where there is no goal: nothing is left to reach. */
export function isGoalReached(state: DrillState): boolean {
  const { goal } = state.plan;
  if (!goal) return true;
  const gains = gainsOf(state);
  return gains !== null && gains.sureGain >= goal.gain && failedShare(state) <= failedAtMost;
}

/** Not half of what is wanted is gained, or it cannot be said yet. */
export function isGoalFar(state: DrillState): boolean {
  const gain = gainsOf(state)?.gain ?? 0;
  return gain < (state.plan.goal?.gain ?? 0) / 2;
}

/** Users have been well for so long, and the goal is reached where there is one. */
export function isAsWanted(state: DrillState, holdMs: number): boolean {
  return hasBeenGoodFor(state, holdMs) && isGoalReached(state);
}

/** With one more live second of the operation. */
export function withOperation(state: DrillState, second: OperationSecond | undefined): GoalState['goal'] {
  const { goal } = state.plan;
  if (!goal) return state.goal;
  return { ...state.goal, seconds: [...state.goal.seconds, second ?? { latency: {}, failed: 0 }].slice(-windowSeconds(goal)) };
}

/** What everybody may see of it. */
export function goalView(state: DrillState): GoalView | null {
  const { goal, loadPlan } = state.plan;
  if (!goal || !loadPlan) return null;
  return {
    operation: goal.operation,
    percentile: goal.percentile,
    wantedGain: goal.gain,
    windowSeconds: windowSeconds(goal),
    ratePerSecond: loadPlan.ratePerSecond,
    baseline: state.goal.baseline,
    ...(gainsOf(state) ?? { now: null, gain: null, sureGain: null }),
    isReached: isGoalReached(state),
  };
}

/** How the goal stands, as a sentence; null without one. */
export function goalWords(state: DrillState): string | null {
  const { goal } = state.plan;
  if (!goal) return null;
  const { baseline } = state.goal;
  const gains = gainsOf(state);
  const { name } = operations[goal.operation];
  const wanted = `wanted are ${Math.round(goal.gain * 100)} %`;
  if (baseline === null || gains === null) return `The p95 of ${name} could not be measured; ${wanted}.`;
  const percent = Math.round(gains.gain * 100);
  const sure = Math.max(0, Math.round(gains.sureGain * 100));
  const change = percent < 0 ? `${-percent} % more` : `${percent} % less (${sure} % for sure)`;
  return `The p95 of ${name} went from ${inMs(baseline.p95Ms)} to ${inMs(gains.now.p95Ms)}, ${change}; ${wanted}.`;
}

function failedShare({ goal }: DrillState): number {
  const failed = goal.seconds.reduce((sum, second) => sum + second.failed, 0);
  return failed / Math.max(1, eventsIn(latenciesOf(goal.seconds)));
}

function windowSeconds({ windowMs }: Goal): number {
  return Math.ceil(windowMs / 1000);
}

function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
