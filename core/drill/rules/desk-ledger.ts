/** How users have fared so far, as a line for the desk. */
import type { Desk } from '../../protocol/desk.ts';
import { badShare } from '../../slo/burn-rate.ts';
import type { HistorySecond } from '../../slo/history.ts';
import type { DrillState } from '../state.ts';
import { rollingSeconds } from './health.ts';

/** Ten minutes, every other second: what a chart can show, and little enough to be sent whole each second. */
const shownSeconds = 600;
const stepSeconds = 2;

export function ledgerOverTime({ plan, history, seconds }: DrillState): Desk['ledgerOverTime'] {
  const from = Math.max(0, seconds.length - shownSeconds);
  // Counted from the start, so that a moment once shown keeps its value.
  const shown = seconds.flatMap((_, index) => (index >= from && index % stepSeconds === 0 ? [index] : []));
  return {
    atMs: shown.map((index) => seconds[index]?.closedAtMs ?? 0),
    badShare: Object.fromEntries(
      plan.slos.map(({ name }) => {
        const past = history.seconds[name] ?? [];
        const dropped = seconds.length - past.length;
        return [name, shown.map((index) => shareAt(past, index - dropped))];
      }),
    ),
  };
}

/** Null where nothing was asked. */
function shareAt(past: readonly HistorySecond[], index: number): number | null {
  const last = past[index]?.total.ledger;
  if (!last) return null;
  const before = past[index - rollingSeconds]?.total.ledger ?? { good: 0, bad: 0 };
  const share = badShare({ good: last.good - before.good, bad: last.bad - before.bad });
  return share === null ? null : Number(share.toFixed(3));
}
