/** Requests and their durations, added up; tallies merge, so that a percentile is never made of percentiles. */
import type { Red } from '../../core/protocol/signals.ts';
import { isFailedAnswer } from '../../core/slo/answers.ts';
import { emptyHistogram, type Histogram, mergeInto, quantile } from './histogram.ts';
import type { MetricPoint } from './otlp.ts';

export interface Tally {
  count: number;
  errors: number;
  histogram: Histogram;
}

export const emptyTally = (): Tally => ({ count: 0, errors: 0, histogram: emptyHistogram() });

/** What is added up of a point that has a histogram. */
export type DurationPoint = Pick<MetricPoint, 'attributes' | 'value'> & { histogram: Histogram };

export const isDuration = (point: MetricPoint): point is MetricPoint & { histogram: NonNullable<MetricPoint['histogram']> } =>
  point.histogram !== null;

export function addPoint(tally: Tally, point: DurationPoint): void {
  tally.count += point.value;
  if (isError(point)) tally.errors += point.value;
  mergeInto(tally.histogram, point.histogram);
}

export function addTally(sum: Tally, tally: Tally): void {
  sum.count += tally.count;
  sum.errors += tally.errors;
  mergeInto(sum.histogram, tally.histogram);
}

/** @param seconds that it was added up over */
export function redOf({ count, errors, histogram }: Tally, seconds: number): Red {
  return {
    ratePerSecond: round(count / seconds),
    errorShare: count === 0 ? 0 : round(errors / count),
    p50Ms: inMs(quantile(histogram, 0.5)),
    p95Ms: inMs(quantile(histogram, 0.95)),
    p99Ms: inMs(quantile(histogram, 0.99)),
  };
}

/** An answer that failed, or a named error. */
function isError({ attributes }: DurationPoint): boolean {
  const status = Number(attributes['http.response.status_code'] ?? 0);
  return isFailedAnswer(status) || (status === 0 && attributes['error.type'] !== undefined);
}

const secondsToMs = 1000;
const round = (value: number): number => Math.round(value * 1000) / 1000;
const inMs = (seconds: number | null): number | null => (seconds === null ? null : round(seconds * secondsToMs));
