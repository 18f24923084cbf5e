/** The error budgets of a shift, and how far it has come: folds over its drills, by the ledger of the users. */
import type { Outcome } from '../drill/values.ts';
import type { Role } from '../protocol/roles.ts';
import type { Budgets, ShiftPlan } from './place.ts';

/** A drill of the shift. Whatever is told of it comes out of its own log. */
export interface Watch {
  drillId: string;
  index: number;
  openedAtMs: number;
  /** Null while it is played. */
  ended: EndedWatch | null;
}

export interface EndedWatch {
  /** Of its scenario; sealed until its debrief. */
  title: string;
  outcome: Outcome;
  /** Game time from its live start to its end; 0 when it never went live. */
  tookMs: number;
  /** Share of each budget that its users' bad events spent. */
  burnt: Budgets;
  exceptions: { atMs: number; by: string; reason: string }[];
  /** Change requests that were put to the pod, and how many of them it answered as it should have. */
  requests: { asked: number; right: number };
  players: { playerId: string; name: string; role: Role | null }[];
}

/** An SLO through the shift. */
export interface BudgetRow {
  slo: string;
  openedAt: number;
  /** What each ended watch took off it, in their order. */
  charged: number[];
  left: number;
}

/** What a watch takes off a budget. A drill that was invalid is nobody's fault, and charges nothing. */
function chargeOf({ outcome, burnt }: Pick<EndedWatch, 'outcome' | 'burnt'>, slo: string): number {
  return outcome === 'invalid' ? 0 : (burnt[slo] ?? 0);
}

/** @param slos in the order of the rows */
export function ledgerOf(shift: Pick<ShiftPlan, 'openingBudgets'>, watches: readonly Watch[], slos: readonly string[]): BudgetRow[] {
  const ended = inOrder(watches).flatMap((watch) => watch.ended ?? []);
  return slos.map((slo) => {
    const openedAt = shift.openingBudgets[slo] ?? 1;
    const charged = ended.map((watch) => chargeOf(watch, slo));
    return { slo, openedAt, charged, left: charged.reduce((left, charge) => left - charge, openedAt) };
  });
}

/** What the next watch opens with. */
export function carriedBudgets(...given: Parameters<typeof ledgerOf>): Budgets {
  return Object.fromEntries(ledgerOf(...given).map(({ slo, left }) => [slo, left]));
}

export type ShiftProgress = { state: 'running' } | { state: 'between'; next: number } | { state: 'over' };

/** A watch is played once, however it ended: its truth is open then. */
export function progressOf({ watches: planned }: Pick<ShiftPlan, 'watches'>, watches: readonly Watch[]): ShiftProgress {
  if (watches.some(({ ended }) => ended === null)) return { state: 'running' };
  const next = Math.max(-1, ...watches.map(({ index }) => index)) + 1;
  return next < planned.length ? { state: 'between', next } : { state: 'over' };
}

export function inOrder(watches: readonly Watch[]): Watch[] {
  return watches.toSorted((a, b) => a.index - b.index || a.drillId.localeCompare(b.drillId));
}
