import type { LedgerFailure, LedgerSecond } from '../../core/sandbox/messages.ts';
import type { JourneyStep } from '../../core/stack/schema.ts';
import { countLatency, type LatencyCounts } from '../../core/statistics/latency-counts.ts';
import { nearestRank } from '../../core/statistics/nearest-rank.ts';
import type { Ending } from './sli-book.ts';

/** Failures reported per second, and kept to choose them from. */
const failuresReported = 5;
const failuresKept = 60;

/** Counters that only ever grow. */
export interface ArrivalTotals {
  asked: number;
  sent: number;
  late: number;
  usual: number;
}

interface EndedRequests {
  tookMs: number[];
  failed: number;
}

/** Adds up one second of the ledger; `close` hands it out and starts the next. */
export class SecondAccount {
  readonly #sliNames: readonly string[];
  #reported: ArrivalTotals = { asked: 0, sent: 0, late: 0, usual: 0 };
  #sli: LedgerSecond['sli'];
  #failures: LedgerFailure[] = [];
  #latencies = new Map<JourneyStep, EndedRequests>();
  #ordersLost = 0;
  #centsLost = 0;

  constructor(sliNames: readonly string[]) {
    this.#sliNames = sliNames;
    this.#sli = this.#emptySli();
  }

  count(sliName: string, good: boolean): void {
    const counts = this.#sli[sliName];
    if (!counts) return;
    if (good) counts.good += 1;
    else counts.bad += 1;
  }

  fail(failure: LedgerFailure): void {
    if (this.#failures.length < failuresKept) this.#failures.push(failure);
  }

  loseOrder(cents: number): void {
    this.#ordersLost += 1;
    this.#centsLost += cents;
  }

  addLatency(step: JourneyStep, tookMs: number, ending: Exclude<Ending, 'abandoned'>): void {
    const ended = this.#latencies.get(step) ?? { tookMs: [], failed: 0 };
    ended.tookMs.push(tookMs);
    if (ending === 'failed') ended.failed += 1;
    this.#latencies.set(step, ended);
  }

  /** Ends the second. `totals` are since the start; the second gets what came on top since the last close. */
  close(epochSecond: number, totals: ArrivalTotals): Omit<LedgerSecond, 'ordersOwed'> {
    const second: Omit<LedgerSecond, 'ordersOwed'> = {
      epochSecond,
      sli: this.#sli,
      asked: totals.asked - this.#reported.asked,
      sent: totals.sent - this.#reported.sent,
      late: totals.late - this.#reported.late,
      usual: inTenths(totals.usual - this.#reported.usual),
      failures: chooseFailures(this.#failures),
      latency: summarise(this.#latencies),
      ordersLost: this.#ordersLost,
      centsLost: this.#centsLost,
    };
    this.#reported = { asked: totals.asked, sent: totals.sent, late: totals.late, usual: totals.usual };
    this.#sli = this.#emptySli();
    this.#failures = [];
    this.#latencies = new Map();
    this.#ordersLost = 0;
    this.#centsLost = 0;
    return second;
  }

  #emptySli(): LedgerSecond['sli'] {
    return Object.fromEntries(this.#sliNames.map((name) => [name, { good: 0, bad: 0 }]));
  }
}

/** A ticket wants a trace to open, so failures that have one come first. */
function chooseFailures(failures: LedgerFailure[]): LedgerFailure[] {
  const withTrace = failures.filter(({ traceId }) => traceId !== '');
  const without = failures.filter(({ traceId }) => traceId === '');
  return [...withTrace, ...without].slice(0, failuresReported);
}

function summarise(latencies: ReadonlyMap<JourneyStep, EndedRequests>): LedgerSecond['latency'] {
  const summary: LedgerSecond['latency'] = {};
  for (const [step, { tookMs: samples, failed }] of latencies) {
    samples.sort((a, b) => a - b);
    const buckets: LatencyCounts = {};
    for (const tookMs of samples) countLatency(buckets, tookMs);
    const [p50, p99] = [0.5, 0.99].map((share) => inTenths(nearestRank(samples, share))) as [number, number];
    summary[step] = { count: samples.length, failed, p50, p99, buckets };
  }
  return summary;
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
