/** What users got well and in time, per second: work that came too late is load, and no service. */
import type { SampleCounts } from '../../core/drill/values.ts';
import type { UserLink } from '../ports/telemetry.ts';

/** As the rates it is drawn beside. */
const windowTicks = 5;

export interface Goodput {
  /**
   * Ends a second.
   * @param requestsPerSecond all that users got answered, over the same seconds
   * @returns undefined while no SLI of latency has counted anything
   */
  close(sli: ReadonlyMap<string, SampleCounts>, requestsPerSecond: number): number | undefined;
}

/**
 * Objectives of latency do not count what failed at once, and not every journey has one. So the share is asked of them,
 * of all requests of their journeys, and the amount of the traffic.
 */
export function createGoodput({ latencySlis, availabilitySlis }: Pick<UserLink, 'latencySlis' | 'availabilitySlis'>): Goodput {
  const ticks: SampleCounts[] = [];
  return {
    close(sli, requestsPerSecond) {
      const countsOf = (names: readonly string[]): SampleCounts => sum(names.flatMap((name) => sli.get(name) ?? []));
      const inTime = countsOf(latencySlis);
      const all = countsOf(availabilitySlis);
      const asked = Math.max(inTime.good + inTime.bad, all.good + all.bad);
      ticks.push({ good: inTime.good, bad: asked - inTime.good });
      if (ticks.length > windowTicks) ticks.shift();
      const { good, bad } = sum(ticks);
      return good + bad === 0 ? undefined : (good / (good + bad)) * requestsPerSecond;
    },
  };
}

function sum(counts: readonly SampleCounts[]): SampleCounts {
  return { good: counts.reduce((total, { good }) => total + good, 0), bad: counts.reduce((total, { bad }) => total + bad, 0) };
}
