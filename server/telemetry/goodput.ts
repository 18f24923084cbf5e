/** What users got well and in time, per second: work that came too late is load, and no service. */
import type { SampleCounts } from '../../core/drill/values.ts';

/** As the rates it is drawn beside. */
const windowTicks = 5;

export interface Goodput {
  /** Ends a second. @returns undefined while no SLI of latency has counted anything */
  close(sli: ReadonlyMap<string, SampleCounts>): number | undefined;
}

export function createGoodput(latencySlis: readonly string[]): Goodput {
  const ticks: (number | null)[] = [];
  return {
    close(sli) {
      const known = latencySlis.flatMap((name) => sli.get(name) ?? []);
      ticks.push(known.length === 0 ? null : known.reduce((sum, { good }) => sum + good, 0));
      if (ticks.length > windowTicks) ticks.shift();
      if (ticks.every((tick) => tick === null)) return undefined;
      return ticks.reduce<number>((sum, tick) => sum + (tick ?? 0), 0) / ticks.length;
    },
  };
}
