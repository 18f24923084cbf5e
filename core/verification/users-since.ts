/** Whether users are well after something was done: the same oracle that lets a resolve hold, asked without one. */
import { isAsWanted } from '../drill/rules/goal.ts';
import { newestSecondMs, rollingSeconds } from '../drill/rules/health.ts';
import type { DrillState } from '../drill/state.ts';
import { badShare } from '../slo/burn-rate.ts';
import { seenCounts } from '../slo/history.ts';

/** Bad share of each SLI by SLO name, 0 to 1. */
export type BadShares = Record<string, number>;

export interface LastAct {
  atMs: number;
  /** As users fared when whoever acted came, or when all was done, whichever was worse; null when nobody did anything. */
  badShares: BadShares | null;
}

/** An act after which users fare as before for so long has changed nothing. */
const shortestWindowMs = 15_000;
/** What is less than this part of a bad share is no noise: something begins to get better. */
const betterPart = 0.75;

/**
 * `well`: for the whole hold. `unwell`: still bad after the hold, so that no resolve made at the act could hold any more; after 15 s where
 * somebody acted and no SLI fares better than before, nor is one of waiting work bad. Null: too early to say.
 */
export function usersSince(state: DrillState, act: LastAct): 'well' | 'unwell' | null {
  const { holdMs } = state.plan.oracle;
  const newestMs = newestSecondMs(state);
  const wellSinceMs = Math.max(act.atMs, state.lastBadAtMs);
  if (newestMs - wellSinceMs >= holdMs && isAsWanted(state, holdMs)) return 'well';
  // What was measured before the act has to leave the window first.
  const patienceMs = holdMs + Math.max(holdMs, state.plan.goal?.windowMs ?? 0);
  const windowMs = act.badShares === null || mayFareBetter(state, act.badShares) ? holdMs : Math.min(holdMs, shortestWindowMs);
  const isLate = state.lastBadAtMs > act.atMs + windowMs || newestMs >= act.atMs + patienceMs;
  return isLate ? 'unwell' : null;
}

/** Over the newest ten seconds, by the ledger; an SLI without events is not bad. */
export function badSharesNow({ plan, history }: Pick<DrillState, 'plan' | 'history'>): BadShares {
  const shareOf = (name: string): number => badShare(seenCounts(history, name, { source: 'ledger', seconds: rollingSeconds })) ?? 0;
  return Object.fromEntries(plan.slos.map(({ name }) => [name, shareOf(name)]));
}

export function worseOf(one: BadShares, other: BadShares): BadShares {
  return Object.fromEntries(Object.entries(one).map(([name, share]) => [name, Math.max(share, other[name] ?? 0)]));
}

/** Whether a cure may be under way. Waiting work tells of one only when its backlog is gone: until then every order is late. */
function mayFareBetter(state: DrillState, before: BadShares): boolean {
  const now = badSharesNow(state);
  return state.plan.slos.some(({ name, objective, sli }) => {
    const was = before[name] ?? 0;
    return was > 1 - objective && (sli === 'freshness' || (now[name] ?? 0) < betterPart * was);
  });
}
