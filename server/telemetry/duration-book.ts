/** Durations of the newest ten minutes by what tells requests apart, in steps of five seconds: for breakdowns and heatmaps. */
import type { Breakdown, BreakdownDimension, Heatmap } from '../../core/protocol/breakdown.ts';
import { breakdownDimensions } from '../../core/protocol/breakdown.ts';
import type { Breadth, BreakdownQuery } from '../ports/telemetry.ts';
import { emptyHistogram, mergeInto } from './histogram.ts';
import type { MetricPoint } from './otlp.ts';
import { addPoint, addTally, emptyTally, isDuration, redOf, type Tally } from './tally.ts';

/** Closed seconds that make a step. */
const stepSeconds = 5;
const keptSteps = 120;
/** Of all components together in one step: the shop has some 150. A sender that brings more is cut there, which is told. */
const mostRows = 500;
const longestValue = 120;
const secondMs = 1000;

interface Step {
  startMs: number;
  seconds: number;
  rows: Map<string, Tally>;
  cut: boolean;
}

export interface DurationBook {
  /** @param component whose work or call it was */
  add(component: string, point: MetricPoint, kind: 'service' | 'link'): void;
  /** Ends a second. */
  close(nowMs: number): void;
  breakdown(query: BreakdownQuery): Breakdown;
  heatmap(query: Breadth): Heatmap;
}

export function createDurationBook(): DurationBook {
  const steps: Step[] = [];
  let current: Step = emptyStep();

  return {
    add(component, point, kind) {
      if (!isDuration(point)) return;
      for (const [dimension, value] of valuesOf(point, kind)) {
        const key = keyOf(component, dimension, value.slice(0, longestValue));
        const tally = current.rows.get(key);
        if (tally) addPoint(tally, point);
        else if (current.rows.size < mostRows) {
          const opened = emptyTally();
          addPoint(opened, point);
          current.rows.set(key, opened);
        } else current.cut = true;
      }
    },
    close(nowMs) {
      current.seconds += 1;
      if (current.seconds === 1) current.startMs = nowMs - secondMs;
      if (current.seconds < stepSeconds) return;
      steps.push(current);
      if (steps.length > keptSteps) steps.shift();
      current = emptyStep();
    },
    breakdown: (query) => breakdownOf(within(steps, query), query),
    heatmap: (query) => heatmapOf(within(steps, query), query.component),
  };
}

const emptyStep = (): Step => ({ startMs: 0, seconds: 0, rows: new Map(), cut: false });

function within(steps: readonly Step[], { fromMs, toMs }: Breadth): Step[] {
  return steps.filter(({ startMs, seconds }) => startMs + seconds * secondMs > fromMs && startMs < toMs);
}

/** A value may hold anything but this: attribute texts have no control characters that matter here. */
const divider = '\u0000';
const keyOf = (component: string, dimension: string, value: string): string => [component, dimension, value].join(divider);

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
  ];
  return values.filter(([, value]) => value !== '');
}

function breakdownOf(steps: readonly Step[], { component, by }: BreakdownQuery): Breakdown {
  const sums = new Map<string, Tally>();
  const told = new Set<string>();
  for (const { rows } of steps)
    for (const [key, tally] of rows) {
      const [owner, dimension = '', value = ''] = key.split(divider);
      if (owner !== component) continue;
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
    more: steps.some(({ cut }) => cut),
  };
}

function heatmapOf(steps: readonly Step[], component: string): Heatmap {
  const whole = emptyHistogram();
  const columns = steps.map(({ startMs, rows }) => {
    const column = emptyHistogram();
    // Every request was served by some instance: together they are all.
    for (const [key, { histogram }] of rows) if (key.startsWith(keyOf(component, 'instance', ''))) mergeInto(column, histogram);
    if (whole.bounds.length === 0) Object.assign(whole, { bounds: column.bounds, counts: column.counts.map(() => 0) });
    return { atMs: startMs, column };
  });
  return {
    component,
    stepMs: stepSeconds * secondMs,
    boundsMs: whole.bounds.map((bound) => bound * secondMs),
    columns: columns.map(({ atMs, column }) => {
      const aligned = { bounds: whole.bounds, counts: whole.bounds.length === 0 ? [] : [...whole.counts] };
      if (column.bounds.length > 0) mergeInto(aligned, column);
      return { atMs, counts: aligned.counts };
    }),
  };
}
