/** A shift as somebody may see it: of a watch whose truth is closed to them, neither its title nor what it burnt. Nothing of what is to come. */
import { isWon } from '../drill/values.ts';
import type { ShiftView } from '../protocol/shifts.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { type EndedWatch, inOrder, ledgerOf, progressOf, type Watch } from './ledger.ts';
import type { ShiftPlan } from './place.ts';
import { lengthMs } from './plan.ts';

export interface Shift {
  shiftId: string;
  plan: ShiftPlan;
  watches: readonly Watch[];
  slos: readonly Pick<SloPlan, 'name' | 'displayName'>[];
  /** Line of the release policy; null where the house has none. */
  budgetLine: number | null;
}

/** What the one who asks has shown of themselves. */
export interface Reader {
  /** Drills whose truth is closed to them. */
  closed: ReadonlySet<string>;
  mayGoOn: boolean;
}

export function shiftViewOf(shift: Shift, { closed, mayGoOn }: Reader): ShiftView {
  const { shiftId, plan, budgetLine } = shift;
  const watches = inOrder(shift.watches);
  const { state } = progressOf(plan, watches);
  return {
    shiftId,
    title: plan.title,
    briefing: plan.briefing,
    minutes: Math.ceil(lengthMs(plan) / 60_000),
    state,
    playedMs: watches.reduce((sum, { ended }) => sum + (ended?.tookMs ?? 0), 0),
    budgetLine,
    watches: watches.map((watch) => tellWatch(watch, closed.has(watch.drillId))),
    budgets: tellBudgets(shift, watches, closed),
    report: state === 'over' && watches.every(({ drillId }) => !closed.has(drillId)) ? reportOf(shift, watches) : null,
    mayGoOn,
  };
}

function tellWatch({ drillId, openedAtMs, ended }: Watch, isClosed: boolean): ShiftView['watches'][number] {
  return {
    drillId,
    openedAtMs,
    outcome: ended?.outcome ?? null,
    tookMs: ended?.tookMs ?? null,
    title: ended && !isClosed ? ended.title : null,
    exceptions: ended?.exceptions ?? [],
  };
}

/** From the first closed watch on nobody can say what was left. */
function tellBudgets(shift: Shift, watches: readonly Watch[], closed: Reader['closed']): ShiftView['budgets'] {
  const ended = watches.filter((watch) => watch.ended !== null);
  const names = new Map(shift.slos.map(({ name, displayName }) => [name, displayName]));
  const isOpen = ended.every(({ drillId }) => !closed.has(drillId));
  return ledgerOf(shift.plan, watches, [...names.keys()]).map(({ slo, openedAt, charged, left }) => ({
    slo,
    displayName: names.get(slo) ?? slo,
    openedAt,
    charged: charged.map((charge, index) => (closed.has(ended[index]?.drillId ?? '') ? null : charge)),
    left: isOpen ? left : null,
  }));
}

function reportOf(shift: Shift, watches: readonly Watch[]): ShiftView['report'] {
  const ended = watches.flatMap(({ ended: end }) => end ?? []);
  const sum = (count: (watch: EndedWatch) => number): number => ended.reduce((total, watch) => total + count(watch), 0);
  const line = shift.budgetLine ?? 0;
  const rows = ledgerOf(
    shift.plan,
    watches,
    shift.slos.map(({ name }) => name),
  );
  return {
    watches: ended.length,
    wellAtTheEnd: ended.filter(({ outcome }) => isWon(outcome)).length,
    requests: { asked: sum(({ requests }) => requests.asked), right: sum(({ requests }) => requests.right) },
    exceptions: sum(({ exceptions }) => exceptions.length),
    belowLine: rows.filter(({ left }) => left < line).map(({ slo }) => slo),
  };
}
