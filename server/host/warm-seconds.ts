/** The newest seconds of a sandbox nobody plays in: a steady state that is known already need not be waited for again. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';
import { createSampleSum } from './sample-sum.ts';

const keptSeconds = 60;

type Sample = CommandData['recordSample'];

export interface WarmSeconds {
  addLedger(second: LedgerSecond): void;
  addObserved(second: TelemetrySecond): void;
  /** `count` seconds in a row, the newest unless earlier ones were calmer, oldest first and numbered below 0; forgotten afterwards, like everything before. */
  take(count: number): CommandData['recordSample'][];
}

export function createWarmSeconds(): WarmSeconds {
  let kept: Sample[] = [];
  const sum = createSampleSum();
  return {
    addLedger(second) {
      sum.addLedger(second);
      kept = [...kept.slice(1 - keptSeconds), sum.take(0)];
    },
    addObserved: (second) => sum.addObserved(second),
    take(count) {
      const window = calmest(kept, count);
      kept = [];
      return window.map((sample, index) => ({ ...sample, second: index - window.length }));
    },
  };
}

/** The newest window with the fewest bad events: a browser that starts on the same machine must not cost a learner a quarter of a minute. */
function calmest(seconds: readonly Sample[], count: number): readonly Sample[] {
  let best = seconds.slice(-count);
  for (let end = seconds.length - 1; end >= count; end -= 1) {
    const window = seconds.slice(end - count, end);
    if (badEvents(window) < badEvents(best)) best = window;
  }
  return best;
}

function badEvents(seconds: readonly Sample[]): number {
  return seconds.reduce((sum, { ledger }) => sum + Object.values(ledger).reduce((bad, counts) => bad + counts.bad, 0), 0);
}
