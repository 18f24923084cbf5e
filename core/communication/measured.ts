/** How the components of the public page fared, second by second, by the ledger and by telemetry. */
import type { SampleCounts } from '../drill/values.ts';
import type { SloPlan } from '../scenario/plan.ts';
import { badShare } from '../slo/burn-rate.ts';
import type { LiveSample } from '../slo/figures.ts';
import type { SliSource } from '../slo/history.ts';
import type { MeasuredShare } from './check-wording.ts';
import { componentsOf, type PublicComponent } from './components.ts';

/** As elsewhere: wide enough to tell a failure from noise, with the fewest bad events in it. */
const rollingMs = 10_000;
const fewestBad = 5;
/** What people read off a chart of the last minute. */
const readingsMs = [30_000, 60_000];

export interface ShopRecord {
  components: readonly PublicComponent[];
  samples: readonly LiveSample[];
}

export function shopRecordOf(samples: readonly LiveSample[], slos: readonly SloPlan[]): ShopRecord {
  return { components: componentsOf(slos), samples };
}

/** The worst share of bad events of a component's objectives over the 10 s before; 0 for fewer bad events than tell anything, null without any. */
export function shareAt(record: ShopRecord, componentId: string, { atMs, source }: { atMs: number; source: SliSource }): number | null {
  const slos = record.components.find(({ id }) => id === componentId)?.slos ?? [];
  const shares = slos.flatMap((slo) => {
    const counts = countsOf(record.samples, slo, { atMs, source, windowMs: rollingMs });
    const share = badShare(counts);
    return share === null ? [] : [counts.bad < fewestBad ? 0 : share];
  });
  return shares.length === 0 ? null : Math.max(...shares);
}

/** All components at one moment, as a text of that moment is held against them. */
export function measuredAt(record: ShopRecord, atMs: number): MeasuredShare[] {
  return record.components.map(({ id, name, slos }) => ({
    component: id,
    name,
    now: shareAt(record, id, { atMs, source: 'ledger' }),
    readings: slos.flatMap((slo) =>
      (['ledger', 'observed'] as const).flatMap((source) =>
        [rollingMs, ...readingsMs].flatMap((windowMs) => badShare(countsOf(record.samples, slo, { atMs, source, windowMs })) ?? []),
      ),
    ),
  }));
}

function countsOf(
  samples: readonly LiveSample[],
  slo: string,
  { atMs, source, windowMs }: { atMs: number; source: SliSource; windowMs: number },
): SampleCounts {
  const sum = { good: 0, bad: 0 };
  // Samples are in order of time, and there are few in a window: the newest ones are looked at first.
  for (let index = lastBefore(samples, atMs); index >= 0; index -= 1) {
    const sample = samples[index];
    if (!sample || sample.atMs <= atMs - windowMs) break;
    const counts = sample.data[source][slo];
    sum.good += counts?.good ?? 0;
    sum.bad += counts?.bad ?? 0;
  }
  return sum;
}

/** Index of the newest sample that had closed by then; -1 for none. */
function lastBefore(samples: readonly LiveSample[], atMs: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
