/** Sums what ledger and telemetry said since the last game second, so that a late second is counted late and never dropped. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { SampleCounts } from '../../core/drill/values.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';

type Sample = CommandData['recordSample'];

export interface SampleSum {
  addLedger(second: LedgerSecond): void;
  addObserved(second: Pick<TelemetrySecond, 'sli' | 'causes'>): void;
  /** Takes the sums out; `putBack` returns them when they could not be stored. */
  take(second: number): Sample;
  putBack(sample: Sample): void;
}

export function createSampleSum(): SampleSum {
  let sum = emptySample();
  return {
    addLedger(second) {
      addCounts(sum.ledger, second.sli);
      sum.asked += second.asked;
      sum.sent += second.sent;
      sum.ordersLost += second.ordersLost;
      sum.centsLost += second.centsLost;
      sum.ordersOwed = second.ordersOwed;
    },
    addObserved({ sli, causes }) {
      addCounts(sum.observed, sli);
      Object.assign(sum.signals, causes);
    },
    take(second) {
      const taken = { ...sum, second };
      sum = emptySample();
      return taken;
    },
    putBack(sample) {
      const newer = sum;
      sum = sample;
      addCounts(sum.ledger, newer.ledger);
      addCounts(sum.observed, newer.observed);
      sum.asked += newer.asked;
      sum.sent += newer.sent;
      sum.ordersLost += newer.ordersLost;
      sum.centsLost += newer.centsLost;
      if (newer.ordersOwed !== undefined) sum.ordersOwed = newer.ordersOwed;
      Object.assign(sum.signals, newer.signals);
    },
  };
}

function emptySample(): Sample {
  return { second: 0, ledger: {}, observed: {}, asked: 0, sent: 0, ordersLost: 0, centsLost: 0, signals: {} };
}

function addCounts(into: Record<string, SampleCounts>, from: Record<string, SampleCounts>): void {
  for (const [name, { good, bad }] of Object.entries(from)) {
    const counts = into[name] ?? { good: 0, bad: 0 };
    into[name] = { good: counts.good + good, bad: counts.bad + bad };
  }
}
