/** Sums what ledger and telemetry said since the last game second, so that a late second is counted late and never dropped. */
import type { CommandData } from '../../core/drill/commands.ts';
import type { SampleCounts } from '../../core/drill/values.ts';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';
import { addLatencies, type LatencyCounts } from '../../core/statistics/latency-counts.ts';
import type { TelemetrySecond } from '../ports/telemetry.ts';

type Sample = CommandData['recordSample'];

export interface SampleSum {
  addLedger(second: LedgerSecond): void;
  addObserved(second: Pick<TelemetrySecond, 'sli' | 'causes'>): void;
  /** Takes the sums out, with the latencies of one operation if any are asked for; `putBack` returns them when they could not be stored. */
  take(second: number, operation?: JourneyStep): Sample;
  putBack(sample: Sample): void;
}

export function createSampleSum(): SampleSum {
  let sum = emptySample();
  let operations: Operations = {};
  return {
    addLedger(second) {
      addCounts(sum.ledger, second.sli);
      sum.asked += second.asked;
      sum.sent += second.sent;
      addUsual(sum, second.usual);
      sum.ordersLost += second.ordersLost;
      sum.centsLost += second.centsLost;
      sum.ordersOwed = second.ordersOwed;
      if (second.ordersTwice !== undefined) sum.ordersTwice = second.ordersTwice;
      addOperations(operations, second.latency);
    },
    addObserved({ sli, causes }) {
      addCounts(sum.observed, sli);
      Object.assign(sum.signals, causes);
    },
    take(second, operation) {
      const of = operation ? { operation: operations[operation] ?? { latency: {}, failed: 0 } } : {};
      const taken = { ...sum, second, ...of };
      sum = emptySample();
      operations = {};
      return taken;
    },
    // What became of single operations meanwhile is not kept: a goal's window is short of a second then.
    putBack({ operation: _operation, ...sample }) {
      const newer = sum;
      sum = sample;
      addCounts(sum.ledger, newer.ledger);
      addCounts(sum.observed, newer.observed);
      sum.asked += newer.asked;
      sum.sent += newer.sent;
      addUsual(sum, newer.usual);
      sum.ordersLost += newer.ordersLost;
      sum.centsLost += newer.centsLost;
      if (newer.ordersOwed !== undefined) sum.ordersOwed = newer.ordersOwed;
      if (newer.ordersTwice !== undefined) sum.ordersTwice = newer.ordersTwice;
      Object.assign(sum.signals, newer.signals);
    },
  };
}

type Operations = Partial<Record<JourneyStep, NonNullable<Sample['operation']>>>;

function addOperations(into: Operations, from: LedgerSecond['latency']): void {
  for (const [step, { buckets, failed }] of Object.entries(from) as [JourneyStep, { buckets: LatencyCounts; failed: number }][]) {
    const known = into[step] ?? { latency: {}, failed: 0 };
    addLatencies(known.latency, buckets);
    into[step] = { latency: known.latency, failed: known.failed + failed };
  }
}

/** Missing as long as nobody has told. */
function addUsual(into: Sample, usual: number | undefined): void {
  if (usual !== undefined) into.usual = (into.usual ?? 0) + usual;
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
