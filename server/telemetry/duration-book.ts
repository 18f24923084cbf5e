/** Durations of the newest ten minutes by what tells requests apart, in steps of five seconds: for breakdowns and heatmaps. */
import { type Breakdown, type BreakdownDimension, breakdownDimensions, type Heatmap } from '../../core/protocol/breakdown.ts';
import type { Breadth, BreakdownQuery } from '../ports/telemetry.ts';
import { isAdmitted } from './bounded.ts';
import { emptyHistogram, type Histogram, mergeInto } from './histogram.ts';
import type { MetricPoint } from './otlp.ts';
import { addPoint, addTally, type DurationPoint, emptyTally, isDuration, redOf, type Tally } from './tally.ts';

/** Closed seconds that make a step. */
const stepSeconds = 5;
const keptSteps = 120;
/** Services and links; the shop has some twenty. */
const mostComponents = 80;
/** Values of one component in one step, of all dimensions together: each has its own budget, so that a noisy one hides no other. */
const mostValues = 100;
const longestValue = 120;
/** A histogram with more buckets than this tells no more, and costs more. */
const mostBounds = 64;
const secondMs = 1000;

interface Measured {
  whole: Tally;
  /** By dimension and value. */
  values: Map<string, Tally>;
  /** Some values had no room. */
  cut: boolean;
}

interface Step {
  startMs: number;
  seconds: number;
  components: Map<string, Measured>;
}

export interface DurationBook {
  /** @param component whose work or call it was */
  add(component: string, point: MetricPoint, kind: 'service' | 'link'): void;
  /** Ends a second. */
  close(nowMs: number): void;
  breakdown(query: BreakdownQuery): Breakdown;
  heatmap(query: Breadth): Heatmap;
}

/** @param sameAs links whose figures are those of a service: kept once, told under either name */
export function createDurationBook(sameAs: Readonly<Record<string, string>> = {}): DurationBook {
  const steps: Step[] = [];
  const sharedBounds = createSharedBounds();
  let current: Step = emptyStep();
  const keptAs = <T extends { component: string }>(query: T): T => ({ ...query, component: sameAs[query.component] ?? query.component });

  return {
    add(component, point, kind) {
      if (!isDuration(point) || point.histogram.bounds.length > mostBounds) return;
      if (!isAdmitted(current.components, component, mostComponents)) return;
      const shared = { ...point, histogram: sharedBounds(point.histogram) };
      const measured = current.components.get(component) ?? { whole: emptyTally(), values: new Map<string, Tally>(), cut: false };
      current.components.set(component, measured);
      addPoint(measured.whole, shared);
      for (const [dimension, value] of valuesOf(point, kind)) addValue(measured, keyOf(dimension, value.slice(0, longestValue)), shared);
    },
    close(nowMs) {
      current.seconds += 1;
      if (current.seconds === 1) current.startMs = nowMs - secondMs;
      if (current.seconds < stepSeconds) return;
      steps.push(current);
      if (steps.length > keptSteps) steps.shift();
      current = emptyStep();
    },
    breakdown: (query) => ({ ...breakdownOf(within(steps, query), keptAs(query)), component: query.component }),
    heatmap: (query) => ({ ...heatmapOf(within(steps, query), keptAs(query).component), component: query.component }),
  };
}

const emptyStep = (): Step => ({ startMs: 0, seconds: 0, components: new Map() });

function addValue(measured: Measured, key: string, point: DurationPoint): void {
  const known = measured.values.get(key);
  if (known) return addPoint(known, point);
  if (measured.values.size >= mostValues) {
    measured.cut = true;
    return;
  }
  const opened = emptyTally();
  addPoint(opened, point);
  measured.values.set(key, opened);
}

const mostShared = 50;

/** Services have one set of bounds: kept once, and not with every histogram. */
function createSharedBounds(): (histogram: Histogram) => Histogram {
  const known: number[][] = [];
  return (histogram) => {
    const { bounds, counts } = histogram;
    const same = known.find((each) => each.length === bounds.length && each.every((bound, index) => bound === bounds[index]));
    if (same) return { bounds: same, counts };
    if (known.length < mostShared) known.push(bounds);
    return histogram;
  };
}

function within(steps: readonly Step[], { fromMs, toMs }: Breadth): Step[] {
  return steps.filter(({ startMs, seconds }) => startMs + seconds * secondMs > fromMs && startMs < toMs);
}

const divider = '\u0000';
const keyOf = (dimension: string, value: string): string => `${dimension}${divider}${value}`;

function valuesOf({ attributes, origin }: MetricPoint, kind: 'service' | 'link'): [BreakdownDimension, string][] {
  const words = (...keys: string[]): string =>
    keys
      .map((key) => attributes[key] ?? '')
      .filter(Boolean)
      .join(' ');
  const values: [BreakdownDimension, string][] = [
    ['instance', origin.slot],
    ['version', origin.version],
    [
      'route',
      words('http.request.method', 'http.route') || words('db.operation.name', 'messaging.operation.name', 'messaging.destination.name'),
    ],
    ['status', words('http.response.status_code') || words('error.type') || 'ok'],
    ['server', kind === 'link' ? words('server.address') : ''],
    ['client', words('shop.client')],
    ['apiVersion', words('shop.api.version')],
  ];
  return values.filter(([, value]) => value !== '');
}

function breakdownOf(steps: readonly Step[], { component, by }: BreakdownQuery): Breakdown {
  const sums = new Map<string, Tally>();
  const told = new Set<string>();
  const parts = steps.flatMap(({ components }) => components.get(component) ?? []);
  for (const { values } of parts)
    for (const [key, tally] of values) {
      const [dimension = '', value = ''] = key.split(divider);
      told.add(dimension);
      if (dimension !== by) continue;
      const sum = sums.get(value) ?? emptyTally();
      addTally(sum, tally);
      sums.set(value, sum);
    }
  const overSeconds = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    component,
    by,
    dimensions: breakdownDimensions.filter((dimension) => told.has(dimension)),
    overSeconds,
    rows: [...sums]
      .sort(([a, one], [b, other]) => other.count - one.count || a.localeCompare(b))
      .map(([value, tally]) => ({ value, ...redOf(tally, overSeconds) })),
    more: parts.some(({ cut }) => cut),
  };
}

function heatmapOf(steps: readonly Step[], component: string): Heatmap {
  const tallies = steps.map(({ startMs, components }) => ({ atMs: startMs, histogram: components.get(component)?.whole.histogram }));
  const { bounds = [] } = tallies.find(({ histogram }) => histogram && histogram.bounds.length > 0)?.histogram ?? emptyHistogram();
  return {
    component,
    stepMs: stepSeconds * secondMs,
    boundsMs: bounds.map((bound) => bound * secondMs),
    columns: tallies.map(({ atMs, histogram }) => {
      // With one bucket more than there are bounds, and the same for all, whatever came in which.
      const column: Histogram = { bounds, counts: bounds.length === 0 ? [] : Array.from({ length: bounds.length + 1 }, () => 0) };
      if (histogram && histogram.bounds.length > 0) mergeInto(column, histogram);
      return { atMs, counts: column.counts };
    }),
  };
}
