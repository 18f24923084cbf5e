/** What shows that a component is full: several views of it, the first of which is shown unasked. */
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { callerOf, withoutSlot } from '../state/signal-ref.ts';
import { type ChartSpec, lagSeries, memorySeries, type Series, type Window } from './signals.ts';

type Gauges = NonNullable<SignalFrame['slots']>[string];
type Gauge = keyof Gauges;

/** Charts of the component's saturation, best first; never empty. */
export function saturationCharts(window: Window, component: string | null): ChartSpec[] {
  if (component?.includes('redis'))
    return [{ id: 'memory', figure: 'memory', title: 'Cache memory', unit: 'MB', series: memorySeries(window) }];
  const lag: ChartSpec = { id: 'lag', figure: 'lag', title: 'Consumer lag', unit: 'msg', series: lagSeries(window) };
  if (component === 'kafka') return [lag];
  const service = callerOf(component);
  const own = [...slotCharts(window, service), loopDelay(window, service), ...attempts(window, component)];
  return component?.includes('kafka') ? [lag, ...own] : own;
}

const figures: readonly { id: string; title: string; unit: string; times: number; lines: readonly { gauge: Gauge; label: string }[] }[] = [
  { id: 'inflight', title: 'In flight', unit: 'req', times: 1, lines: [{ gauge: 'inflight', label: '' }] },
  {
    id: 'pool',
    title: 'Connection pool',
    unit: 'conn',
    times: 1,
    lines: [
      { gauge: 'poolUsed', label: 'used' },
      { gauge: 'poolIdle', label: 'idle' },
      { gauge: 'poolPending', label: 'waiting' },
    ],
  },
  { id: 'busy', title: 'Event loop busy', unit: '%', times: 100, lines: [{ gauge: 'loopBusy', label: '' }] },
  { id: 'heap', title: 'Heap', unit: 'MB', times: 1, lines: [{ gauge: 'heapMb', label: '' }] },
  { id: 'kept', title: 'Heap after GC', unit: 'MB', times: 1, lines: [{ gauge: 'heapAfterGcMb', label: '' }] },
];

/** Of the service's slots: one line each for a single figure, sums for the parts of a pool. A figure that it has not is left out. */
function slotCharts({ frames }: Window, service: string): ChartSpec[] {
  const slots = slotsHeard(frames).filter((slot) => withoutSlot(slot) === service);
  return figures.flatMap(({ id, title, unit, times, lines }) => {
    const [first] = lines;
    const series = lines.length === 1 && first ? perSlot(frames, slots, { gauge: first.gauge, times }) : summed(frames, slots, lines);
    return series.some(({ values }) => values.some((value) => value !== null)) ? [{ id, figure: worst(lines), title, unit, series }] : [];
  });
}

/** What a press on the chart points at: of a pool, those that wait. */
const worst = (lines: readonly { gauge: Gauge }[]): Gauge | null => lines.at(-1)?.gauge ?? null;

/** All instances that spoke in these seconds, sorted: one that hangs says nothing for a while, and just then it is looked for. */
export function slotsHeard(frames: Window['frames']): string[] {
  return [...new Set(frames.flatMap((frame) => Object.keys(frame?.slots ?? {})))].sort();
}

const lineTones = ['p95', 'p99', 'p50', 'rate'] as const;

function perSlot(frames: Window['frames'], slots: readonly string[], { gauge, times }: { gauge: Gauge; times: number }): Series[] {
  return slots.map((slot, index) => {
    const said = frames.map((frame) => scaled(frame?.slots?.[slot]?.[gauge], times));
    const values = gauge === 'loopBusy' ? overSilences(frames, said) : said;
    return { id: slot, label: slot, tone: lineTones[index % lineTones.length] ?? 'neutral', values };
  });
}

/**
 * A loop's utilization counts since it was last told: what is said after a silence holds for all of that silence. Seconds of which nothing
 * at all is known stay gaps, and so does a silence whose beginning lies before the window, or that goes on.
 */
function overSilences(frames: Window['frames'], said: readonly (number | null)[]): (number | null)[] {
  const first = said.findIndex((value) => value !== null);
  let later: number | null = null;
  return said
    .map((_, index) => said.length - 1 - index)
    .map((index) => {
      later = frames[index] === null ? null : (said[index] ?? later);
      return index < first ? null : later;
    })
    .reverse();
}

function summed(frames: Window['frames'], slots: readonly string[], lines: readonly { gauge: Gauge; label: string }[]): Series[] {
  return lines.map(({ gauge, label }) => ({
    id: gauge,
    label,
    tone: gauge === 'poolPending' ? 'error' : gauge === 'poolUsed' ? 'p95' : 'p50',
    values: frames.map((frame) => {
      const known = slots.flatMap((slot) => frame?.slots?.[slot]?.[gauge] ?? []);
      return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
    }),
  }));
}

const scaled = (value: number | null | undefined, times: number): number | null =>
  value === null || value === undefined ? null : value * times;

/** The slowest instance of the service. */
function loopDelay({ frames }: Window, service: string): ChartSpec {
  const values = frames.map((frame) => {
    const delays = Object.entries(frame?.eventLoopDelayMs ?? {}).flatMap(([slot, delay]) => (withoutSlot(slot) === service ? [delay] : []));
    return delays.length === 0 ? null : Math.max(...delays);
  });
  return {
    id: 'loop',
    figure: null,
    title: 'Event-loop delay p99',
    unit: 'ms',
    series: [{ id: 'loop', label: service, tone: 'neutral', values }],
  };
}

/** Calls over a link for each request that its caller served: more than one request needs is a retry, or a loop. */
function attempts({ frames }: Window, link: string | null): ChartSpec[] {
  if (!link?.includes('->') || link.startsWith('users')) return [];
  const caller = callerOf(link);
  const values = frames.map((frame) => {
    const [calls, served] = [frame?.links[link]?.ratePerSecond, frame?.services[caller]?.ratePerSecond];
    return calls === undefined || !served ? null : calls / served;
  });
  const series: Series[] = [{ id: 'attempts', label: '', tone: 'p95', values }];
  return values.every((value) => value === null) ? [] : [{ id: 'attempts', figure: null, title: 'Calls per request', unit: '×', series }];
}
