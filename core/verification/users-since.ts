/** Whether users are well after something was done: the same oracle that lets a resolve hold, asked without one. */
import { isAsWanted, isGoalFar } from '../drill/rules/goal.ts';
import { newestSecondMs, rollingSeconds } from '../drill/rules/health.ts';
import type { DrillState } from '../drill/state.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { badShare } from '../slo/burn-rate.ts';
import { seenCounts } from '../slo/history.ts';

/** Bad share of each SLI by SLO name, 0 to 1. */
export type BadShares = Record<string, number>;

export interface LastAct {
  atMs: number;
  /** As users fared when whoever acted came, or when all was done, whichever was worse; null when nobody did anything. */
  badShares: BadShares | null;
  /** Hold of the drill as pods play it: a resolve made at the act lives while users can still have become well within it. */
  podHoldMs: number;
}

/** An act after which users fare as before for so long has changed nothing. */
const shortestWindowMs = 15_000;
/** What is less than this part of a bad share is no noise: something begins to get better. */
const betterPart = 0.75;
/** Less than this of all that was bad is a cure under way. */
const halfPart = 0.5;
/** Some seconds beyond the window of a goal, in which nothing from before the act is left. */
const marginMs = 5_000;

/**
 * `well`: for the whole hold. `unwell`: no resolve made at the act could hold any more, since users were still bad
 *  - a pod's hold after it, where all that was bad has fallen by half, or work waits, which tells of a cure only when its backlog is gone;
 *  - the hold of the fork after it, where any SLI fares better than before, or nobody acted;
 *  - 15 s after it, where nothing has changed.
 *
 * A drill about speed is judged by its window, and has the hold besides where half of the gain is there. Null: too early to say.
 */
export function usersSince(state: DrillState, act: LastAct): 'well' | 'unwell' | null {
  const { holdMs } = state.plan.oracle;
  const newestMs = newestSecondMs(state);
  const wellSinceMs = Math.max(act.atMs, state.lastBadAtMs);
  if (newestMs - wellSinceMs >= holdMs && isAsWanted(state, holdMs)) return 'well';
  const untilMs = windowMs(state, act);
  const isLate = state.lastBadAtMs > act.atMs + untilMs || newestMs >= act.atMs + patienceMs(state, act, untilMs);
  return isLate ? 'unwell' : null;
}

/** For so long after the act users may still be bad. */
function windowMs(state: DrillState, { badShares, podHoldMs }: LastAct): number {
  const { holdMs } = state.plan.oracle;
  if (badShares === null) return holdMs;
  if (mayBeCured(state, badShares)) return podHoldMs;
  return faresBetter(state, badShares) ? holdMs : Math.min(holdMs, shortestWindowMs);
}

/** After so long it is decided; what was measured before the act has to leave the window of a goal first. */
function patienceMs(state: DrillState, { badShares }: LastAct, untilMs: number): number {
  const { oracle, goal } = state.plan;
  if (!goal) return oracle.holdMs + Math.max(oracle.holdMs, untilMs);
  return badShares !== null && isGoalFar(state) ? goal.windowMs + marginMs : oracle.holdMs + Math.max(oracle.holdMs, goal.windowMs);
}

/** Over the newest ten seconds, by the ledger; an SLI without events is not bad. */
export function badSharesNow({ plan, history }: Pick<DrillState, 'plan' | 'history'>): BadShares {
  const shareOf = (name: string): number => badShare(seenCounts(history, name, { source: 'ledger', seconds: rollingSeconds })) ?? 0;
  return Object.fromEntries(plan.slos.map(({ name }) => [name, shareOf(name)]));
}

export function worseOf(one: BadShares, other: BadShares): BadShares {
  return Object.fromEntries(Object.entries(one).map(([name, share]) => [name, Math.max(share, other[name] ?? 0)]));
}

/** Whether something begins to get better. */
function faresBetter(state: DrillState, before: BadShares): boolean {
  return missedBefore(state, before).some((slo) => hasFallen(slo, { state, before, below: betterPart }));
}

/** Whether users may yet become well by it. */
function mayBeCured(state: DrillState, before: BadShares): boolean {
  const missed = missedBefore(state, before);
  return missed.length > 0 && missed.every((slo) => hasFallen(slo, { state, before, below: halfPart }));
}

/** Objectives that were missed when whoever acted came. */
function missedBefore({ plan }: DrillState, before: BadShares): SloPlan[] {
  return plan.slos.filter(({ name, objective }) => (before[name] ?? 0) > 1 - objective);
}

interface Fall {
  state: DrillState;
  before: BadShares;
  /** Part of the bad share from before. */
  below: number;
}

/** Waiting work tells of a cure only when its backlog is gone: until then every order is late. */
function hasFallen({ name, sli }: SloPlan, { state, before, below }: Fall): boolean {
  return sli === 'freshness' || (badSharesNow(state)[name] ?? 0) < below * (before[name] ?? 0);
}
